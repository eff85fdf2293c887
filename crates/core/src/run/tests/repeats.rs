//! Which calls are made again, how often, and what is claimed of them meanwhile.

use super::*;
use crate::outcome::{NotAttempted, Unknown};
use crate::plan::Draft;
use crate::selfcommunity::contract::EndpointId;

#[test]
fn a_lost_answer_is_asked_for_with_the_same_call() {
    let mut trip = Trip::resend(3);
    trip.sends(0, &lost());
    assert_eq!(trip.counts(), [0, 0, 3, 0, 0]);
    assert!(matches!(trip.step(), Step::Send { call: 0, .. }));
    let awaited = Outcome::Unknown(Unknown::Awaited);
    assert_eq!(trip.run.ledger().outcome(0), Some(&awaited));
    let entry = trip.run.answer(trip.now, &answered(202, ""));
    trip.note(entry);
    assert_eq!(trip.counts(), [3, 0, 0, 0, 0]);
    trip.survives();
}

/// It stands where it was asked to, however often it is set.
#[test]
fn a_switch_whose_answer_is_lost_is_set_again_and_has_nothing_to_read_back() {
    let draft = Draft::SetEndpointActive {
        endpoint: EndpointId::new(4),
        active: true,
    };
    let mut trip = Trip::of(Plan::build(&community(1), draft, nonce(), now()).unwrap());
    trip.sends(0, &lost());
    trip.now += TimeDelta::days(9);
    trip.sends(0, &answered(200, r#"{"id":4,"is_active":true}"#));
    assert_eq!(trip.counts(), [1, 0, 0, 0, 0]);
    assert_eq!(trip.step(), Step::Finished);
    assert!(trip.run.read_back_again(trip.now).is_none());
    trip.survives();
}

#[test]
fn what_repeats_do_not_resolve_stays_unknown_and_the_operator_is_asked() {
    for end in [
        lost(),
        answered(502, "<html>"),
        answered(202, "{\"id"),
        answered(409, ""),
    ] {
        let mut trip = Trip::resend(1001);
        for _ in 0..6 {
            trip.sends(0, &end);
        }
        trip.asks(&Pause::Unresolved { call: 0 });
        assert_eq!(trip.counts(), [0, 0, 1000, 0, 1]);
        trip.goes_on().sends(1, &answered(202, ""));
        assert_eq!(trip.counts(), [1, 0, 1000, 0, 0]);
        assert!(trip.run.can_recheck(trip.now));
        trip.survives();
    }
}

#[test]
fn a_rate_limit_applies_nothing_and_is_waited_for() {
    let mut trip = Trip::resend(2);
    let begun = trip.now;
    trip.sends(0, &answered_with(429, &[("Retry-After", "30")], ""));
    assert_eq!(
        trip.run.ledger().outcome(0),
        Some(&Outcome::NotAttempted(NotAttempted::RateLimited))
    );
    trip.sends(0, &answered(202, ""));
    let waited = trip.now - begun;
    assert!(waited >= TimeDelta::seconds(30) && waited < TimeDelta::seconds(31));
    assert_eq!(trip.counts(), [2, 0, 0, 0, 0]);
}

#[test]
fn rate_limits_use_up_no_try() {
    let mut trip = Trip::resend(2);
    for _ in 0..12 {
        trip.sends(0, &answered(429, ""));
    }
    for _ in 0..5 {
        trip.sends(0, &lost()).sends(0, &answered(429, ""));
    }
    trip.sends(0, &lost()).asks(&Pause::Unresolved { call: 0 });
}

#[test]
fn a_refusal_that_says_nothing_of_an_earlier_try_leaves_it_unknown() {
    for (end, asked) in [
        (answered(429, ""), None),
        (answered(401, ""), Some(Pause::CredentialsRefused)),
        (answered(403, ""), Some(Pause::Forbidden)),
        (not_sent(NotSent::SignedOut), Some(Pause::SignedOut)),
        (not_sent(NotSent::Unreachable("refused".into())), None),
    ] {
        let mut trip = Trip::resend(2);
        trip.sends(0, &lost()).sends(0, &end);
        assert_eq!(
            trip.run.ledger().outcome(0),
            Some(&Outcome::Unknown(Unknown::NoAnswer("reset".into()))),
            "{end:?}"
        );
        if let Some(why) = asked {
            trip.asks(&why).goes_on();
        }
        trip.sends(0, &answered(202, ""));
        assert_eq!(trip.counts(), [2, 0, 0, 0, 0]);
        trip.survives();
    }
}

#[test]
fn a_key_that_the_vendor_may_have_forgotten_is_not_used_again() {
    let mut trip = Trip::resend(2);
    trip.sends(0, &lost());
    trip.now += TimeDelta::hours(23);
    trip.asks(&Pause::Unresolved { call: 0 });
    assert_eq!(trip.counts(), [0, 0, 2, 0, 0]);
    trip.goes_on();
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert!(!trip.run.can_recheck(trip.now));
    trip.survives();
}

#[test]
fn a_clock_that_was_set_back_does_not_make_a_key_young() {
    let mut trip = Trip::resend(1001);
    trip.sends(0, &lost());
    trip.now += TimeDelta::hours(22);
    trip.sends(0, &lost());
    let late = trip.now;
    trip.now -= TimeDelta::hours(20);
    assert!(trip.run.may_repeat(0, trip.now));
    trip.now = late + TimeDelta::hours(1);
    trip.asks(&Pause::Unresolved { call: 0 });
    trip.now = late - TimeDelta::hours(20);
    assert!(!trip.run.may_repeat(0, trip.now));
}

#[test]
fn nor_does_an_entry_that_was_written_by_such_a_clock() {
    let mut trip = Trip::resend(1001);
    trip.sends(0, &lost());
    let late = trip.now + TimeDelta::hours(23);
    let entry = trip.run.pause(late);
    trip.note(entry);
    trip.now += TimeDelta::hours(1);
    trip.goes_on().asks(&Pause::Unresolved { call: 0 });
    trip.survives();
}

#[test]
fn an_unreachable_vendor_is_tried_again_and_nothing_is_claimed() {
    let mut trip = Trip::resend(2);
    let end = not_sent(NotSent::Unreachable("refused".into()));
    for _ in 0..6 {
        trip.sends(0, &end);
        assert_eq!(trip.counts(), [0, 0, 0, 0, 2]);
    }
    trip.asks(&Pause::Unreachable)
        .goes_on()
        .sends(0, &answered(202, ""));
    assert_eq!(trip.counts(), [2, 0, 0, 0, 0]);
}

#[test]
fn a_refused_repeat_does_not_say_that_the_first_try_was_refused() {
    for end in [
        answered(400, "\"Bad\""),
        answered(404, ""),
        answered(413, "<html>"),
        answered(422, "{}"),
    ] {
        let mut trip = Trip::resend(2);
        trip.sends(0, &lost())
            .sends(0, &end)
            .asks(&Pause::Unresolved { call: 0 });
        assert_eq!(trip.counts(), [0, 0, 2, 0, 0], "{end:?}");
        let entry = trip.run.try_again(trip.now);
        trip.note(entry);
        trip.sends(0, &answered(202, ""));
        assert_eq!(trip.counts(), [2, 0, 0, 0, 0]);
        trip.survives();
    }
}

#[test]
fn a_refusal_that_was_kept_under_the_key_is_that_of_the_first_try() {
    let gone = r#"{"error":{"type":"not_found","code":"resource_not_found","message":"m","request_id":"r"}}"#;
    for (replayed, counts) in [("true", [0, 1, 0, 0, 0]), ("false", [0, 0, 1, 0, 0])] {
        let mut trip = Trip::of(pauses::deliveries(1));
        let end = answered_with(404, &[("Idempotent-Replayed", replayed)], gone);
        trip.sends(0, &lost()).sends(0, &end);
        assert_eq!(trip.counts(), counts, "{replayed}");
    }
}

#[test]
fn a_refusal_item_by_item_is_of_the_first_try_too() {
    let body = r#"{"id0":{"code":"ObjectNotFound","message":"m"}}"#;
    let mut trip = Trip::resend(2);
    trip.sends(0, &lost()).sends(0, &answered(202, body));
    assert_eq!(trip.counts(), [1, 1, 0, 0, 0]);
}
