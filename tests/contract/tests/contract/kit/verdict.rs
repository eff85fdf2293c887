//! Holds a ledger against the oracle: what may never be claimed.

use super::server::Sends;
use redrive_core::outcome::{Outcome, OutcomeKind};
use redrive_core::run::Run;
use std::fmt::{Debug, Write as _};

/// Every claim of the ledger that the oracle denies; empty when the ledger is true.
///
/// `sends` holds what was sent since the run began.
pub fn lies(run: &Run, sends: &Sends) -> Vec<String> {
    let mut lies = Vec::new();
    let items = run.plan().items();
    for (item, outcome) in items.iter().zip(run.ledger().iter()) {
        let id = item.to_string();
        let times = sends.get(&id).copied().unwrap_or(0);
        let claim = match outcome {
            Outcome::Accepted(_) => times == 1,
            Outcome::Unknown(_) => true,
            Outcome::Rejected(_) | Outcome::Skipped(_) | Outcome::NotAttempted(_) => times == 0,
        };
        if !claim {
            lies.push(format!("{id}: {outcome:?}, and it was sent {times} times"));
        }
    }
    for (id, times) in sends {
        if *times > 1 {
            lies.push(format!("{id} was sent {times} times"));
        }
        if !items.iter().any(|item| item.to_string() == *id) {
            lies.push(format!("{id} was sent, and no item is it"));
        }
    }
    lies
}

/// Two lists must be the same; says only where they first differ.
#[track_caller]
pub fn same<T: PartialEq + Debug>(left: &[T], right: &[T]) {
    for (place, (one, other)) in left.iter().zip(right).enumerate() {
        assert_eq!(one, other, "place {place}");
    }
    assert_eq!(left.len(), right.len(), "as many");
}

/// The ledger as one short word: `2 accepted 1 unknown`.
pub fn claims(run: &Run) -> String {
    let counts = run.ledger().counts();
    let mut text = String::new();
    for kind in OutcomeKind::ALL {
        let count = counts.of(kind);
        if count > 0 {
            let gap = if text.is_empty() { "" } else { ", " };
            write!(text, "{gap}{count} {}", kind.word()).unwrap();
        }
    }
    text
}
