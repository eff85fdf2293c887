//! What was sent a short while ago, or is about to be, from this browser and, as far as the gateway
//! told it, by others: so that nobody sends it twice by oversight.

use super::{Host, RunSummary, follow, store::Store};
use chrono::{DateTime, Utc};
use redrive_core::connection::ConnectionId;
use redrive_core::gateway::{KnownSent, Places, SentLately, Stage};
use redrive_core::plan::{Plan, PlanDigest};
use redrive_core::problem::Problem;
use redrive_core::run::Run;
use std::collections::{HashMap, HashSet};

/// What was sent lately, as the runs of this browser tell it, and the gateway of others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent {
    /// When items were last sent, or may have been, by their ids.
    pub items: HashMap<String, DateTime<Utc>>,
    /// The ids of items that other plans are about to send: runs that have not ended, and what others
    /// confirmed.
    pub waiting: HashSet<String>,
    /// The plans in which they were sent, or are to be.
    by: Vec<Sender>,
    /// Something could not be read: others may have been sent as well.
    pub incomplete: bool,
}

/// A plan of which it is known what it sent.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sender {
    plan: PlanDigest,
    known: Known,
}

/// Of a plan, the items that it is known to have sent, or to be about to send, by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Known {
    /// All but these: a run of this browser leaves few over.
    AllBut(HashSet<String>),
    /// What the gateway told, and no others.
    These(HashSet<String>),
}

impl Known {
    fn holds(&self, id: &str) -> bool {
        match self {
            Self::AllBut(ids) => !ids.contains(id),
            Self::These(ids) => ids.contains(id),
        }
    }
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

    /// What these runs sent since then, and what they will still send. A run that cannot be read
    /// does not hide the others.
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

    /// What is known of it that other plans sent, or are about to send: by each of them, because
    /// what one is known to have sent another may have sent since.
    pub fn known_of(&self, plan: &Plan) -> Vec<KnownSent> {
        let ids: Vec<String> = plan.items().iter().map(ToString::to_string).collect();
        let of = |sender: &Sender| {
            let known = ids.iter().enumerate();
            let known = known.filter(|(_, id)| sender.known.holds(id));
            KnownSent {
                plan: sender.plan.clone(),
                places: Places::of(known.map(|(place, _)| place)),
            }
        };
        self.by.iter().map(of).collect()
    }

    /// Adds what the gateway told.
    pub fn learn(&mut self, told: &Told) {
        match told.stage {
            Stage::Sent => told.ids.iter().for_each(|id| self.note(id, told.at)),
            Stage::Confirmed => self.waiting.extend(told.ids.iter().cloned()),
        }
        self.by.push(Sender {
            plan: told.plan.clone(),
            known: Known::These(told.ids.clone()),
        });
    }

    fn add(&mut self, run: &Run, since: DateTime<Utc>) {
        let items = run.plan().items();
        let waiting = run.still_to_send().filter_map(|place| items.get(place));
        self.waiting.extend(waiting.map(ToString::to_string));
        for (place, at) in run.sent_since(since) {
            if let Some(item) = items.get(place) {
                self.note(&item.to_string(), at);
            }
        }
        let ever = run.sent_since(DateTime::<Utc>::MIN_UTC);
        let known: HashSet<usize> = ever
            .map(|(place, _)| place)
            .chain(run.still_to_send())
            .collect();
        let left = items.iter().enumerate();
        let left = left.filter(|(place, _)| !known.contains(place));
        self.by.push(Sender {
            plan: run.plan().digest().clone(),
            known: Known::AllBut(left.map(|(_, item)| item.to_string()).collect()),
        });
    }

    /// Notes that an item was sent: of several times the last one counts.
    fn note(&mut self, id: &str, at: DateTime<Utc>) {
        let known = self.items.entry(id.to_owned()).or_insert(at);
        *known = (*known).max(at);
    }
}

/// What the gateway told of another plan, by ids: the plan that it was told of may be made anew.
pub struct Told {
    plan: PlanDigest,
    stage: Stage,
    at: DateTime<Utc>,
    ids: HashSet<String>,
}

