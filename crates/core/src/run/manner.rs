//! How a run is carried out: how fast, what is left to others, when it stops by itself. None of
//! it changes what is sent, so it is not part of the plan, and it may change under way.

use crate::facts::LEAVE_FREE;
use serde::{Deserialize, Serialize};

/// The operator's wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manner {
    /// Most calls a minute; `None` goes as fast as the vendor allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls_per_minute: Option<u32>,
    /// The share of the vendor's quota, in per cent, that is left to everybody else.
    pub leave_free: u8,
    /// The run waits for the operator when more than this share of what was answered, in per cent,
    /// was rejected.
    pub brake_at: u8,
    /// What follows when the first items of the plan were read back.
    pub canary: CanaryRule,
}

/// What follows on the first items, where a plan sends some of them ahead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CanaryRule {
    /// The operator looks and decides.
    #[default]
    Ask,
    /// Goes on by itself when every one of them was delivered or, of e-mails, handed over, and asks otherwise.
    GoOnIfDelivered,
    /// The same, but stops when one of them failed again.
    StopIfFailed,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            calls_per_minute: None,
            leave_free: LEAVE_FREE,
            brake_at: 50,
            canary: CanaryRule::Ask,
        }
    }
}

impl Manner {
    /// Whole minutes, rounded up, that so many calls take at the operator's speed, or at the
    /// vendor's where that is known and slower. `None` when neither is known.
    pub fn minutes(&self, calls: usize, vendor_allows: Option<u32>) -> Option<u64> {
        let free = u64::from(100 - self.leave_free.min(99));
        let allowed = vendor_allows.map(|allowed| (u64::from(allowed) * free / 100).max(1));
        let wanted = self.calls_per_minute.map(|wanted| u64::from(wanted.max(1)));
        let speed = match (allowed, wanted) {
            (Some(allowed), Some(wanted)) => allowed.min(wanted),
            (Some(speed), None) | (None, Some(speed)) => speed,
            (None, None) => return None,
        };
        Some((calls as u64).div_ceil(speed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn minutes_follow_the_slower_of_operator_and_vendor() {
        let manner = Manner {
            calls_per_minute: Some(100),
            ..Manner::default()
        };
        assert_eq!(manner.minutes(200, None), Some(2));
        assert_eq!(manner.minutes(200, Some(60)), Some(5), "48 of 60 are ours");
        assert_eq!(manner.minutes(1, Some(60)), Some(1));
        assert_eq!(Manner::default().minutes(10, None), None);
    }

    proptest! {
        #[test]
        fn in_so_many_minutes_all_calls_leave_and_in_fewer_they_do_not(
            calls in 0usize..5000, speed in prop::option::of(0u32..300), allowed in prop::option::of(0u32..300), leave_free: u8,
        ) {
            let manner = Manner { calls_per_minute: speed, leave_free, ..Manner::default() };
            // However much is left to others, and however slow it is to be, one a minute leaves.
            let ours = allowed.map(|allowed| u64::from(allowed) * u64::from(100u8.saturating_sub(leave_free).max(1)) / 100);
            let slower = ours.into_iter().chain(speed.map(u64::from)).min().map(|speed| speed.max(1));
            let minutes = manner.minutes(calls, allowed);
            prop_assert_eq!(minutes.is_some(), slower.is_some());
            if let (Some(minutes), Some(speed)) = (minutes, slower) {
                prop_assert!(minutes * speed >= calls as u64);
                prop_assert!(minutes == 0 || (minutes - 1) * speed < calls as u64);
            }
        }
    }
}
