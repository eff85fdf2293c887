//! What others did before a call of a run is none of that call's doing, however long the run waited.

use super::*;
use crate::outcome::{Accepted, Unknown};
use serde_json::{Value, json};

const MONDAY: &str = "2026-06-01T12:00:02Z";
const TUESDAY: &str = "2026-06-02T12:00:00Z";
const OF_SECOND: Look = Look::Applied { call: 1 };

/// An attempt without a retry to come.
fn attempt(id: u64, event: u64, at: &str, code: u16) -> Value {
    json!({"id": id, "created_at": at, "http_request_body": format!("{{\"event_id\":{event}}}"),
        "http_response_code": code, "next_retry": null})
}

/// The newest first.
fn attempts(rows: &[Value]) -> Exchange {
    let page = json!({"count": rows.len(), "next": null, "previous": null, "results": rows});
    answered(200, &page.to_string())
}

/// Long before the run.
fn old() -> [Value; 2] {
    [
        attempt(20, 2, "2026-05-31T12:00:00Z", 503),
        attempt(10, 1, "2026-05-31T11:00:00Z", 503),
    ]
}

/// Somebody else's of the second event, while the run was paused.
fn on_tuesday() -> Exchange {
    let [second, first] = old();
    attempts(&[
        attempt(30, 2, TUESDAY, 503),
        attempt(25, 1, MONDAY, 200),
        second,
        first,
    ])
}

/// Reads these rows as every look of this kind.
fn reads(trip: &mut Trip, look: Look, rows: &Exchange) {
    assert_eq!(trip.run.next(trip.now), Step::Look(look));
    let mut search = trip.run.search().unwrap();
    while search.next().is_some() {
        search.read(rows);
    }
    let entry = if look == Look::Baseline {
        trip.run.baseline_read(trip.now, search.into_baseline())
    } else {
        trip.run.looked(trip.now, search.into_findings())
    };
    trip.note(entry);
}

/// Waits until the rows are to be read, and reads these.
fn waits_and_reads(trip: &mut Trip, look: Look, rows: &Exchange) {
    assert_eq!(trip.step(), Step::Look(look));
    reads(trip, look, rows);
}

/// The first event left on Monday; the run is let go on from Wednesday.
fn on_wednesday() -> Trip {
    let mut trip = Trip::events(1, 2);
    reads(&mut trip, Look::Baseline, &attempts(&old()));
    trip.sends(0, &answered(204, ""));
    let entry = trip.run.pause(trip.now);
    trip.note(entry);
    trip.now += TimeDelta::days(2);
    trip.goes_on();
    trip
}

#[test]
fn a_trace_of_others_from_before_a_lost_call_does_not_prove_it() {
    let mut trip = on_wednesday();
    reads(&mut trip, Look::Baseline, &on_tuesday());
    trip.sends(1, &lost());
    for _ in 0..3 {
        waits_and_reads(&mut trip, OF_SECOND, &on_tuesday());
    }
    trip.asks(&Pause::Unresolved { call: 1 });
    assert!(matches!(
        trip.run.ledger().outcome(1),
        Some(Outcome::Unknown(Unknown::NoAnswer(_)))
    ));
    assert_eq!(trip.run.ledger().fate(1), Fate::NotRead);
    trip.survives();
}

#[test]
fn an_older_failure_of_others_is_not_what_became_of_ours() {
    let mut trip = on_wednesday();
    reads(&mut trip, Look::Baseline, &on_tuesday());
    trip.sends(1, &answered(204, ""));
    waits_and_reads(&mut trip, Look::Delivered, &on_tuesday());
    assert_eq!(trip.run.ledger().fate(0), Fate::Delivered);
    assert_eq!(trip.run.ledger().fate(1), Fate::Pending);
    trip.survives();
}

#[test]
fn a_delivery_that_others_replayed_meanwhile_is_not_replayed_by_us() {
    let old = |from: u64, at: &str| {
        json!({"id": format!("wbd_{:026}", 70 + from), "created_at": at, "status": "dead",
            "replayed_from": format!("wbd_{from:026}")})
    };
    let page = |rows: &[Value]| {
        let page = json!({"data": rows, "has_more": false, "next_cursor": null, "request_id": "r"});
        answered(200, &page.to_string())
    };
    let mut trip = Trip::of(pauses::deliveries(2));
    let before = old(0, "2026-05-31T12:00:00Z");
    reads(
        &mut trip,
        Look::Baseline,
        &page(std::slice::from_ref(&before)),
    );
    trip.sends(0, &pauses::replayed(0));
    let entry = trip.run.pause(trip.now);
    trip.note(entry);
    trip.now += TimeDelta::days(2);
    trip.goes_on();
    let meanwhile = page(&[old(1, TUESDAY), before]);
    reads(&mut trip, Look::Baseline, &meanwhile);
    for _ in 0..6 {
        trip.sends(1, &lost());
    }
    for _ in 0..3 {
        waits_and_reads(&mut trip, OF_SECOND, &meanwhile);
    }
    trip.asks(&Pause::Unresolved { call: 1 });
    assert_eq!(trip.counts(), [1, 0, 1, 0, 0]);
    trip.survives();
}

