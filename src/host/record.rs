//! What is stored of a run beside its journal.

use crate::words;
use chrono::{DateTime, Utc};
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::labels::Labels;
use redrive_core::ledger::Counts;
use redrive_core::lenient::Json;
use redrive_core::outcome::OutcomeKind;
use redrive_core::plan::{Nonce, PlanFile, is_withdrawn};
use redrive_core::run::{Phase, Run, State};
use redrive_core::time::instant;
use serde::{Deserialize, Serialize};

/// A run is named by the nonce of its plan, so that a plan can be run only once.
pub type RunId = Nonce;

/// What a run is rebuilt from, together with its journal.
#[derive(Clone, Serialize, Deserialize)]
pub struct RunRecord {
    pub id: RunId,
    /// As it was when the plan was sealed.
    pub connection: Connection,
    pub plan: PlanFile,
    /// Absent in what was kept before it was noted.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
}

impl RunRecord {
    /// The record of a run on this connection, with what is known of its items.
    pub fn of(connection: &Connection, labels: &Labels, run: &Run) -> Self {
        let plan = run.plan().to_file();
        Self {
            id: plan.nonce.clone(),
            connection: connection.clone(),
            plan,
            labels: labels.clone(),
        }
    }

    /// Whether this is the record of a run whose plan is of a kind that is made no more.
    pub fn is_withdrawn(text: &str) -> bool {
        serde_json::from_str::<Json<'_>>(text).is_ok_and(|record| {
            let plan = record.as_object().and_then(|record| record.get("plan"));
            plan.is_some_and(is_withdrawn)
        })
    }
}

/// Where a run stood when its summary was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    Checking,
    Sending,
    /// The operator has to decide, or to confirm.
    Waiting,
    ReadingBack,
    Settled,
}

/// Whether whoever holds a run has a confirmation of its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    Yes,
    No,
}

impl From<bool> for Confirmed {
    fn from(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }
}

impl Stand {
    /// Where it stands. A run with calls to send and without a confirmation waits for one.
    pub const fn of(run: &Run, confirmed: Confirmed) -> Self {
        match (run.phase(), run.state()) {
            (_, State::Paused { .. }) => Self::Waiting,
            (_, State::Ready { .. }) if matches!(confirmed, Confirmed::No) => Self::Waiting,
            (Phase::Checking, _) => Self::Checking,
            (Phase::Sending, _) => Self::Sending,
            (Phase::ReadingBack | Phase::Awaiting, _) => Self::ReadingBack,
            (Phase::Settled, _) => Self::Settled,
        }
    }

    /// Whether no further call is made, unless the operator asks for one.
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::ReadingBack | Self::Settled)
    }
}

/// A line of the list of runs. It only repeats what the journal says, for speed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunSummary {
    pub id: RunId,
    pub title: String,
    pub connection: ConnectionId,
    /// What operators call that connection.
    pub label: String,
    /// Where its items go, in words: `to endpoint 4 of …`. Empty in what was kept before it was noted,
    /// and without the `to` in some that was kept later.
    #[serde(default)]
    pub to: String,
    pub actor: String,
    pub reason: String,
    #[serde(with = "instant")]
    pub opened_at: DateTime<Utc>,
    /// When a call of it last left. Absent in what was kept before it was noted.
    #[serde(default, deserialize_with = "instant::deserialize_option")]
    pub last_sent_at: Option<DateTime<Utc>>,
    pub stand: Stand,
    pub calls: usize,
    pub calls_made: usize,
    /// How many of its items were attempted and are not in flight.
    pub over: usize,
    /// How many items ended in each kind, in the order of [`OutcomeKind::ALL`].
    pub counts: [usize; 5],
    /// How many of the accepted ones failed again, as far as was read back. Absent in what was
    /// kept before it was counted.
    #[serde(default)]
    pub failed_again: usize,
    /// When its rows are looked at next, where only the vendor may have anything more to tell. No
    /// stand of its own: an older page beside this one would not know it.
    #[serde(default, deserialize_with = "instant::deserialize_option")]
    pub next_look: Option<DateTime<Utc>>,
}

