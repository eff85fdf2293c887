//! Nothing leaves and nothing is read before its instant; on that very instant it is.

use super::*;

/// Expects a wait of at least so long, to its very end; gives what comes then.
fn after_waiting(trip: &mut Trip, least: TimeDelta) -> Step {
    let Step::Wait { until } = trip.run.next(trip.now) else {
        panic!("it does not wait")
    };
    assert!(until >= trip.now + least);
    let moment_before = until - TimeDelta::nanoseconds(1);
    assert_eq!(trip.run.next(moment_before), Step::Wait { until });
    trip.now = until;
    trip.run.next(until)
}

#[test]
fn a_call_does_not_leave_before_the_vendor_wants_it() {
    let mut trip = Trip::resend(2);
    trip.sends(0, &answered_with(429, &[("Retry-After", "30")], ""));
    let step = after_waiting(&mut trip, TimeDelta::seconds(30));
    assert!(matches!(step, Step::Send { call: 0, .. }), "{step:?}");
}

#[test]
fn rows_are_not_read_before_they_can_be_there() {
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &lost());
    let look = Look::Applied { call: 0 };
    for seconds in [2, 5, 15] {
        let step = after_waiting(&mut trip, TimeDelta::seconds(seconds));
        assert_eq!(step, Step::Look(look));
        trip.look_in_vain(look);
    }
    trip.asks(&Pause::Unresolved { call: 0 });
}

#[test]
fn reading_back_is_more_and_more_patient() {
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &answered(204, ""));
    for seconds in [3, 10, 30, 120, 600] {
        assert_eq!(
            trip.run.next_reading(),
            Some(trip.now + TimeDelta::seconds(seconds))
        );
        let step = after_waiting(&mut trip, TimeDelta::seconds(seconds));
        assert_eq!(step, Step::Look(Look::Delivered));
        trip.look_in_vain(Look::Delivered);
    }
    assert_eq!(trip.step(), Step::Finished);
    assert_eq!(trip.run.next_reading(), None);
}
