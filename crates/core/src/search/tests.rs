//! Every search ends, whatever is answered.

use super::kit::{all, answered, drive, json, lost, remind, replay, resend, second, wbd};
use super::*;
use crate::http::Headers;
use crate::plan::Draft;
use crate::plan::tests::{community, nonce, now};
use crate::selfcommunity::contract::EndpointId;
use proptest::prelude::*;
use serde_json::json;

fn not_sent(why: NotSent) -> Exchange {
    Exchange::NotSent { why }
}

fn known() -> Baseline {
    Baseline {
        at: Some(second(0)),
        ids: vec!["1".into()],
    }
}

/// One of every kind.
fn searches() -> Vec<Search> {
    let (events, deliveries, mails) = (resend(&[1, 2, 3]), replay(&[1, 2, 3]), remind(3));
    let baseline = known();
    let mut replayed = all(&deliveries, &baseline);
    replayed.replays = vec![(0, wbd(9).parse().unwrap())];
    [
        Search::baseline(&events),
        Search::baseline(&deliveries),
        Search::traces(all(&events, &baseline)),
        Search::traces(all(&deliveries, &baseline)),
        Search::traces(replayed),
        Search::traces(all(&mails, &baseline)),
    ]
    .into_iter()
    .map(Option::unwrap)
    .collect()
}

#[test]
fn a_failure_that_may_pass_has_the_same_read_made_again() {
    let passing = [
        answered(429, ""),
        answered(503, "<html>"),
        answered(200, "[truncated"),
        lost(),
        not_sent(NotSent::Unreachable("refused".into())),
        not_sent(NotSent::Refused("busy".into())),
    ];
    for failure in passing {
        for search in searches() {
            let mut again = search.clone();
            for _ in 0..REPEATS {
                again.read(&failure);
                assert_eq!(again.next(), search.next(), "{failure:?}");
            }
            again.read(&failure);
            assert_eq!(again.next(), None, "{failure:?}");
            assert!(!again.clone().into_findings().findings.is_complete());
            assert_eq!(again.into_baseline(), None);
        }
    }
}

#[test]
fn a_refusal_ends_a_search_at_once() {
    let refusals = [
        answered(401, ""),
        answered(403, ""),
        answered(400, ""),
        not_sent(NotSent::SignedOut),
        not_sent(NotSent::NotConfirmed("used".into())),
    ];
    for refusal in refusals {
        for mut search in searches() {
            assert_eq!(
                drive(&mut search, |_| refusal.clone()).len(),
                1,
                "{refusal:?}"
            );
            assert!(!search.into_findings().findings.is_complete());
        }
    }
}

#[test]
fn half_a_baseline_is_none() {
    let page = json!({"count": 9, "next": "x", "previous": null, "results": [
        {"id": 5, "created_at": "2026-06-01T12:00:07Z"}]});
    let mut search = Search::baseline(&resend(&[1])).unwrap();
    search.read(&json(&page));
    search.read(&answered(403, ""));
    assert_eq!(search.into_baseline(), None);
}

#[test]
fn an_answer_between_failures_gives_new_patience() {
    let page = json!({"count": 9, "next": "x", "previous": null, "results": [
        {"id": 5, "created_at": "2026-06-01T12:00:07Z"}]});
    let mut search = Search::traces(all(&resend(&[1]), &known())).unwrap();
    let mut made = 0;
    let reads = drive(&mut search, |_| {
        made += 1;
        if made % 4 == 0 { json(&page) } else { lost() }
    });
    assert_eq!(
        reads.len(),
        4 * PAGES,
        "it goes on to the last page that it may read"
    );
    assert!(!search.into_findings().findings.is_complete());
}

#[test]
fn a_search_for_more_may_read_more() {
    let ids: Vec<u64> = (0..200).collect();
    let search = Search::traces(all(&resend(&ids), &known())).unwrap();
    assert_eq!(search.pages, PAGES + 2 * PAGES_A_HUNDRED);
    // Here an item that is not wanted is read too.
    let (plan, baseline) = (remind(200), known());
    let wanted = Wanted {
        places: vec![7],
        ..all(&plan, &baseline)
    };
    let search = Search::traces(wanted).unwrap();
    assert_eq!(search.pages, PAGES + 2 * PAGES_A_HUNDRED);
}

