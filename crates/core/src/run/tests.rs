//! A run ends every item in exactly one true state, and its journal alone can say which.

use super::*;
use crate::http::{Answer, Headers, NotSent};
use crate::ledger::Counts;
use crate::outcome::{Accepted, OutcomeKind, Refused};
use crate::plan::tests::{billing, community, events, nonce, notifications, now};
use proptest::prelude::*;

fn resend(count: usize) -> Run {
    let plan = Plan::build(&billing(), notifications(count), nonce(), now()).unwrap();
    Run::open(plan, "admin".into(), "INC-1".into(), now()).0
}

fn answered(status: u16, body: &str) -> Exchange {
    Exchange::Answered(Answer {
        status,
        headers: Headers::default(),
        body: body.into(),
    })
}

/// Drives the run with these ends of calls; gives the journal.
fn drive(run: &mut Run, ends: &[Exchange]) -> Vec<Entry> {
    let mut journal = vec![Entry {
        at: now(),
        event: Event::Opened {
            digest: run.plan().digest().clone(),
            actor: run.actor().into(),
            reason: run.reason().into(),
        },
    }];
    for end in ends {
        match run.next(now()) {
            Step::Send { intent, .. } => journal.push(intent),
            Step::AwaitAnswer { .. } => panic!("nothing is in flight"),
            Step::Finished => break,
        }
        journal.push(run.answer(now(), end).unwrap());
    }
    journal
}

fn counts(run: &Run) -> [usize; 5] {
    let Counts {
        accepted,
        rejected,
        unknown,
        skipped,
        not_attempted,
    } = run.ledger().counts();
    [accepted, rejected, unknown, skipped, not_attempted]
}

#[test]
fn every_id_is_accepted_by_blank_answers() {
    let mut run = resend(1500);
    drive(&mut run, &[answered(202, ""), answered(202, "{}")]);
    assert_eq!(
        (run.state(), counts(&run)),
        (&State::Done, [1500, 0, 0, 0, 0])
    );
    assert_eq!(run.next(now()), Step::Finished);
}

#[test]
fn failures_are_told_one_by_one() {
    let mut run = resend(3);
    let body = r#"{"id1":{"code":"ObjectNotFound","message":"No such email history."}}"#;
    drive(&mut run, &[answered(202, body)]);
    assert_eq!(counts(&run), [2, 1, 0, 0, 0]);
    let Some(Outcome::Rejected(refusal)) = run.ledger().outcome(1) else {
        panic!("not rejected")
    };
    assert_eq!(
        (refusal.code.as_str(), refusal.of),
        ("ObjectNotFound", Refused::Item)
    );
}

#[test]
fn a_run_stops_where_going_on_would_be_blind() {
    let lost = Exchange::Lost {
        why: "reset".into(),
    };
    let unreachable = Exchange::NotSent {
        why: NotSent::Unreachable("refused".into()),
    };
    for (end, first, why) in [
        (
            answered(401, ""),
            OutcomeKind::Rejected,
            StopReason::CredentialsRefused,
        ),
        (
            answered(403, ""),
            OutcomeKind::Rejected,
            StopReason::Forbidden,
        ),
        (
            answered(409, ""),
            OutcomeKind::Unknown,
            StopReason::Conflict,
        ),
        (
            answered(429, ""),
            OutcomeKind::Rejected,
            StopReason::RateLimited { retry_after: None },
        ),
        (
            answered(502, "<html>"),
            OutcomeKind::Unknown,
            StopReason::OutcomeUnknown,
        ),
        (
            answered(202, "{\"id"),
            OutcomeKind::Unknown,
            StopReason::OutcomeUnknown,
        ),
        (lost, OutcomeKind::Unknown, StopReason::OutcomeUnknown),
        (
            unreachable,
            OutcomeKind::NotAttempted,
            StopReason::NotSent(NotSent::Unreachable("refused".into())),
        ),
    ] {
        let mut run = resend(1001);
        drive(&mut run, &[end, answered(202, "")]);
        assert_eq!(run.state(), &State::Stopped(why));
        let mut outcomes = run.ledger().iter();
        assert!(
            outcomes
                .by_ref()
                .take(1000)
                .all(|outcome| outcome.kind() == first)
        );
        assert_eq!(
            outcomes.next(),
            Some(&Outcome::NotAttempted(NotAttempted::RunStopped))
        );
    }
}

