//! An entry that cannot follow, from a torn journal or another tab, changes nothing.

use super::*;
use crate::journal::Outcomes;
use crate::outcome::{Accepted, Unknown};
use crate::run::AfterLook;

fn refuses(trip: &Trip, event: Event) {
    let mut run = trip.run.clone();
    let entry = Entry {
        at: trip.now,
        event,
    };
    assert!(!run.follow(&entry), "{entry:?}");
    assert_eq!(run, trip.run, "{entry:?}");
}

fn ended(call: usize) -> Event {
    Event::Ended {
        call,
        status: Some(202),
        request_id: None,
        outcomes: Outcomes::all(Outcome::Accepted(Accepted::Queued)),
        strangers: Vec::new(),
        then: After::GoOn(now()),
    }
}

/// Rows were read, and say that the first item was delivered, by our call.
fn looked(look: Look, then: AfterLook) -> Event {
    Event::Looked {
        look,
        findings: Findings::of(vec![(0, Fate::Delivered)], true),
        applied: vec![(0, 1)],
        then,
    }
}

fn opened(trip: &Trip) -> Event {
    trip.journal[0].event.clone()
}

/// What an operator may do only in other states than these.
fn refuses_all(trip: &Trip, events: impl IntoIterator<Item = Event>) {
    for event in events {
        refuses(trip, event);
    }
}

#[test]
fn before_the_first_look_only_its_end_can_come() {
    let trip = Trip::events(3, 6);
    refuses_all(
        &trip,
        [
            opened(&trip),
            Event::Intent { call: 0 },
            ended(0),
            Event::Paused,
            Event::Resumed,
            Event::TriedAgain,
            Event::Rechecked,
            Event::ReadAgain,
        ],
    );
    for then in [
        AfterLook::GoOn,
        AfterLook::Again,
        AfterLook::Ask,
        AfterLook::Stop,
    ] {
        refuses(&trip, looked(Look::Baseline, then));
    }
}

#[test]
fn a_call_that_may_leave_is_the_only_one_to_be_spoken_of() {
    let mut trip = Trip::resend(2001);
    trip.sends(0, &answered(202, ""));
    refuses_all(
        &trip,
        [
            opened(&trip),
            Event::Baseline(None),
            Event::Intent { call: 0 },
            Event::Intent { call: 2 },
            Event::Intent { call: 3 },
            ended(1),
            Event::Interrupted { call: 1 },
            Event::NotRepeatable { call: 0 },
            Event::NotRepeatable { call: 2 },
            Event::NothingToCompare { call: 0 },
            Event::NothingToCompare { call: 2 },
            looked(Look::Applied { call: 1 }, AfterLook::GoOn),
            looked(Look::Delivered, AfterLook::GoOn),
            Event::Resumed,
            Event::TriedAgain,
            Event::Rechecked,
            Event::ReadAgain,
        ],
    );
}

#[test]
fn while_a_call_is_under_way_only_its_end_can_come() {
    let mut trip = Trip::resend(2001);
    assert!(matches!(trip.step(), Step::Send { call: 0, .. }));
    refuses_all(
        &trip,
        [
            Event::Baseline(None),
            Event::Intent { call: 0 },
            Event::Intent { call: 1 },
            ended(1),
            ended(9),
            Event::Interrupted { call: 1 },
            Event::NotRepeatable { call: 0 },
            Event::NothingToCompare { call: 0 },
            looked(Look::Applied { call: 0 }, AfterLook::GoOn),
            Event::Paused,
            Event::Resumed,
            Event::Stopped,
            Event::Rechecked,
            Event::ReadAgain,
        ],
    );
}

#[test]
fn rows_that_were_read_for_something_else_say_nothing() {
    let mut trip = Trip::events(3, 6);
    trip.sends(0, &lost());
    let other_looks = [
        Look::Baseline,
        Look::Applied { call: 1 },
        Look::Canary { next: 1 },
        Look::Delivered,
    ];
    for look in other_looks {
        refuses(&trip, looked(look, AfterLook::GoOn));
    }
    refuses_all(
        &trip,
        [
            Event::Baseline(None),
            Event::Intent { call: 0 },
            Event::NotRepeatable { call: 0 },
            ended(0),
        ],
    );
}

#[test]
fn a_paused_run_is_not_paused_again_and_is_tried_again_only_where_something_is_unknown() {
    let mut trip = Trip::resend(2001);
    let entry = trip.run.pause(trip.now);
    trip.note(entry);
    refuses_all(
        &trip,
        [
            Event::Paused,
            Event::TriedAgain,
            Event::Intent { call: 0 },
            Event::Rechecked,
            Event::ReadAgain,
        ],
    );
}

#[test]
fn an_ended_run_is_not_ended_again_nor_read_back_in_vain() {
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &answered(204, ""));
    refuses(&trip, looked(Look::Applied { call: 0 }, AfterLook::GoOn));
    let all: Vec<(usize, Fate)> = (0..3).map(|place| (place, Fate::Delivered)).collect();
    trip.looks(Look::Delivered, &all, &[]);
    assert_eq!(trip.step(), Step::Finished);
    refuses_all(
        &trip,
        [
            Event::Stopped,
            Event::Paused,
            Event::Resumed,
            Event::Rechecked,
            Event::Intent { call: 0 },
            looked(Look::Delivered, AfterLook::GoOn),
        ],
    );
    assert!(trip.run.looked(trip.now, Found::default()).is_none());
}

#[test]
fn what_leaves_no_rows_is_not_read_back_again() {
    let mut trip = Trip::events(3, 3);
    trip.goes_on_without().sends(0, &answered(204, ""));
    assert_eq!(trip.step(), Step::Finished);
    assert!(!trip.run.can_be_read_back());
    refuses(&trip, Event::ReadAgain);
}

#[test]
fn an_interruption_does_not_hide_why_it_was_unknown_before() {
    let mut trip = Trip::resend(2);
    trip.sends(0, &lost());
    assert!(matches!(trip.step(), Step::Send { call: 0, .. }));
    let entry = trip.run.interrupted(trip.now);
    trip.note(entry);
    let why = Unknown::NoAnswer("reset".into());
    assert_eq!(trip.run.ledger().outcome(0), Some(&Outcome::Unknown(why)));
}

/// A damaged line must not keep anybody counting.
#[test]
fn what_cannot_be_of_so_many_items_is_refused() {
    const MOST: usize = usize::MAX;
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &lost());
    let look = Look::Applied { call: 0 };
    assert_eq!(trip.step(), Step::Look(look));
    let looked = |traces: &[(usize, usize)], applied: &[(usize, usize)]| {
        let span = |(start, length): &(usize, usize)| serde_json::json!({"start": start, "length": length, "fate": "pending"});
        let traces: Vec<_> = traces.iter().map(span).collect();
        let findings = serde_json::json!({"traces": traces, "complete": true});
        Event::Looked {
            look,
            findings: serde_json::from_value(findings).unwrap(),
            applied: applied.to_vec(),
            then: AfterLook::Again,
        }
    };
    for bad in [
        &[(0, MOST)][..],
        &[(MOST, 2)],
        &[(1, 3)],
        &[(3, 1)],
        &[(0, 2), (1, 1)],
        &[(1, 1), (0, 1)],
    ] {
        refuses(&trip, looked(bad, &[]));
        refuses(&trip, looked(&[], bad));
    }
    let whole = &[(0, 2), (2, 1)];
    let at = trip.now;
    let event = looked(whole, whole);
    assert!(trip.run.follow(&Entry { at, event }));
    assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
}
