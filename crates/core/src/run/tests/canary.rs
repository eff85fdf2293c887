//! The first items of a plan are sent, read back and judged before the rest leaves.

use super::*;
use crate::plan::Shape;

/// Resends so many events in calls of four, with so many of them ahead.
fn ahead(first: u32, count: u64, rule: CanaryRule) -> Trip {
    let shape = Shape {
        first: Some(first),
        ..Shape::default()
    };
    let ids: Vec<u64> = (1..=count).collect();
    let plan = Plan::shaped(&community(4), events(&ids), shape, nonce(), now()).unwrap();
    let manner = Manner {
        canary: rule,
        ..Manner::default()
    };
    Trip::with(plan, manner)
}

/// Two items are ahead and were taken.
fn canary(rule: CanaryRule) -> Trip {
    let mut trip = ahead(2, 6, rule);
    trip.sends(0, &answered(204, ""));
    trip
}

const LOOK: Look = Look::Canary { next: 1 };

#[test]
fn the_first_items_are_read_back_before_the_rest_is_sent() {
    let delivered = [(0, Fate::Delivered), (1, Fate::Delivered)];
    let failed = [(0, Fate::Delivered), (1, Fate::FailedAgain)];

    let mut trip = canary(CanaryRule::GoOnIfDelivered);
    trip.looks(LOOK, &[(0, Fate::Delivered)], &[0])
        .looks(LOOK, &delivered, &[0, 1])
        .sends(1, &answered(204, ""));
    trip.survives();

    let mut trip = canary(CanaryRule::GoOnIfDelivered);
    trip.looks(LOOK, &failed, &[0, 1]).asks(&Pause::Canary);
    trip.goes_on().sends(1, &answered(204, ""));

    let mut trip = canary(CanaryRule::StopIfFailed);
    trip.looks(LOOK, &failed, &[0, 1]);
    assert_eq!(
        trip.run.state(),
        &State::Ended(End::Stopped(StopReason::CanaryFailed))
    );
    assert_eq!(trip.counts(), [2, 0, 0, 0, 4]);
    trip.survives();

    let mut trip = canary(CanaryRule::Ask);
    trip.looks(LOOK, &delivered, &[0, 1]).asks(&Pause::Canary);
}

#[test]
fn a_canary_of_which_nothing_is_seen_asks() {
    let mut trip = canary(CanaryRule::GoOnIfDelivered);
    for _ in 0..5 {
        trip.look_in_vain(LOOK);
    }
    trip.asks(&Pause::Canary);
    assert_eq!(trip.counts(), [2, 0, 0, 0, 4]);
}

#[test]
fn what_an_earlier_look_saw_delivered_need_not_be_seen_again() {
    for rule in [CanaryRule::GoOnIfDelivered, CanaryRule::StopIfFailed] {
        let mut trip = canary(rule);
        trip.looks(LOOK, &[(0, Fate::Delivered)], &[0])
            .looks(LOOK, &[(1, Fate::Delivered)], &[1])
            .sends(1, &answered(204, ""));
    }
}

#[test]
fn one_that_failed_again_is_judged_without_waiting_for_the_others() {
    let failed = [(0, Fate::FailedAgain), (1, Fate::Pending)];
    for rule in [CanaryRule::Ask, CanaryRule::GoOnIfDelivered] {
        let mut trip = canary(rule);
        trip.looks(LOOK, &failed, &[0]).asks(&Pause::Canary);
    }
    let mut trip = canary(CanaryRule::StopIfFailed);
    trip.looks(LOOK, &failed, &[0]);
    assert_eq!(
        trip.run.state(),
        &State::Ended(End::Stopped(StopReason::CanaryFailed))
    );
}

#[test]
fn whoever_is_asked_in_any_case_is_asked_when_there_is_something_to_tell() {
    let mut trip = canary(CanaryRule::Ask);
    trip.looks(LOOK, &[(0, Fate::Delivered), (1, Fate::Pending)], &[0])
        .looks(LOOK, &[(1, Fate::Delivered)], &[1])
        .asks(&Pause::Canary);
}

#[test]
fn all_calls_of_the_first_items_go_ahead_and_no_later_call_is_waited_for() {
    let mut trip = ahead(6, 14, CanaryRule::Ask);
    let delivered: Vec<(usize, Fate)> = (0..6).map(|place| (place, Fate::Delivered)).collect();
    trip.sends(0, &answered(204, ""))
        .sends(1, &answered(204, ""))
        .looks(Look::Canary { next: 2 }, &delivered, &[])
        .asks(&Pause::Canary)
        .goes_on()
        .sends(2, &answered(204, ""))
        .sends(3, &answered(204, ""));
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    trip.survives();
}

#[test]
fn where_nothing_can_be_read_back_the_operator_judges_at_once() {
    let mut trip = ahead(2, 6, CanaryRule::GoOnIfDelivered);
    trip.goes_on_without()
        .sends(0, &answered(204, ""))
        .asks(&Pause::Canary)
        .goes_on()
        .sends(1, &answered(204, ""));
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
}

#[test]
fn whoever_does_not_want_to_wait_for_the_look_judges_without_it() {
    let mut trip = canary(CanaryRule::GoOnIfDelivered);
    let entry = trip.run.pause(trip.now);
    trip.note(entry);
    trip.asks(&Pause::Canary)
        .goes_on()
        .sends(1, &answered(204, ""));
    trip.survives();
}