#[test]
fn where_nothing_is_wanted_nothing_is_read() {
    for plan in [resend(&[1]), replay(&[1]), remind(1)] {
        let baseline = known();
        let wanted = Wanted {
            places: Vec::new(),
            ..all(&plan, &baseline)
        };
        assert!(Search::traces(wanted).is_none_or(|search| search.next().is_none()));
    }
}

#[test]
fn a_switch_leaves_no_trace_and_a_query_takes_too_long_to_begin_with() {
    let switch = Draft::SetEndpointActive {
        endpoint: EndpointId::new(4),
        active: true,
    };
    let plan = Plan::build(&community(9), switch, nonce(), now()).unwrap();
    assert!(Search::baseline(&plan).is_none());
    assert!(Search::traces(all(&plan, &known())).is_none());
    assert!(Search::baseline(&remind(2)).is_none());
}

fn exchange() -> impl Strategy<Value = Exchange> {
    let time = prop::sample::select(vec![
        "2026-06-01T12:00:00Z",
        "2026-06-01T12:00:09Z",
        "2026-06-01T08:00:00Z",
        "x",
        "",
    ]);
    let row =
        (0u64..5, time, 0u64..5, prop::option::of(100u16..600)).prop_map(|(id, at, of, code)| {
            json!({"id": id, "created_at": at, "http_response_code": code, "next_retry": at,
            "http_request_body": format!("{{\"event_id\":{of}}}"), "status": "dead",
            "replayed_from": wbd(of)})
        });
    let page = (prop::collection::vec(row, 0..4), any::<bool>()).prop_map(|(rows, more)| {
        json(
            &json!({"count": 9, "next": more.then_some("x"), "previous": null, "results": rows,
            "data": rows, "has_more": more, "next_cursor": more.then_some("x"), "request_id": "r"}),
        )
    });
    let bytes = (
        any::<u16>(),
        prop::collection::vec(any::<u8>(), 0..60),
        "[a-z-]{0,12}",
        "\\PC{0,9}",
    )
        .prop_map(|(status, body, name, value)| {
            let headers: Headers = [(name, value)].into_iter().collect();
            Exchange::Answered(Answer {
                status,
                headers,
                body,
            })
        });
    let state = prop::sample::select(vec!["accepted", "in_progress", "completed", "failed"]);
    let job = state.prop_map(|state| json(&json!({"data": {"id": "j", "queryStatus": state}})));
    let facts = (
        0u64..4,
        prop::sample::select(vec!["2026-06-01T11:00:00Z", "2026-06-01T12:00:09Z"]),
    )
        .prop_map(|(id, at)| {
            json(
                &json!({"id": format!("id{id}"), "accountid": "a", "objectid": id,
            "notificationid": "n", "createdon": at, "status": "OK"}),
            )
        });
    prop_oneof![
        4 => job,
        3 => facts,
        6 => page,
        2 => bytes.clone(),
        1 => bytes.prop_map(|exchange| match exchange {
            Exchange::Answered(answer) => Exchange::Answered(Answer { status: 200, ..answer }),
            other => other,
        }),
        1 => Just(lost()),
        1 => Just(not_sent(NotSent::Unreachable(String::new()))),
    ]
}

proptest! {
    #[test]
    fn every_search_ends_whatever_is_answered(
        ends in prop::collection::vec(exchange(), 1..12),
        which in 0usize..6,
    ) {
        let mut search = searches().swap_remove(which);
        let mut ends = ends.iter().cycle();
        drive(&mut search, |_| ends.next().unwrap().clone());
        search.read(&lost());
        prop_assert_eq!(search.next(), None);
        let found = search.clone().into_findings();
        let traced: Vec<usize> = found.findings.traces().map(|(place, _)| place).collect();
        prop_assert!(found.proven.iter().all(|place| traced.contains(place)));
        prop_assert!(found.proven.is_sorted());
        let _ = search.into_baseline();
    }
}
