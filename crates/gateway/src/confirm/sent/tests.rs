//! The rule, held against all that can happen to a call in three tries.

use super::*;
use redrive_core::connection::Connection;
use redrive_core::plan::{Draft, Shape};
use serde_json::json;

const ENDS: [End; 4] = [
    End::NotSent,
    End::TurnedAway,
    End::Refused,
    End::MayBeApplied,
];

fn made_at() -> DateTime<Utc> {
    "2026-04-02T10:00:00Z".parse().unwrap()
}

fn plan(settings: &serde_json::Value, draft: serde_json::Value, halving: bool) -> Plan {
    let connection: Connection = serde_json::from_value(json!({
        "id": "c", "label": "C", "environment": "sandbox", "base_url": "http://v", "settings": settings,
    }))
    .unwrap();
    let draft: Draft = serde_json::from_value(draft).unwrap();
    let shape = Shape {
        first: None,
        halving,
    };
    Plan::shaped(
        &connection,
        draft,
        shape,
        "0".repeat(32).parse().unwrap(),
        made_at(),
    )
    .unwrap()
}

fn events(halving: bool) -> Plan {
    let draft = json!({ "resend_events": { "endpoint": 1, "events": [1, 2, 3, 4] } });
    plan(&json!({ "selfcommunity": { "cap": 4 } }), draft, halving)
}

fn emails() -> Plan {
    let draft = json!({ "resend_notifications": { "channel": "email", "notifications": ["a"] } });
    plan(&json!({ "zuora": {} }), draft, false)
}

fn switch() -> Plan {
    let draft = json!({ "set_endpoint_active": { "endpoint": 1, "active": false } });
    plan(&json!({ "selfcommunity": { "cap": 4 } }), draft, false)
}

/// The kind of the refusal, or nothing.
fn kind(result: Result<(), ApiError>) -> String {
    result.map_or_else(|error| error.kind().as_str().to_owned(), |()| String::new())
}

/// Three tries, five hours apart.
fn after(plan: &Plan, ends: [End; 3], start: Instant) -> SentCalls {
    let mut calls = SentCalls::default();
    for (hours, end) in [0, 5, 10].into_iter().zip(ends) {
        if calls
            .claim(plan, 0, 0, start + Duration::from_hours(hours))
            .is_ok()
        {
            calls.ended(plan.digest(), 0, end);
        }
    }
    calls
}

#[test]
fn a_call_without_a_key_goes_again_only_while_nothing_was_applied() {
    let (plan, now) = (events(false), Instant::now());
    for first in ENDS {
        for second in ENDS {
            for third in ENDS {
                let mut calls = after(&plan, [first, second, third], now);
                let open = [first, second, third]
                    .into_iter()
                    .any(|end| matches!(end, End::Refused | End::MayBeApplied));
                for hours in [10, 20, 29, 24 * 365] {
                    let again = calls.claim(&plan, 0, 0, now + Duration::from_hours(hours));
                    assert_eq!(kind(again), if open { "already_sent" } else { "" });
                    calls.ended(plan.digest(), 0, End::NotSent);
                }
            }
        }
    }
}

#[test]
fn a_key_allows_a_repeat_for_23_hours_from_when_it_first_left() {
    let (plan, now) = (emails(), Instant::now());
    for first in ENDS {
        for second in ENDS {
            for third in ENDS {
                let ends = [first, second, third];
                let mut calls = after(&plan, ends, now);
                let open = ends.into_iter().max() > Some(End::TurnedAway);
                let left = ends.into_iter().position(|end| end != End::NotSent);
                let left = 5 * left.unwrap_or(3) as u64;
                for (hours, in_time) in [(22, true), (23, false), (24 * 365, false)] {
                    let at = now + Duration::from_hours(left + hours);
                    let again = kind(calls.claim(&plan, 0, 0, at));
                    let wanted = if in_time || !open { "" } else { "already_sent" };
                    assert_eq!(again, wanted, "{ends:?} {hours}");
                    calls.ended(plan.digest(), 0, End::NotSent);
                }
            }
        }
    }
}

#[test]
fn a_switch_goes_again_whatever_came_back() {
    let (plan, now) = (switch(), Instant::now());
    for end in ENDS {
        let mut calls = after(&plan, [end; 3], now);
        let late = now + Duration::from_hours(24 * 365);
        assert_eq!(kind(calls.claim(&plan, 0, 0, late)), "");
        assert_eq!(kind(calls.claim(&plan, 0, 0, late)), "in_flight");
    }
}

