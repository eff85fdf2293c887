//! What the vendor may try again by itself has not failed for good: it is looked at until that is over.

use super::*;
use crate::plan::tests::notifications;
use crate::plan::{Draft, Shape};
use crate::promises::ReadBack;
use crate::zuora::contract::Channel;
use proptest::prelude::*;

/// Resends so many callouts, with so many of them ahead.
fn callouts(count: usize, first: Option<u32>) -> Plan {
    let Draft::ResendNotifications { notifications, .. } = notifications(count) else {
        panic!("no notifications")
    };
    let draft = Draft::ResendNotifications {
        channel: Channel::Callout,
        notifications,
    };
    let shape = Shape {
        first,
        ..Shape::default()
    };
    Plan::shaped(&billing(), draft, shape, nonce(), now()).unwrap()
}

/// Finds that all failed; those that may be tried again until then.
fn finds_failed(trip: &mut Trip, look: Look, tried: &[(usize, DateTime<Utc>)]) {
    assert_eq!(trip.step(), Step::Look(look));
    let all = 0..trip.run.plan().items().len();
    let found = Found {
        findings: Findings::of(
            all.clone()
                .map(|place| (place, Fate::FailedAgain))
                .collect(),
            true,
        )
        .because(all.map(|place| (place, "HTTP 503"))),
        may_be_tried: tried.to_vec(),
        ..Found::default()
    };
    let entry = trip.run.looked(trip.now, found);
    trip.note(entry);
}

fn sent(count: usize) -> Trip {
    let mut trip = Trip::of(callouts(count, None));
    trip.sends(0, &answered(202, ""));
    trip
}

fn fate(trip: &Trip, place: usize) -> Fate {
    trip.run.ledger().fate(place)
}

#[test]
fn a_callout_whose_first_try_failed_is_pending_and_what_comes_later_is_read() {
    let mut trip = sent(2);
    let until = trip.now + TimeDelta::hours(25);
    finds_failed(&mut trip, Look::Delivered, &[(0, until)]);
    assert_eq!(
        [fate(&trip, 0), fate(&trip, 1)],
        [Fate::Pending, Fate::FailedAgain]
    );
    assert_eq!(trip.run.ledger().why(0), None, "it is no reason for good");
    assert_eq!(trip.run.ledger().why(1), Some("HTTP 503"));
    trip.survives();
    trip.looks(Look::Delivered, &[(0, Fate::Delivered)], &[]);
    assert_eq!(fate(&trip, 0), Fate::Delivered);
    assert_eq!(trip.run.phase(), Phase::Settled);
    trip.survives();
}

#[test]
fn a_callout_has_failed_again_when_no_further_try_can_come() {
    let mut trip = sent(1);
    let until = trip.now + TimeDelta::hours(25);
    while trip.step() == Step::Look(Look::Delivered) {
        let before = trip.now < until;
        finds_failed(&mut trip, Look::Delivered, &[(0, until)]);
        let told = if before {
            Fate::Pending
        } else {
            Fate::FailedAgain
        };
        assert_eq!(fate(&trip, 0), told);
        assert_eq!(trip.run.ledger().why(0).is_some(), !before);
    }
    assert!(trip.now >= until && trip.now < until + TimeDelta::minutes(90));
    assert_eq!(trip.run.phase(), Phase::Settled);
    trip.survives();
}

/// The rows may say that it is tried for longer than any tenant can have it set.
#[test]
fn the_last_look_believes_what_it_sees() {
    let mut trip = sent(1);
    let end = trip.run.word_comes_until().unwrap();
    assert_eq!(end - trip.now, TimeDelta::hours(ReadBack::History.hours()));
    while trip.step() == Step::Look(Look::Delivered) {
        finds_failed(&mut trip, Look::Delivered, &[(0, end + TimeDelta::days(9))]);
    }
    assert_eq!((trip.now, fate(&trip, 0)), (end, Fate::FailedAgain));
    trip.survives();
}

#[test]
fn first_items_that_may_be_tried_again_do_not_let_a_run_go_on_by_itself() {
    for canary in [CanaryRule::StopIfFailed, CanaryRule::GoOnIfDelivered] {
        let manner = Manner {
            canary,
            ..Manner::default()
        };
        let mut trip = Trip::with(callouts(2, Some(1)), manner);
        let mut looks = 0;
        trip.sends(0, &answered(202, ""));
        while let Step::Look(look @ Look::Canary { .. }) = trip.step() {
            let until = trip.now + TimeDelta::hours(25);
            finds_failed(&mut trip, look, &[(0, until)]);
            looks += 1;
        }
        assert_eq!(looks, 5);
        trip.asks(&Pause::Canary);
    }
}

proptest! {
    #[test]
    fn no_callout_is_said_to_have_failed_before_its_last_possible_try(
        hours in prop::collection::vec(prop::option::weighted(0.8, 0i64..99), 1..6),
    ) {
        let mut trip = sent(hours.len());
        let from = trip.now;
        let tried: Vec<(usize, DateTime<Utc>)> = hours.iter().enumerate()
            .filter_map(|(place, hours)| Some((place, from + TimeDelta::hours((*hours)?))))
            .collect();
        while trip.step() == Step::Look(Look::Delivered) {
            finds_failed(&mut trip, Look::Delivered, &tried);
            for (place, hours) in hours.iter().enumerate() {
                let tried = hours.is_some_and(|hours| trip.now < from + TimeDelta::hours(hours.min(ReadBack::History.hours())));
                let told = if tried { Fate::Pending } else { Fate::FailedAgain };
                prop_assert_eq!(fate(&trip, place), told, "{:?}", trip.now - from);
            }
        }
        prop_assert!(hours.iter().enumerate().all(|(place, _)| fate(&trip, place) == Fate::FailedAgain));
        trip.survives();
    }
}
