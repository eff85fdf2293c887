//! What was sent from this browser a short while ago, or is about to be, so that nobody sends it
//! twice by oversight.

use super::{Host, RunSummary, follow, store::Store};
use chrono::{DateTime, Utc};
use redrive_core::connection::ConnectionId;
use redrive_core::plan::Plan;
use redrive_core::problem::Problem;
use redrive_core::run::Run;
use std::collections::{HashMap, HashSet};

/// What the runs of this browser tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent {
    /// When items were last sent, or may have been, by their ids.
    pub items: HashMap<String, DateTime<Utc>>,
    /// The ids of items that runs which have not ended will still send.
    pub waiting: HashSet<String>,
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

    /// What these runs sent since then, and what they will still send. A run that cannot be read does not hide the others.
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
    /// Whether this tells of an item what that did not: that it was sent, or is to be. That what
    /// was to be sent was sent is no news.
    pub fn is_news_to(&self, before: &Self, id: &str) -> bool {
        let sent = self.items.get(id);
        let sent_since = sent.is_some() && sent != before.items.get(id);
        !before.waiting.contains(id) && (sent_since || self.waiting.contains(id))
    }

    /// The places of a plan's items of which it tells that they were sent, or may have been, in
    /// order. What only waits in a run is not among these: others may have sent it.
    pub fn places_told_as_sent(&self, plan: &Plan) -> Vec<usize> {
        let ids = plan.items().iter().map(ToString::to_string).enumerate();
        ids.filter(|(_, id)| self.items.contains_key(id))
            .map(|(place, _)| place)
            .collect()
    }

    /// Adds what was sent elsewhere.
    pub fn add_sent(&mut self, sent: &HashMap<String, DateTime<Utc>>) {
        for (id, at) in sent {
            let known = self.items.entry(id.clone()).or_insert(*at);
            *known = (*known).max(*at);
        }
    }

    fn add(&mut self, run: &Run, since: DateTime<Utc>) {
        let items = run.plan().items();
        let waiting = run.still_to_send().filter_map(|place| items.get(place));
        self.waiting.extend(waiting.map(ToString::to_string));
        for (place, at) in run.sent_since(since) {
            if let Some(item) = items.get(place) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use redrive_core::connection::Connection;
    use redrive_core::plan::Draft;
    use redrive_core::selfcommunity::contract::{EndpointId, EventId};

    fn recent(sent: &[(&str, i64)], waiting: &[&str]) -> Recent {
        let at = |hours| DateTime::UNIX_EPOCH + TimeDelta::hours(hours);
        let sent = sent
            .iter()
            .map(|(id, hours)| ((*id).to_owned(), at(*hours)));
        Recent {
            items: sent.collect(),
            waiting: waiting.iter().map(|id| (*id).to_owned()).collect(),
            incomplete: false,
        }
    }

    #[test]
    fn news_is_what_was_sent_or_is_to_be_and_nobody_could_know() {
        let before = recent(&[("sent", 1), ("again", 1), ("planned", 1)], &["awaited"]);
        let now = recent(
            &[
                ("sent", 1),
                ("again", 2),
                ("planned", 1),
                ("new", 2),
                ("awaited", 2),
            ],
            &["planned", "to come"],
        );
        let news = |id: &str| now.is_news_to(&before, id);
        assert!(["again", "new", "planned", "to come"].into_iter().all(news));
        assert!(!["sent", "awaited", "never"].into_iter().any(news));
        assert!(!before.is_news_to(&now, "sent"), "nor what is forgotten");
    }

    #[test]
    fn what_was_sent_is_told_by_its_places_and_what_only_waits_is_not_among_it() {
        let connection: Connection = serde_json::from_str(
            r#"{"id":"c","label":"C","environment":"sandbox","base_url":"http://v","settings":{"selfcommunity":{}}}"#,
        )
        .unwrap();
        let draft = Draft::ResendEvents {
            endpoint: EndpointId::new(1),
            events: [7, 5, 9, 1].map(EventId::new).to_vec(),
        };
        let nonce = "0".repeat(32).parse().unwrap();
        let plan = Plan::build(&connection, draft, nonce, DateTime::UNIX_EPOCH).unwrap();
        let now = recent(&[("1", 1), ("5", 2), ("8", 2)], &["9"]);
        assert_eq!(now.places_told_as_sent(&plan), [1, 3]);
    }
}
