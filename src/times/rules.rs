//! What has to be known of a zone.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// How far a zone's clocks are ahead of UTC, at any instant.
pub trait Rules {
    /// Behind is negative.
    fn east(&self, at: DateTime<Utc>) -> TimeDelta;
}

/// The zone that a time is shown or typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zone {
    #[default]
    Utc,
    /// The reader's own.
    Mine,
}

/// What a clock of the zone shows at an instant.
pub fn shown(at: DateTime<Utc>, rules: &impl Rules) -> NaiveDateTime {
    let clock = at.naive_utc();
    clock.checked_add_signed(rules.east(at)).unwrap_or(clock)
}