#[test]
fn the_last_call_can_stop_a_run_too() {
    let mut run = resend(2);
    drive(&mut run, &[answered(409, "")]);
    assert_eq!(run.state(), &State::Stopped(StopReason::Conflict));
}

#[test]
fn an_ordinary_refusal_does_not_keep_the_next_call_from_leaving() {
    let mut run = resend(1001);
    drive(&mut run, &[answered(400, "\"Bad\""), answered(202, "")]);
    assert_eq!(
        (run.state(), counts(&run)),
        (&State::Done, [1, 1000, 0, 0, 0])
    );
}

#[test]
fn a_cut_off_call_is_unknown_and_never_sent_again() {
    let mut run = resend(1001);
    let mut journal = drive(&mut run, &[]);
    let Step::Send { intent, .. } = run.next(now()) else {
        panic!("nothing to send")
    };
    journal.push(intent);
    let plan = run.plan().clone();
    let mut again = Run::resume(plan, &journal).unwrap();
    assert_eq!(again.next(now()), Step::AwaitAnswer { call: 0 });
    assert_eq!(
        counts(&again),
        [0, 0, 1000, 0, 1],
        "what is under way is not 'not attempted'"
    );
    again.interrupted(now()).unwrap();
    assert_eq!(again.next(now()), Step::Finished);
    assert_eq!(counts(&again), [0, 0, 1000, 0, 1]);
    assert!(
        again.answer(now(), &answered(202, "")).is_none(),
        "a late answer changes nothing"
    );
}

#[test]
fn a_stop_waits_for_the_call_in_flight() {
    let mut run = resend(2001);
    run.next(now());
    assert!(run.stop(now()).is_none());
    run.answer(now(), &answered(202, "")).unwrap();
    assert!(run.stop(now()).is_some());
    assert_eq!(counts(&run), [1000, 0, 0, 0, 1001]);
    assert_eq!(run.state(), &State::Stopped(StopReason::ByOperator));
}

#[test]
fn a_journal_of_another_plan_is_refused() {
    let mut run = resend(2);
    let journal = drive(&mut run, &[answered(202, "")]);
    let other = Plan::build(&community(5), events(&[1]), nonce(), now()).unwrap();
    assert_eq!(Run::resume(other, &journal), Err(JournalError::OtherPlan));
    assert_eq!(
        Run::resume(run.plan().clone(), &[]),
        Err(JournalError::NoOpening)
    );
    let torn = [journal[0].clone(), journal[2].clone()];
    assert_eq!(
        Run::resume(run.plan().clone(), &torn),
        Err(JournalError::OutOfOrder(1))
    );
}

