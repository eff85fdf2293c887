//! How fast a run goes.

use super::*;

fn with(manner: Manner, count: usize) -> Trip {
    let plan = Plan::build(&billing(), notifications(count), nonce(), now()).unwrap();
    Trip::with(plan, manner)
}

#[test]
fn the_operators_speed_is_kept() {
    let manner = Manner {
        calls_per_minute: Some(6),
        ..Manner::default()
    };
    let mut trip = with(manner, 3000);
    for call in 0..3 {
        trip.sends(call, &answered(202, ""));
    }
    assert_eq!(trip.now - now(), TimeDelta::seconds(20));
}

#[test]
fn a_share_of_the_quota_is_left_to_others() {
    let low = [
        ("RateLimit-Limit", "100, 100;w=60"),
        ("RateLimit-Remaining", "20"),
        ("RateLimit-Reset", "40"),
    ];
    let mut trip = with(Manner::default(), 2000);
    trip.sends(0, &answered_with(202, &low, ""))
        .sends(1, &answered(202, ""));
    assert_eq!(trip.now - now(), TimeDelta::seconds(40));
    let none_left = Manner {
        leave_free: 0,
        ..Manner::default()
    };
    let mut trip = with(none_left, 2000);
    trip.sends(0, &answered_with(202, &low, ""))
        .sends(1, &answered(202, ""));
    assert_eq!(trip.now, now());
}

#[test]
fn going_slower_takes_effect_with_the_next_call() {
    let mut trip = with(Manner::default(), 3000);
    trip.sends(0, &answered(202, ""));
    let slower = Manner {
        calls_per_minute: Some(1),
        ..Manner::default()
    };
    let entry = trip.run.set_manner(trip.now, slower);
    trip.note(entry);
    trip.sends(1, &answered(202, ""));
    let begun = trip.now;
    trip.sends(2, &answered(202, ""));
    assert_eq!(trip.now - begun, TimeDelta::minutes(1));
    trip.survives();
}
