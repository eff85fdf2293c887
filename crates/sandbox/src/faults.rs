//! Faults that are armed for the next matching calls: what goes wrong, where, how often.
//!
//! This module only keeps them. What each does to a call stands in `pipeline::fault`.

use crate::operation::Operation;
use crate::sync::lock;
use serde::{Deserialize, Serialize};
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::watch;
use utoipa::ToSchema;

/// What goes wrong. Names that begin with a number are HTTP statuses in the vendor's own envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Kind {
    /// Only the wait of `delay_ms`.
    #[serde(rename = "delay")]
    Delay,
    /// The connection is cut before the call is applied.
    #[serde(rename = "reset_before")]
    ResetBefore,
    /// The connection is cut after the call was applied.
    #[serde(rename = "reset_after")]
    ResetAfter,
    #[serde(rename = "401")]
    Unauthorized,
    #[serde(rename = "403")]
    Forbidden,
    #[serde(rename = "404")]
    NotFound,
    #[serde(rename = "409")]
    Conflict,
    #[serde(rename = "422")]
    Unprocessable,
    /// With `Retry-After`.
    #[serde(rename = "429")]
    Throttled,
    #[serde(rename = "429_without_retry_after")]
    ThrottledSilently,
    #[serde(rename = "500")]
    Internal,
    /// A gateway's HTML page; the call is not applied.
    #[serde(rename = "502")]
    BadGateway,
    /// A gateway's HTML page; the call **is** applied.
    #[serde(rename = "502_after")]
    BadGatewayAfter,
    /// Applied; the body ends in the middle, and the length agrees with what comes.
    #[serde(rename = "truncated_json")]
    TruncatedJson,
    /// Applied; the right body under `text/html`.
    #[serde(rename = "wrong_content_type")]
    WrongContentType,
    /// Applied; the right status without a body.
    #[serde(rename = "blank_body")]
    BlankBody,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::Delay,
        Self::ResetBefore,
        Self::ResetAfter,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::Unprocessable,
        Self::Throttled,
        Self::ThrottledSilently,
        Self::Internal,
        Self::BadGateway,
        Self::BadGatewayAfter,
        Self::TruncatedJson,
        Self::WrongContentType,
        Self::BlankBody,
    ];
}

/// Where it goes wrong: an operation of the table, or any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Target {
    One(Operation),
    Any(AnyOperation),
}

/// The word for every operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnyOperation {
    #[serde(rename = "any")]
    Any,
}

/// One armed fault.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    pub kind: Kind,
    /// A name such as `kirim.bulk_replay`, or `any`.
    #[serde(default = "any")]
    #[schema(value_type = String, example = "kirim.bulk_replay")]
    pub operation: Target,
    /// For how many calls.
    #[serde(default = "once")]
    pub count: u32,
    /// Wait before the call is applied, with any kind; at most until everything is disarmed, so
    /// that a test can hold a call for as long as it wants.
    #[serde(default)]
    pub delay_ms: u64,
    /// Value of `Retry-After`, where the kind has one.
    #[serde(default = "seconds")]
    pub retry_after_seconds: u64,
}

const fn any() -> Target {
    Target::Any(AnyOperation::Any)
}

const fn once() -> u32 {
    1
}

const fn seconds() -> u64 {
    1
}

/// Everything that is armed, oldest first.
#[derive(Debug, Default)]
pub struct Armed {
    faults: Mutex<Vec<Fault>>,
    disarmed: watch::Sender<()>,
}

/// A fault that met its call.
#[derive(Debug)]
pub struct Met {
    pub fault: Fault,
    /// Tells that everything was disarmed since.
    disarmed: watch::Receiver<()>,
}

impl Met {
    /// Waits as the fault says, or until everything is disarmed.
    pub async fn wait(&self) {
        let mut disarmed = self.disarmed.clone();
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(self.fault.delay_ms)) => {}
            _ = disarmed.changed() => {}
        }
    }
}

impl Armed {
    /// Arms one more.
    pub fn arm(&self, fault: Fault) {
        if fault.count > 0 {
            lock(&self.faults).push(fault);
        }
    }

    /// What is still armed.
    pub fn list(&self) -> Vec<Fault> {
        lock(&self.faults).clone()
    }

    /// Disarms all, and lets go on whoever waits.
    pub fn clear(&self) {
        lock(&self.faults).clear();
        self.disarmed.send_replace(());
    }

    /// The fault for this call, and one call less of it.
    pub fn take(&self, operation: Operation) -> Option<Met> {
        let mut armed = lock(&self.faults);
        let index = armed.iter().position(|fault| match fault.operation {
            Target::Any(_) => true,
            Target::One(one) => one == operation,
        })?;
        let fault = armed.get_mut(index)?;
        fault.count -= 1;
        let met = Met {
            fault: fault.clone(),
            disarmed: self.disarmed.subscribe(),
        };
        if met.fault.count == 0 {
            armed.remove(index);
        }
        Some(met)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_counts_down_and_leaves() {
        let armed = Armed::default();
        let text = r#"{"kind":"429","operation":"kirim.bulk_replay","count":2}"#;
        armed.arm(serde_json::from_str(text).unwrap());
        assert!(armed.take(Operation::KirimReplay).is_none());
        assert!(armed.take(Operation::KirimBulkReplay).is_some());
        assert_eq!(armed.list()[0].count, 1);
        assert!(armed.take(Operation::KirimBulkReplay).is_some());
        assert!(armed.take(Operation::KirimBulkReplay).is_none());
    }

    #[test]
    fn unknown_operations_are_refused() {
        let text = r#"{"kind":"429","operation":"kirim.fly"}"#;
        assert!(serde_json::from_str::<Fault>(text).is_err());
    }
}
