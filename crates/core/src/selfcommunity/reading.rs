//! Reading `SelfCommunity`'s answers.

use super::contract::{Attempt, Endpoint, ErrorEnvelope, FieldMessage, Page, Row};
use crate::http::Answer;
use crate::lenient;
use crate::outcome::{Accepted, Outcome, Refusal, Refused, Unknown, code_of_status};
use crate::problem::{Problem, ProblemKind};
use crate::reading::{Reading, neither_yes_nor_no};
use serde::de::DeserializeOwned;

/// Reads the answer to a resend. Only 204 means taken, and it means nothing per event; its body
/// is never parsed.
pub fn read_resend(answer: &Answer, items: usize) -> Reading {
    let outcome = match answer.status {
        204 => Outcome::Accepted(Accepted::TakenWithoutReport),
        _ => match other_than_success(answer) {
            Outcome::Rejected(refusal) if items == 1 && is_about_events(answer) => {
                Outcome::Rejected(Refusal {
                    of: Refused::Item,
                    ..refusal
                })
            }
            outcome => outcome,
        },
    };
    Reading::all(outcome, items, None)
}

/// Whether the refusal names the field of the event ids. When one was sent, it is the reason.
fn is_about_events(answer: &Answer) -> bool {
    let envelope = lenient::strict::<ErrorEnvelope>(&answer.body);
    let entry = envelope.ok().and_then(|all| all.errors.into_iter().next());
    entry.is_some_and(|entry| entry.field.as_deref() == Some("event"))
}

/// Reads the answer to a switch: the endpoint must stand where it was asked to.
pub fn read_change(answer: &Answer, active: bool, items: usize) -> Reading {
    let outcome = if answer.is_success() {
        match lenient::strict::<Endpoint>(&answer.body) {
            Ok(Endpoint {
                is_active: Some(now),
                ..
            }) if now == active => Outcome::Accepted(Accepted::Changed),
            _ => Outcome::Unknown(Unknown::Unreadable {
                status: answer.status,
            }),
        }
    } else {
        other_than_success(answer)
    };
    Reading::all(outcome, items, None)
}

fn other_than_success(answer: &Answer) -> Outcome {
    if let Some(outcome) = neither_yes_nor_no(answer) {
        return outcome;
    }
    if answer.is_success() {
        return Outcome::Unknown(Unknown::UnexpectedStatus {
            status: answer.status,
        });
    }
    Outcome::call_refused(answer, words(answer))
}

/// Code and message of the error envelope. Where a field is named, it is told with the message.
fn words(answer: &Answer) -> Option<(String, String)> {
    let envelope: ErrorEnvelope = lenient::strict(&answer.body).ok()?;
    let entry = envelope.errors.into_iter().next()?;
    let (code, message) = match entry.messages.into_iter().next() {
        Some(FieldMessage::Coded { message, code }) => (Some(code), message),
        Some(FieldMessage::Plain(message)) => (entry.code, message),
        None => (entry.code, entry.message?),
    };
    let message = match entry.field {
        Some(field) => format!("{field}: {message}"),
        None => message,
    };
    Some((
        code.unwrap_or_else(|| code_of_status(answer.status)),
        message,
    ))
}

/// The failure that an answer to a read stands for.
pub fn problem(answer: &Answer) -> Problem {
    let (code, message) = words(answer).unzip();
    Problem {
        kind: ProblemKind::of_status(answer.status),
        message: message
            .unwrap_or_else(|| format!("SelfCommunity answered with status {}.", answer.status)),
        code,
        status: Some(answer.status),
        request_id: None,
        retry_after: answer.retry_after(),
    }
}

fn body<T: DeserializeOwned>(answer: &Answer) -> Result<T, Problem> {
    if !answer.is_success() {
        return Err(problem(answer));
    }
    lenient::strict(&answer.body).map_err(|_| Problem {
        kind: ProblemKind::Unreadable,
        message: "SelfCommunity answered with something that is not the list it documents."
            .to_owned(),
        ..problem(answer)
    })
}

