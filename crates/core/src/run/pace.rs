//! When the next call may leave: never before the operator's speed, the vendor's quota and what
//! the vendor asked for allow it. Pure: the same answer at the same instant gives the same wait.

use super::Manner;
use crate::connection::Vendor;
use crate::http::Answer;
use crate::plan::Nonce;
use crate::time::step;
use chrono::{DateTime, TimeDelta, Utc};

/// Nobody waits longer than this without being asked.
const LONGEST: TimeDelta = TimeDelta::days(1);
/// A full bucket of Kirim's fills within a minute, so a longer wait is a clock that differs.
const KIRIM_FILLS_IN: TimeDelta = TimeDelta::minutes(1);

/// What a vendor's headers say of its quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quota {
    limit: i64,
    remaining: i64,
    /// Until the bucket is full or the window begins anew.
    resets_in: TimeDelta,
}

/// Until the next call may leave after one that was made at `sent_at` and ended now.
pub(super) fn next_call(
    manner: &Manner,
    vendor: Vendor,
    answer: Option<&Answer>,
    sent_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let by_speed = manner.calls_per_minute.map_or(now, |speed| {
        let interval = TimeDelta::milliseconds(60_000 / i64::from(speed.max(1)));
        later(sent_at.min(now), interval)
    });
    let quota = answer.and_then(|answer| quota(vendor, answer, now));
    let by_quota = quota.map_or(now, |quota| later(now, room(vendor, quota, manner)));
    by_speed.max(by_quota).max(now)
}

/// Until a call that was refused for the rate limit may be made again: what the vendor asked for,
/// else what its quota says, else longer and longer.
pub(super) fn after_limit(
    manner: &Manner,
    vendor: Vendor,
    answer: &Answer,
    times: u32,
    nonce: &Nonce,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let asked = answer
        .retry_after()
        .map(|seconds| TimeDelta::try_seconds(i64::try_from(seconds).unwrap_or(i64::MAX)))
        .map(|wait| wait.unwrap_or(LONGEST));
    let wait = asked.or_else(|| {
        let quota = quota(vendor, answer, now)?;
        Some(room(vendor, quota, manner)).filter(|wait| *wait > TimeDelta::zero())
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

/// How long until more than the share of others remains.
fn room(vendor: Vendor, quota: Quota, manner: &Manner) -> TimeDelta {
    let Quota {
        limit,
        remaining,
        resets_in,
    } = quota;
    // However large the share of others, one call at a time must be left to us.
    let reserve = (limit * i64::from(manner.leave_free) / 100).min(limit - 1);
    let missing = reserve + 1 - remaining;
    if missing <= 0 {
        return TimeDelta::zero();
    }
    match vendor {
        // A bucket that fills evenly: wait for as many tokens as are missing.
        Vendor::Kirim => {
            let empty = (limit - remaining).max(1);
            let full_in = resets_in.clamp(TimeDelta::zero(), KIRIM_FILLS_IN);
            full_in * i32::try_from(missing).unwrap_or(i32::MAX)
                / i32::try_from(empty).unwrap_or(i32::MAX)
        }
        // A window that begins anew.
        Vendor::Zuora | Vendor::Selfcommunity => resets_in,
    }
}

/// Kirim's reset is an instant in epoch seconds; Zuora's is the number of seconds left, and its
/// limit a list whose first number counts. SelfCommunity publishes no quota.
fn quota(vendor: Vendor, answer: &Answer, now: DateTime<Utc>) -> Option<Quota> {
    let number = |name: &str| -> Option<i64> {
        let text = answer.headers.get(name)?;
        let first = text.split([',', ';']).next()?;
        first.trim().parse().ok().filter(|number| *number >= 0)
    };
    let (limit, remaining, resets_in) = match vendor {
        Vendor::Selfcommunity => return None,
        Vendor::Kirim => {
            use crate::kirim::contract::headers as kirim;
            let reset = DateTime::from_timestamp(number(kirim::RATE_RESET)?, 0)?;
            let limit = number(kirim::RATE_LIMIT)?;
            (limit, number(kirim::RATE_REMAINING)?, reset - now)
        }
        Vendor::Zuora => {
            use crate::zuora::headers as zuora;
            let seconds = number(zuora::RATE_RESET)?.min(LONGEST.num_seconds());
            let limit = number(zuora::RATE_LIMIT)?;
            let left = TimeDelta::seconds(seconds);
            (limit, number(zuora::RATE_REMAINING)?, left)
        }
    };
    let sane = 1..=1 << 40;
    sane.contains(&limit).then_some(Quota {
        limit,
        remaining: remaining.min(limit),
        resets_in,
    })
}

#[cfg(test)]
mod tests;