#[test]
fn an_answer_is_read_as_a_run_reads_it() {
    let answer = |status, body: &str| Ok(Answer::bare(status, body));
    let refusal = r#"{"errors":[{"field":"event","messages":["m"]}]}"#;
    for (result, end) in [
        (answer(204, ""), End::MayBeApplied),
        (answer(200, ""), End::MayBeApplied),
        (answer(302, ""), End::MayBeApplied),
        (answer(400, refusal), End::Refused),
        (answer(404, "<h1>"), End::Refused),
        (answer(408, ""), End::MayBeApplied),
        (answer(500, ""), End::MayBeApplied),
        (answer(401, refusal), End::TurnedAway),
        (answer(403, ""), End::TurnedAway),
        (answer(429, ""), End::TurnedAway),
        (Err(ApiError::AnswerLost(String::new())), End::MayBeApplied),
        (Err(ApiError::AnswerLate), End::MayBeApplied),
        (Err(ApiError::Unreachable(String::new())), End::NotSent),
        (Err(ApiError::NoToken(String::new())), End::NotSent),
        (Err(ApiError::NoConnection), End::NotSent),
    ] {
        assert_eq!(End::of(&events(true), 0, &result), end, "{result:?}");
    }
    // Some were refused, and the others were not.
    let named = r#"{"a":{"code":"1","message":"m"}}"#;
    assert_eq!(
        End::of(&emails(), 0, &answer(202, named)),
        End::MayBeApplied
    );
}

#[test]
fn a_half_waits_until_all_above_it_were_refused() {
    // 0 is the whole, 1 and 4 are its halves, 2 and 3 are those of 1.
    let (plan, now) = (events(true), Instant::now());
    let mut calls = SentCalls::default();
    let mut claim = |number| kind(calls.claim(&plan, number, 0, now));
    for half in 1..7 {
        assert_eq!(claim(half), "not_its_turn", "before the whole: {half}");
    }
    assert_eq!(claim(0), "");
    assert_eq!(claim(1), "not_its_turn", "while the whole is under way");
    for end in [End::NotSent, End::TurnedAway, End::MayBeApplied] {
        let mut calls = SentCalls::default();
        calls.claim(&plan, 0, 0, now).unwrap();
        calls.ended(plan.digest(), 0, end);
        assert_eq!(
            kind(calls.claim(&plan, 1, 0, now)),
            "not_its_turn",
            "{end:?}"
        );
    }
    calls.ended(plan.digest(), 0, End::Refused);
    assert_eq!(
        kind(calls.claim(&plan, 2, 0, now)),
        "not_its_turn",
        "a half of a half"
    );
    assert_eq!(kind(calls.claim(&plan, 1, 0, now)), "");
    calls.ended(plan.digest(), 1, End::MayBeApplied);
    assert_eq!(kind(calls.claim(&plan, 2, 0, now)), "not_its_turn");
    assert_eq!(kind(calls.claim(&plan, 4, 0, now)), "");
    calls.ended(plan.digest(), 4, End::Refused);
    assert_eq!(kind(calls.claim(&plan, 5, 0, now)), "");
    assert_eq!(
        kind(calls.claim(&plan, 0, 0, now)),
        "already_sent",
        "the whole"
    );
    assert_eq!(kind(calls.claim(&plan, 7, 0, now)), "no_such_call");
}

#[test]
fn what_was_lost_before_a_refusal_is_not_undone_by_it() {
    let (mut plan, now) = (events(true), Instant::now());
    let mut calls = SentCalls::default();
    calls.claim(&plan, 0, 0, now).unwrap();
    calls.ended(plan.digest(), 0, End::MayBeApplied);
    calls.ended(plan.digest(), 0, End::Refused);
    assert_eq!(kind(calls.claim(&plan, 1, 0, now)), "not_its_turn");
    plan = events(false);
    assert_eq!(kind(calls.claim(&plan, 0, 0, now)), "", "another plan");
}

#[test]
fn a_later_round_begins_only_after_a_refusal() {
    for plan in [events(false), emails()] {
        let now = Instant::now();
        for end in ENDS {
            let mut calls = SentCalls::default();
            calls.claim(&plan, 0, 0, now).unwrap();
            assert_eq!(kind(calls.claim(&plan, 0, 1, now)), "in_flight");
            calls.ended(plan.digest(), 0, end);
            let wanted = if end == End::MayBeApplied {
                "not_refused"
            } else {
                ""
            };
            assert_eq!(kind(calls.claim(&plan, 0, 1, now)), wanted, "{end:?}");
        }
        let mut calls = SentCalls::default();
        calls.claim(&plan, 0, 0, now).unwrap();
        calls.ended(plan.digest(), 0, End::Refused);
        let much_later = now + Duration::from_hours(24 * 7);
        calls.claim(&plan, 0, 1, much_later).unwrap();
        calls.ended(plan.digest(), 0, End::TurnedAway);
        let earlier = kind(calls.claim(&plan, 0, 0, much_later));
        assert_eq!(earlier, "not_refused", "its key is used up");
        assert_eq!(kind(calls.claim(&plan, 0, 1, much_later)), "");
        calls.ended(plan.digest(), 0, End::MayBeApplied);
        for round in [0, 2] {
            let again = kind(calls.claim(&plan, 0, round, much_later));
            assert_eq!(again, "not_refused", "{round}");
        }
    }
}

