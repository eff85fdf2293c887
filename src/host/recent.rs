//! What was sent from this browser a short while ago, so that nobody sends it twice by oversight.

use super::{Host, RunSummary, follow, store::Store};
use chrono::{DateTime, Utc};
use redrive_core::connection::ConnectionId;
use redrive_core::outcome::OutcomeKind;
use redrive_core::problem::Problem;
use std::collections::HashMap;

impl Host {
    /// The runs of a connection that were begun since then, the oldest first.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub async fn begun_since(
        self,
        connection: &ConnectionId,
        since: DateTime<Utc>,
    ) -> Result<Vec<RunSummary>, Problem> {
        let mut runs = Store::open().await?.summaries().await?;
        runs.retain(|run| run.connection == *connection && run.opened_at >= since);
        runs.sort_unstable_by_key(|run| run.opened_at);
        Ok(runs)
    }

    /// The items that these runs sent, or may have sent, each with when the last of them began.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub async fn sent_by(
        self,
        runs: &[RunSummary],
    ) -> Result<HashMap<String, DateTime<Utc>>, Problem> {
        let store = Store::open().await?;
        let mut sent = HashMap::new();
        for summary in runs {
            let record = store.record(&summary.id).await?;
            let (run, _) = follow::rebuild(&store, &record).await?;
            for kind in [OutcomeKind::Accepted, OutcomeKind::Unknown] {
                for place in run.ledger().places(kind) {
                    if let Some(item) = run.plan().items().get(place) {
                        sent.insert(item.to_string(), summary.opened_at);
                    }
                }
            }
        }
        Ok(sent)
    }
}
