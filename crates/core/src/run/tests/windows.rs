//! A plan of listed deliveries: each answer is read as that of the call it belongs to, a window of
//! several deliveries or one by its id.

use super::*;
use crate::connection::{Settings, Vendor};
use crate::evidence::Evidence;
use crate::kirim::ListedDelivery;
use crate::kirim::contract::ReplayStatus;
use crate::labels::Labels;
use crate::outcome::{Accepted, Counted, Unknown};
use crate::plan::tests::connection;
use crate::plan::{Count, Draft};
use crate::report::{Rank, Report};

/// Two deliveries go in a window; the third shares its moment with one to avoid, and goes alone.
pub(super) fn listed() -> Plan {
    let plan = apart(2);
    let items: Vec<_> = plan.calls().iter().map(|call| call.items.clone()).collect();
    assert_eq!(items, [0..2, 2..3]);
    plan
}

/// The delivery at this place shares its moment with one to avoid.
fn apart(place: usize) -> Plan {
    let row = |number: i32| ListedDelivery {
        status: ReplayStatus::Dead,
        created_at: now() - TimeDelta::hours(1) + TimeDelta::minutes(1) * number,
        id: format!("wbd_{number:026}").parse().unwrap(),
    };
    let rows: Vec<ListedDelivery> = (0..3).map(row).collect();
    let draft = Draft::ReplayListed {
        subscription: "wbs_01K0000000000000000000000C".parse().unwrap(),
        event_type: None,
        matched: Count::Exact(3),
        avoid: vec![rows[place].created_at],
        rows,
        pinned_at: now(),
    };
    let kirim = connection(Settings::Kirim);
    Plan::build(&kirim, draft, nonce(), now()).unwrap()
}

fn enqueued(count: u64) -> Exchange {
    took(count, false)
}

