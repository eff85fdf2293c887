//! The sandbox's own clock: the system's, moved forward as far as a test asked.
//!
//! Every rule that involves time reads this clock, so that a test can pass 24 hours in a call
//! instead of sleeping.

use chrono::{DateTime, Utc};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A clock that can be moved forward and set back to the system's.
#[derive(Debug, Default)]
pub struct Clock {
    ahead_micros: AtomicI64,
}

impl Clock {
    /// The instant now, to the microsecond.
    pub fn now(&self) -> DateTime<Utc> {
        from_micros(system_micros().saturating_add(self.ahead_micros.load(Ordering::Relaxed)))
    }

    /// How far the clock is ahead of the system's.
    pub fn ahead_seconds(&self) -> i64 {
        self.ahead_micros.load(Ordering::Relaxed) / 1_000_000
    }

    /// Moves the clock forward.
    pub fn advance_millis(&self, millis: u32) {
        self.ahead_micros
            .fetch_add(i64::from(millis) * 1000, Ordering::Relaxed);
    }

    /// Moves the clock forward.
    pub fn advance_seconds(&self, seconds: u32) {
        self.ahead_micros
            .fetch_add(i64::from(seconds) * 1_000_000, Ordering::Relaxed);
    }

    /// Back to the system's time.
    pub fn reset(&self) {
        self.ahead_micros.store(0, Ordering::Relaxed);
    }
}

fn system_micros() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_micros()).ok())
        .unwrap_or_default()
}

/// The instant of a stored number; numbers outside the calendar are the epoch.
pub fn from_micros(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or_default()
}

/// The stored form of an instant's whole minute.
pub fn whole_minute(instant: DateTime<Utc>) -> i64 {
    instant.timestamp().div_euclid(60) * 60_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_moves_forward_and_back_to_now() {
        let clock = Clock::default();
        let before = clock.now();
        clock.advance_millis(86_400_000);
        assert!((clock.now() - before).num_hours() >= 24);
        assert_eq!(clock.ahead_seconds(), 86_400);
        clock.reset();
        assert!((clock.now() - before).num_hours() < 1);
    }

    #[test]
    fn whole_minutes_drop_the_seconds() {
        assert_eq!(whole_minute(from_micros(119_999_999)), 60_000_000);
    }
}