/// A page of endpoints.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn endpoints(answer: &Answer) -> Result<Page<Row<Endpoint>>, Problem> {
    body(answer)
}

/// One endpoint.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn endpoint(answer: &Answer) -> Result<Row<Endpoint>, Problem> {
    body(answer)
}

/// A page of attempts.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn attempts(answer: &Answer) -> Result<Page<Row<Attempt>>, Problem> {
    body(answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;

    #[test]
    fn trap_01_a_204_is_taken_and_says_nothing_per_event() {
        let reading = read_resend(&Answer::bare(204, ""), 3);
        assert_eq!(
            reading.outcomes,
            vec![Outcome::Accepted(Accepted::TakenWithoutReport); 3]
        );
    }

    #[test]
    fn trap_02_a_204_is_not_parsed() {
        let reading = read_resend(&Answer::bare(204, "<not json"), 1);
        assert_eq!(reading.outcomes[0].kind(), OutcomeKind::Accepted);
    }

    #[test]
    fn another_success_than_204_is_not_success() {
        for status in [200, 201, 202, 206] {
            assert_eq!(
                read_resend(&Answer::bare(status, "{}"), 1).outcomes[0].kind(),
                OutcomeKind::Unknown
            );
        }
    }

    #[test]
    fn a_field_error_is_told_with_its_field() {
        let body = r#"{"errors":[{"field":"event","messages":[{"message":"No such event.","code":"does_not_exist"}]}]}"#;
        let Outcome::Rejected(refusal) =
            read_resend(&Answer::bare(400, body), 2).outcomes.remove(0)
        else {
            panic!("not rejected");
        };
        assert_eq!(
            (refusal.code.as_str(), refusal.message.as_str()),
            ("does_not_exist", "event: No such event.")
        );
        assert_eq!(refusal.of, Refused::Call);
    }

    #[test]
    fn an_event_alone_in_its_call_is_refused_itself_when_its_field_is_named() {
        for (field, of) in [("event", Refused::Item), ("password", Refused::Call)] {
            let body = format!(
                r#"{{"errors":[{{"field":"{field}","messages":[{{"message":"m","code":"c"}}]}}]}}"#
            );
            let outcome = read_resend(&Answer::bare(400, body.as_str()), 1)
                .outcomes
                .remove(0);
            let Outcome::Rejected(refusal) = outcome else {
                panic!("not rejected");
            };
            assert_eq!(refusal.of, of, "{field}");
        }
    }

    #[test]
    fn a_page_with_odd_rows_is_a_page() {
        let page = attempts(&Answer::bare(
            200,
            r#"{"count":2,"next":null,"previous":null,"results":[{"id":"x"},7]}"#,
        ))
        .unwrap();
        assert_eq!(page.results.len(), 2);
        assert_eq!(
            attempts(&Answer::bare(200, "[]")).unwrap_err().kind,
            ProblemKind::Unreadable
        );
        let forbidden = r#"{"errors":[{"message":"Only administrators may do this.","code":"permission_denied"}]}"#;
        let problem = attempts(&Answer::bare(403, forbidden)).unwrap_err();
        assert_eq!(
            (problem.kind, problem.code.as_deref()),
            (ProblemKind::Forbidden, Some("permission_denied"))
        );
    }

    #[test]
    fn a_switch_is_changed_only_when_it_stands_where_it_was_asked_to() {
        let read = |body: &str| {
            read_change(&Answer::bare(200, body), true, 1)
                .outcomes
                .remove(0)
        };
        assert_eq!(
            read(r#"{"id":1,"is_active":true}"#),
            Outcome::Accepted(Accepted::Changed)
        );
        for body in [r#"{"id":1,"is_active":false}"#, r#"{"id":1}"#, "", "<html>"] {
            assert_eq!(
                read(body),
                Outcome::Unknown(Unknown::Unreadable { status: 200 }),
                "{body}"
            );
        }
    }
}
