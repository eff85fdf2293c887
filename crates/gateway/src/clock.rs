//! Where the gateway takes the time from: the system, or a hand that a test moves.
//!
//! Only for what ends by itself (sessions, confirmations, tokens, delays, plans). Time limits on
//! the network are not its business.

use crate::lock::lock;
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

/// A clock that never goes back.
#[derive(Debug, Clone, Default)]
pub struct Clock(Option<Hand>);

/// Moves a clock forward.
#[derive(Debug, Clone)]
pub struct Hand(Arc<Mutex<(Instant, DateTime<Utc>)>>);

impl Clock {
    /// The system's.
    pub const fn system() -> Self {
        Self(None)
    }

    /// One that stands still until its hand is moved.
    pub fn manual() -> (Self, Hand) {
        let hand = Hand(Arc::new(Mutex::new((
            Instant::now(),
            SystemTime::now().into(),
        ))));
        (Self(Some(hand.clone())), hand)
    }

    pub(crate) fn now(&self) -> Instant {
        match &self.0 {
            None => Instant::now(),
            Some(Hand(at)) => lock(at).0,
        }
    }

    /// The date, for what others wrote one on. It may be set back.
    pub(crate) fn today(&self) -> DateTime<Utc> {
        match &self.0 {
            None => SystemTime::now().into(),
            Some(Hand(at)) => lock(at).1,
        }
    }
}

impl Hand {
    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        let mut at = lock(&self.0);
        at.0 += by;
        at.1 += by;
    }
}
