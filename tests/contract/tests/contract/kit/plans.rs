//! Connections and plans as a page would make them.

use chrono::{DateTime, Utc};
use redrive_core::connection::{Connection, Environment, Settings, Vendor};
use redrive_core::kirim::ListedDelivery;
use redrive_core::kirim::contract::{ReplayStatus, SubscriptionId};
use redrive_core::plan::{Count, Draft, Nonce, Plan};
use redrive_core::zuora::headers::Scope;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// A connection with the ordinary settings, two events a call.
pub fn connection(vendor: Vendor) -> Connection {
    let settings = match vendor {
        Vendor::Selfcommunity => Settings::Selfcommunity {
            cap: 2,
            checks_password: false,
        },
        Vendor::Kirim => Settings::Kirim,
        Vendor::Zuora => Settings::Zuora {
            scope: Scope::default(),
        },
    };
    Connection {
        id: "under-test".parse().unwrap(),
        label: vendor.name().to_owned(),
        environment: Environment::Sandbox,
        base_url: String::new(),
        settings,
    }
}

/// A nonce that no other plan of this process has.
pub fn nonce() -> Nonce {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{number:032x}").parse().unwrap()
}

/// A sealed plan on the ordinary connection of its vendor.
pub fn plan(draft: Draft) -> Plan {
    plan_with_nonce(&connection(draft.vendor()), draft, nonce())
}

pub fn plan_with_nonce(connection: &Connection, draft: Draft, nonce: Nonce) -> Plan {
    Plan::build(connection, draft, nonce, now()).unwrap()
}

/// Replays these deliveries, which were listed with this status and were born at one moment: in one
/// window of time.
pub fn listed(
    subscription: &SubscriptionId,
    status: ReplayStatus,
    born_at: &str,
    ids: &[String],
) -> Draft {
    let row = |id: &String| ListedDelivery {
        status,
        created_at: born_at.parse().unwrap(),
        id: id.parse().unwrap(),
    };
    Draft::ReplayListed {
        subscription: subscription.clone(),
        event_type: None,
        rows: ids.iter().map(row).collect(),
        avoid: Vec::new(),
        pinned_at: now(),
        matched: Count::Exact(ids.len() as u64),
    }
}

/// The instant at which a plan is made.
pub fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}
