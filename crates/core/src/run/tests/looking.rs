//! Reading rows: before sending, instead of a repeat, after the end.

use super::*;
use crate::outcome::{Accepted, Unknown};

#[test]
fn a_lost_answer_without_a_key_is_read_and_never_repeated() {
    let mut trip = Trip::events(3, 6);
    let look = Look::Applied { call: 0 };
    trip.sends(0, &lost())
        .looks(look, &[(0, Fate::Pending)], &[0])
        .looks(look, &[(1, Fate::Delivered), (2, Fate::Pending)], &[1, 2])
        .sends(1, &answered(204, ""));
    assert_eq!(trip.counts(), [6, 0, 0, 0, 0]);
    assert_eq!(
        trip.run.ledger().outcome(1),
        Some(&Outcome::Accepted(Accepted::SeenAfterwards))
    );
    trip.survives();
}

#[test]
fn no_trace_is_no_proof_and_the_operator_decides() {
    let mut trip = Trip::events(3, 6);
    let look = Look::Applied { call: 0 };
    trip.sends(0, &answered(500, ""));
    for _ in 0..3 {
        trip.looks(look, &[], &[]);
    }
    trip.asks(&Pause::Unresolved { call: 0 });
    let entry = trip.run.try_again(trip.now);
    trip.note(entry);
    trip.looks(look, &[(0, Fate::Pending)], &[0]);
    trip.looks(look, &[], &[]).looks(look, &[], &[]);
    trip.asks(&Pause::Unresolved { call: 0 })
        .goes_on()
        .sends(1, &answered(204, ""));
    assert_eq!(trip.counts(), [4, 0, 2, 0, 0]);
    trip.survives();
}

#[test]
fn a_fate_alone_does_not_prove_that_ours_was_applied() {
    let mut trip = Trip::events(3, 3);
    let look = Look::Applied { call: 0 };
    trip.sends(0, &lost());
    for _ in 0..3 {
        trip.looks(look, &[(0, Fate::Delivered)], &[]);
    }
    trip.asks(&Pause::Unresolved { call: 0 });
    assert_eq!(trip.run.ledger().fate(0), Fate::Delivered);
    assert!(matches!(
        trip.run.ledger().outcome(0),
        Some(Outcome::Unknown(Unknown::NoAnswer(_)))
    ));
}

#[test]
fn without_a_baseline_nothing_is_looked_for() {
    let mut trip = Trip::events(3, 6);
    assert_eq!(trip.run.next(trip.now), Step::Look(Look::Baseline));
    assert_eq!(trip.run.phase(), Phase::Checking);
    trip.goes_on_without()
        .sends(0, &lost())
        .asks(&Pause::Unresolved { call: 0 });
    trip.goes_on().reads_nothing().sends(1, &answered(204, ""));
    assert_eq!(trip.step(), Step::Finished);
    trip.survives();
}

#[test]
fn before_a_call_whose_lost_answer_nothing_could_tell_somebody_is_asked_once() {
    let mut trip = Trip::events(1, 3);
    // It could be read before the first call, and cannot before the second.
    trip.sends(0, &answered(204, ""));
    trip.now += TimeDelta::minutes(2);
    trip.reads_nothing().asks(&Pause::BaselineUnread);
    assert_eq!(trip.counts(), [1, 0, 0, 0, 2]);
    trip.survives();
    // Whoever tries again is asked again.
    assert_eq!(trip.run.to_try_again(), Some(ToTry::ReadBefore(1)));
    let entry = trip.run.try_again(trip.now);
    trip.note(entry);
    trip.reads_nothing().asks(&Pause::BaselineUnread);
    // Whoever goes on without is not, and it is read all the same.
    trip.goes_on().reads_nothing().sends(1, &answered(204, ""));
    trip.now += TimeDelta::minutes(2);
    trip.reads_nothing().sends(2, &answered(204, ""));
    assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn what_can_be_read_at_the_second_try_is_compared_with() {
    let mut trip = Trip::events(3, 3);
    trip.reads_nothing().asks(&Pause::BaselineUnread);
    let entry = trip.run.try_again(trip.now);
    trip.note(entry);
    trip.sends(0, &lost())
        .looks(Look::Applied { call: 0 }, &[], &[0, 1, 2]);
    assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn a_call_with_a_key_needs_no_rows_to_tell_a_lost_answer() {
    let mut trip = Trip::of(pauses::deliveries(1));
    trip.reads_nothing()
        .sends(0, &lost())
        .sends(0, &pauses::replayed(0));
    assert_eq!(trip.counts(), [1, 0, 0, 0, 0]);
}

#[test]
fn what_the_vendor_named_is_read_back_though_nothing_was_known_before_its_call() {
    let mut trip = Trip::of(pauses::deliveries(2));
    trip.reads_nothing().sends(0, &pauses::replayed(0));
    trip.now += TimeDelta::minutes(2);
    trip.sends(1, &pauses::replayed(1));
    assert_eq!(trip.run.wanted(Look::Delivered), [0, 1]);
}

#[test]
fn whoever_stops_where_nothing_could_be_read_has_sent_nothing() {
    let mut trip = Trip::events(3, 3);
    trip.reads_nothing().asks(&Pause::BaselineUnread);
    let entry = trip.run.stop(trip.now);
    trip.note(entry);
    assert_eq!(trip.counts(), [0, 0, 0, 0, 3]);
    assert_eq!(trip.run.calls_made(), 0);
    trip.survives();
}

#[test]
fn what_was_accepted_is_read_back_until_it_is_final() {
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &answered(204, ""));
    assert_eq!(trip.run.phase(), Phase::ReadingBack);
    trip.looks(Look::Delivered, &[(0, Fate::Delivered)], &[0]);
    assert_eq!(trip.run.ledger().fate(1), Fate::Pending);
    trip.looks(
        Look::Delivered,
        &[(1, Fate::FailedAgain), (2, Fate::Delivered)],
        &[1, 2],
    );
    assert_eq!(trip.step(), Step::Finished);
    assert_eq!(trip.run.phase(), Phase::Settled);
    assert_eq!(trip.run.ledger().fates().delivered, 2);
    trip.survives();
}

#[test]
fn reading_back_ends_by_itself_and_can_be_asked_for_again() {
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &answered(204, ""));
    while trip.step() == Step::Look(Look::Delivered) {
        trip.look_in_vain(Look::Delivered);
    }
    assert_eq!(trip.step(), Step::Finished);
    let entry = trip.run.read_back_again(trip.now);
    trip.note(entry);
    let all: Vec<(usize, Fate)> = (0..3).map(|place| (place, Fate::Delivered)).collect();
    trip.looks(Look::Delivered, &all, &[0, 1, 2]);
    assert_eq!(trip.step(), Step::Finished);
    trip.survives();
}

#[test]
fn reading_back_settles_what_was_left_unknown() {
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &lost());
    for _ in 0..3 {
        trip.looks(Look::Applied { call: 0 }, &[], &[]);
    }
    trip.asks(&Pause::Unresolved { call: 0 }).goes_on();
    let all: Vec<(usize, Fate)> = (0..3).map(|place| (place, Fate::Delivered)).collect();
    trip.looks(Look::Delivered, &all, &[0, 1, 2]);
    assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
    assert!(!trip.run.can_recheck(trip.now));
    trip.survives();
}
