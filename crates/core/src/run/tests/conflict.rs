//! When the vendor's state stands against a call (409): the operator has it made again, or goes on
//! with the rest.

use super::*;
use crate::idempotency::IDEMPOTENCY_KEY;
use crate::outcome::Unknown;
use crate::plan::Shape;

fn refused(code: &str) -> Exchange {
    let body = format!(
        r#"{{"error":{{"type":"conflict","code":"{code}","message":"m","request_id":"r"}}}}"#
    );
    answered(409, &body)
}

fn disabled() -> Exchange {
    refused("webhook_subscription_disabled")
}

fn inactive() -> Exchange {
    answered(
        409,
        r#"{"errors":[{"message":"m","code":"endpoint_inactive"}]}"#,
    )
}

fn key(trip: &Trip, call: usize) -> String {
    let request = trip.run.request(call).unwrap();
    request.headers.get(IDEMPOTENCY_KEY).unwrap().to_owned()
}

#[test]
fn the_same_call_can_be_made_again_and_the_rest_follows() {
    let mut trip = Trip::of(pauses::deliveries(3));
    trip.sends(0, &disabled()).asks(&Pause::Conflict);
    assert_eq!(trip.counts(), [0, 1, 0, 0, 2], "as long as it waits");
    assert_eq!(trip.run.to_try_again(), Some(ToTry::MakeAgain(0)));
    trip.tries_again()
        .sends(0, &pauses::replayed(0))
        .sends(1, &pauses::replayed(1))
        .sends(2, &pauses::replayed(2));
    assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn it_goes_out_as_it_was_confirmed_under_a_key_of_its_own() {
    let mut trip = Trip::of(pauses::deliveries(2));
    trip.sends(0, &disabled());
    let (sealed, first) = (trip.run.plan().calls()[0].request.clone(), key(&trip, 0));
    assert_eq!(trip.run.request(0), Some(sealed.clone()));
    trip.tries_again();
    let second = key(&trip, 0);
    assert_ne!(first, second, "the vendor may keep its refusal under it");
    let again = trip.run.request(0).unwrap();
    assert_eq!((&again.path, &again.body), (&sealed.path, &sealed.body));
    trip.sends(0, &lost());
    assert_eq!(
        key(&trip, 0),
        second,
        "a lost answer is asked for once more"
    );
    trip.sends(0, &disabled());
    assert_eq!(trip.counts(), [0, 0, 1, 0, 1], "it may have been applied");
    let rounds: Vec<u32> = trip.run.calls().iter().map(|made| made.round).collect();
    assert_eq!(rounds, [0, 1, 1]);
    trip.survives();
}

#[test]
fn a_new_key_is_young() {
    let mut trip = Trip::of(pauses::deliveries(1));
    trip.sends(0, &disabled());
    trip.now += TimeDelta::days(3);
    trip.tries_again()
        .sends(0, &lost())
        .sends(0, &pauses::replayed(0));
    assert_eq!(trip.counts(), [1, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn refused_once_more_it_asks_once_more() {
    let mut trip = Trip::of(pauses::deliveries(2));
    for _ in 0..3 {
        trip.sends(0, &disabled())
            .asks(&Pause::Conflict)
            .tries_again();
    }
    trip.sends(0, &pauses::replayed(0));
    assert_eq!(trip.counts(), [1, 0, 0, 0, 1]);
    trip.survives();
}

#[test]
fn whoever_goes_on_is_not_asked_again_for_the_same_reason() {
    let mut trip = Trip::of(pauses::deliveries(5));
    trip.sends(0, &disabled())
        .asks(&Pause::Conflict)
        .goes_on()
        .sends(1, &disabled())
        .sends(2, &pauses::replayed(2))
        .sends(3, &refused("something_else"))
        .asks(&Pause::Conflict)
        .goes_on()
        .sends(4, &disabled());
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [1, 4, 0, 0, 0]);
    trip.survives();
}

#[test]
fn what_is_passed_over_still_counts_as_rejected() {
    let mut trip = Trip::of(pauses::deliveries(30));
    trip.sends(0, &disabled()).asks(&Pause::Conflict).goes_on();
    for call in 1..20 {
        trip.sends(call, &disabled());
    }
    trip.asks(&Pause::TooManyRejected).goes_on();
    for call in 20..30 {
        trip.sends(call, &disabled());
    }
    assert_eq!(trip.counts(), [0, 30, 0, 0, 0]);
    trip.survives();
}

#[test]
fn events_without_a_key_are_sent_again_only_because_nothing_of_them_was_applied() {
    let mut trip = Trip::events(2, 4);
    trip.sends(0, &inactive())
        .asks(&Pause::Conflict)
        .tries_again()
        .sends(0, &answered(204, ""))
        .sends(1, &answered(204, ""));
    assert_eq!(trip.counts(), [4, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn a_refused_batch_that_is_taken_now_needs_no_halves() {
    let plan = Plan::shaped(
        &community(4),
        events(&[1, 2, 3, 4]),
        Shape {
            first: None,
            halving: true,
        },
        nonce(),
        now(),
    )
    .unwrap();
    let mut trip = Trip::of(plan);
    trip.sends(0, &inactive())
        .asks(&Pause::Conflict)
        .tries_again()
        .sends(0, &answered(204, ""));
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [4, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn after_the_end_nothing_that_was_refused_is_sent_by_asking_once_more() {
    let kept = |status| {
        let Exchange::Answered(mut answer) = disabled() else {
            panic!("it is an answer");
        };
        answer.headers.push("Idempotent-Replayed", "true");
        answer.status = status;
        Exchange::Answered(answer)
    };
    let mut trip = Trip::of(pauses::deliveries(2));
    trip.sends(0, &lost());
    let entry = trip.run.stop(trip.now);
    trip.note(entry);
    let entry = trip.run.recheck(trip.now);
    trip.note(entry);
    trip.sends(0, &kept(409)).asks(&Pause::Conflict);
    assert_eq!(trip.run.to_try_again(), None);
    trip.goes_on();
    assert!(trip.run.is_sent());
    assert_eq!(trip.counts(), [0, 1, 0, 0, 1]);
    trip.survives();
}

#[test]
fn a_conflict_without_a_word_of_the_vendors_may_be_a_call_that_still_runs() {
    let mut trip = Trip::of(pauses::deliveries(1));
    trip.sends(0, &answered(409, "<html>"));
    let outcome = trip.run.ledger().outcome(0);
    let unreadable = Outcome::Unknown(Unknown::Unreadable { status: 409 });
    assert_eq!(outcome, Some(&unreadable));
    trip.sends(0, &pauses::replayed(0));
    assert_eq!(trip.counts(), [1, 0, 0, 0, 0]);
    trip.survives();
}
