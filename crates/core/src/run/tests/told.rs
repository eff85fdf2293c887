//! What a screen is told of a run.

use super::*;

#[test]
fn who_began_it_when_and_why() {
    let mut trip = Trip::resend(2);
    trip.now += TimeDelta::minutes(5);
    trip.sends(0, &answered(202, ""));
    assert_eq!((trip.run.actor(), trip.run.reason()), ("admin", "INC-1"));
    assert_eq!(trip.run.opened_at(), now());
    assert_eq!(trip.run.ended_at(), Some(trip.now));
}

#[test]
fn whoever_lets_it_go_on_stands_beside_who_began_it() {
    let mut trip = Trip::resend(2001);
    trip.sends(0, &answered(202, ""));
    trip.now += TimeDelta::hours(2);
    let (before, later) = (trip.run.state().clone(), trip.now);
    let entry = trip.run.confirm_again(trip.now, "night-shift".into());
    trip.note(entry);
    assert_eq!(*trip.run.state(), before, "it moves nothing");
    trip.sends(1, &answered(202, ""));
    let resumed = Run::resume(trip.run.plan().clone(), &trip.journal).unwrap();
    for run in [&trip.run, &resumed] {
        let confirmed: Vec<_> = run.confirmed_again().collect();
        assert_eq!(confirmed, [(later, "night-shift")]);
        assert_eq!(run.actor(), "admin");
    }
}

#[test]
fn what_is_still_to_be_sent_is_what_no_call_was_made_for_until_the_end() {
    let mut trip = Trip::resend(2001);
    let waiting = |run: &Run| run.still_to_send().collect::<Vec<_>>();
    assert_eq!(waiting(&trip.run), (0..2001).collect::<Vec<_>>());
    trip.sends(0, &answered(202, ""));
    assert_eq!(waiting(&trip.run), (1000..2001).collect::<Vec<_>>());
    // Turned away as a whole, it is sent once more.
    trip.sends(1, &answered(429, ""));
    assert_eq!(waiting(&trip.run), (1000..2001).collect::<Vec<_>>());
    trip.sends(1, &answered(401, ""));
    assert_eq!(waiting(&trip.run), (1000..2001).collect::<Vec<_>>());
    let entry = trip.run.stop(trip.now);
    trip.note(entry);
    assert_eq!(waiting(&trip.run), [0; 0], "stopped, it sends nothing more");
}

#[test]
fn to_ask_once_more_what_became_of_some_sends_no_others() {
    let mut trip = Trip::resend(2001);
    trip.sends(0, &lost());
    let entry = trip.run.stop(trip.now);
    trip.note(entry);
    let entry = trip.run.recheck(trip.now);
    trip.note(entry);
    assert_eq!(trip.counts(), [0, 0, 1000, 0, 1001]);
    assert_eq!(trip.run.still_to_send().count(), 0);
    assert_eq!(trip.run.in_flight(), 0);
    assert!(matches!(trip.step(), Step::Send { call: 0, .. }));
    assert_eq!(trip.run.in_flight(), 1000);
}