/// What any server, proxy or broken wire may give back.
fn any_exchange() -> impl Strategy<Value = Exchange> {
    let body = prop_oneof![
        Just(String::new()),
        Just("{}".to_owned()),
        Just("null".to_owned()),
        "\\PC{0,40}",
        prop::collection::btree_map(
            "id[0-9]{1,3}",
            Just(serde_json::json!({"code": "c", "message": "m"})),
            0..6
        )
        .prop_map(|map| serde_json::to_string(&map).unwrap()),
        Just(r#"{"data":{"enqueued":3,"capped":false},"request_id":"r"}"#.to_owned()),
        Just(r#"{"success":false,"reasons":[{"code":1,"message":"m"}]}"#.to_owned()),
    ];
    let bytes = prop_oneof![
        4 => body.prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ];
    let status = prop_oneof![
        Just(202u16),
        Just(204),
        Just(200),
        Just(400),
        Just(409),
        0u16..700
    ];
    let headers = prop::collection::vec(("[a-zA-Z-]{0,12}", "\\PC{0,12}"), 0..3);
    prop_oneof![
        8 => (status, headers, bytes).prop_map(|(status, headers, body)| Exchange::Answered(Answer {
            status,
            headers: headers.into_iter().collect(),
            body,
        })),
        1 => "\\PC{0,10}".prop_map(|why| Exchange::Lost { why }),
        1 => Just(Exchange::NotSent { why: NotSent::SignedOut }),
    ]
}

fn any_plan() -> impl Strategy<Value = Plan> {
    use crate::kirim::contract::{BulkReplay, ReplayStatus};
    use crate::plan::{Count, Draft, tests::connection};
    let kirim = || connection(crate::connection::Settings::Kirim);
    let id = |n: usize, prefix: &str| format!("{prefix}_{n:026}");
    prop_oneof![
        (1usize..30)
            .prop_map(|n| Plan::build(&billing(), notifications(n), nonce(), now()).unwrap()),
        (1u64..30, 1u32..9).prop_map(|(n, cap)| {
            let ids: Vec<u64> = (0..n).collect();
            Plan::build(&community(cap), events(&ids), nonce(), now()).unwrap()
        }),
        (1usize..6).prop_map(move |n| {
            let deliveries = (0..n).map(|n| id(n, "wbd").parse().unwrap()).collect();
            Plan::build(
                &kirim(),
                Draft::ReplayDeliveries { deliveries },
                nonce(),
                now(),
            )
            .unwrap()
        }),
        Just(()).prop_map(move |()| {
            let filter = BulkReplay {
                subscription_id: id(1, "wbs").parse().unwrap(),
                status: ReplayStatus::Dead,
                event_type: None,
                created_after: None,
                created_before: None,
            };
            let draft = Draft::ReplayMatching {
                filter,
                matched: Count::Unknown,
            };
            Plan::build(&kirim(), draft, nonce(), now()).unwrap()
        }),
    ]
}

/// What the body of this answer supports calling accepted, told independently of the readings.
fn supports_acceptance(accepted: &Accepted, answer: &Answer) -> bool {
    let body = String::from_utf8_lossy(&answer.body).trim().to_owned();
    match accepted {
        Accepted::TakenWithoutReport => answer.status == 204,
        Accepted::Queued => {
            answer.status == 202
                && (body.is_empty()
                    || serde_json::from_str::<serde_json::Map<_, serde_json::Value>>(&body)
                        .is_ok_and(|map| {
                            map.values()
                                .all(|v| v["code"].is_string() && v["message"].is_string())
                        }))
        }
        Accepted::Enqueued { count, capped } => {
            let value: serde_json::Value = serde_json::from_str(&body).unwrap();
            value["data"]["enqueued"] == *count && value["data"]["capped"] == *capped
        }
        Accepted::ReplayedAs(id) => body.contains(id.as_str()),
        Accepted::Changed => body.contains("status") || body.contains("is_active"),
    }
}

proptest! {
    #[test]
    fn whatever_comes_back_every_item_ends_once_and_nothing_is_invented(
        plan in any_plan(),
        ends in prop::collection::vec(any_exchange(), 40),
    ) {
        let items = plan.items().len();
        let mut run = Run::open(plan.clone(), "a".into(), String::new(), now()).0;
        let journal = drive(&mut run, &ends);

        prop_assert_eq!(run.next(now()), Step::Finished);
        prop_assert_eq!(run.ledger().len(), items);
        prop_assert_eq!(run.ledger().counts().total(), items);
        for kind in OutcomeKind::ALL {
            let counted = run.ledger().iter().filter(|outcome| outcome.kind() == kind).count();
            prop_assert_eq!(run.ledger().counts().of(kind), counted);
        }
        prop_assert!(run.ledger().iter().all(|outcome| *outcome != Outcome::NotAttempted(NotAttempted::Waiting)));
        prop_assert!(run.ledger().iter().all(|outcome| *outcome != Outcome::Unknown(Unknown::Awaited)));

        for (call, end) in plan.calls().iter().zip(&ends) {
            for outcome in run.ledger().iter().take(call.items.end).skip(call.items.start) {
                if let Outcome::Accepted(accepted) = outcome {
                    let Exchange::Answered(answer) = end else { panic!("accepted without an answer") };
                    prop_assert!(supports_acceptance(accepted, answer), "{:?} from {:?}", accepted, answer);
                }
            }
        }

        let text = serde_json::to_string(&journal).unwrap();
        let read: Vec<Entry> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&Run::resume(plan, &read).unwrap(), &run);
    }
}
