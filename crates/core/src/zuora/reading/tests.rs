//! Every shape of Zuora's answers, and what must never be read into one.

use super::*;
use crate::outcome::OutcomeKind;

fn ids() -> Vec<NotificationId> {
    ["a1", "a2", "a3"].map(|id| id.parse().unwrap()).to_vec()
}

fn kinds(status: u16, body: &str) -> Vec<OutcomeKind> {
    read_resend(&Answer::bare(status, body), &ids())
        .outcomes
        .iter()
        .map(Outcome::kind)
        .collect()
}

use OutcomeKind::{Accepted as A, Rejected as R, Unknown as U};

const A2_FAILED: &str = r#"{"a2":{"code":"ObjectNotFound","message":"No such email history."}}"#;

#[test]
fn trap_17_a_blank_202_means_all_accepted_in_all_its_forms() {
    for body in ["", "  \r\n", "{}", " { } "] {
        assert_eq!(kinds(202, body), [A, A, A], "{body:?}");
    }
}

#[test]
fn trap_17_a_202_with_ids_means_that_those_failed() {
    assert_eq!(kinds(202, A2_FAILED), [A, R, A]);
    let reading = read_resend(&Answer::bare(202, A2_FAILED), &ids());
    assert_eq!(
        reading.outcomes[1],
        Outcome::Rejected(Refusal {
            code: "ObjectNotFound".into(),
            message: "No such email history.".into(),
            of: Refused::Item
        })
    );
}

#[test]
fn trap_17_a_202_that_cannot_be_read_is_unknown() {
    for body in [
        "null",
        "[]",
        "\"ok\"",
        "<html></html>",
        "{\"a2\":",
        r#"{"a2":"failed"}"#,
        r#"{"a2":{"code":"x"}}"#,
        r#"{"success":true}"#,
        r#"{"a2":{"code":1,"message":"m"}}"#,
    ] {
        assert_eq!(kinds(202, body), [U, U, U], "{body}");
    }
}

#[test]
fn trap_18_a_400_with_every_id_rejects_each() {
    let body = r#"{"a1":{"code":"c","message":"1"},"a2":{"code":"c","message":"2"},"a3":{"code":"c","message":"3"}}"#;
    let reading = read_resend(&Answer::bare(400, body), &ids());
    for (index, outcome) in reading.outcomes.iter().enumerate() {
        let Outcome::Rejected(refusal) = outcome else {
            panic!("not rejected")
        };
        assert_eq!(
            (refusal.message.clone(), refusal.of),
            ((index + 1).to_string(), Refused::Item)
        );
    }
}