#[test]
fn what_is_turned_away_for_who_we_are_is_told_apart_until_it_is_taken() {
    for status in [401, 403] {
        let mut trip = Trip::resend(2001);
        trip.sends(0, &answered(202, r#"{"id3":{"code":"c","message":"m"}}"#))
            .sends(1, &answered(status, ""));
        let away = |run: &Run| run.turned_away().collect::<Vec<_>>();
        assert_eq!(away(&trip.run), (1000..2000).collect::<Vec<_>>());
        trip.goes_on().sends(1, &answered(202, ""));
        assert_eq!(away(&trip.run), [0; 0]);
        trip.survives();
    }
    // An earlier try may have been applied: that is not undone.
    let mut trip = Trip::resend(2);
    trip.sends(0, &lost()).sends(0, &answered(401, ""));
    assert_eq!(trip.run.turned_away().count(), 0);
    assert_eq!(trip.counts(), [0, 0, 2, 0, 0]);
}

#[test]
fn a_run_is_sent_when_no_call_will_be_made_any_more() {
    let mut trip = Trip::resend(1001);
    for state in 0..2 {
        assert!(!trip.run.is_sent());
        assert_eq!(trip.run.phase(), Phase::Sending);
        assert_eq!(trip.run.ended_at(), None);
        trip.sends(state, &answered(202, ""));
    }
    assert!(trip.run.is_sent());
    assert_eq!(trip.run.phase(), Phase::ReadingBack);
}

#[test]
fn every_try_is_recorded_and_a_call_that_was_repeated_counts_once() {
    let mut trip = Trip::resend(2001);
    assert_eq!((trip.run.calls_made(), trip.run.calls()), (0, &[][..]));
    let named = answered_with(
        202,
        &[("Zuora-Request-Id", "r-7")],
        r#"{"other":{"code":"c","message":"m"}}"#,
    );
    trip.sends(0, &lost())
        .sends(0, &answered(202, ""))
        .sends(1, &named);
    let tries: Vec<(usize, Option<u16>)> = trip
        .run
        .calls()
        .iter()
        .map(|record| (record.call, record.status))
        .collect();
    assert_eq!(tries, [(0, None), (0, Some(202)), (1, Some(202))]);
    assert_eq!(trip.run.calls_made(), 2);
    let last = trip.run.calls().last().unwrap();
    assert_eq!(last.request_id.as_deref(), Some("r-7"));
    assert_eq!(last.strangers, ["other"]);
}

#[test]
fn a_call_that_never_left_is_not_made() {
    let mut trip = Trip::resend(1001);
    trip.sends(0, &not_sent(NotSent::Unreachable("refused".into())));
    assert_eq!(
        (trip.run.calls_made(), trip.run.first_sent_at(0)),
        (0, None)
    );
    let end = trip.run.calls().last().unwrap().end;
    assert!(matches!(end, TryEnd::NotSent(_)), "{end:?}");
    assert!(matches!(trip.step(), Step::Send { call: 0, .. }));
    assert_eq!(
        trip.run.calls_made(),
        0,
        "nobody knows yet whether it leaves"
    );
    assert!(trip.run.is_under_way(0));
    let entry = trip.run.answer(trip.now, &lost());
    trip.note(entry);
    assert_eq!(trip.run.calls_made(), 1);
    trip.sends(0, &not_sent(NotSent::Unreachable("refused".into())));
    assert_eq!(trip.run.calls_made(), 1, "an earlier try of it left");
    trip.survives();
}

#[test]
fn a_call_left_when_it_first_did() {
    let mut trip = Trip::resend(1001);
    assert_eq!(trip.run.first_sent_at(0), None);
    trip.sends(0, &lost()).sends(0, &answered(202, ""));
    assert_eq!(trip.run.first_sent_at(0), Some(now()));
    assert!(trip.now > now());
    assert_eq!(trip.run.first_sent_at(1), None);
    assert_eq!(trip.run.first_sent_at(9), None);
}

#[test]
fn the_manner_is_what_the_operator_wanted_last_in_every_later_life() {
    let slow = Manner {
        calls_per_minute: Some(7),
        leave_free: 1,
        brake_at: 99,
        canary: CanaryRule::StopIfFailed,
    };
    let plan = Trip::resend(2).run.plan().clone();
    let mut trip = Trip::with(plan, slow);
    assert_eq!(trip.run.manner(), &slow);
    trip.survives();
    let entry = trip.run.set_manner(trip.now, Manner::default());
    trip.note(entry);
    assert_eq!(trip.run.manner(), &Manner::default());
    trip.survives();
}

/// A later version may have other defaults, and must carry the run on as it was begun.
#[test]
fn the_journal_says_the_manner_even_where_it_is_the_usual_one() {
    let trip = Trip::resend(2);
    let opening = serde_json::to_value(&trip.journal[0]).unwrap();
    let manner = &opening["event"]["opened"]["manner"];
    assert_eq!(manner["brake_at"], 50);
    assert_eq!(manner["leave_free"], 20);
}

#[test]
fn nothing_is_read_back_of_what_was_refused() {
    let mut trip = Trip::events(3, 3);
    trip.sends(0, &answered(400, ""));
    assert!(!trip.run.can_be_read_back());
    assert_eq!(trip.run.phase(), Phase::Settled);
    assert_eq!(trip.step(), Step::Finished);

    let one_refused = r#"{"id1":{"code":"ObjectNotFound","message":"m"}}"#;
    let mut trip = Trip::resend(3);
    trip.sends(0, &answered(202, one_refused))
        .look_in_vain(Look::Delivered);
    let fates: Vec<Fate> = (0..3).map(|place| trip.run.ledger().fate(place)).collect();
    assert_eq!(fates, [Fate::Pending, Fate::NotRead, Fate::Pending]);
}

#[test]
fn it_can_be_read_back_until_the_fate_of_all_is_final() {
    let mut trip = Trip::events(2, 2);
    trip.sends(0, &answered(204, ""));
    assert!(trip.run.can_be_read_back());
    trip.looks(Look::Delivered, &[(0, Fate::Delivered)], &[]);
    assert!(trip.run.can_be_read_back());
    trip.looks(Look::Delivered, &[(1, Fate::FailedAgain)], &[]);
    assert!(!trip.run.can_be_read_back());
}
