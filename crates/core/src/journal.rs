//! The journal of a run: append-only, written ahead. Run and ledger are rebuilt from it, and from
//! nothing else.

use crate::outcome::Outcome;
use crate::plan::PlanDigest;
use crate::run::After;
use crate::time::instant;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One line of the journal. Instants are the host's, in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    #[serde(with = "instant")]
    pub at: DateTime<Utc>,
    pub event: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The run began. Always the first.
    Opened {
        digest: PlanDigest,
        actor: String,
        reason: String,
    },
    /// A call is about to leave. Durable before it does.
    Intent { call: usize },
    /// The call ended. Durable before the next one's intent.
    Ended {
        call: usize,
        /// The vendor's status, where it answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
        outcomes: Outcomes,
        /// Ids that the vendor named though they were not sent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        strangers: Vec<String>,
        then: After,
    },
    /// The operator stopped it.
    Stopped,
    /// A later start found an intent without an end: what became of that call is not known.
    Interrupted { call: usize },
}

/// The outcomes of one call, short where most are alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// What became of all but the others.
    most: Outcome,
    /// Place within the call, and outcome; in order of place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    others: Vec<(usize, Outcome)>,
}

impl Outcomes {
    /// The same for all.
    pub const fn all(outcome: Outcome) -> Self {
        Self {
            most: outcome,
            others: Vec::new(),
        }
    }

    /// Shortens a list. The last outcome of a call is most often that of most of its items: ids
    /// that fail are the exception, and the exact choice is only a matter of size.
    pub fn of(outcomes: Vec<Outcome>) -> Option<Self> {
        let most = outcomes
            .iter()
            .find(|outcome| matches!(outcome, Outcome::Accepted(_)))
            .or_else(|| outcomes.first())?
            .clone();
        let others = outcomes
            .into_iter()
            .enumerate()
            .filter(|(_, outcome)| *outcome != most)
            .collect();
        Some(Self { most, others })
    }

    /// The outcome at this place of the call.
    pub fn at(&self, place: usize) -> &Outcome {
        match self
            .others
            .binary_search_by_key(&place, |(other, _)| *other)
        {
            Ok(found) => self
                .others
                .get(found)
                .map_or(&self.most, |(_, outcome)| outcome),
            Err(_) => &self.most,
        }
    }
}
