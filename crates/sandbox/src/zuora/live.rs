//! What lives only as long as the process: tokens, and data queries with their files.

use super::query::Format;
use crate::sync::lock;
use redrive_core::zuora::contract::{JobId, JobStatus};
use std::collections::HashMap;
use std::sync::Mutex;

/// Older data queries are forgotten with their files.
const JOBS_KEPT: usize = 200;

/// Tokens and jobs.
#[derive(Debug, Default)]
pub struct Live {
    tokens: Mutex<HashMap<String, i64>>,
    jobs: Mutex<Vec<Query>>,
}

/// One data query.
#[derive(Debug, Clone)]
pub struct Query {
    pub id: JobId,
    pub sql: String,
    pub format: Format,
    pub packed: bool,
    /// Microseconds.
    pub at: i64,
    /// Stands in the address of the file, so that it cannot be guessed.
    pub signature: String,
    pub end: Option<End>,
}

/// How a data query ended.
#[derive(Debug, Clone)]
pub enum End {
    Done { file: Vec<u8>, rows: u64 },
    Failed(String),
    Cancelled,
}

impl Query {
    /// The state that a poll sees: three stages of the given length, then the end.
    pub fn status(&self, now: i64, stage_ms: u32) -> JobStatus {
        if matches!(self.end, Some(End::Cancelled)) {
            return JobStatus::Cancelled;
        }
        let stage = i64::from(stage_ms) * 1000;
        let passed = now - self.at;
        match &self.end {
            _ if passed < stage => JobStatus::Submitted,
            _ if passed < 2 * stage => JobStatus::Accepted,
            _ if passed < 3 * stage => JobStatus::InProgress,
            None => JobStatus::InProgress,
            Some(End::Done { .. }) => JobStatus::Completed,
            Some(End::Failed(_)) => JobStatus::Failed,
            Some(End::Cancelled) => JobStatus::Cancelled,
        }
    }
}

impl Live {
    /// Keeps a token until this instant.
    pub fn keep_token(&self, token: String, until: i64) {
        lock(&self.tokens).insert(token, until);
    }

    /// Whether a token is valid now.
    pub fn knows(&self, token: &str, now: i64) -> bool {
        lock(&self.tokens)
            .get(token)
            .is_some_and(|until| now < *until)
    }

    /// Keeps a data query.
    pub fn keep_query(&self, query: Query) {
        let mut jobs = lock(&self.jobs);
        if jobs.len() >= JOBS_KEPT {
            jobs.remove(0);
        }
        jobs.push(query);
    }

    /// A data query as it stands.
    pub fn query(&self, id: &str) -> Option<Query> {
        lock(&self.jobs)
            .iter()
            .find(|query| query.id.as_str() == id)
            .cloned()
    }

    /// All data queries, newest first, without their files.
    pub fn queries(&self) -> Vec<Query> {
        lock(&self.jobs).iter().rev().cloned().collect()
    }

    /// Ends a data query that has not ended.
    pub fn end_query(&self, id: &str, end: End) {
        let mut jobs = lock(&self.jobs);
        if let Some(query) = jobs.iter_mut().find(|query| query.id.as_str() == id)
            && query.end.is_none()
        {
            query.end = Some(end);
        }
    }

    /// Forgets the data queries. Tokens stay: they are no part of the story, and a client that
    /// holds one must not be signed out by a reset.
    pub fn clear(&self) {
        lock(&self.jobs).clear();
    }
}
