//! Runs that meet nothing unusual, and journals that belong to others.

use super::*;
use crate::outcome::{NotAttempted, Refused};

#[test]
fn every_id_is_accepted_by_blank_answers() {
    let mut trip = Trip::resend(1500);
    trip.sends(0, &answered(202, ""))
        .sends(1, &answered(202, "{}"));
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [1500, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn failures_are_told_one_by_one() {
    let mut trip = Trip::resend(3);
    let body = r#"{"id1":{"code":"ObjectNotFound","message":"No such email history."}}"#;
    trip.sends(0, &answered(202, body));
    assert_eq!(trip.counts(), [2, 1, 0, 0, 0]);
    let Some(Outcome::Rejected(refusal)) = trip.run.ledger().outcome(1) else {
        panic!("not rejected")
    };
    assert_eq!(
        (refusal.code.as_str(), refusal.of),
        ("ObjectNotFound", Refused::Item)
    );
}

#[test]
fn an_ordinary_refusal_does_not_keep_the_next_call_from_leaving() {
    let mut trip = Trip::with(
        Plan::build(&billing(), notifications(1001), nonce(), now()).unwrap(),
        Manner {
            brake_at: 100,
            ..Manner::default()
        },
    );
    trip.sends(0, &answered(400, "\"Bad\""))
        .sends(1, &answered(202, ""));
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [1, 1000, 0, 0, 0]);
}

#[test]
fn a_stop_waits_for_the_call_in_flight() {
    let mut trip = Trip::resend(2001);
    assert!(matches!(trip.step(), Step::Send { call: 0, .. }));
    assert!(trip.run.stop(trip.now).is_none());
    let entry = trip.run.answer(trip.now, &answered(202, ""));
    trip.note(entry);
    let entry = trip.run.stop(trip.now);
    trip.note(entry);
    assert_eq!(trip.counts(), [1000, 0, 0, 0, 1001]);
    assert_eq!(
        trip.run.state(),
        &State::Ended(End::Stopped(StopReason::ByOperator))
    );
    assert_eq!(
        trip.run.ledger().outcome(1000),
        Some(&Outcome::NotAttempted(NotAttempted::RunStopped))
    );
    trip.survives();
}

#[test]
fn a_late_answer_changes_nothing() {
    let mut trip = Trip::resend(2);
    trip.sends(0, &answered(202, ""));
    assert!(trip.run.answer(trip.now, &lost()).is_none());
    assert_eq!(trip.counts(), [2, 0, 0, 0, 0]);
}

#[test]
fn a_journal_of_another_plan_is_refused() {
    let mut trip = Trip::resend(2);
    trip.sends(0, &answered(202, ""));
    let other = Plan::build(&community(5), events(&[1]), nonce(), now()).unwrap();
    assert_eq!(
        Run::resume(other, &trip.journal),
        Err(JournalError::OtherPlan)
    );
    let own = trip.run.plan().clone();
    assert_eq!(Run::resume(own.clone(), &[]), Err(JournalError::NoOpening));
    let torn = [trip.journal[0].clone(), trip.journal[2].clone()];
    assert_eq!(Run::resume(own, &torn), Err(JournalError::OutOfOrder(1)));
}

#[test]
fn whoever_follows_the_journal_arrives_at_the_same_run_and_takes_no_entry_twice() {
    let mut trip = Trip::resend(1001);
    trip.sends(0, &answered(202, ""))
        .sends(1, &answered(202, "{}"));
    let [opening, rest @ ..] = trip.journal.as_slice() else {
        panic!("no journal")
    };
    let plan = trip.run.plan().clone();
    let mut watching = Run::resume(plan, std::slice::from_ref(opening)).unwrap();
    for entry in rest {
        assert!(watching.follow(entry));
        assert!(!watching.follow(entry));
    }
    assert_eq!(watching, trip.run);
}