fn took(count: u64, capped: bool) -> Exchange {
    answered(
        202,
        &format!(r#"{{"data":{{"enqueued":{count},"capped":{capped}}},"request_id":"r"}}"#),
    )
}

/// Of the window of two.
fn counted(enqueued: u64, capped: bool) -> Counted {
    Counted {
        listed: 2,
        enqueued,
        capped,
    }
}

/// Of the window this item is proven, the other stays unknown, and the run ended.
fn half_known(answer: &Exchange, proven: usize) -> Trip {
    let mut trip = Trip::of(listed());
    for _ in 0..if answer == &lost() { 6 } else { 1 } {
        trip.sends(0, answer);
    }
    trip.looks(OF_WINDOW, &[], &[proven]);
    trip.look_in_vain(OF_WINDOW).look_in_vain(OF_WINDOW);
    trip.asks(&Pause::Unresolved { call: 0 }).goes_on();
    trip.sends(1, &pauses::replayed(2));
    assert_eq!(trip.counts(), [2, 0, 1, 0, 0]);
    trip
}

fn recheck(trip: &mut Trip) {
    let entry = trip.run.recheck(trip.now);
    trip.note(entry);
}

const OF_WINDOW: Look = Look::Applied { call: 0 };

#[test]
fn a_window_is_counted_and_a_single_delivery_is_named() {
    let mut trip = Trip::of(listed());
    trip.sends(0, &enqueued(2)).sends(1, &pauses::replayed(2));
    let outcomes: Vec<&Outcome> = trip.run.ledger().iter().collect();
    let queued = Outcome::Accepted(Accepted::Queued);
    let named = format!("wbd_{:026}", 1002).parse().unwrap();
    let replayed = Outcome::Accepted(Accepted::ReplayedAs(named));
    assert_eq!(outcomes, [&queued, &queued, &replayed]);
    trip.survives();
}

#[test]
fn an_answer_to_the_other_kind_of_call_says_nothing() {
    let mut trip = Trip::of(listed());
    trip.sends(0, &pauses::replayed(0));
    assert_eq!(trip.counts(), [0, 0, 2, 0, 1]);
    let mut trip = Trip::of(listed());
    trip.sends(0, &enqueued(2)).sends(1, &enqueued(1));
    assert_eq!(trip.counts(), [2, 0, 1, 0, 0]);
}

#[test]
fn a_window_that_took_another_number_is_unknown_as_a_whole() {
    let mut trip = Trip::of(listed());
    trip.sends(0, &enqueued(3));
    let why = Unknown::CountDiffers(counted(3, false));
    assert_eq!(trip.run.ledger().outcome(1), Some(&Outcome::Unknown(why)));
    trip.look_in_vain(Look::Applied { call: 0 });
}

#[test]
fn a_window_that_took_more_than_was_listed_brakes_the_run_and_is_told_everywhere() {
    for (enqueued, capped) in [(900, false), (2, true), (1, true)] {
        let more = counted(enqueued, capped);
        let mut trip = Trip::of(listed());
        trip.sends(0, &took(enqueued, capped)).looks(
            OF_WINDOW,
            &[(0, Fate::Pending), (1, Fate::Pending)],
            &[0, 1],
        );
        trip.asks(&Pause::TookMore {
            call: 0,
            counted: more,
        });
        assert_eq!(trip.run.calls()[0].counted, Some(more));
        let seen = Outcome::Accepted(Accepted::SeenAmongMore(more));
        assert_eq!(trip.run.ledger().outcome(0), Some(&seen));
        let report = Report::of(trip.run.ledger(), Vendor::Kirim);
        let group = &report.groups()[0];
        assert_eq!((group.rank, group.count), (Rank::TookMore, 2));
        let told = format!("the vendor enqueued {enqueued}");
        assert!(group.message.contains(&told), "{}", group.message);
        let kirim = connection(Settings::Kirim);
        let evidence: String = Evidence::of(&trip.run, &kirim, &Labels::default())
            .json_lines()
            .collect();
        let line = evidence.lines().nth(1).unwrap();
        assert!(
            line.contains(&format!(r#""enqueued":{enqueued}"#)),
            "{line}"
        );
        trip.survives();
        trip.goes_on().sends(1, &pauses::replayed(2));
        assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
        trip.survives();
    }
}

#[test]
fn a_window_that_took_fewer_goes_on_when_all_of_it_is_seen() {
    let mut trip = Trip::of(listed());
    trip.sends(0, &enqueued(1))
        .looks(OF_WINDOW, &[], &[0, 1])
        .sends(1, &pauses::replayed(2));
    let seen = Outcome::Accepted(Accepted::SeenAfterwards);
    assert_eq!(trip.run.ledger().outcome(0), Some(&seen));
    assert_eq!(trip.run.calls()[0].counted, Some(counted(1, false)));
}

#[test]
fn a_window_that_took_more_and_is_not_wholly_seen_can_be_looked_for_again_and_is_told_once() {
    let mut trip = Trip::of(listed());
    let more = Pause::TookMore {
        call: 0,
        counted: counted(3, false),
    };
    trip.sends(0, &enqueued(3)).looks(OF_WINDOW, &[], &[0]);
    trip.look_in_vain(OF_WINDOW).look_in_vain(OF_WINDOW);
    trip.asks(&more);
    assert_eq!(trip.run.to_try_again(), Some(ToTry::Resolve(0)));
    let entry = trip.run.try_again(trip.now);
    trip.note(entry);
    for _ in 0..3 {
        trip.look_in_vain(OF_WINDOW);
    }
    trip.asks(&more).goes_on().sends(1, &pauses::replayed(2));
    recheck(&mut trip);
    trip.looks(OF_WINDOW, &[], &[1]);
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
    assert_eq!(trip.run.to_try_again(), None);
    trip.survives();
}

#[test]
fn that_more_was_taken_is_told_of_what_was_seen_of_that_window_and_of_nothing_else() {
    use OutcomeKind::{Accepted as Taken, Unknown as Open};
    for place in [0, 2] {
        let plan = apart(place);
        let windows: Vec<bool> = plan
            .calls()
            .iter()
            .map(|call| call.items.len() > 1)
            .collect();
        let mut trip = Trip::of(plan);
        for (call, window) in windows.into_iter().enumerate() {
            let look = Look::Applied { call };
            if window {
                trip.sends(call, &enqueued(3)).looks(look, &[], &[1]);
                trip.look_in_vain(look).look_in_vain(look);
            } else {
                for _ in 0..6 {
                    trip.sends(call, &lost());
                }
                trip.look_in_vain(look)
                    .look_in_vain(look)
                    .look_in_vain(look);
            }
            assert!(matches!(trip.step(), Step::Ask(_)));
            trip.goes_on();
        }
        let more = Outcome::Accepted(Accepted::SeenAmongMore(counted(3, false)));
        let kinds = |trip: &Trip| -> Vec<OutcomeKind> {
            trip.run.ledger().iter().map(Outcome::kind).collect()
        };
        assert_eq!(kinds(&trip), [Open, Taken, Open]);
        assert_eq!(trip.run.ledger().outcome(1), Some(&more));
        // All that was left is proven at once.
        trip.looks(Look::Delivered, &[], &[0, 1, 2]);
        assert_eq!(kinds(&trip), [Taken, Taken, Taken]);
        let seen = Outcome::Accepted(Accepted::SeenAfterwards);
        assert_eq!(trip.run.ledger().outcome(place), Some(&seen), "went alone");
        assert_eq!(trip.run.ledger().outcome(2 - place), Some(&more));
        trip.survives();
    }
}

#[test]
fn a_window_that_took_more_is_asked_about_where_nothing_can_be_read() {
    let more = Pause::TookMore {
        call: 0,
        counted: counted(3, false),
    };
    for (taken, why) in [(3, more), (1, Pause::Unresolved { call: 0 })] {
        let mut trip = Trip::of(listed());
        trip.reads_nothing().sends(0, &enqueued(taken)).asks(&why);
        trip.survives();
        // The key makes a repeat safe, and it is all that is left.
        trip.tries_again().sends(0, &enqueued(2));
        assert_eq!(trip.counts(), [2, 0, 0, 0, 1]);
    }
}

#[test]
fn what_was_proven_stays_so_when_it_is_asked_for_once_more() {
    let ends = [
        not_sent(NotSent::SignedOut),
        answered(401, ""),
        answered(429, ""),
        lost(),
        answered(503, ""),
    ];
    for (end, proven) in ends.iter().flat_map(|end| [(end, 0), (end, 1)]) {
        let mut trip = half_known(&lost(), proven);
        recheck(&mut trip);
        trip.sends(0, end);
        assert_eq!(trip.counts(), [2, 0, 1, 0, 0], "{end:?}");
        assert_eq!(
            trip.run.ledger().outcome(proven),
            Some(&Outcome::Accepted(Accepted::SeenAfterwards))
        );
        let entry = trip.run.stop(trip.now);
        trip.note(entry);
        assert_eq!(trip.counts(), [2, 0, 1, 0, 0], "{end:?}");
        trip.survives();
    }
}

#[test]
fn what_was_proven_stays_so_while_it_is_asked_for_and_when_the_program_ends() {
    let mut trip = half_known(&lost(), 0);
    recheck(&mut trip);
    assert!(matches!(trip.step(), Step::Send { call: 0, .. }));
    assert_eq!(trip.counts(), [2, 0, 1, 0, 0]);
    let entry = trip.run.interrupted(trip.now);
    trip.note(entry);
    assert_eq!(trip.counts(), [2, 0, 1, 0, 0]);
    trip.survives();
}

/// What the vendor says that it did is worth more than a trace, which others may have left.
#[test]
fn the_vendors_own_word_on_the_first_use_of_a_key_is_taken_for_all_of_the_call() {
    let mut trip = half_known(&lost(), 0);
    recheck(&mut trip);
    let refused = r#"{"error":{"type":"t","code":"c","message":"m","request_id":"r"}}"#;
    trip.sends(
        0,
        &answered_with(404, &[("Idempotent-Replayed", "true")], refused),
    );
    assert_eq!(trip.counts(), [1, 2, 0, 0, 0]);
    trip.survives();
}

#[test]
fn where_the_same_answer_can_tell_no_more_the_rows_are_read_and_nothing_is_repeated() {
    let mut trip = half_known(&enqueued(1), 0);
    assert!(trip.run.can_recheck(trip.now));
    assert!(!trip.run.recheck_repeats(trip.now));
    recheck(&mut trip);
    trip.looks(OF_WINDOW, &[], &[1]);
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
    trip.survives();
}

/// Journals of earlier versions, which repeated it.
#[test]
fn a_journal_that_repeats_such_a_call_can_be_read() {
    let mut trip = half_known(&enqueued(1), 0);
    recheck(&mut trip);
    let event = Event::Intent { call: 0 };
    let intent = Entry {
        at: trip.now,
        event,
    };
    assert!(trip.run.follow(&intent));
    trip.journal.push(intent);
    trip.survives();
}
