//! Queries that were begun and whose rows nobody has fetched yet, by their questions: a vendor that
//! runs one for minutes is not asked to run the same a second time. Ends with the page.

use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::connection::ConnectionId;
use redrive_core::zuora::Read;
use redrive_core::zuora::contract::JobId;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// So long the vendor runs a query at most.
const LONGEST: TimeDelta = TimeDelta::hours(1);
/// Whoever was told that it goes on comes back for its rows within this; later they are old.
const AWAITED: TimeDelta = TimeDelta::minutes(5);

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    pub id: JobId,
    pub at: DateTime<Utc>,
    /// When whoever asked was told that it goes on.
    given_up: Option<DateTime<Utc>>,
}

impl Begun {
    pub const fn at(id: JobId, at: DateTime<Utc>) -> Self {
        Self {
            id,
            at,
            given_up: None,
        }
    }

    /// Whether its rows are what is asked for now, should it have ended meanwhile. Those of one that
    /// nobody was told of, or of which it was told long ago, are old: whoever asks wants new ones.
    pub fn rows_are_awaited(&self, now: DateTime<Utc>) -> bool {
        self.given_up.is_some_and(|at| now - at < AWAITED)
    }
}

#[derive(Default)]
struct All(HashMap<String, Begun>);

/// A question whose job the vendor has not named yet. Ends with what asks.
pub struct Submitting(String);

impl Submitting {
    /// Says that this question is on its way.
    pub fn of(question: &str) -> Self {
        ON_THEIR_WAY.with_borrow_mut(|all| all.insert(question.to_owned()));
        Self(question.to_owned())
    }
}

impl Drop for Submitting {
    fn drop(&mut self) {
        ON_THEIR_WAY.with_borrow_mut(|all| all.remove(&self.0));
    }
}

impl All {
    fn note(&mut self, question: &str, begun: Begun) {
        let now = begun.at;
        self.0.retain(|_, other| now - other.at < LONGEST);
        self.0.insert(question.to_owned(), begun);
    }

    fn give_up(&mut self, question: &str, now: DateTime<Utc>) {
        if let Some(begun) = self.0.get_mut(question) {
            begun.given_up = Some(now);
        }
    }

    fn of(&self, question: &str, now: DateTime<Utc>) -> Option<Begun> {
        let begun = self.0.get(question)?;
        (now - begun.at < LONGEST).then(|| begun.clone())
    }
}

thread_local! {
    static ALL: RefCell<All> = RefCell::default();
    static ON_THEIR_WAY: RefCell<HashSet<String>> = RefCell::default();
}

/// What tells one question from another.
pub fn question(connection: &ConnectionId, submit: &Read) -> String {
    format!(
        "{connection} {}",
        serde_json::to_string(submit).unwrap_or_default()
    )
}

/// Whether the vendor was asked this, and has not answered yet.
pub fn is_on_its_way(question: &str) -> bool {
    ON_THEIR_WAY.with_borrow(|all| all.contains(question))
}

/// Notes that it was begun.
pub fn note(question: &str, begun: Begun) {
    ALL.with_borrow_mut(|all| all.note(question, begun));
}

/// Notes that whoever asked was told that it goes on.
pub fn give_up(question: &str, now: DateTime<Utc>) {
    ALL.with_borrow_mut(|all| all.give_up(question, now));
}

/// Forgets it: its rows were fetched, or there will be none.
pub fn over(question: &str) {
    ALL.with_borrow_mut(|all| all.0.remove(question));
}

/// The one that answers this question, if it was begun and the vendor may still run it.
pub fn of(question: &str, now: DateTime<Utc>) -> Option<Begun> {
    ALL.with_borrow(|all| all.of(question, now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn begun(minutes: i64) -> Begun {
        Begun::at("q1".parse().unwrap(), at(minutes))
    }

    #[test]
    fn a_query_is_known_until_its_end_or_for_as_long_as_a_vendor_runs_one() {
        let mut all = All::default();
        all.note("a", begun(0));
        all.note("b", begun(59));
        assert_eq!(all.0.len(), 2);
        assert!(all.of("a", at(59)).is_some() && all.of("a", at(60)).is_none());
        all.note("c", begun(60));
        assert!(!all.0.contains_key("a") && all.0.contains_key("b"));
        let id: ConnectionId = "c1".parse().unwrap();
        let job = |id: &str| Read::Job {
            id: id.parse().unwrap(),
        };
        assert_ne!(question(&id, &job("x")), question(&id, &job("y")));
    }

    #[test]
    fn a_question_is_on_its_way_for_as_long_as_somebody_holds_it() {
        let submitting = Submitting::of("a");
        assert!(is_on_its_way("a") && !is_on_its_way("b"));
        drop(submitting);
        assert!(!is_on_its_way("a"));
    }

    #[test]
    fn the_rows_of_one_that_has_ended_are_for_whoever_was_just_told_that_it_goes_on() {
        let mut all = All::default();
        all.note("a", begun(0));
        all.give_up("b", at(1));
        let awaited = |all: &All, minutes| all.0["a"].rows_are_awaited(at(minutes));
        assert!(!awaited(&all, 1), "nobody was told");
        all.give_up("a", at(10));
        assert!(awaited(&all, 14) && !awaited(&all, 15));
        all.give_up("a", at(20));
        assert!(awaited(&all, 24), "told once more");
    }
}
