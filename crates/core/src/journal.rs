//! The journal of a run: append-only, written ahead. Run and ledger are rebuilt from it, and from
//! nothing else.

use crate::fate::Findings;
use crate::outcome::{Outcome, Unknown};
use crate::plan::PlanDigest;
use crate::run::{After, AfterLook, Look, Manner};
use crate::search::Baseline;
use crate::time::instant;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One line of the journal. Instants are the host's, in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Clocks may be set back, so a later entry may have an earlier instant.
    #[serde(with = "instant")]
    pub at: DateTime<Utc>,
    /// What it says beyond the instant.
    pub event: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The run began. Always the first.
    Opened {
        /// Of the plan that it carries out, and of no other.
        digest: PlanDigest,
        /// Who confirmed it.
        actor: String,
        /// In the operator's words; may be empty for few items.
        reason: String,
        /// Always written: a later version may have other defaults.
        #[serde(default)]
        manner: Manner,
    },
    /// What was at the vendor before the calls that follow; nothing when it could not be read. It is
    /// read before the first call, after every pause, and when the last reading is too old.
    Baseline(Option<Baseline>),
    /// A call is about to leave. Durable before it does. Of the same call there may be several:
    /// each a repeat that the vendor's promise allows.
    Intent {
        /// Its number in the plan, from 0.
        call: usize,
    },
    /// The call ended. Durable before the next intent.
    Ended {
        /// Its number in the plan, from 0.
        call: usize,
        /// The vendor's status, where it answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        /// What the vendor's support asks for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
        /// One for each item of the call.
        outcomes: Outcomes,
        /// Ids that the vendor named though they were not sent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        strangers: Vec<String>,
        /// Decided once, when it ended, and not again when the journal is read.
        then: After,
    },
    /// A later start found an intent without an end: what became of that call is not known.
    Interrupted {
        /// Its number in the plan.
        call: usize,
    },
    /// No promise of the vendor's covers a repeat of a call that is not settled: it has no key, or
    /// the vendor may have forgotten it. Or a repeat would tell no more than the answer that is
    /// there, and rows may. It is not repeated.
    NotRepeatable {
        /// Its number in the plan.
        call: usize,
    },
    /// What is there now could not be read, and only by it could a lost answer of this call be
    /// told. It does not leave before somebody was asked.
    NothingToCompare {
        /// Its number in the plan.
        call: usize,
    },
    /// The vendor's rows were read.
    Looked {
        /// What for.
        look: Look,
        /// What left a trace.
        findings: Findings,
        /// Items whose trace proves that their call was applied: first place and how many.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        applied: Vec<(usize, usize)>,
        /// Decided once, as after a call.
        then: AfterLook,
    },
    /// The operator paused it.
    Paused,
    /// The operator let it go on. After a conflict (409) further ones with the same code are passed
    /// over from here on.
    Resumed,
    /// The operator wants what the run waits for to be tried once more: the call that could not be
    /// resolved, or that was refused as a whole, then with a key of its own; or the reading before
    /// one.
    TriedAgain,
    /// The operator stopped it.
    Stopped,
    /// Its plan was confirmed once more, by whoever was signed in then: what is sent from here on
    /// is sent on that word.
    Confirmed {
        /// Who confirmed it.
        actor: String,
    },
    /// It is carried out in another manner from here on.
    Manner(Manner),
    /// After the end: what became of the unknown items is asked for once more.
    Rechecked,
    /// After the end: what was accepted is read back once more.
    ReadAgain,
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

    /// The outcome of all, where they are alike.
    pub fn same(&self) -> Option<&Outcome> {
        self.others.is_empty().then_some(&self.most)
    }

    /// Why it is not known what became of some of them.
    pub fn unknown(&self) -> Option<&Unknown> {
        std::iter::once(&self.most)
            .chain(self.others.iter().map(|(_, outcome)| outcome))
            .find_map(|outcome| match outcome {
                Outcome::Unknown(why) => Some(why),
                _ => None,
            })
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
