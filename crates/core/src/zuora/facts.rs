//! What a run has to know of Zuora: a window of calls that begins anew after so many **seconds**,
//! and a status that nothing else than a refused key leads to (contract 3.0).

use super::headers;
use crate::facts::{Facts, KeyRefusal, Quota, Refill, number};
use crate::http::Answer;
use chrono::{DateTime, TimeDelta, Utc};

pub(crate) const FACTS: Facts = Facts {
    quota,
    key_refusal: Some(KeyRefusal {
        status: 422,
        code: None,
    }),
};

fn quota(answer: &Answer, _: DateTime<Utc>) -> Option<Quota> {
    let seconds = number(answer, headers::RATE_RESET)?;
    let left = TimeDelta::try_seconds(seconds).unwrap_or(TimeDelta::MAX);
    let limit = number(answer, headers::RATE_LIMIT)?;
    let remaining = number(answer, headers::RATE_REMAINING)?;
    Quota::new(limit, remaining, left, Refill::AtOnce)
}