#[test]
fn a_whole_whose_halves_were_sent_begins_no_later_round() {
    let (plan, now) = (events(true), Instant::now());
    let mut calls = SentCalls::default();
    for number in [0, 1] {
        calls.claim(&plan, number, 0, now).unwrap();
        calls.ended(plan.digest(), number, End::Refused);
    }
    assert_eq!(kind(calls.claim(&plan, 0, 1, now)), "not_refused");
    assert_eq!(kind(calls.claim(&plan, 1, 1, now)), "");
}

#[test]
fn what_the_vendor_kept_of_the_first_use_says_how_all_tries_with_the_key_ended() {
    let refusal = Answer::bare(400, r#"{"a":{"code":"1","message":"m"}}"#);
    let mut kept = Answer::bare(400, "[]");
    kept.headers.push("Idempotent-Replayed", "true");
    let (plan, now) = (emails(), Instant::now());
    assert_ne!(End::of(&plan, 0, &Ok(refusal)), End::RefusedAllAlong);
    assert_eq!(End::of(&plan, 0, &Ok(kept.clone())), End::RefusedAllAlong);
    let of_this_try = Ok(Answer::bare(400, "[]"));
    assert_eq!(End::of(&plan, 0, &of_this_try), End::Refused, "not kept");
    assert_eq!(
        End::of(&events(false), 0, &Ok(kept)),
        End::Refused,
        "no key"
    );
    let mut calls = SentCalls::default();
    for end in [End::MayBeApplied, End::RefusedAllAlong] {
        calls.claim(&plan, 0, 0, now).unwrap();
        calls.ended(plan.digest(), 0, end);
    }
    assert_eq!(kind(calls.claim(&plan, 0, 1, now)), "");
}

#[test]
fn a_plan_is_remembered_for_longer_than_it_can_be_confirmed() {
    let (plan, now) = (events(false), Instant::now());
    let mut calls = SentCalls::default();
    calls.claim(&plan, 0, 0, now).unwrap();
    calls.ended(plan.digest(), 0, End::MayBeApplied);
    for (age, refused) in [
        (TimeDelta::days(-400), true),
        (-TimeDelta::days(1) - TimeDelta::seconds(1), true),
        (-TimeDelta::days(1), false),
        (TimeDelta::days(30), false),
        (TimeDelta::days(30) + TimeDelta::seconds(1), true),
        (TimeDelta::days(31), true),
    ] {
        let today = made_at() + age;
        let refusal = if refused { "plan_refused" } else { "" };
        assert_eq!(kind(refuse_by_date(&plan, today)), refusal, "{age}");
        calls.forget(today);
        assert_eq!(kind(calls.claim(&plan, 0, 0, now)), "already_sent", "{age}");
    }
    calls.forget(made_at() + TimeDelta::days(31) + TimeDelta::seconds(1));
    assert!(calls.0.is_empty());
}

#[test]
fn what_is_still_to_be_sent_is_what_no_call_took_and_none_was_refused_with_for_good() {
    let plan = events(true);
    let now = Instant::now();
    let mut sent = SentCalls::default();
    let left = |sent: &SentCalls| {
        let places = sent.still_to_send(&plan);
        places.into_iter().flatten().collect::<Vec<usize>>()
    };
    assert_eq!(left(&sent), [0, 1, 2, 3]);
    // 0 is the whole, 1 and 4 are its halves, 2 and 3 are those of 1, 5 and 6 those of 4.
    for (number, end, meanwhile, then) in [
        (0, End::NotSent, &[][..], &[0, 1, 2, 3][..]),
        (0, End::TurnedAway, &[], &[0, 1, 2, 3]),
        (0, End::Refused, &[], &[0, 1, 2, 3]),
        (1, End::MayBeApplied, &[2, 3], &[2, 3]),
        (4, End::Refused, &[], &[2, 3]),
        (5, End::Refused, &[3], &[3]),
        (6, End::RefusedAllAlong, &[], &[]),
    ] {
        sent.claim(&plan, number, 0, now).unwrap();
        assert_eq!(left(&sent), meanwhile, "while {number} is under way");
        sent.ended(plan.digest(), number, end);
        assert_eq!(left(&sent), then, "after {number}: {end:?}");
    }
}
