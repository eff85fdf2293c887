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
}

#[test]
fn looks_come_by_themselves_after_the_first() {
    let mut trip = Trip::events(3, 3);
    assert!(!trip.run.reads_back_by_itself(), "nothing was sent");
    trip.sends(0, &answered(204, ""));
    assert!(!trip.run.reads_back_by_itself(), "it belongs to the call");
    trip.look_in_vain(Look::Delivered);
    assert!(trip.run.reads_back_by_itself());
    let entry = trip.run.read_back_again(trip.now);
    trip.note(entry);
    assert!(!trip.run.reads_back_by_itself(), "somebody asked");
    looks_in_vain(&mut trip);
    assert!(!trip.run.reads_back_by_itself(), "nothing is to be read");
}

/// Looks in vain until the run wants no more; when that was, after its end.
fn looks_in_vain(trip: &mut Trip) -> Vec<TimeDelta> {
    let end = trip.run.last_sent_at().unwrap();
    let mut looked = Vec::new();
    while trip.step() == Step::Look(Look::Delivered) {
        looked.push(trip.now - end);
        assert!(looked.len() < 100, "it does not end");
        trip.look_in_vain(Look::Delivered);
    }
    assert_eq!(trip.step(), Step::Finished);
    looked
}

#[test]
fn what_the_vendor_tries_for_hours_is_looked_at_for_hours_and_rarely() {
    let kirim = Trip::of(pauses::deliveries(1));
    for (mut trip, end, hours, most) in [
        (Trip::events(3, 3), answered(204, ""), 2, 13),
        (kirim, pauses::replayed(0), 38, 55),
        (Trip::resend(3), answered(202, ""), 24, 42),
    ] {
        while let Step::Send { .. } = trip.step() {
            let entry = trip.run.answer(trip.now, &end);
            trip.note(entry);
        }
        assert_eq!(trip.run.phase(), Phase::ReadingBack);
        let until = trip.run.word_comes_until().unwrap();
        let looked = looks_in_vain(&mut trip);
        assert!(looked.len() <= most, "{} looks", looked.len());
        assert_eq!(*looked.last().unwrap(), TimeDelta::hours(hours));
        assert_eq!(trip.now, until, "the last look is at the end");
        let (_, patient) = looked.split_at(5);
        let gaps = looked[4..].windows(2).map(|pair| pair[1] - pair[0]);
        let gaps: Vec<TimeDelta> = gaps.collect();
        let (_, all_but_last) = gaps.split_last().unwrap();
        for (gap, at) in all_but_last.iter().zip(patient) {
            let passed = (*at - *gap).max(TimeDelta::zero());
            let wanted = (passed / 4).clamp(TimeDelta::minutes(10), TimeDelta::hours(1));
            assert!(wanted <= *gap && *gap <= wanted * 9 / 8, "{gap} at {at}");
        }
        assert_eq!(trip.run.phase(), Phase::Settled);
        assert_eq!(trip.run.next_reading(), None);
        trip.survives();
    }
}

#[test]
fn what_is_known_of_all_ends_the_wait() {
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &answered(204, ""));
    for _ in 0..5 {
        trip.look_in_vain(Look::Delivered);
        assert!(trip.run.is_sent());
    }
    assert_eq!(trip.run.phase(), Phase::Awaiting);
    trip.survives();
    trip.looks(Look::Delivered, &[(0, Fate::Delivered)], &[0]);
    assert_eq!(trip.run.phase(), Phase::Awaiting);
    let rest = [(1, Fate::FailedAgain), (2, Fate::Delivered)];
    trip.looks(Look::Delivered, &rest, &[1, 2]);
    assert_eq!(trip.run.phase(), Phase::Settled);
    assert_eq!(trip.step(), Step::Finished);
    trip.survives();
}

#[test]
fn whoever_looks_days_later_looks_a_few_times_and_no_more() {
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &answered(204, ""));
    looks_in_vain(&mut trip);
    trip.now += TimeDelta::days(3);
    let entry = trip.run.read_back_again(trip.now);
    trip.note(entry);
    assert_eq!(looks_in_vain(&mut trip).len(), 5);
    // And whoever opens the page days later, having closed it while it waited.
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &answered(204, ""));
    for _ in 0..6 {
        trip.look_in_vain(Look::Delivered);
    }
    trip.now += TimeDelta::days(3);
    assert_eq!(looks_in_vain(&mut trip).len(), 1);
}