impl Told {
    /// As it was told of this plan.
    pub fn of(plan: &Plan, sent: &SentLately) -> Self {
        Self {
            plan: sent.plan.clone(),
            stage: sent.stage,
            at: sent.at,
            ids: sent.places.items(plan).map(ToString::to_string).collect(),
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
    use redrive_core::run::Manner;
    use redrive_core::selfcommunity::contract::{EndpointId, EventId};

    fn recent(sent: &[(&str, i64)], waiting: &[&str]) -> Recent {
        let at = |hours| DateTime::UNIX_EPOCH + TimeDelta::hours(hours);
        let sent = sent
            .iter()
            .map(|(id, hours)| ((*id).to_owned(), at(*hours)));
        Recent {
            items: sent.collect(),
            waiting: waiting.iter().map(|id| (*id).to_owned()).collect(),
            ..Recent::default()
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

    fn plan(ids: &[u64], nonce: char) -> Plan {
        let connection: Connection = serde_json::from_str(
            r#"{"id":"c","label":"C","environment":"sandbox","base_url":"http://v","settings":{"selfcommunity":{}}}"#,
        )
        .unwrap();
        let draft = Draft::ResendEvents {
            endpoint: EndpointId::new(1),
            events: ids.iter().copied().map(EventId::new).collect(),
        };
        let nonce = nonce.to_string().repeat(32).parse().unwrap();
        Plan::build(&connection, draft, nonce, DateTime::UNIX_EPOCH).unwrap()
    }

    fn known(recent: &Recent, plan: &Plan) -> Vec<(PlanDigest, Vec<usize>)> {
        let places = |known: &KnownSent| {
            let places = 0..plan.items().len();
            places.filter(|place| known.places.hold(*place)).collect()
        };
        let known = recent.known_of(plan);
        known
            .iter()
            .map(|known| (known.plan.clone(), places(known)))
            .collect()
    }

    #[test]
    fn a_run_is_known_for_what_it_sent_or_will_and_not_for_what_it_left() {
        let at = DateTime::UNIX_EPOCH;
        let first = plan(&[1, 5, 7], 'a');
        let again = plan(&[7, 5, 9, 1], 'b');
        let of_first = |places: &[usize]| vec![(first.digest().clone(), places.to_vec())];
        let tells = |run: &Run| {
            let mut recent = Recent::default();
            recent.add(run, at);
            known(&recent, &again)
        };
        let (opened, _) = Run::open(
            first.clone(),
            "anna".into(),
            String::new(),
            Manner::default(),
            at,
        );
        // What no run of it has says nothing.
        assert_eq!(tells(&opened), of_first(&[0, 1, 2, 3]), "all is to be sent");
        let mut stopped = opened;
        stopped.stop(at);
        assert_eq!(
            tells(&stopped),
            of_first(&[2]),
            "it sent nothing and will not"
        );
    }

    #[test]
    fn what_the_gateway_told_is_known_of_the_plan_that_it_named_and_of_no_more() {
        let at = DateTime::UNIX_EPOCH + TimeDelta::hours(3);
        let (theirs, asked) = (plan(&[1, 5, 7], 'a'), plan(&[9, 5, 1], 'b'));
        let sent = SentLately {
            plan: theirs.digest().clone(),
            stage: Stage::Sent,
            places: Places::of([1]),
            at,
            operator: "ben".to_owned(),
        };
        let mut recent = recent(&[("5", 2)], &[]);
        recent.learn(&Told::of(&asked, &sent));
        assert_eq!(recent.items.get("5"), Some(&at), "the later one counts");
        let about_to = SentLately {
            stage: Stage::Confirmed,
            places: Places::of([0, 2]),
            ..sent
        };
        let mut waiting = self::recent(&[], &[]);
        waiting.learn(&Told::of(&asked, &about_to));
        assert_eq!(waiting.waiting.len(), 2);
        assert!(waiting.items.is_empty() && waiting.is_news_to(&Recent::default(), "9"));
        // The plan is made anew, with one left out.
        let fewer = plan(&[5, 1], 'c');
        let of_theirs = vec![(theirs.digest().clone(), vec![0])];
        assert_eq!(known(&recent, &fewer), of_theirs);
    }
}
