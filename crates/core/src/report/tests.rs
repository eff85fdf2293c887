//! A report hides nothing and recommends only what can help.

use super::*;
use crate::http::NotSent;
use crate::outcome::{Counted, Refusal, Refused};
use proptest::prelude::*;

fn refused(code: &str, of: Refused) -> Outcome {
    Outcome::Rejected(Refusal {
        code: code.into(),
        message: format!("about {code}"),
        of,
    })
}

fn took_more(listed: u64, enqueued: u64) -> Outcome {
    Outcome::Accepted(Accepted::SeenAmongMore(Counted {
        listed,
        enqueued,
        capped: enqueued == 1000,
    }))
}

fn ledger(outcomes: &[Outcome]) -> Ledger {
    let mut ledger = Ledger::waiting(outcomes.len());
    ledger.write(0..outcomes.len(), |place| &outcomes[place]);
    ledger
}

fn failed(status: u16) -> Outcome {
    Outcome::Unknown(Unknown::ServerFailed { status })
}

#[test]
fn problems_are_grouped_with_the_most_pressing_and_then_the_largest_first() {
    let stopped = Outcome::NotAttempted(NotAttempted::RunStopped);
    let of = Refused::Item;
    let ledger = ledger(&[
        stopped.clone(),
        refused("InvalidStatus", of),
        took_more(2, 3),
        refused("ObjectNotFound", of),
        Outcome::Accepted(Accepted::Queued),
        took_more(900, 1000),
        refused("ObjectNotFound", of),
        failed(502),
        Outcome::Unknown(Unknown::Awaited),
        Outcome::NotAttempted(NotAttempted::Waiting),
        Outcome::Skipped("already delivered".into()),
        stopped,
        Outcome::Accepted(Accepted::SeenAfterwards),
        took_more(900, 1000),
    ]);
    let report = Report::of(&ledger, Vendor::Zuora);
    let told: Vec<(Rank, &str, usize, Vec<usize>)> = report
        .groups()
        .iter()
        .map(|group| {
            let places = report.places(&ledger, group).collect();
            (group.rank, group.code.as_str(), group.count, places)
        })
        .collect();
    assert_eq!(
        told,
        [
            (Rank::Unknown, "HTTP 502", 1, vec![7]),
            (Rank::Rejected, "ObjectNotFound", 2, vec![3, 6]),
            (Rank::Rejected, "InvalidStatus", 1, vec![1]),
            (Rank::TookMore, "took more", 3, vec![2, 5, 13]),
            (Rank::NotAttempted, "not attempted", 2, vec![0, 11]),
        ]
    );
    assert_eq!(
        report.groups()[3].message,
        wording::message(&took_more(2, 3))
    );
    assert_eq!(
        retryable_places(&ledger, Vendor::Zuora).collect::<Vec<_>>(),
        [0, 11]
    );
}

#[test]
fn one_code_with_two_remedies_is_two_groups() {
    let code = "does_not_exist";
    let ledger = ledger(&[
        refused(code, Refused::Call),
        refused(code, Refused::Item),
        refused(code, Refused::Call),
    ]);
    let report = Report::of(&ledger, Vendor::Selfcommunity);
    let told: Vec<(Retry, Vec<usize>)> = report
        .groups()
        .iter()
        .map(|group| (group.helps, report.places(&ledger, group).collect()))
        .collect();
    assert_eq!(
        told,
        [(Retry::FixFirst, vec![0, 2]), (Retry::Never, vec![1])]
    );
}

