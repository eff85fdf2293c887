//! Rate limits: a token bucket for every class of calls, in the sandbox's own time.

use crate::sync::lock;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;

/// A class of calls that shares a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    KirimWrite,
    KirimRead,
    SelfCommunity,
    Zuora,
}

/// All buckets, and how many Zuora calls run at once.
#[derive(Debug, Default)]
pub struct Limits {
    buckets: Mutex<HashMap<Class, Bucket>>,
    /// Calls on `/v1` paths that run now.
    pub concurrent: AtomicU32,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at_micros: i64,
}

/// How a bucket stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    pub limit: u32,
    pub remaining: u32,
    /// Seconds until the bucket is full.
    pub full_in: i64,
    /// Seconds until one token is there; zero when one is.
    pub next_in: u64,
}

impl Limits {
    /// Takes a token; the level says in `next_in` whether there was one.
    pub fn take(&self, class: Class, limit: u32, now: DateTime<Utc>) -> Level {
        self.with(class, limit, now, |bucket, level| {
            if level.next_in == 0 {
                bucket.tokens -= 1.0;
            }
        })
    }

    /// How the bucket stands, without taking.
    pub fn level(&self, class: Class, limit: u32, now: DateTime<Utc>) -> Level {
        self.with(class, limit, now, |_, _| {})
    }

    /// Fills every bucket.
    pub fn clear(&self) {
        lock(&self.buckets).clear();
    }

    fn with(
        &self,
        class: Class,
        limit: u32,
        now: DateTime<Utc>,
        act: impl FnOnce(&mut Bucket, &Level),
    ) -> Level {
        let at_micros = now.timestamp_micros();
        let size = f64::from(limit);
        let mut buckets = lock(&self.buckets);
        let bucket = buckets.entry(class).or_insert(Bucket {
            tokens: size,
            at_micros,
        });
        let passed = micros_as_f64(at_micros.saturating_sub(bucket.at_micros).max(0));
        bucket.tokens = (bucket.tokens + passed * size / 60e6).min(size);
        bucket.at_micros = at_micros;
        let level = level(*bucket, limit);
        act(bucket, &level);
        level
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a span of time, far below 2^52 microseconds"
)]
const fn micros_as_f64(micros: i64) -> f64 {
    micros as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "tokens lie between zero and the limit, which is a u32"
)]
fn level(bucket: Bucket, limit: u32) -> Level {
    let size = f64::from(limit.max(1));
    let seconds = |tokens: f64| (tokens.max(0.0) * 60.0 / size).ceil();
    Level {
        limit,
        remaining: bucket.tokens.max(0.0) as u32,
        full_in: seconds(size - bucket.tokens) as i64,
        next_in: if bucket.tokens >= 1.0 {
            0
        } else {
            (seconds(1.0 - bucket.tokens) as u64).max(1)
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn a_bucket_empties_and_fills_with_time() {
        let limits = Limits::default();
        let start = DateTime::<Utc>::default();
        for left in [2, 1] {
            assert_eq!(limits.take(Class::KirimWrite, 2, start).remaining, left);
        }
        let empty = limits.take(Class::KirimWrite, 2, start);
        assert_eq!((empty.remaining, empty.next_in, empty.full_in), (0, 30, 60));
        let later = start + Duration::seconds(30);
        assert_eq!(limits.take(Class::KirimWrite, 2, later).next_in, 0);
        assert_eq!(limits.take(Class::KirimRead, 9, start).remaining, 9);
    }
}
