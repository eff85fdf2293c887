//! When a run waits for the operator, and where it goes on.

use super::*;
use crate::kirim::contract::DeliveryId;
use crate::plan::Draft;
use crate::plan::tests::connection;

pub(super) fn deliveries(count: usize) -> Plan {
    let deliveries: Vec<DeliveryId> = (0..count)
        .map(|n| format!("wbd_{n:026}").parse().unwrap())
        .collect();
    let kirim = connection(crate::connection::Settings::Kirim);
    Plan::build(
        &kirim,
        Draft::ReplayDeliveries { deliveries },
        nonce(),
        now(),
    )
    .unwrap()
}

pub(super) fn replayed(call: usize) -> Exchange {
    let body = format!(
        r#"{{"data":{{"id":"wbd_{:026}","object":"webhook_delivery","replayed_from":"wbd_{call:026}","status":"pending"}},"request_id":"req_01K0000000000000000000000H"}}"#,
        call + 1000
    );
    answered(202, &body)
}

#[test]
fn refused_credentials_wait_and_the_same_call_is_made_again() {
    for (status, why) in [(401, Pause::CredentialsRefused), (403, Pause::Forbidden)] {
        let mut trip = Trip::resend(1001);
        trip.sends(0, &answered(status, "")).asks(&why);
        assert_eq!(trip.counts(), [0, 1000, 0, 0, 1], "as long as it waits");
        trip.goes_on()
            .sends(0, &answered(202, ""))
            .sends(1, &answered(202, ""));
        assert_eq!(trip.counts(), [1001, 0, 0, 0, 0]);
        trip.survives();
    }
}

#[test]
fn an_ended_session_or_confirmation_loses_nothing() {
    for (end, why) in [
        (NotSent::SignedOut, Pause::SignedOut),
        (NotSent::NotConfirmed("expired".into()), Pause::NotConfirmed),
        (NotSent::Refused("no".into()), Pause::NotSent("no".into())),
        (
            NotSent::CredentialsRefused("401".into()),
            Pause::CredentialsRefused,
        ),
    ] {
        let mut trip = Trip::resend(2);
        trip.sends(0, &not_sent(end)).asks(&why);
        assert_eq!(trip.counts(), [0, 0, 0, 0, 2]);
        trip.now += TimeDelta::days(3);
        trip.goes_on().sends(0, &answered(202, ""));
        assert_eq!(trip.counts(), [2, 0, 0, 0, 0]);
    }
}

#[test]
fn whoever_is_asked_knows_whether_an_earlier_try_may_have_been_applied() {
    let unreachable = || not_sent(NotSent::Unreachable("refused".into()));
    let mut trip = Trip::resend(2);
    for _ in 0..6 {
        trip.sends(0, &unreachable());
    }
    trip.asks(&Pause::Unreachable);
    assert!(!trip.run.is_unsettled(0));

    let mut trip = Trip::resend(2);
    trip.sends(0, &lost());
    for _ in 0..5 {
        trip.sends(0, &unreachable());
    }
    trip.asks(&Pause::Unreachable);
    assert!(trip.run.is_unsettled(0));
    trip.goes_on();
    for _ in 0..13 {
        trip.sends(0, &answered(429, ""));
    }
    trip.asks(&Pause::RateLimited);
    assert!(trip.run.is_unsettled(0));
    assert!(!trip.run.is_unsettled(7));
    trip.survives();
}

#[test]
fn a_key_that_the_vendor_knows_for_something_else_stops_the_eagerness() {
    let reuse = r#"{"error":{"type":"invalid_request_error","code":"idempotency_key_reuse","message":"m","request_id":"r"}}"#;
    let mut trip = Trip::of(deliveries(2));
    trip.sends(0, &answered(422, reuse)).asks(&Pause::KeyReused);
    assert_eq!(trip.counts(), [0, 1, 0, 0, 1]);
    let invalid = reuse.replace("idempotency_key_reuse", "invalid_field_value");
    let mut trip = Trip::of(deliveries(2));
    trip.sends(0, &answered(422, &invalid))
        .sends(1, &replayed(1));
    let mut trip = Trip::resend(2);
    trip.sends(0, &answered(422, "{}")).asks(&Pause::KeyReused);
}

#[test]
fn rate_limits_again_and_again_ask() {
    let mut trip = Trip::resend(2);
    for _ in 0..13 {
        trip.sends(0, &answered(429, ""));
    }
    trip.asks(&Pause::RateLimited);
    let entry = trip.run.stop(trip.now);
    trip.note(entry);
    assert_eq!(trip.counts(), [0, 0, 0, 0, 2], "none of it was applied");
    trip.survives();
}