impl RunSummary {
    /// What the list shows of a run as it stands.
    pub fn of(connection: &Connection, labels: &Labels, run: &Run, confirmed: Confirmed) -> Self {
        let counts: Counts = run.ledger().counts();
        Self {
            id: run.plan().nonce().clone(),
            title: words::plan::title(run.plan()),
            connection: connection.id.clone(),
            label: connection.label.clone(),
            to: words::plan::sent_to(run.plan(), connection, labels),
            actor: run.actor().to_owned(),
            reason: run.reason().to_owned(),
            opened_at: run.opened_at(),
            last_sent_at: run.last_sent_at(),
            stand: Stand::of(run, confirmed),
            calls: run.calls_to_make(),
            calls_made: run.calls_made(),
            over: counts.total() - still_open(run),
            counts: OutcomeKind::ALL.map(|kind| counts.of(kind)),
            failed_again: run.ledger().fates().failed_again,
            next_look: run.next_word(),
        }
    }

    /// Whether nothing is under way: at most its rows are looked at now and then.
    pub const fn is_over(&self) -> bool {
        matches!(self.stand, Stand::Settled) || self.awaits_word()
    }

    /// Whether it was sent and read back, and the vendor may still have a word to say of some.
    pub const fn awaits_word(&self) -> bool {
        matches!(self.stand, Stand::ReadingBack) && self.next_look.is_some()
    }

    /// Whether its rows are to be read now, as far as its list tells: soon after its end without
    /// pause, then whenever a look is due.
    pub fn is_to_be_read(&self, now: DateTime<Utc>) -> bool {
        self.stand == Stand::ReadingBack && self.next_look.is_none_or(|at| at <= now)
    }

    /// Whether it may have sent something since then, whenever it was opened.
    pub fn may_have_sent_since(&self, since: DateTime<Utc>) -> bool {
        !self.stand.is_sent() || self.last_sent_at.is_none_or(|at| at >= since)
    }

    /// The items of its plan.
    pub fn items(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Whole per cent of its items that are over.
    pub fn percent(&self) -> usize {
        self.over * 100 / self.items().max(1)
    }
}

/// Items that no call took yet, those of the call that is being sent among them.
fn still_open(run: &Run) -> usize {
    run.ledger().counts().not_attempted + run.turned_away().count() + run.in_flight()
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn what_only_the_vendor_may_tell_more_of_is_over_and_is_read_when_that_is_due() {
        let mut run = kit::run(Stand::ReadingBack, 8);
        let due = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        assert!(run.is_to_be_read(DateTime::UNIX_EPOCH), "the first looks");
        assert!(!run.is_over());
        run.next_look = Some(due);
        assert!(run.is_over());
        assert!(!run.is_to_be_read(due - TimeDelta::seconds(1)));
        assert!(run.is_to_be_read(due));
        run.stand = Stand::Sending;
        assert!(!run.is_over() && !run.is_to_be_read(due));
    }

    #[test]
    fn a_record_whose_plan_is_made_no_more_is_known_by_that() {
        let record = |draft: &str| {
            let connection = r#"{"id":"c","label":"C","vendor":"kirim"}"#;
            format!(
                r#"{{"id":"0","connection":{connection},"plan":{{"draft":{{"{draft}":{{}}}}}}}}"#
            )
        };
        assert!(RunRecord::is_withdrawn(&record("replay_matching")));
        assert!(!RunRecord::is_withdrawn(&record("replay_listed")));
        for other in ["", "[]", "{}", r#"{"plan":{}}"#, r#"{"plan":{"draft":7}}"#] {
            assert!(!RunRecord::is_withdrawn(other), "{other}");
        }
    }

    #[test]
    fn a_run_that_was_opened_long_ago_may_have_sent_something_just_now() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(9);
        let kept = |stand: &str, last: &str| -> RunSummary {
            let text = format!(
                r#"{{"id":"{}","title":"","connection":"c","label":"","actor":"","reason":"",
                "opened_at":"1970-01-02T00:00:00Z","stand":"{stand}","calls":1,"calls_made":1,
                "over":1,"counts":[1,0,0,0,0]{last}}}"#,
                "0".repeat(32)
            );
            serde_json::from_str(&text).unwrap()
        };
        let sent = |at: &str| format!(r#","last_sent_at":"{at}""#);
        let may = |run: RunSummary| run.may_have_sent_since(now - TimeDelta::days(1));
        assert!(may(kept("settled", &sent("1970-01-09T12:00:00Z"))));
        assert!(!may(kept("settled", &sent("1970-01-03T00:00:00Z"))));
        assert!(may(kept("settled", "")), "kept before it was noted");
        assert!(
            may(kept("waiting", &sent("1970-01-03T00:00:00Z"))),
            "it may go on in another tab"
        );
    }
}
