//! Reading Kirim's answers.

use super::contract::{
    BulkReplayed, Delivery, DeliveryDetail, DeliveryId, ErrorBody, ErrorEnvelope, List, One,
    Replayed, Row, Subscription, SubscriptionStatus, codes, headers,
};
use crate::http::Answer;
use crate::lenient;
use crate::outcome::{Accepted, Counted, Outcome, Unknown};
use crate::problem::{Problem, ProblemKind};
use crate::reading::{Reading, neither_yes_nor_no};
use serde::de::DeserializeOwned;

/// Reads the answer to a window of so many listed deliveries: as many enqueued as were listed are
/// those that were listed, and of any other number, zero among them, nobody can say which they are.
/// Enqueued is not delivered.
pub fn read_window(answer: &Answer, listed: usize) -> Reading {
    let outcome = strict(answer, |data: BulkReplayed| {
        let listed = u64::try_from(listed).ok()?;
        Some(if data.enqueued == listed && !data.capped {
            Outcome::Accepted(Accepted::Queued)
        } else {
            Outcome::Unknown(Unknown::CountDiffers(Counted {
                listed,
                enqueued: data.enqueued,
                capped: data.capped,
            }))
        })
    });
    Reading::all(outcome, listed, request_id(answer))
}

/// Reads the answer to one replay: it must speak of the delivery that was sent.
pub fn read_replay(answer: &Answer, sent: &DeliveryId) -> Reading {
    let outcome = strict(answer, |data: Replayed| {
        (data.replayed_from == *sent && data.id != *sent)
            .then_some(Outcome::Accepted(Accepted::ReplayedAs(data.id)))
    });
    Reading::all(outcome, 1, request_id(answer))
}

/// Reads the answer to a switch: the subscription must stand where it was asked to.
pub fn read_change(answer: &Answer, status: &SubscriptionStatus) -> Reading {
    let outcome = strict(answer, |data: Subscription| {
        (data.status.as_ref() == Some(status)).then_some(Outcome::Accepted(Accepted::Changed))
    });
    Reading::all(outcome, 1, request_id(answer))
}

/// A success only when the body says what `accept` wants to hear. The page that would print the
/// success code could not be read, so any 2xx may carry it.
fn strict<T: DeserializeOwned>(
    answer: &Answer,
    accept: impl FnOnce(T) -> Option<Outcome>,
) -> Outcome {
    if let Some(outcome) = neither_yes_nor_no(answer) {
        return outcome;
    }
    if answer.is_success() {
        return lenient::strict::<One<T>>(&answer.body)
            .ok()
            .and_then(|one| accept(one.data))
            .unwrap_or(Outcome::Unknown(Unknown::Unreadable {
                status: answer.status,
            }));
    }
    match error(answer) {
        Some(error) if error.code == codes::IDEMPOTENCY_IN_PROGRESS => {
            Outcome::Unknown(Unknown::InProgress)
        }
        // It may be that one: without its code nobody can say that nothing was applied.
        None if answer.status == 409 => Outcome::Unknown(Unknown::Unreadable { status: 409 }),
        error => Outcome::call_refused(answer, error.map(|error| (error.code, error.message))),
    }
}

fn error(answer: &Answer) -> Option<ErrorBody> {
    lenient::strict::<ErrorEnvelope>(&answer.body)
        .ok()
        .map(|envelope| envelope.error)
}

fn request_id(answer: &Answer) -> Option<String> {
    answer.headers.get(headers::REQUEST_ID).map(str::to_owned)
}

/// The failure that an answer to a read stands for.
pub fn problem(answer: &Answer) -> Problem {
    let error = error(answer);
    let request_id = error
        .as_ref()
        .map(|error| error.request_id.clone())
        .filter(|id| !id.is_empty());
    let (code, message) = error.map(|error| (error.code, error.message)).unzip();
    Problem {
        kind: ProblemKind::of_status(answer.status),
        message: message
            .unwrap_or_else(|| format!("Kirim answered with status {}.", answer.status)),
        code,
        status: Some(answer.status),
        request_id: request_id.or_else(|| self::request_id(answer)),
        retry_after: answer.retry_after(),
    }
}

pub(super) fn body<T: DeserializeOwned>(answer: &Answer) -> Result<T, Problem> {
    success(answer, lenient::strict)
}

