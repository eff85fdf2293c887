//! The two kinds of lines.

use crate::confirm::lately::{Sending, Turn, Word};
use crate::confirm::sent::End;
use chrono::{DateTime, Utc};
use redrive_core::connection::ConnectionId;
use redrive_core::gateway::Places;
use redrive_core::plan::{Item, Plan, PlanDigest};
use redrive_core::time::instant;
use serde::{Deserialize, Serialize};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    Left(Left),
    Ended(Ended),
}

/// A call that is about to leave: from now on all of it may be applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    pub plan: PlanDigest,
    pub connection: ConnectionId,
    #[serde(with = "instant")]
    pub made_at: DateTime<Utc>,
    pub call: usize,
    pub round: u32,
    #[serde(with = "instant")]
    pub at: DateTime<Utc>,
    /// On whose word it leaves.
    pub operator: String,
    /// When that was given.
    pub given: Turn,
    pub turn: Turn,
    /// The place of its first item in the plan.
    pub first: usize,
    pub items: Vec<Item>,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    pub plan: PlanDigest,
    pub call: usize,
    /// That of the line which says that it left.
    pub turn: Turn,
    pub end: End,
    /// Which of its items were not applied by it, nor by any try before it.
    pub taken_back: Places,
}

impl Left {
    pub fn of(plan: &Plan, call: usize, round: u32, sending: &Sending) -> Self {
        let items = plan.calls().get(call);
        let places = items.map_or(0..0, |call| call.items.clone());
        let Sending { word, turn, at } = sending.clone();
        let Word { operator, given } = word;
        Self {
            plan: plan.digest().clone(),
            connection: plan.connection().clone(),
            made_at: plan.made_at(),
            call,
            round,
            at,
            operator,
            given,
            turn,
            first: places.start,
            items: plan.items().get(places).unwrap_or_default().to_vec(),
        }
    }

    pub fn sending(&self) -> Sending {
        Sending {
            word: Word {
                operator: self.operator.clone(),
                given: self.given,
            },
            turn: self.turn,
            at: self.at,
        }
    }

    /// Its items with their places.
    pub fn placed(&self) -> impl Iterator<Item = (usize, &Item)> {
        (self.first..).zip(&self.items)
    }
}