#[test]
fn trap_18_an_ordinary_400_claims_nothing_per_id() {
    for (body, code) in [
        (
            r#"{"reasons":[{"code":"InvalidValue","message":"m"}]}"#,
            "InvalidValue",
        ),
        (r#"{"code":"InvalidValue","message":"m"}"#, "InvalidValue"),
        (r#""Bad request""#, "HTTP 400"),
        ("<html>", "HTTP 400"),
        (
            r#"{"success":false,"processId":"p","reasons":[{"code":50000027,"message":"m"}]}"#,
            "50000027",
        ),
    ] {
        for outcome in read_resend(&Answer::bare(400, body), &ids()).outcomes {
            let Outcome::Rejected(refusal) = outcome else {
                panic!("not rejected: {body}")
            };
            assert_eq!(
                (refusal.code.as_str(), refusal.of),
                (code, Refused::Call),
                "{body}"
            );
        }
    }
}

#[test]
fn a_400_that_names_only_some_says_nothing_of_the_others() {
    assert_eq!(kinds(400, A2_FAILED), [U, R, U]);
}

#[test]
fn an_id_that_was_not_sent_is_reported_and_silence_means_nothing() {
    let body = r#"{"a2":{"code":"c","message":"m"},"z9":{"code":"c","message":"m"}}"#;
    let reading = read_resend(&Answer::bare(202, body), &ids());
    assert_eq!(reading.strangers, ["z9"]);
    assert_eq!(kinds(202, body), [U, R, U]);
}

#[test]
fn trap_19_200_with_success_false_is_an_error() {
    let body = r#"{"success":false,"processId":"p","reasons":[{"code":50000027,"message":"Window too long."}]}"#;
    assert_eq!(kinds(200, body), [R, R, R]);
    let problem = email_history(&Answer::bare(200, body)).unwrap_err();
    assert_eq!(
        (problem.kind, problem.code.as_deref()),
        (ProblemKind::Invalid, Some("50000027"))
    );
    assert_eq!(kinds(200, ""), [U, U, U]);
}

#[test]
fn trap_16_a_key_in_progress_is_never_read_as_done() {
    assert_eq!(kinds(409, ""), [U, U, U]);
}

#[test]
fn gateway_errors_are_the_vendors_refusal_of_the_call() {
    assert_eq!(kinds(401, r#"{"message":"Token expired"}"#), [R, R, R]);
    assert_eq!(
        kinds(403, r#"{"code":90000011,"message":"No permission"}"#),
        [R, R, R]
    );
    assert_eq!(kinds(429, ""), [R, R, R]);
    assert_eq!(kinds(502, "<html>"), [U, U, U]);
    assert_eq!(kinds(302, ""), [U, U, U]);
}

#[test]
fn trap_20_history_rows_have_no_id_and_query_rows_do() {
    let history = r#"{"success":true,"emailHistories":[{"accountId":"a","eventCategory":1110,"sendTime":"2026-04-02T10:15:00"}]}"#;
    let page = email_history(&Answer::bare(200, history)).unwrap();
    assert_eq!(
        page.email_histories[0].known.event_category.as_deref(),
        Some("1110")
    );
    let rows = rows(&Answer::bare(
        200,
        "{\"ID\":\"8ad0\",\"Status\":\"Failed\",\"CreatedOn\":\"2026-04-02T10:15:00.000Z\"}\n\n",
    ))
    .unwrap();
    assert_eq!(rows[0].known.id.as_ref().unwrap().as_str(), "8ad0");
    assert!(rows[0].known.created_on.as_ref().unwrap().utc().is_some());
}

#[test]
fn trap_25_callout_numbers_may_be_texts() {
    let body = r#"{"success":true,"calloutHistories":[{"responseCode":"500","attemptedNum":3,"eventContext":{"a":1}}]}"#;
    let row = callout_history(&Answer::bare(200, body))
        .unwrap()
        .callout_histories
        .remove(0)
        .known;
    assert_eq!((row.response_code, row.attempted_num), (Some(500), Some(3)));
    assert_eq!(row.event_context.as_deref(), Some("{\"a\":1}"));
}

#[test]
fn counts_are_read_whatever_their_column_is_called() {
    assert_eq!(count(&Answer::bare(200, "{\"n\":118}\n")).unwrap(), 118);
    assert_eq!(count(&Answer::bare(200, "{\"_col0\":\"7\"}")).unwrap(), 7);
    assert!(count(&Answer::bare(200, "")).is_err());
}

#[test]
fn trap_26_ids_are_opaque() {
    let sample = "8ad0e1h00000000000000000000000001";
    assert_eq!(sample.len(), 33);
    assert_eq!(sample.parse::<NotificationId>().unwrap().as_str(), sample);
    let body = format!(r#"{{"{sample}":{{"code":"c","message":"m"}}}}"#);
    let reading = read_resend(
        &Answer::bare(202, body.as_str()),
        &[sample.parse().unwrap()],
    );
    assert_eq!(reading.outcomes[0].kind(), R);
}

#[test]
fn a_refusal_that_names_nobody_is_one_of_the_whole_call() {
    let outcome = read_resend(&Answer::bare(400, "{}"), &ids())
        .outcomes
        .remove(0);
    let Outcome::Rejected(refusal) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(refusal.code, "HTTP 400");
}

#[test]
fn words_are_found_in_every_shape_of_an_error() {
    let said = |body: &str| {
        let problem = problem(&Answer::bare(500, body));
        (problem.code.unwrap_or_default(), problem.message)
    };
    let told = |code: &str, message: &str| (code.to_owned(), message.to_owned());
    assert_eq!(said(r#""Down.""#), told("HTTP 500", "Down."));
    assert_eq!(said(r#"{"message":"m","code":61}"#), told("61", "m"));
    assert_eq!(said(r#"{"message":"m","code":"c"}"#), told("c", "m"));
    assert_eq!(said(r#"{"message":"m"}"#), told("HTTP 500", "m"));
    assert_eq!(said("[]"), told("", "Zuora answered with status 500."));
    let odd = job(&Answer::bare(200, "[]")).unwrap_err();
    assert!(odd.message.contains("not what it documents"));
}
