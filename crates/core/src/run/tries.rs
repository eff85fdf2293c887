//! Every try of every call, as it is told to support and to auditors. It decides nothing.

use crate::outcome::Counted;
use chrono::{DateTime, Utc};

/// What is known of a try of a call, for support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    /// Its number in the plan, from 0.
    pub call: usize,
    /// The round of the call, which its key belongs to.
    pub round: u32,
    /// When it left, or was about to.
    pub left_at: DateTime<Utc>,
    /// Only the last try can still be under way.
    pub end: TryEnd,
    /// Of HTTP; none where no answer came.
    pub status: Option<u16>,
    /// What the vendor's support asks for.
    pub request_id: Option<String>,
    /// Ids that the vendor named though they were not sent, with its words.
    pub strangers: Vec<String>,
    /// Where it took another number than was listed.
    pub counted: Option<Counted>,
}

/// How a try of a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TryEnd {
    /// It is under way.
    Awaited,
    /// The program ended before: nobody waited for its answer any more.
    Interrupted,
    /// With an answer, or with word that none came.
    Ended(DateTime<Utc>),
    /// With word that it could not leave: no call was made.
    NotSent(DateTime<Utc>),
}

impl CallRecord {
    /// A try that is about to leave.
    pub(super) const fn leaving(call: usize, round: u32, left_at: DateTime<Utc>) -> Self {
        Self {
            call,
            round,
            left_at,
            end: TryEnd::Awaited,
            status: None,
            request_id: None,
            strangers: Vec::new(),
            counted: None,
        }
    }

    /// When it ended, where that is known.
    pub const fn ended_at(&self) -> Option<DateTime<Utc>> {
        match self.end {
            TryEnd::Ended(at) | TryEnd::NotSent(at) => Some(at),
            TryEnd::Awaited | TryEnd::Interrupted => None,
        }
    }
}
