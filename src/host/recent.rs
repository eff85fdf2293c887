//! What was sent from this browser a short while ago, so that nobody sends it twice by oversight.

use super::{Host, RunSummary, follow, store::Store};
use chrono::{DateTime, Utc};
use redrive_core::connection::ConnectionId;
use redrive_core::problem::Problem;
use redrive_core::run::Run;
use std::collections::HashMap;

/// What the runs of this browser tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent {
    /// When items were last sent, or may have been, by their ids.
    pub items: HashMap<String, DateTime<Utc>>,
    /// Something could not be read: others may have been sent as well.
    pub incomplete: bool,
}

impl Host {
    /// The runs of a connection that may have sent something since then, whenever they were opened.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub async fn may_have_sent_since(
        self,
        connection: &ConnectionId,
        since: DateTime<Utc>,
    ) -> Result<Vec<RunSummary>, Problem> {
        let mut runs = Store::open().await?.summaries().await?;
        runs.retain(|run| run.connection == *connection && run.may_have_sent_since(since));
        Ok(runs)
    }

    /// What these runs sent since then. A run that cannot be read does not hide the others.
    ///
    /// # Errors
    /// When nothing that is stored can be read.
    pub async fn sent_by(
        self,
        runs: &[RunSummary],
        since: DateTime<Utc>,
    ) -> Result<Recent, Problem> {
        let store = Store::open().await?;
        let mut recent = Recent::default();
        for summary in runs {
            match rebuilt(&store, summary).await {
                Ok(run) => recent.add(&run, since),
                Err(_) => recent.incomplete = true,
            }
        }
        Ok(recent)
    }
}

impl Recent {
    fn add(&mut self, run: &Run, since: DateTime<Utc>) {
        for (place, at) in run.sent_since(since) {
            if let Some(item) = run.plan().items().get(place) {
                let known = self.items.entry(item.to_string()).or_insert(at);
                *known = (*known).max(at);
            }
        }
    }
}

async fn rebuilt(store: &Store, summary: &RunSummary) -> Result<Run, Problem> {
    let record = store.record(&summary.id).await?;
    Ok(follow::rebuild(store, &record).await?.0)
}
