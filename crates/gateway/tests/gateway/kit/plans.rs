//! Plans as a page would make them.

use redrive_core::connection::Connection;
use redrive_core::plan::{Draft, Plan};
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use redrive_core::zuora::contract::Channel;
use serde_json::Value;

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

/// The file of a plan that differs from all others by its nonce.
pub fn plan_file(connection: &Connection, draft: Draft) -> Value {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let nonce = format!("{:032x}", NEXT.fetch_add(1, Ordering::SeqCst))
        .parse()
        .unwrap();
    let made_at = "2026-04-02T10:00:00Z".parse().unwrap();
    let plan = Plan::build(connection, draft, nonce, made_at).unwrap();
    serde_json::to_value(plan.to_file()).unwrap()
}
