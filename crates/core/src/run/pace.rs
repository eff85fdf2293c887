//! When the next call may leave: never before the operator's speed, the vendor's quota and what
//! the vendor asked for allow it. Pure: the same answer at the same instant gives the same wait.

use super::Manner;
use crate::facts::Quota;
use crate::http::Answer;
use crate::plan::Nonce;
use crate::time::step;
use chrono::{DateTime, TimeDelta, Utc};

/// Nobody waits longer than this without being asked.
const LONGEST: TimeDelta = TimeDelta::days(1);

/// Until the next call may leave after one that was made at `sent_at` and ended now.
pub(super) fn next_call(
    manner: &Manner,
    quota: Option<Quota>,
    sent_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let by_speed = manner.calls_per_minute.map_or(now, |speed| {
        let interval = TimeDelta::milliseconds(60_000 / i64::from(speed.max(1)));
        later(sent_at.min(now), interval)
    });
    let by_quota = quota.map_or(now, |quota| later(now, quota.wait(manner.leave_free)));
    by_speed.max(by_quota).max(now)
}

/// Until a call that was refused for the rate limit may be made again: what the vendor asked for,
/// else what its quota says, else longer and longer.
pub(super) fn after_limit(
    manner: &Manner,
    answer: &Answer,
    quota: Option<Quota>,
    times: u32,
    nonce: &Nonce,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let asked = answer
        .retry_after()
        .map(|seconds| TimeDelta::try_seconds(i64::try_from(seconds).unwrap_or(i64::MAX)))
        .map(|wait| wait.unwrap_or(LONGEST));
    let wait = asked.or_else(|| {
        let wait = quota?.wait(manner.leave_free);
        Some(wait).filter(|wait| *wait > TimeDelta::zero())
    });
    match wait {
        // A little more than was asked for, so that rounding does not bring us back too early.
        Some(wait) => later(now, wait.min(LONGEST) + jitter(nonce, times, 250)),
        None => back_off(times, nonce, now),
    }
}

/// Until something that failed on its way is tried again: 1, 2, 4 … 60 seconds, a quarter more or
/// less by chance, so that many who failed together do not come back together.
pub(super) fn back_off(times: u32, nonce: &Nonce, now: DateTime<Utc>) -> DateTime<Utc> {
    let base = 1000_i64 << times.min(6);
    let base = base.min(60_000);
    later(
        now,
        TimeDelta::milliseconds(base * 3 / 4) + jitter(nonce, times, base / 2),
    )
}

fn later(from: DateTime<Utc>, wait: TimeDelta) -> DateTime<Utc> {
    step(from, wait.clamp(TimeDelta::zero(), LONGEST)).unwrap_or(from)
}

/// The same for the same run and try, so that a run can be carried out again in a simulation.
/// A nonce is chance already; it only has to be mixed with the try.
pub(super) fn jitter(nonce: &Nonce, times: u32, most: i64) -> TimeDelta {
    let bytes = nonce.as_str().bytes().chain(times.to_le_bytes());
    let mixed = bytes.fold(0_u32, |mixed, byte| {
        mixed.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    TimeDelta::milliseconds(i64::from(mixed) % most)
}

#[cfg(test)]
mod tests;
