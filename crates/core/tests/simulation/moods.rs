//! How rough one schedule is.

use crate::chance::Chance;
use crate::trouble::Trouble;
use redrive_core::run::{CanaryRule, Manner};

/// Shares in per cent.
#[derive(Debug, Clone)]
pub struct Moods {
    /// Of calls that meet trouble.
    pub calls: usize,
    /// One trouble that comes again and again.
    favourite: Option<Trouble>,
    /// How often it is this one.
    fondness: usize,
    /// Of reads that fail.
    pub reads: usize,
    /// Of moments at which the host may crash.
    pub crashes: usize,
    /// Of steps at which the operator does something unasked.
    pub operator: usize,
    /// Of steps at which clocks jump.
    pub clock: usize,
}

impl Moods {
    pub fn of(chance: &mut Chance) -> Self {
        if chance.percent(12) {
            return Self::calm();
        }
        let favourite = Trouble::any(chance);
        Self {
            calls: chance.one_of(&[0, 8, 25, 60, 100]),
            favourite: chance.percent(25).then_some(favourite),
            fondness: chance.one_of(&[70, 100]),
            reads: chance.one_of(&[0, 0, 15, 60]),
            crashes: chance.one_of(&[0, 0, 2, 8]),
            operator: chance.one_of(&[0, 0, 3, 12]),
            clock: chance.one_of(&[0, 0, 2, 8, 20]),
        }
    }

    /// Nothing goes wrong.
    pub const fn calm() -> Self {
        Self {
            calls: 0,
            favourite: None,
            fondness: 0,
            reads: 0,
            crashes: 0,
            operator: 0,
            clock: 0,
        }
    }

    pub fn trouble(&self, chance: &mut Chance) -> Option<Trouble> {
        if !chance.percent(self.calls) {
            return None;
        }
        match self.favourite {
            Some(favourite) if chance.percent(self.fondness) => Some(favourite),
            _ => Some(Trouble::any(chance)),
        }
    }
}

pub fn manner(chance: &mut Chance) -> Manner {
    Manner {
        calls_per_minute: chance.one_of(&[None, None, Some(0), Some(1), Some(60), Some(6000)]),
        leave_free: chance.one_of(&[0, 20, 100]),
        brake_at: chance.one_of(&[0, 50, 100]),
        canary: chance.one_of(&[
            CanaryRule::Ask,
            CanaryRule::GoOnIfDelivered,
            CanaryRule::StopIfFailed,
        ]),
    }
}
