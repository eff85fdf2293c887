//! What is read when a run looks, and what of it counts as ours.

use super::*;
use crate::kirim;
use crate::outcome::{Accepted, NotAttempted};
use crate::read::Read;

fn empty_page() -> Exchange {
    answered(
        200,
        r#"{"count":0,"next":null,"previous":null,"results":[]}"#,
    )
}

#[test]
fn before_the_first_call_it_is_read_what_is_there() {
    let mut trip = Trip::events(3, 3);
    assert_eq!(trip.run.next(trip.now), Step::Look(Look::Baseline));
    let mut search = trip.run.search().unwrap();
    assert!(search.next().is_some());
    search.read(&empty_page());
    assert!(search.next().is_none());
    let baseline = search.into_baseline();
    assert!(baseline.is_some());
    assert!(trip.run.looked(trip.now, Found::default()).is_none());
    let entry = trip.run.baseline_read(trip.now, baseline);
    trip.note(entry);

    trip.sends(0, &lost());
    let mut search = trip.run.search().unwrap();
    assert!(search.next().is_some());
    search.read(&empty_page());
    assert_eq!(search.into_findings().proven, [0usize; 0]);
}

#[test]
fn the_deliveries_that_the_vendor_named_are_read_until_each_is_known() {
    let mut trip = Trip::of(pauses::deliveries(3));
    for call in 0..3 {
        trip.sends(call, &pauses::replayed(call));
    }
    let reads = |trip: &Trip| match trip.run.search().and_then(|search| search.next()) {
        Some(Read::Kirim(kirim::Read::Delivery { id })) => Some(id.to_string()),
        _ => None,
    };
    let first = format!("wbd_{:026}", 1000);
    assert_eq!(reads(&trip), Some(first.clone()));
    trip.looks(Look::Delivered, &[(1, Fate::Delivered)], &[]);
    assert_eq!(reads(&trip), Some(first));
    trip.looks(Look::Delivered, &[(0, Fate::FailedAgain)], &[]);
    assert_eq!(reads(&trip), Some(format!("wbd_{:026}", 1002)));
}

/// The spans that the last entry says were applied.
fn applied(trip: &Trip) -> &[(usize, usize)] {
    match &trip.journal.last().unwrap().event {
        Event::Looked { applied, .. } => applied,
        event => panic!("{event:?}"),
    }
}

fn kinds(trip: &Trip) -> Vec<OutcomeKind> {
    trip.run.ledger().iter().map(Outcome::kind).collect()
}

#[test]
fn what_is_proven_is_written_as_spans_of_the_items_that_were_unknown() {
    use OutcomeKind::{Accepted, NotAttempted, Unknown};
    let mut trip = Trip::events(6, 9);
    let look = Look::Applied { call: 0 };
    trip.sends(0, &lost()).looks(look, &[], &[1, 2, 4]);
    assert_eq!(applied(&trip), [(1, 2), (4, 1)]);
    let unknown_but = [
        Unknown,
        Accepted,
        Accepted,
        Unknown,
        Accepted,
        Unknown,
        NotAttempted,
        NotAttempted,
        NotAttempted,
    ];
    assert_eq!(kinds(&trip), unknown_but);
    // A trace of an item that has not been sent is somebody else's.
    trip.looks(look, &[], &[0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(applied(&trip), [(0, 1), (3, 1), (5, 1)]);
    assert_eq!(trip.counts(), [6, 0, 0, 0, 3]);
    trip.survives();
}

#[test]
fn a_trace_of_what_was_accepted_does_not_change_how_it_was_accepted() {
    let mut trip = Trip::events(2, 2);
    trip.sends(0, &answered(204, ""))
        .looks(Look::Delivered, &[(0, Fate::Delivered)], &[0]);
    assert_eq!(applied(&trip), []);
    assert_eq!(
        trip.run.ledger().outcome(0),
        Some(&Outcome::Accepted(Accepted::TakenWithoutReport))
    );
}

#[test]
fn reading_back_settles_each_call_of_which_all_is_known() {
    let mut trip = Trip::events(2, 4);
    for call in 0..2 {
        trip.sends(call, &lost());
        for _ in 0..3 {
            trip.look_in_vain(Look::Applied { call });
        }
        trip.asks(&Pause::Unresolved { call }).goes_on();
    }
    trip.looks(Look::Delivered, &[], &[0, 1, 2]);
    assert_eq!(trip.counts(), [3, 0, 1, 0, 0]);
    let entry = trip.run.recheck(trip.now);
    trip.note(entry);
    trip.looks(Look::Applied { call: 1 }, &[], &[3]);
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [4, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn a_pause_while_reading_ends_by_reading_anew() {
    let mut trip = Trip::events(3, 6);
    let look = Look::Applied { call: 0 };
    trip.sends(0, &lost()).look_in_vain(look);
    let entry = trip.run.pause(trip.now);
    trip.note(entry);
    trip.asks(&Pause::ByOperator).goes_on();
    for _ in 0..3 {
        trip.look_in_vain(look);
    }
    trip.asks(&Pause::Unresolved { call: 0 });
    assert_eq!(
        trip.run.ledger().outcome(3),
        Some(&Outcome::NotAttempted(NotAttempted::Waiting))
    );
    trip.survives();
}