fn success<T>(
    answer: &Answer,
    read: impl FnOnce(&[u8]) -> Result<T, serde_json::Error>,
) -> Result<T, Problem> {
    if !answer.is_success() {
        return Err(problem(answer));
    }
    read(&answer.body).map_err(|_| Problem {
        kind: ProblemKind::Unreadable,
        message: "Kirim answered with something that is not the list it documents.".to_owned(),
        ..problem(answer)
    })
}

/// A page of deliveries.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn deliveries(answer: &Answer) -> Result<List<Delivery>, Problem> {
    success(answer, lenient::strict_in_passing)
}

/// One delivery with its tries.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn delivery(answer: &Answer) -> Result<Row<DeliveryDetail>, Problem> {
    body::<One<Row<DeliveryDetail>>>(answer).map(|one| one.data)
}

/// A page of subscriptions.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn subscriptions(answer: &Answer) -> Result<List<Row<Subscription>>, Problem> {
    body(answer)
}

/// One subscription.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn subscription(answer: &Answer) -> Result<Row<Subscription>, Problem> {
    body::<One<Row<Subscription>>>(answer).map(|one| one.data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;

    fn bulk(status: u16, body: &str) -> Outcome {
        read_window(&Answer::bare(status, body), 1000)
            .outcomes
            .remove(0)
    }

    fn counted(enqueued: u64, capped: bool) -> Outcome {
        Outcome::Unknown(Unknown::CountDiffers(Counted {
            listed: 1000,
            enqueued,
            capped,
        }))
    }

    #[test]
    fn trap_10_capped_is_kept_as_what_it_is() {
        let body = r#"{"data":{"enqueued":1000,"capped":true},"request_id":"r"}"#;
        for status in [200, 201, 202] {
            assert_eq!(bulk(status, body), counted(1000, true));
        }
    }

    #[test]
    fn trap_11_zero_enqueued_is_told_as_zero() {
        let body = r#"{"data":{"enqueued":0,"capped":false},"request_id":"r"}"#;
        assert_eq!(bulk(202, body), counted(0, false));
    }

    #[test]
    fn any_success_is_one_when_the_body_says_so() {
        let body = r#"{"data":{"enqueued":1000,"capped":false},"request_id":"r"}"#;
        for status in [200, 201, 202] {
            assert_eq!(bulk(status, body), Outcome::Accepted(Accepted::Queued));
        }
    }

    #[test]
    fn a_window_is_accepted_only_when_as_many_were_enqueued_as_were_listed() {
        let window = |enqueued: u64, capped: bool| {
            let body = format!(
                r#"{{"data":{{"enqueued":{enqueued},"capped":{capped}}},"request_id":"r"}}"#
            );
            let reading = read_window(&Answer::bare(202, body.as_str()), 3);
            assert_eq!(reading.outcomes.len(), 3);
            assert!(
                reading
                    .outcomes
                    .iter()
                    .all(|outcome| *outcome == reading.outcomes[0])
            );
            reading.outcomes[0].clone()
        };
        assert_eq!(window(3, false), Outcome::Accepted(Accepted::Queued));
        for (enqueued, capped) in [(3, true), (2, false), (4, false), (0, false)] {
            let differs = Unknown::CountDiffers(Counted {
                listed: 3,
                enqueued,
                capped,
            });
            assert_eq!(window(enqueued, capped), Outcome::Unknown(differs));
        }
        let unreadable = read_window(&Answer::bare(202, "{}"), 3).outcomes;
        assert_eq!(
            unreadable,
            vec![Outcome::Unknown(Unknown::Unreadable { status: 202 }); 3]
        );
        let refused = read_window(&Answer::bare(404, ""), 3).outcomes;
        assert!(
            refused
                .iter()
                .all(|outcome| outcome.kind() == OutcomeKind::Rejected)
        );
    }

    #[test]
    fn a_success_that_does_not_say_how_many_is_unknown() {
        for body in [
            "",
            "{}",
            "null",
            "<html>",
            r#"{"data":{"enqueued":5}}"#,
            r#"{"data":{"enqueued":-1,"capped":false},"request_id":"r"}"#,
            r#"{"data":{"enqueued":5,"capped":false"#,
        ] {
            assert_eq!(
                bulk(202, body),
                Outcome::Unknown(Unknown::Unreadable { status: 202 }),
                "{body}"
            );
        }
    }

    #[test]
    fn trap_13_a_disabled_subscription_is_a_refusal_of_the_call() {
        let body = r#"{"error":{"type":"conflict","code":"webhook_subscription_disabled","message":"Turn it on.","request_id":"req_1"}}"#;
        let Outcome::Rejected(refusal) = bulk(409, body) else {
            panic!("not rejected")
        };
        assert_eq!(refusal.code, codes::SUBSCRIPTION_DISABLED);
        let running = body.replace("webhook_subscription_disabled", "idempotency_in_progress");
        assert_eq!(bulk(409, &running), Outcome::Unknown(Unknown::InProgress));
    }

    #[test]
    fn a_502_with_a_page_is_unknown() {
        assert_eq!(
            bulk(502, "<html>Bad gateway</html>"),
            Outcome::Unknown(Unknown::ServerFailed { status: 502 })
        );
    }

    #[test]
    fn trap_12_a_replay_makes_a_new_delivery_of_the_one_sent() {
        let sent: DeliveryId = "wbd_01K0000000000000000000000B".parse().unwrap();
        let body = r#"{"data":{"id":"wbd_01K0000000000000000000000G","object":"webhook_delivery","replayed_from":"wbd_01K0000000000000000000000B","status":"pending"},"request_id":"r"}"#;
        let reading = read_replay(&Answer::bare(202, body), &sent);
        assert_eq!(
            reading.outcomes[0],
            Outcome::Accepted(Accepted::ReplayedAs(
                "wbd_01K0000000000000000000000G".parse().unwrap()
            ))
        );
        let other: DeliveryId = "wbd_01K0000000000000000000000C".parse().unwrap();
        assert_eq!(
            read_replay(&Answer::bare(202, body), &other).outcomes[0].kind(),
            OutcomeKind::Unknown
        );
        let itself = body.replace("0G", "0B");
        assert_eq!(
            read_replay(&Answer::bare(202, itself), &sent).outcomes[0].kind(),
            OutcomeKind::Unknown,
            "nothing new was made"
        );
    }

    #[test]
    fn trap_28_a_purged_delivery_is_rejected_as_not_found() {
        let body = r#"{"error":{"type":"not_found","code":"resource_not_found","message":"No such delivery.","request_id":"r"}}"#;
        let sent = "wbd_01K0000000000000000000000B".parse().unwrap();
        let Outcome::Rejected(refusal) = read_replay(&Answer::bare(404, body), &sent)
            .outcomes
            .remove(0)
        else {
            panic!("not rejected")
        };
        assert_eq!(refusal.code, codes::RESOURCE_NOT_FOUND);
    }

    #[test]
    fn a_switch_is_changed_when_the_subscription_stands_where_it_was_asked_to() {
        for (stands, kind) in [
            ("disabled", OutcomeKind::Accepted),
            ("active", OutcomeKind::Unknown),
        ] {
            let body = format!(
                r#"{{"data":{{"id":"wbs_01K0000000000000000000000C","status":"{stands}"}},"request_id":"r"}}"#
            );
            let reading = read_change(
                &Answer::bare(200, body.as_str()),
                &SubscriptionStatus::Disabled,
            );
            let kinds: Vec<_> = reading.outcomes.iter().map(Outcome::kind).collect();
            assert_eq!(kinds, [kind], "{stands}");
        }
    }

    #[test]
    fn what_the_vendors_support_asks_for_is_kept_of_every_answer() {
        let mut answer = Answer::bare(502, "<html>");
        answer.headers = [(headers::REQUEST_ID, "req-9")].into_iter().collect();
        let read = read_window(&answer, 2).request_id;
        assert_eq!(read.as_deref(), Some("req-9"));
        assert_eq!(problem(&answer).request_id.as_deref(), Some("req-9"));
    }

    #[test]
    fn an_answer_that_is_no_list_is_told_as_that_and_not_by_its_status() {
        let problem = deliveries(&Answer::bare(200, "{}")).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Unreadable);
        assert!(problem.message.contains("not the list it documents"));
    }

    #[test]
    fn trap_14_a_stale_cursor_is_the_vendors_refusal() {
        let body = r#"{"error":{"type":"invalid_request_error","code":"invalid_cursor","message":"m","param":"cursor","request_id":"req_9"}}"#;
        let problem = deliveries(&Answer::bare(400, body)).unwrap_err();
        assert_eq!(
            (problem.code.as_deref(), problem.request_id.as_deref()),
            (Some("invalid_cursor"), Some("req_9"))
        );
    }
}
