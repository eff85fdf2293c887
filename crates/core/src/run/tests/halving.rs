//! A refused batch is taken apart, so that only what the vendor refuses by itself stays refused.

use super::*;
use crate::plan::Shape;

fn halved(count: u64) -> Trip {
    let shape = Shape {
        halving: true,
        ..Shape::default()
    };
    let ids: Vec<u64> = (1..=count).collect();
    let plan = Plan::shaped(&community(100), events(&ids), shape, nonce(), now()).unwrap();
    Trip::of(plan)
}

/// Carries a run out against a vendor that refuses any batch with one of these events.
fn against(trip: &mut Trip, bad: &[u64]) -> usize {
    let mut calls = 0;
    while let Step::Send { call, .. } = trip.step() {
        let body = trip.run.plan().calls()[call].request.body.clone().unwrap();
        let sent: serde_json::Value = serde_json::from_str(&body).unwrap();
        let refused = sent["event"]
            .as_array()
            .unwrap()
            .iter()
            .any(|id| bad.contains(&id.as_u64().unwrap()));
        let refusal = r#"{"errors":[{"field":"event","messages":[{"message":"No such event.","code":"does_not_exist"}]}]}"#;
        let end = if refused {
            answered(400, refusal)
        } else {
            answered(204, "")
        };
        let entry = trip.run.answer(trip.now, &end);
        trip.note(entry);
        calls += 1;
    }
    calls
}

#[test]
fn a_batch_that_is_taken_is_not_taken_apart() {
    let mut trip = halved(64);
    assert_eq!(against(&mut trip, &[]), 1);
    assert_eq!(trip.counts(), [64, 0, 0, 0, 0]);
    trip.survives();
}

#[test]
fn the_bad_ids_are_found_and_all_others_are_sent_once() {
    let mut trip = halved(64);
    let calls = against(&mut trip, &[7, 40]);
    assert!(calls < 30, "{calls}");
    assert_eq!(trip.counts(), [62, 2, 0, 0, 0]);
    for (place, id) in [(6, 7), (39, 40)] {
        assert_eq!(trip.run.plan().items()[place].to_string(), id.to_string());
        let kind = trip.run.ledger().outcome(place).map(Outcome::kind);
        assert_eq!(kind, Some(OutcomeKind::Rejected));
    }
    trip.survives();
}

#[test]
fn a_half_whose_answer_is_lost_is_not_taken_apart() {
    let mut trip = halved(4);
    trip.sends(0, &answered(400, "")).sends(1, &lost());
    for _ in 0..3 {
        trip.looks(Look::Applied { call: 1 }, &[], &[]);
    }
    trip.asks(&Pause::Unresolved { call: 1 })
        .goes_on()
        .sends(4, &answered(204, ""));
    assert_eq!(trip.counts(), [2, 0, 2, 0, 0]);
}

/// What the gateway holds a page to is what a run does by itself.
#[test]
fn only_a_whole_that_is_refused_for_good_is_followed_by_its_halves() {
    let mut refused = 0;
    for status in 100..=599 {
        for body in [
            "",
            "{}",
            r#"{"errors":[{"field":"event","messages":["m"]}]}"#,
        ] {
            let mut trip = halved(4);
            let end = answered(status, body);
            trip.sends(0, &end);
            let next = loop {
                match trip.step() {
                    Step::Send { call, .. } => break Some(call),
                    Step::Look(look) => _ = trip.look_in_vain(look),
                    Step::Ask(_) => _ = trip.goes_on(),
                    _ => break None,
                }
            };
            let Exchange::Answered(answer) = &end else {
                panic!("answered");
            };
            assert_eq!(next == Some(0), turns_away(status), "{status} {body}");
            let whole = refuses_whole(trip.run.plan(), 0, answer);
            assert_eq!(next == Some(1), whole, "{status} {body}");
            refused += usize::from(whole);
        }
    }
    assert!(refused > 200, "{refused}");
    let plan = halved(4).run.plan().clone();
    let answer = Answer::bare(400, Vec::new());
    assert!(!refuses_whole(&plan, 99, &answer), "there is no such call");
}

#[test]
fn a_call_that_was_refused_before_and_then_cut_off_is_not_taken_apart() {
    let mut trip = halved(4);
    trip.sends(0, &answered(401, ""))
        .asks(&Pause::CredentialsRefused)
        .goes_on();
    assert!(matches!(trip.step(), Step::Send { call: 0, .. }));
    let entry = trip.run.interrupted(trip.now);
    trip.note(entry);
    trip.asks(&Pause::Interrupted).goes_on();
    let look = Look::Applied { call: 0 };
    let all: Vec<(usize, Fate)> = (0..4).map(|place| (place, Fate::Pending)).collect();
    trip.looks(look, &all, &[0, 1, 2, 3]);
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [4, 0, 0, 0, 0]);
    trip.survives();
}
