//! A plan of listed deliveries: each answer is read as that of the call it belongs to, a window of
//! several deliveries or one by its id.

use super::*;
use crate::kirim::ListedDelivery;
use crate::kirim::contract::ReplayStatus;
use crate::outcome::{Accepted, Unknown};
use crate::plan::tests::connection;
use crate::plan::{Count, Draft};

/// Two deliveries go in a window; the third shares its moment with one to avoid, and goes alone.
fn listed() -> Plan {
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
        avoid: vec![rows[2].created_at],
        rows,
        pinned_at: now(),
    };
    let kirim = connection(crate::connection::Settings::Kirim);
    let plan = Plan::build(&kirim, draft, nonce(), now()).unwrap();
    let items: Vec<_> = plan.calls().iter().map(|call| call.items.clone()).collect();
    assert_eq!(items, [0..2, 2..3]);
    plan
}

fn enqueued(count: u64) -> Exchange {
    answered(
        202,
        &format!(r#"{{"data":{{"enqueued":{count},"capped":false}},"request_id":"r"}}"#),
    )
}

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
    let why = Unknown::CountDiffers {
        listed: 2,
        enqueued: 3,
        capped: false,
    };
    assert_eq!(trip.run.ledger().outcome(1), Some(&Outcome::Unknown(why)));
    trip.look_in_vain(Look::Applied { call: 0 });
}
