//! What a run has to know of Kirim: a bucket of calls that fills evenly, with the **instant** at
//! which it is full, and a code for a key that was used with another body (contract 2.0).

use super::contract::{codes, headers};
use crate::facts::{Facts, KeyRefusal, Quota, Refill, number};
use crate::http::Answer;
use chrono::{DateTime, TimeDelta, Utc};

pub(crate) const FACTS: Facts = Facts {
    quota,
    key_refusal: Some(KeyRefusal {
        status: 422,
        code: Some(codes::IDEMPOTENCY_KEY_REUSE),
    }),
};

/// A full bucket fills within a minute, so a longer wait is a clock that differs.
const FILLS_IN: TimeDelta = TimeDelta::minutes(1);

fn quota(answer: &Answer, now: DateTime<Utc>) -> Option<Quota> {
    let full_at = DateTime::from_timestamp(number(answer, headers::RATE_RESET)?, 0)?;
    let full_in = (full_at - now).clamp(TimeDelta::zero(), FILLS_IN);
    let limit = number(answer, headers::RATE_LIMIT)?;
    let remaining = number(answer, headers::RATE_REMAINING)?;
    Quota::new(limit, remaining, full_in, Refill::Evenly)
}
