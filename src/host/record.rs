//! What is stored of a run beside its journal.

use chrono::{DateTime, Utc};
use redrive_core::connection::Connection;
use redrive_core::ledger::Counts;
use redrive_core::outcome::OutcomeKind;
use redrive_core::plan::{Nonce, PlanFile};
use redrive_core::run::Run;
use redrive_core::time::instant;
use serde::{Deserialize, Serialize};

use crate::words;

/// A run is named by the nonce of its plan, so that a plan can be run only once.
pub type RunId = Nonce;

/// What a run is rebuilt from, together with its journal.
#[derive(Clone, Serialize, Deserialize)]
pub struct RunRecord {
    pub id: RunId,
    /// As it was when the plan was sealed.
    pub connection: Connection,
    pub plan: PlanFile,
}

impl RunRecord {
    /// The record of a run on this connection.
    pub fn of(connection: &Connection, run: &Run) -> Self {
        let plan = run.plan().to_file();
        Self {
            id: plan.nonce.clone(),
            connection: connection.clone(),
            plan,
        }
    }
}

/// A line of the list of runs. It only repeats what the journal says, for speed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunSummary {
    pub id: RunId,
    pub title: String,
    pub connection: String,
    pub actor: String,
    #[serde(with = "instant")]
    pub opened_at: DateTime<Utc>,
    pub ended: bool,
    /// How many items ended in each kind, in the order of [`OutcomeKind::ALL`].
    pub counts: [usize; 5],
}

impl RunSummary {
    /// What the list shows of a run as it stands.
    pub fn of(record: &RunRecord, run: &Run) -> Self {
        let counts: Counts = run.ledger().counts();
        Self {
            id: record.id.clone(),
            title: words::plan::title(run.plan()),
            connection: record.connection.label.clone(),
            actor: run.actor().to_owned(),
            opened_at: run.opened_at(),
            ended: run.is_sent(),
            counts: OutcomeKind::ALL.map(|kind| counts.of(kind)),
        }
    }
}
