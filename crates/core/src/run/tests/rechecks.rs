//! After the end: what became of the unknown items is asked for once more.

use super::*;
use crate::outcome::Unknown;

/// Left unknown by six lost answers, and gone past.
fn leaves_unknown(trip: &mut Trip, call: usize) {
    for _ in 0..6 {
        trip.sends(call, &lost());
    }
    trip.asks(&Pause::Unresolved { call }).goes_on();
}

fn recheck(trip: &mut Trip) {
    let entry = trip.run.recheck(trip.now);
    trip.note(entry);
}

#[test]
fn an_unknown_call_is_asked_for_once_more_after_the_end() {
    let mut trip = Trip::resend(2001);
    for _ in 0..6 {
        trip.sends(0, &lost());
    }
    trip.asks(&Pause::Unresolved { call: 0 })
        .goes_on()
        .sends(1, &answered(202, ""))
        .sends(2, &answered(202, ""));
    let ended = trip.run.ended_at();
    let entry = trip.run.recheck(trip.now);
    trip.note(entry);
    trip.sends(0, &answered(202, ""));
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.run.ended_at(), ended);
    assert_eq!(trip.counts(), [2001, 0, 0, 0, 0]);
    assert!(trip.run.recheck(trip.now).is_none(), "nothing is unknown");
    trip.survives();
}

#[test]
fn stopping_to_ask_once_more_does_not_undo_the_end() {
    let mut trip = Trip::resend(2);
    for _ in 0..6 {
        trip.sends(0, &lost());
    }
    trip.asks(&Pause::Unresolved { call: 0 }).goes_on();
    let entry = trip.run.recheck(trip.now);
    trip.note(entry);
    let entry = trip.run.stop(trip.now);
    trip.note(entry);
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [0, 0, 2, 0, 0]);
    trip.survives();
}

#[test]
fn every_unknown_call_is_asked_for_once_in_order_and_no_other() {
    let mut trip = Trip::resend(4000);
    leaves_unknown(&mut trip, 0);
    trip.sends(1, &answered(202, ""));
    leaves_unknown(&mut trip, 2);
    leaves_unknown(&mut trip, 3);
    assert_eq!(trip.counts(), [1000, 0, 3000, 0, 0]);
    recheck(&mut trip);
    leaves_unknown(&mut trip, 0);
    trip.sends(2, &answered(202, ""))
        .sends(3, &answered(202, ""));
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [3000, 0, 1000, 0, 0]);
    trip.survives();
}

#[test]
fn a_run_that_was_stopped_is_stopped_after_asking_too() {
    let mut trip = Trip::resend(2000);
    leaves_unknown(&mut trip, 0);
    let entry = trip.run.stop(trip.now);
    trip.note(entry);
    recheck(&mut trip);
    trip.sends(0, &answered(202, ""));
    assert_eq!(
        trip.run.state(),
        &State::Ended(End::Stopped(StopReason::ByOperator))
    );
    assert_eq!(trip.counts(), [1000, 0, 0, 0, 1000]);
    trip.survives();
}

#[test]
fn without_a_key_asking_once_more_only_reads() {
    let mut trip = Trip::events(3, 3);
    let look = Look::Applied { call: 0 };
    trip.sends(0, &lost());
    for _ in 0..3 {
        trip.look_in_vain(look);
    }
    trip.asks(&Pause::Unresolved { call: 0 }).goes_on();
    assert!(trip.run.can_recheck(trip.now));
    assert!(!trip.run.recheck_repeats(trip.now));
    recheck(&mut trip);
    trip.looks(look, &[], &[0, 1, 2]);
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn it_is_offered_only_where_it_can_tell_something() {
    let mut trip = Trip::resend(2000);
    assert!(!trip.run.recheck_repeats(trip.now), "nothing is unknown");
    leaves_unknown(&mut trip, 0);
    assert!(!trip.run.can_recheck(trip.now), "it is still sending");
    trip.sends(1, &answered(202, ""));
    assert!(trip.run.can_recheck(trip.now));
    assert!(trip.run.recheck_repeats(trip.now));
    let forgotten = trip.now + TimeDelta::hours(24);
    assert!(!trip.run.can_recheck(forgotten));
    assert!(!trip.run.recheck_repeats(forgotten));
    recheck(&mut trip);
    assert!(!trip.run.can_recheck(trip.now), "it is being done");
}

#[test]
fn the_reason_of_what_stays_unknown_is_the_last_one() {
    let mut trip = Trip::resend(2);
    leaves_unknown(&mut trip, 0);
    recheck(&mut trip);
    trip.sends(0, &answered(503, ""));
    let why = Unknown::ServerFailed { status: 503 };
    assert_eq!(trip.run.ledger().outcome(0), Some(&Outcome::Unknown(why)));
}
