//! Why reading rests, in words: the vendor refused, or others are to keep their share.

use super::span::left;
use chrono::TimeDelta;

/// Read out once, and not second by second.
pub const REFUSED: &str =
    "The vendor allows no more reads for now (429). It is asked again by itself.";

/// Until a refused read is asked again.
pub fn again(seconds: u64) -> String {
    format!("asked again in {}", span(seconds))
}

/// While a share is left to others. A wait that is over at once is not counted down.
pub fn slowed(seconds: u64) -> String {
    let slowed = "slowed, so that a fifth of what the vendor allows is left to others";
    if seconds < 2 {
        slowed.to_owned()
    } else {
        format!("{slowed}; goes on in {}", span(seconds))
    }
}

fn span(seconds: u64) -> String {
    left(TimeDelta::seconds(
        i64::try_from(seconds).unwrap_or_default(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_says_why_and_how_long() {
        assert_eq!(again(75), "asked again in 1 min 15 s");
        assert!(slowed(1).ends_with("is left to others"));
        assert!(slowed(12).ends_with("is left to others; goes on in 12 s"));
    }
}
