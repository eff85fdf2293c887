//! Plans as a page would make them.

use redrive_core::connection::Connection;
use redrive_core::plan::{Draft, Plan, Shape};
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use redrive_core::zuora::contract::Channel;
use serde_json::Value;
use std::time::{Duration, SystemTime};

/// Resends these events to endpoint 1.
pub fn events(ids: std::ops::Range<u64>) -> Draft {
    Draft::ResendEvents {
        endpoint: EndpointId::new(1),
        events: ids.map(EventId::new).collect(),
    }
}

/// Resends this many e-mails.
pub fn notifications(count: usize) -> Draft {
    let notifications = (0..count)
        .map(|number| format!("mail{number}").parse().unwrap())
        .collect();
    Draft::ResendNotifications {
        channel: Channel::Email,
        notifications,
    }
}

/// Switches endpoint 1 off.
pub fn switch_off() -> Draft {
    Draft::SetEndpointActive {
        endpoint: EndpointId::new(1),
        active: false,
    }
}

/// The file of a plan that differs from all others by its nonce.
pub fn plan_file(connection: &Connection, draft: Draft) -> Value {
    shaped(connection, draft, Shape::default(), SystemTime::now())
}

/// The same by a clock that is ahead.
pub fn plan_made_in(ahead: Duration, connection: &Connection, draft: Draft) -> Value {
    shaped(
        connection,
        draft,
        Shape::default(),
        SystemTime::now() + ahead,
    )
}

/// The same for a plan whose calls are halved when they are refused.
pub fn halved(connection: &Connection, draft: Draft) -> Value {
    let shape = Shape {
        halving: true,
        ..Shape::default()
    };
    shaped(connection, draft, shape, SystemTime::now())
}

fn shaped(connection: &Connection, draft: Draft, shape: Shape, at: SystemTime) -> Value {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let nonce = format!("{:032x}", NEXT.fetch_add(1, Ordering::SeqCst))
        .parse()
        .unwrap();
    let plan = Plan::shaped(connection, draft, shape, nonce, at.into()).unwrap();
    serde_json::to_value(plan.to_file()).unwrap()
}
