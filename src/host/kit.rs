//! Lines of the list of runs, for the tests of whoever counts or words them.

use super::{RunSummary, Stand};
use chrono::DateTime;

/// A run of eight events in four calls, of which so many were attempted.
pub fn run(stand: Stand, attempted: usize) -> RunSummary {
    RunSummary {
        id: "0".repeat(32).parse().unwrap(),
        title: "Resend 8 events".to_owned(),
        connection: "c".parse().unwrap(),
        to: String::new(),
        label: "C".to_owned(),
        actor: "admin".to_owned(),
        reason: String::new(),
        opened_at: DateTime::UNIX_EPOCH,
        last_sent_at: None,
        stand,
        calls: 4,
        calls_made: attempted / 2,
        over: attempted,
        counts: [attempted, 0, 0, 0, 8 - attempted],
        failed_again: 0,
        next_look: None,
    }
}
