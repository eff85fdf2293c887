//! Whatever the vendors do not publish is a switch of the sandbox. Each is flipped here, and what
//! must then be read is said; those that only lists feel stand with the reads.

mod community;
mod kirim;
mod kirim_limits;
mod zuora;
mod zuora_limits;

use redrive_core::outcome::{Outcome, Refused};
use redrive_core::run::Run;

/// Code and reach of an item's refusal; nothing when it was not refused.
fn refusal(run: &Run, item: usize) -> Option<(&str, Refused)> {
    match run.ledger().outcome(item)? {
        Outcome::Rejected(refusal) => Some((refusal.code.as_str(), refusal.of)),
        _ => None,
    }
}
