//! How fast a run may go, in words.

use super::number::counted;

/// The operator's limit, or that there is none.
pub fn limit(calls_per_minute: Option<u32>) -> String {
    match calls_per_minute {
        None => "as fast as the vendor allows".to_owned(),
        Some(speed) => format!(
            "at most {} a minute",
            counted(speed as usize, "call", "calls")
        ),
    }
}
