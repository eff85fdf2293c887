//! Where the gateway takes the time from: the system, or a hand that a test moves.
//!
//! Only for what ends by itself (sessions, confirmations, tokens, delays, plans). Time limits on
//! the network are not its business.

use crate::lock::lock;
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

/// A clock that never goes back.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System(Arc<Mutex<Kept>>),
    Manual(Hand),
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

/// Moves a clock forward.
#[derive(Debug, Clone)]
pub struct Hand(Arc<Mutex<(Instant, DateTime<Utc>)>>);

impl Clock {
    /// The system's.
    pub fn system() -> Self {
        let kept = Kept {
            begun: (Instant::now(), SystemTime::now()),
            ahead: Duration::ZERO,
        };
        Self(Source::System(Arc::new(Mutex::new(kept))))
    }

    /// One that stands still until its hand is moved.
    pub fn manual() -> (Self, Hand) {
        let hand = Hand(Arc::new(Mutex::new((
            Instant::now(),
            SystemTime::now().into(),
        ))));
        (Self(Source::Manual(hand.clone())), hand)
    }

    pub(crate) fn now(&self) -> Instant {
        match &self.0 {
            Source::System(kept) => lock(kept).read(Instant::now(), SystemTime::now()),
            Source::Manual(Hand(at)) => lock(at).0,
        }
    }

    /// The date, for what others wrote one on. It may be set back.
    pub(crate) fn today(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System(_) => SystemTime::now().into(),
            Source::Manual(Hand(at)) => lock(at).1,
        }
    }
}

/// A machine that sleeps does not count the time, and yet a vendor forgets keys meanwhile. The date
/// tells how long it was; whoever sets it forward ends things early, which harms nobody.
#[derive(Debug)]
struct Kept {
    begun: (Instant, SystemTime),
    /// By how much more the date has moved on, at the most so far.
    ahead: Duration,
}

impl Kept {
    fn read(&mut self, now: Instant, today: SystemTime) -> Instant {
        let counted = now.saturating_duration_since(self.begun.0);
        let dated = today.duration_since(self.begun.1).unwrap_or_default();
        self.ahead = self.ahead.max(dated.saturating_sub(counted));
        now + self.ahead
    }
}

impl Hand {
    /// Another clock, which stands where this one does.
    #[cfg(test)]
    pub fn twin(&self) -> (Clock, Self) {
        let hand = Self(Arc::new(Mutex::new(*lock(&self.0))));
        (Clock(Source::Manual(hand.clone())), hand)
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        let mut at = lock(&self.0);
        at.0 += by;
        at.1 += by;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hours_in_which_the_machine_slept_are_counted_and_none_is_given_back() {
        let begun = (Instant::now(), SystemTime::now());
        let mut kept = Kept {
            begun,
            ahead: Duration::ZERO,
        };
        let minutes = Duration::from_mins;
        let mut passed = |counted, dated| {
            let now = kept.read(begun.0 + minutes(counted), begun.1 + minutes(dated));
            now.duration_since(begun.0)
        };
        assert_eq!(passed(1, 1), minutes(1));
        // Ten hours of sleep.
        assert_eq!(passed(2, 602), minutes(602));
        assert_eq!(passed(3, 603), minutes(603));
        // The date is set back.
        assert_eq!(passed(4, 0), minutes(604));
        assert_eq!(passed(5, 700), minutes(700));
    }
}
