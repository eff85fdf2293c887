//! What was sent from this browser a short while ago, or is about to be, as a plan that is looked at
//! has to know it: another tab may send the same while the dialog stands open. And what others sent or
//! are about to, which the gateway tells when the plan is handed in.

use super::plan_warnings::RESENT_WITHIN_HOURS;
use super::planner::Proposal;
use crate::clock::now;
use crate::host::{Host, Recent, RunId, RunSummary, Stand, Told, use_host};
use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::ConnectionId;
use redrive_core::gateway::{KnownSent, SentLately};
use redrive_core::plan::Plan;

/// A handle: copies are the same knowledge.
#[derive(Clone, Copy)]
pub struct Lately {
    host: Host,
    connection: StoredValue<Option<ConnectionId>>,
    /// What was sent; what is shown follows it.
    pub sent: RwSignal<Recent>,
    /// What the gateway told.
    others: StoredValue<Vec<Told>>,
    /// The runs as they stood when that was read.
    runs: StoredValue<Option<Vec<RunSummary>>>,
    seen: StoredValue<Seen>,
}

impl Lately {
    /// Reads it, and again when a run begins or ends, in whatever tab. The dialog does not wait.
    pub fn follow(current: RwSignal<Proposal>) -> Self {
        let host = use_host();
        let connection = current.with_untracked(|proposal| match proposal {
            Proposal::Sealed { asked, .. } => Some(asked.connection.id.clone()),
            Proposal::Refused(_) => None,
        });
        let lately = Self {
            host,
            connection: StoredValue::new(connection.clone()),
            sent: RwSignal::new(Recent::default()),
            others: StoredValue::new(Vec::new()),
            runs: StoredValue::new(None),
            seen: StoredValue::new(Seen::default()),
        };
        let stands = Memo::new(move |_| {
            host.runs().with(|runs| match runs {
                Some(Ok(runs)) => {
                    let mine = runs
                        .iter()
                        .filter(|run| Some(&run.connection) == connection.as_ref());
                    mine.map(|run| (run.id.clone(), run.stand)).collect()
                }
                _ => Vec::<(RunId, Stand)>::new(),
            })
        });
        Effect::new(move |_| {
            // Asked, not only followed: what nobody asks for is not worked out.
            stands.with(|_| ());
            spawn_local(async move {
                lately.read().await;
                if let Some(sent) = lately.sent.try_get_untracked() {
                    lately.seen.try_update_value(|seen| seen.first(sent));
                }
            });
        });
        lately
    }

    /// Whoever approves presses now: what was not read by then they have not seen.
    pub fn press(self) {
        self.seen
            .try_update_value(|seen| seen.first(Recent::default()));
    }

    /// Whether some of this plan was sent, or taken into a run, after whoever approves it could have
    /// seen so. Asked once more, it was seen.
    pub async fn surprises(self, plan: &Plan) -> bool {
        self.read().await;
        let sent = self.sent.try_get_untracked().unwrap_or_default();
        let surprised = self.seen.try_update_value(|seen| seen.next(sent, plan));
        surprised == Some(true)
    }

    /// What is known of it that other plans sent or are about to.
    pub fn known_of(self, plan: &Plan) -> Vec<KnownSent> {
        self.sent.with_untracked(|sent| sent.known_of(plan))
    }

    /// Takes in what others sent of this plan or are about to. Whoever is told so has seen it.
    pub fn learn(self, plan: &Plan, told: &[SentLately]) {
        let told: Vec<Told> = told.iter().map(|sent| Told::of(plan, sent)).collect();
        self.sent
            .try_update(|sent| told.iter().for_each(|told| sent.learn(told)));
        self.others.try_update_value(|others| others.extend(told));
        if let Some(sent) = self.sent.try_get_untracked() {
            self.seen.try_update_value(|seen| seen.next(sent, plan));
        }
    }

    /// Reads it where a run stands otherwise than when it was read last.
    async fn read(self) {
        let Some(connection) = self.connection.try_get_value().flatten() else {
            return;
        };
        let since = now() - TimeDelta::hours(i64::from(RESENT_WITHIN_HOURS));
        let Ok(runs) = self.host.may_have_sent_since(&connection, since).await else {
            return self.nothing_to_read();
        };
        let known = self
            .runs
            .try_with_value(|known| known.as_ref() == Some(&runs));
        if known != Some(false) {
            return;
        }
        let Ok(mut sent) = self.host.sent_by(&runs, since).await else {
            return self.nothing_to_read();
        };
        self.others
            .try_with_value(|others| others.iter().for_each(|told| sent.learn(told)));
        self.sent.try_set(sent);
        self.runs.try_set_value(Some(runs));
    }

    fn nothing_to_read(self) {
        self.sent.try_update(|sent| sent.incomplete = true);
    }
}

/// What whoever approves has had the time to see: nothing before it was read or they pressed.
#[derive(Default)]
struct Seen(Option<Recent>);

impl Seen {
    /// What is there to see first; nothing changes that later.
    fn first(&mut self, sent: Recent) {
        self.0.get_or_insert(sent);
    }

    /// Whether this tells more of a plan than was seen. From now on it is seen.
    fn next(&mut self, sent: Recent, plan: &Plan) -> bool {
        let seen = self.0.replace(sent).unwrap_or_default();
        let Some(sent) = self.0.as_ref().filter(|sent| **sent != seen) else {
            return false;
        };
        let mut ids = plan.items().iter().map(ToString::to_string);
        ids.any(|id| sent.is_news_to(&seen, &id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};
    use redrive_core::connection::Connection;
    use redrive_core::gateway::{Places, Stage};
    use redrive_core::plan::Draft;
    use redrive_core::selfcommunity::contract::{EndpointId, EventId};

    fn plan(event: u64) -> Plan {
        let connection: Connection = serde_json::from_str(
            r#"{"id":"c","label":"C","environment":"sandbox","base_url":"http://v","settings":{"selfcommunity":{}}}"#,
        )
        .unwrap();
        let draft = Draft::ResendEvents {
            endpoint: EndpointId::new(1),
            events: vec![EventId::new(event)],
        };
        let nonce = "0".repeat(32).parse().unwrap();
        Plan::build(&connection, draft, nonce, DateTime::UNIX_EPOCH).unwrap()
    }

    fn sent(event: u64) -> Recent {
        let plan = plan(event);
        let told = SentLately {
            plan: plan.digest().clone(),
            stage: Stage::Sent,
            places: Places::of([0]),
            at: DateTime::<Utc>::UNIX_EPOCH,
            operator: String::new(),
        };
        let mut recent = Recent::default();
        recent.learn(&Told::of(&plan, &told));
        recent
    }

    #[test]
    fn who_pressed_before_it_was_read_has_seen_nothing() {
        let mut seen = Seen::default();
        seen.first(Recent::default());
        seen.first(sent(5));
        assert!(seen.next(sent(5), &plan(5)), "it came to the screen later");
        assert!(!seen.next(sent(5), &plan(5)), "by now it was seen");
        assert!(Seen::default().next(sent(5), &plan(5)), "nothing was read");
        assert!(!Seen::default().next(sent(5), &plan(6)), "of another");
    }

    #[test]
    fn who_pressed_after_it_was_read_is_told_only_what_came_since() {
        let mut seen = Seen::default();
        seen.first(sent(5));
        seen.first(Recent::default());
        assert!(!seen.next(sent(5), &plan(5)));
        assert!(seen.next(sent(6), &plan(6)));
    }
}