#[test]
fn codes_say_whether_a_retry_can_help() {
    use Retry::{AskTheVendor, CanWork, FixFirst, Never};
    use Vendor::{Kirim, Selfcommunity, Zuora};
    for (vendor, code, helps) in [
        (Zuora, "ObjectNotFound", Never),
        (Zuora, "InvalidStatus", Never),
        (Zuora, "50000050", CanWork),
        (Zuora, "50000061", CanWork),
        (Zuora, "58730070", CanWork),
        (Zuora, "50000099", CanWork),
        (Zuora, "50000060", AskTheVendor),
        (Zuora, "TooManyRequests", CanWork),
        (Zuora, "50000010", FixFirst),
        (Zuora, "50000020", FixFirst),
        (Zuora, "58730030", FixFirst),
        (Zuora, "90000021", FixFirst),
        (Zuora, "90000035", FixFirst),
        (Zuora, "50000035", AskTheVendor),
        (Zuora, "50000040", Never),
        (Zuora, "50", AskTheVendor),
        (Zuora, "abcdef50", AskTheVendor),
        (Zuora, "éé0050", AskTheVendor),
        (Zuora, "SomethingNew", AskTheVendor),
        (Kirim, "resource_not_found", Never),
        (Kirim, "webhook_subscription_disabled", FixFirst),
        (Kirim, "rate_limit_exceeded", CanWork),
        (Kirim, "expired_api_key", FixFirst),
        (Kirim, "idempotency_key_reuse", AskTheVendor),
        (Selfcommunity, "endpoint_inactive", FixFirst),
        (Selfcommunity, "permission_denied", FixFirst),
        (Selfcommunity, "not_found", Never),
        (Selfcommunity, "throttled", CanWork),
        (Selfcommunity, "method_not_allowed", AskTheVendor),
        (Selfcommunity, "parse_error", AskTheVendor),
        (Selfcommunity, "HTTP 400", FixFirst),
        (Kirim, "HTTP 400", AskTheVendor),
        (Zuora, "HTTP 429", CanWork),
        (Kirim, "HTTP 404", FixFirst),
        (Kirim, "HTTP 418", AskTheVendor),
    ] {
        let outcome = refused(code, Refused::Call);
        assert_eq!(Retry::of(&outcome, vendor), helps, "{vendor:?} {code}");
    }
    for vendor in [Selfcommunity, Kirim, Zuora] {
        for code in ["HTTP 401", "HTTP 403"] {
            assert_eq!(Retry::of(&refused(code, Refused::Call), vendor), FixFirst);
        }
        assert_eq!(Retry::of(&failed(500), vendor), AskTheVendor);
        let not_sent = |why| Outcome::NotAttempted(NotAttempted::NotSent(why));
        assert_eq!(Retry::of(&not_sent(NotSent::SignedOut), vendor), CanWork);
        let refused = not_sent(NotSent::Refused("too large".into()));
        assert_eq!(Retry::of(&refused, vendor), FixFirst);
    }
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    let refusal = (
        "(ObjectNotFound|throttled|HTTP 429|[a-z]{0,2})",
        prop::bool::ANY,
    )
        .prop_map(|(code, item)| refused(&code, if item { Refused::Item } else { Refused::Call }));
    prop_oneof![
        refusal,
        (500u16..504).prop_map(failed),
        (1u64..3, 3u64..5).prop_map(|(listed, enqueued)| took_more(listed, enqueued)),
        Just(Outcome::Accepted(Accepted::Queued)),
        Just(Outcome::Unknown(Unknown::Awaited)),
        Just(Outcome::Unknown(Unknown::NoAnswer("reset".into()))),
        Just(Outcome::NotAttempted(NotAttempted::RunStopped)),
        Just(Outcome::NotAttempted(NotAttempted::NotSent(
            NotSent::SignedOut
        ))),
    ]
}

proptest! {
    #[test]
    fn every_problem_is_in_exactly_one_group(outcomes in prop::collection::vec(any_outcome(), 0..60)) {
        let ledger = ledger(&outcomes);
        for vendor in [Vendor::Selfcommunity, Vendor::Kirim, Vendor::Zuora] {
            let report = Report::of(&ledger, vendor);
            let mut told: Vec<usize> = Vec::new();
            for group in report.groups() {
                let places: Vec<usize> = report.places(&ledger, group).collect();
                prop_assert_eq!(places.len(), group.count);
                prop_assert_eq!(&group.message, &wording::message(&outcomes[places[0]]));
                for place in &places {
                    prop_assert_eq!(outcomes[*place].kind(), group.kind);
                    prop_assert_eq!(Retry::of(&outcomes[*place], vendor), group.helps);
                }
                told.extend(places);
            }
            told.sort_unstable();
            let wrong: Vec<usize> = (0..outcomes.len()).filter(|place| Rank::of(&outcomes[*place]).is_some()).collect();
            prop_assert_eq!(told, wrong);
            let ranks: Vec<(Rank, std::cmp::Reverse<usize>)> =
                report.groups().iter().map(|group| (group.rank, std::cmp::Reverse(group.count))).collect();
            prop_assert!(ranks.is_sorted());
        }
    }

    #[test]
    fn what_is_unknown_or_accepted_is_never_sent_again(outcomes in prop::collection::vec(any_outcome(), 0..60)) {
        let ledger = ledger(&outcomes);
        for vendor in [Vendor::Selfcommunity, Vendor::Kirim, Vendor::Zuora] {
            let of = |helps: Retry| -> Vec<usize> {
                let failed = outcomes.iter().enumerate().filter(|(_, outcome)| {
                    matches!(outcome.kind(), OutcomeKind::Rejected | OutcomeKind::NotAttempted)
                });
                failed.filter(|(_, outcome)| Retry::of(outcome, vendor) == helps).map(|(place, _)| place).collect()
            };
            prop_assert_eq!(retryable_places(&ledger, vendor).collect::<Vec<_>>(), of(Retry::CanWork));
            prop_assert_eq!(fixable_places(&ledger, vendor).collect::<Vec<_>>(), of(Retry::FixFirst));
        }
    }
}
