//! Whatever any server, proxy or broken wire gives back: no panic, and nothing is invented.

use super::*;
use crate::connection::Vendor;
use crate::outcome::{Accepted, NotAttempted, Unknown};
use proptest::prelude::*;

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
        (0u64..7, any::<bool>()).prop_map(|(enqueued, capped)| {
            let data = serde_json::json!({"enqueued": enqueued, "capped": capped});
            serde_json::json!({"data": data, "request_id": "r"}).to_string()
        }),
        any::<bool>().prop_map(|active| format!(r#"{{"id":4,"is_active":{active}}}"#)),
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
    use crate::kirim::ListedDelivery;
    use crate::kirim::contract::ReplayStatus;
    use crate::plan::{Count, Draft, tests::connection};
    use crate::selfcommunity::contract::EndpointId;
    let kirim = || connection(crate::connection::Settings::Kirim);
    prop_oneof![
        (1usize..30)
            .prop_map(|n| Plan::build(&billing(), notifications(n), nonce(), now()).unwrap()),
        Just(()).prop_map(|()| windows::listed()),
        any::<bool>().prop_map(move |active| {
            let draft = Draft::SetEndpointActive {
                endpoint: EndpointId::new(4),
                active,
            };
            Plan::build(&community(1), draft, nonce(), now()).unwrap()
        }),
        (1u64..30, 1u32..9).prop_map(|(n, cap)| {
            let ids: Vec<u64> = (0..n).collect();
            Plan::build(&community(cap), events(&ids), nonce(), now()).unwrap()
        }),
        (1usize..6).prop_map(move |n| {
            let deliveries = (0..n).map(|n| format!("wbd_{n:026}").parse().unwrap());
            let deliveries = deliveries.collect();
            Plan::build(
                &kirim(),
                Draft::ReplayDeliveries { deliveries },
                nonce(),
                now(),
            )
            .unwrap()
        }),
        (1i32..6).prop_map(move |n| {
            let row = |n: i32| ListedDelivery {
                status: ReplayStatus::Dead,
                created_at: now() - TimeDelta::minutes(60) + TimeDelta::minutes(1) * n,
                id: format!("wbd_{n:026}").parse().unwrap(),
            };
            let draft = Draft::ReplayListed {
                subscription: "wbs_01K0000000000000000000000C".parse().unwrap(),
                event_type: None,
                rows: (0..n).map(row).collect(),
                // The last goes alone, the others in one window.
                avoid: vec![row(n - 1).created_at],
                pinned_at: now(),
                matched: Count::Exact(1),
            };
            Plan::build(&kirim(), draft, nonce(), now()).unwrap()
        }),
    ]
}

/// What the body of this answer supports calling accepted, told independently of the readings.
fn supports_acceptance(plan: &Plan, call: usize, accepted: &Accepted, answer: &Answer) -> bool {
    let body = String::from_utf8_lossy(&answer.body).trim().to_owned();
    match accepted {
        Accepted::Queued if plan.vendor() == Vendor::Kirim => {
            let value: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
            let listed = plan.calls()[call].items.len();
            answer.is_success()
                && value["data"]["enqueued"] == listed
                && value["data"]["capped"] == false
        }
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
        Accepted::ReplayedAs(id) => body.contains(id.as_str()),
        Accepted::SeenAfterwards | Accepted::SeenAmongMore(_) => false,
        Accepted::Changed => body.contains("status") || body.contains("is_active"),
    }
}

/// Carries a run out to its end with these ends of calls, over and over, and looks that see nothing.
/// Whatever it asks, the operator lets it go on; after a conflict, now and then, by the same call.
fn drive(trip: &mut Trip, ends: &[Exchange], again: &[bool]) -> Vec<(usize, Exchange)> {
    let mut made = Vec::new();
    let mut ends = ends.iter().cycle();
    let mut again = again.iter().cycle();
    // Credentials that stay refused would be asked about for ever.
    for _ in 0..2000 {
        match trip.step() {
            Step::Send { call, .. } => {
                let end = ends.next().unwrap();
                let entry = trip.run.answer(trip.now, end);
                trip.note(entry);
                made.push((call, end.clone()));
            }
            Step::Look(look) => {
                trip.look_in_vain(look);
            }
            Step::Ask(Pause::Conflict)
                if made.len() < 400
                    && trip.run.to_try_again().is_some()
                    && *again.next().unwrap() =>
            {
                trip.tries_again();
            }
            Step::Ask(_) if made.len() < 400 => {
                trip.goes_on();
            }
            Step::Ask(_) => {
                let entry = trip.run.stop(trip.now);
                trip.note(entry);
            }
            Step::Finished => return made,
            step => panic!("{step:?}"),
        }
    }
    panic!("it does not end")
}

proptest! {
    #[test]
    fn whatever_comes_back_every_item_ends_once_and_nothing_is_invented(
        plan in any_plan(),
        ends in prop::collection::vec(any_exchange(), 40),
        again in prop::collection::vec(any::<bool>(), 7),
    ) {
        let items = plan.items().len();
        let mut trip = Trip::of(plan.clone());
        let made = drive(&mut trip, &ends, &again);
        let ledger = trip.run.ledger();
        prop_assert!(trip.run.is_sent());
        prop_assert_eq!(ledger.len(), items);
        prop_assert_eq!(ledger.counts().total(), items);
        for outcome in ledger.iter() {
            prop_assert_ne!(outcome, &Outcome::NotAttempted(NotAttempted::Waiting));
            prop_assert_ne!(outcome, &Outcome::Unknown(Unknown::Awaited));
        }
        for (call, planned) in plan.calls().iter().enumerate() {
            for place in planned.items.clone() {
                if let Some(Outcome::Accepted(accepted)) = ledger.outcome(place) {
                    let supported = made.iter().filter(|(made, _)| *made == call).any(|(_, end)| {
                        matches!(end, Exchange::Answered(answer) if supports_acceptance(&plan, call, accepted, answer))
                    });
                    prop_assert!(supported, "{accepted:?} from {made:?}");
                }
            }
        }
        // Without a promise a call is made again only when the vendor turned it away unread, or
        // refused it and the operator wanted it so.
        if plan.draft().repeat() == crate::promises::Repeat::SendsAgain {
            for call in 0..plan.calls().len() {
                let mut may_be_applied = false;
                for (_, end) in made.iter().filter(|(made, _)| *made == call) {
                    prop_assert!(!may_be_applied, "{made:?}");
                    may_be_applied = match end {
                        Exchange::NotSent { .. } => false,
                        Exchange::Lost { .. } => true,
                        Exchange::Answered(answer) => !matches!(answer.status, 401 | 403 | 409 | 429),
                    };
                }
            }
        }
        trip.survives();
    }
}
