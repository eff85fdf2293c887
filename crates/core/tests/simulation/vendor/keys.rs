//! A vendor's memory of idempotency keys: 24 hours by its own clock, first results kept.

use super::Book;
use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::http::{Answer, Headers, Request};
use std::collections::HashMap;

const KEPT_FOR: TimeDelta = TimeDelta::hours(24);

#[derive(Debug, Clone, Default)]
pub struct Keys(HashMap<String, Kept>);

#[derive(Debug, Clone)]
struct Kept {
    request: Request,
    answer: Answer,
    at: DateTime<Utc>,
    runs_until: DateTime<Utc>,
}

/// What a key says of a call that just arrived.
pub enum Known {
    No,
    /// The kept first result.
    Same(Answer),
    Running,
    Other(Answer),
}

impl Keys {
    pub fn look_up(
        &self,
        key: &str,
        request: &Request,
        at: DateTime<Utc>,
        book: &mut Book,
    ) -> Known {
        let Some(kept) = self.0.get(key).filter(|kept| at - kept.at < KEPT_FOR) else {
            return Known::No;
        };
        let same = |kept: &Request| {
            (kept.method, &kept.path, &kept.body) == (request.method, &request.path, &request.body)
        };
        if !same(&kept.request) {
            book.breaks(format!("key {key} came with another body"));
            return Known::Other(kept.answer.clone());
        }
        if at < kept.runs_until {
            return Known::Running;
        }
        let mut answer = kept.answer.clone();
        answer.headers = kept
            .answer
            .headers
            .iter()
            .filter(|(name, _)| *name != "Idempotent-Replayed")
            .chain([("Idempotent-Replayed", "true")])
            .collect::<Headers>();
        Known::Same(answer)
    }

    pub fn keep(
        &mut self,
        key: &str,
        request: &Request,
        answer: &Answer,
        at: DateTime<Utc>,
        runs_until: DateTime<Utc>,
    ) {
        let kept = Kept {
            request: request.clone(),
            answer: answer.clone(),
            at,
            runs_until,
        };
        self.0.insert(key.to_owned(), kept);
    }
}