#[test]
fn whoever_lets_it_go_on_gives_the_vendor_as_much_patience_as_at_first() {
    let limited = |trip: &mut Trip, call: usize, times: usize| {
        for _ in 0..times {
            trip.sends(call, &answered(429, ""));
        }
    };
    let mut trip = Trip::resend(2);
    limited(&mut trip, 0, 13);
    trip.asks(&Pause::RateLimited).goes_on();
    limited(&mut trip, 0, 13);
    trip.asks(&Pause::RateLimited);

    // Asked for once more after the end.
    let mut trip = Trip::resend(2);
    trip.sends(0, &lost());
    limited(&mut trip, 0, 5);
    let entry = trip.run.stop(trip.now);
    trip.note(entry);
    let entry = trip.run.recheck(trip.now);
    trip.note(entry);
    limited(&mut trip, 0, 13);
    trip.asks(&Pause::RateLimited);

    // Looked for once more, and found.
    let look = Look::Applied { call: 0 };
    let mut trip = Trip::of(deliveries(2));
    trip.sends(0, &lost());
    limited(&mut trip, 0, 5);
    trip.now += TimeDelta::hours(24);
    for _ in 0..3 {
        trip.look_in_vain(look);
    }
    trip.asks(&Pause::Unresolved { call: 0 });
    let entry = trip.run.try_again(trip.now);
    trip.note(entry);
    trip.looks(look, &[], &[0]);
    limited(&mut trip, 1, 13);
    trip.asks(&Pause::RateLimited);
    trip.survives();
}

#[test]
fn a_call_that_is_given_up_between_two_rate_limits_does_not_begin_their_count_anew() {
    let mut trip = Trip::of(deliveries(2));
    trip.sends(0, &lost());
    for _ in 0..10 {
        trip.sends(0, &answered(429, ""));
    }
    // The vendor forgets the key, so the call is looked for instead of repeated, and was applied.
    trip.now += TimeDelta::hours(24);
    trip.looks(Look::Applied { call: 0 }, &[], &[0])
        .sends(1, &answered(429, ""))
        .sends(1, &answered(429, ""))
        .sends(1, &answered(429, ""))
        .asks(&Pause::RateLimited);
    trip.survives();
}

#[test]
fn too_many_rejections_brake_once() {
    let ids: Vec<String> = (0..1000).map(|n| format!("id{n}")).collect();
    let refusals: Vec<String> = ids
        .iter()
        .take(600)
        .map(|id| format!(r#""{id}":{{"code":"ObjectNotFound","message":"m"}}"#))
        .collect();
    let body = format!("{{{}}}", refusals.join(","));
    let mut trip = Trip::resend(2001);
    trip.sends(0, &answered(202, &body))
        .asks(&Pause::TooManyRejected)
        .goes_on()
        .sends(1, &answered(400, "\"Bad\""))
        .sends(2, &answered(202, ""));
    assert_eq!(trip.counts(), [401, 1600, 0, 0, 0]);
    trip.survives();
}

#[test]
fn few_answers_do_not_brake() {
    let mut trip = Trip::resend(2);
    trip.sends(0, &answered(400, "\"Bad\""));
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
}

#[test]
fn an_operator_pauses_for_days() {
    let mut trip = Trip::resend(2001);
    trip.sends(0, &answered(202, ""));
    let entry = trip.run.pause(trip.now);
    trip.note(entry);
    trip.asks(&Pause::ByOperator);
    trip.now += TimeDelta::days(9);
    trip.goes_on()
        .sends(1, &answered(202, ""))
        .sends(2, &answered(202, ""));
    assert_eq!(trip.counts(), [2001, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn a_cut_off_call_with_a_key_is_repeated_only_after_asking() {
    let mut trip = Trip::resend(1001);
    assert!(matches!(trip.step(), Step::Send { call: 0, .. }));
    let mut again = Run::resume(trip.run.plan().clone(), &trip.journal).unwrap();
    assert_eq!(again.next(trip.now), Step::AwaitAnswer { call: 0 });
    let entry = again.interrupted(trip.now);
    trip.note(entry);
    trip.run = again;
    trip.asks(&Pause::Interrupted);
    assert_eq!(trip.counts(), [0, 0, 1000, 0, 1]);
    assert!(trip.run.answer(trip.now, &answered(202, "")).is_none());
    trip.goes_on()
        .sends(0, &answered(202, ""))
        .sends(1, &answered(202, ""));
    assert_eq!(trip.counts(), [1001, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn what_was_sent_lately_is_told_by_its_call_and_not_by_when_the_run_was_opened() {
    let mut trip = Trip::of(deliveries(4));
    assert_eq!(trip.run.last_sent_at(), None);
    trip.sends(0, &replayed(0));
    let opened = trip.now;
    // Somebody goes on two days later.
    trip.now += TimeDelta::days(2);
    let later = trip.now;
    trip.sends(1, &replayed(1));
    trip.sends(
        2,
        &answered(
            404,
            r#"{"error":{"code":"resource_not_found","message":"gone"}}"#,
        ),
    );
    assert!(trip.run.last_sent_at() >= Some(later));
    let places = |since| trip.run.sent_since(since).map(|(place, _)| place);
    assert_eq!(
        places(opened - TimeDelta::hours(1)).collect::<Vec<_>>(),
        [0, 1]
    );
    assert_eq!(
        places(later).collect::<Vec<_>>(),
        [1],
        "neither the older one nor the refused"
    );
    assert!(trip.run.sent_since(later).all(|(_, at)| at >= later));
}
