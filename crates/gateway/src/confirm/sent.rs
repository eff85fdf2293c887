//! Which calls were sent, by plan.
//!
//! Kept beyond the confirmation: whoever confirms the same plan again goes on where it stopped.
//! It lives in memory, one entry a call that was ever claimed.

use crate::error::ApiError;
use redrive_core::plan::PlanDigest;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Vendors forget a key 24 hours after its first use; a repeat must arrive before.
const REPEAT_WITHIN: Duration = Duration::from_hours(23);

#[derive(Clone, Copy)]
enum State {
    /// Being sent; `first` is when it was first sent.
    InFlight { first: Instant, before: bool },
    /// Sent, whatever came back.
    Sent { first: Instant },
}

#[derive(Default)]
pub struct SentCalls(HashMap<PlanDigest, HashMap<usize, State>>);

impl SentCalls {
    /// Marks a call as being sent, if it may be.
    pub fn claim(
        &mut self,
        digest: &PlanDigest,
        number: usize,
        repeatable: bool,
        now: Instant,
    ) -> Result<(), ApiError> {
        let calls = self.0.entry(digest.clone()).or_default();
        let claimed = match calls.get(&number) {
            None => State::InFlight {
                first: now,
                before: false,
            },
            Some(State::InFlight { .. }) => return Err(ApiError::InFlight),
            Some(&State::Sent { first }) => {
                if !repeatable || now.duration_since(first) >= REPEAT_WITHIN {
                    return Err(ApiError::AlreadySent);
                }
                State::InFlight {
                    first,
                    before: true,
                }
            }
        };
        calls.insert(number, claimed);
        Ok(())
    }

    /// The call left, or may have left.
    pub fn sent(&mut self, digest: &PlanDigest, number: usize) {
        if let Some(calls) = self.0.get_mut(digest)
            && let Some(&State::InFlight { first, .. }) = calls.get(&number)
        {
            calls.insert(number, State::Sent { first });
        }
    }

    /// The call certainly did not leave this time.
    pub fn not_sent(&mut self, digest: &PlanDigest, number: usize) {
        if let Some(calls) = self.0.get_mut(digest)
            && let Some(&State::InFlight { first, before }) = calls.get(&number)
        {
            if before {
                calls.insert(number, State::Sent { first });
            } else {
                calls.remove(&number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest() -> PlanDigest {
        "a".repeat(64).parse().unwrap()
    }

    #[test]
    fn a_call_without_a_key_is_sent_once() {
        let (mut calls, now, plan) = (SentCalls::default(), Instant::now(), digest());
        calls.claim(&plan, 0, false, now).unwrap();
        assert!(matches!(
            calls.claim(&plan, 0, false, now),
            Err(ApiError::InFlight)
        ));
        calls.not_sent(&plan, 0);
        calls.claim(&plan, 0, false, now).unwrap();
        calls.sent(&plan, 0);
        assert!(matches!(
            calls.claim(&plan, 0, false, now),
            Err(ApiError::AlreadySent)
        ));
        calls.claim(&plan, 1, false, now).unwrap();
    }

    #[test]
    fn a_key_allows_a_repeat_while_the_vendor_remembers_it() {
        let (mut calls, now, plan) = (SentCalls::default(), Instant::now(), digest());
        calls.claim(&plan, 0, true, now).unwrap();
        calls.sent(&plan, 0);
        let late = now + Duration::from_hours(22);
        calls.claim(&plan, 0, true, late).unwrap();
        calls.not_sent(&plan, 0);
        calls.claim(&plan, 0, true, late).unwrap();
        calls.sent(&plan, 0);
        let too_late = now + REPEAT_WITHIN;
        assert!(matches!(
            calls.claim(&plan, 0, true, too_late),
            Err(ApiError::AlreadySent)
        ));
    }
}