/// Journals of earlier versions, which read it once.
#[test]
fn a_journal_that_says_once_what_was_there_can_be_read() {
    let mut trip = on_wednesday();
    let intent = Entry {
        at: trip.now,
        event: Event::Intent { call: 1 },
    };
    assert!(trip.run.follow(&intent));
    trip.journal.push(intent);
    let entry = trip.run.answer(trip.now, &lost());
    trip.note(entry);
    waits_and_reads(&mut trip, OF_SECOND, &on_tuesday());
    let seen = Outcome::Accepted(Accepted::SeenAfterwards);
    assert_eq!(trip.run.ledger().outcome(1), Some(&seen));
    trip.survives();
}

#[test]
fn what_is_there_is_read_again_after_a_minute_and_only_then() {
    for (seconds, again) in [(59, false), (60, true)] {
        let mut trip = Trip::events(1, 2);
        trip.sends(0, &answered(204, ""));
        trip.now += TimeDelta::seconds(seconds);
        let step = trip.run.next(trip.now);
        assert_eq!(step == Step::Look(Look::Baseline), again, "{step:?}");
    }
}

#[test]
fn a_clock_that_was_set_back_has_it_read_again() {
    let mut trip = Trip::events(1, 2);
    trip.sends(0, &answered(204, ""));
    trip.now += TimeDelta::days(1);
    reads(&mut trip, Look::Baseline, &attempts(&old()));
    trip.now -= TimeDelta::hours(1);
    reads(&mut trip, Look::Baseline, &attempts(&old()));
    assert!(matches!(trip.step(), Step::Send { call: 1, .. }));
}

/// It says nothing of what may have been applied since.
#[test]
fn a_call_that_may_have_been_applied_keeps_what_was_there_before_it() {
    let mut trip = Trip::of(pauses::deliveries(1));
    trip.sends(0, &lost());
    trip.now += TimeDelta::hours(1);
    assert!(matches!(trip.run.next(trip.now), Step::Send { .. }));
}

#[test]
fn a_call_that_was_turned_away_is_judged_by_what_was_there_before_it_left_again() {
    for turned_away in [answered(401, ""), not_sent(NotSent::SignedOut)] {
        let mut trip = Trip::events(1, 2);
        reads(&mut trip, Look::Baseline, &attempts(&old()));
        trip.sends(0, &answered(204, "")).sends(1, &turned_away);
        trip.now += TimeDelta::days(2);
        trip.goes_on();
        reads(&mut trip, Look::Baseline, &on_tuesday());
        trip.sends(1, &lost());
        for _ in 0..3 {
            waits_and_reads(&mut trip, OF_SECOND, &on_tuesday());
        }
        trip.asks(&Pause::Unresolved { call: 1 });
        trip.survives();
    }
}

#[test]
fn where_it_cannot_be_read_again_the_calls_that_follow_cannot_be_looked_for() {
    let mut trip = on_wednesday();
    trip.goes_on_without()
        .sends(1, &lost())
        .asks(&Pause::Unresolved { call: 1 });
    trip.goes_on();
    waits_and_reads(&mut trip, Look::Delivered, &on_tuesday());
    assert_eq!(trip.run.ledger().fate(0), Fate::Delivered);
    assert_eq!(trip.run.ledger().fate(1), Fate::NotRead);
    trip.survives();
}

/// As some vendors say 'never'.
#[test]
fn what_was_there_can_be_read_from_the_journal_however_odd_its_dates_are() {
    for at in [
        "9999-12-31T23:59:59-05:00",
        "9999-12-31T23:59:59.999999999Z",
        "0000-01-01T00:00:00+05:00",
    ] {
        let mut trip = Trip::events(1, 2);
        let full = json!({"count": 9000, "next": "http://x/?offset=1", "previous": null,
            "results": [attempt(20, 2, at, 503)]});
        for rows in [
            attempts(&[attempt(20, 2, at, 503)]),
            answered(200, &full.to_string()),
        ] {
            let mut run = trip.run.clone();
            let mut search = run.search().unwrap();
            while search.next().is_some() {
                search.read(&rows);
            }
            let entry = run.baseline_read(trip.now, search.into_baseline()).unwrap();
            let text = serde_json::to_string(&entry).unwrap();
            assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry, "{at}");
        }
        trip.sends(0, &answered(204, "")).survives();
    }
}
