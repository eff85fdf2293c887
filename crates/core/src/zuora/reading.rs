//! Reading Zuora's answers, in all their error shapes.

use super::contract::{
    BusinessError, CalloutHistories, CalloutHistory, EmailHistories, EmailHistory, Failure,
    FailureMap, Job, JobEnvelope, NotificationError, NotificationId, NotificationRow, Row,
    TokenReply,
};
use super::headers::REQUEST_ID;
use crate::http::Answer;
use crate::lenient::{self, Json, Lenient};
use crate::outcome::{Accepted, Outcome, Refusal, Refused, Unknown, code_of_status};
use crate::problem::{Problem, ProblemKind};
use crate::reading::{Reading, neither_yes_nor_no};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashSet;

/// Reads the answer to a resend. 202 is not success: the body names what failed.
pub fn read_resend(answer: &Answer, sent: &[NotificationId]) -> Reading {
    let request_id = answer.headers.get(REQUEST_ID).map(str::to_owned);
    let same = |outcome| Reading::all(outcome, sent.len(), request_id.clone());
    let status = answer.status;
    if status == 409 {
        return same(Outcome::Unknown(Unknown::InProgress));
    }
    if let Some(outcome) = neither_yes_nor_no(answer) {
        return same(outcome);
    }
    let silent = match status {
        202 if is_blank(&answer.body) => return same(Outcome::Accepted(Accepted::Queued)),
        202 => Outcome::Accepted(Accepted::Queued),
        // A refusal that names some ids says nothing of those it does not name.
        400 => Outcome::Unknown(Unknown::NotNamed { status }),
        200..=299 if business_error(answer).is_none() => {
            return same(Outcome::Unknown(Unknown::UnexpectedStatus { status }));
        }
        _ => return same(Outcome::call_refused(answer, words(answer))),
    };
    match failure_map(&answer.body) {
        Some(map) if map.is_empty() && status == 202 => same(silent),
        Some(map) if !map.is_empty() => by_id(status, sent, map, &silent, request_id),
        _ if status == 202 => match business_error(answer) {
            Some(words) => same(Outcome::call_refused(answer, Some(words))),
            None => same(Outcome::Unknown(Unknown::Unreadable { status })),
        },
        _ => same(Outcome::call_refused(answer, words(answer))),
    }
}

/// Gives each named id its refusal. When ids are named that were not sent, the answer is about
/// something else than we think, and silence is no acceptance.
fn by_id(
    status: u16,
    sent: &[NotificationId],
    mut map: FailureMap,
    silent: &Outcome,
    request_id: Option<String>,
) -> Reading {
    let known: HashSet<&str> = sent.iter().map(NotificationId::as_str).collect();
    let strangers: Vec<String> = map
        .keys()
        .filter(|id| !known.contains(id.as_str()))
        .cloned()
        .collect();
    let silent = if strangers.is_empty() {
        silent.clone()
    } else {
        Outcome::Unknown(Unknown::StrangersNamed { status })
    };
    let outcomes = sent
        .iter()
        .map(|id| match map.remove(id.as_str()) {
            Some(Failure { code, message }) => Outcome::Rejected(Refusal {
                code,
                message,
                of: Refused::Item,
            }),
            None => silent.clone(),
        })
        .collect();
    Reading {
        outcomes,
        strangers,
        request_id,
    }
}

fn is_blank(body: &[u8]) -> bool {
    body.iter().all(u8::is_ascii_whitespace)
}

/// A map whose every value holds `code` and `message`, both texts.
fn failure_map(body: &[u8]) -> Option<FailureMap> {
    lenient::strict(body).ok()
}

/// `success: false`, with whatever status it came.
fn business_error(answer: &Answer) -> Option<(String, String)> {
    let error: BusinessError = lenient::strict(&answer.body).ok()?;
    if error.success {
        return None;
    }
    let reason = error.reasons.into_iter().next()?;
    Some((reason.code.to_string(), reason.message))
}

/// Code and message, whichever of the four shapes they come in.
fn words(answer: &Answer) -> Option<(String, String)> {
    if let Some(words) = business_error(answer) {
        return Some(words);
    }
    if let Ok(error) = lenient::strict::<NotificationError>(&answer.body) {
        let reason = error.reasons.into_iter().next()?;
        return Some((reason.code, reason.message));
    }
    let plain_code = || code_of_status(answer.status);
    match serde_json::from_str::<Value>(str::from_utf8(&answer.body).ok()?).ok()? {
        Value::String(message) => Some((plain_code(), message)),
        Value::Object(fields) => {
            let message = fields.get("message")?.as_str()?.to_owned();
            let code = match fields.get("code") {
                Some(Value::String(code)) => code.clone(),
                Some(Value::Number(code)) => code.to_string(),
                _ => plain_code(),
            };
            Some((code, message))
        }
        _ => None,
    }
}

/// The failure that an answer to a read stands for, HTTP 200 with `success: false` among them.
pub fn problem(answer: &Answer) -> Problem {
    let (code, message) = words(answer).unzip();
    let kind = if answer.is_success() {
        ProblemKind::Invalid
    } else {
        ProblemKind::of_status(answer.status)
    };
    Problem {
        kind,
        message: message
            .unwrap_or_else(|| format!("Zuora answered with status {}.", answer.status)),
        code,
        status: Some(answer.status),
        request_id: answer.headers.get(REQUEST_ID).map(str::to_owned),
        retry_after: answer.retry_after(),
    }
}

fn unreadable(answer: &Answer) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable,
        message: "Zuora answered with something that is not what it documents.".to_owned(),
        ..problem(answer)
    }
}

fn body<T: DeserializeOwned>(answer: &Answer) -> Result<T, Problem> {
    if !answer.is_success() || business_error(answer).is_some() {
        return Err(problem(answer));
    }
    lenient::strict(&answer.body).map_err(|_| unreadable(answer))
}

/// A page of the e-mail history.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn email_history(answer: &Answer) -> Result<EmailHistories<Row<EmailHistory>>, Problem> {
    body(answer)
}

/// A page of the callout history.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn callout_history(answer: &Answer) -> Result<CalloutHistories<Row<CalloutHistory>>, Problem> {
    body(answer)
}

/// How far a query job is.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn job(answer: &Answer) -> Result<Job, Problem> {
    body::<JobEnvelope>(answer).map(|envelope| envelope.data)
}

/// A token.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn token(answer: &Answer) -> Result<TokenReply, Problem> {
    body(answer)
}

/// The rows of a finished query: one JSON object a line. Letter case of keys is not stated, so it
/// does not matter.
///
/// # Errors
/// The refusal of whoever holds the file, or a line that is no object.
pub fn rows(answer: &Answer) -> Result<Vec<Row<NotificationRow>>, Problem> {
    let row = |line: Json<'_>| {
        let raw = Value::from(&line);
        let fields = match line {
            Json::Object(fields) => fields.into_vec(),
            _ => Vec::new(),
        };
        let names: Vec<String> = fields.iter().map(|(name, _)| name.to_lowercase()).collect();
        let values = fields.into_iter().map(|(_, value)| value);
        let lower = names.iter().map(String::as_str).zip(values).collect();
        Row {
            known: NotificationRow::read(&Json::Object(lower)).unwrap_or_default(),
            raw,
        }
    };
    Ok(lines(answer)?.into_iter().map(row).collect())
}

/// The `n` of a finished count.
///
/// # Errors
/// The refusal of whoever holds the file, or a file that holds no count.
pub fn count(answer: &Answer) -> Result<u64, Problem> {
    lines(answer)?
        .into_iter()
        .next()
        .and_then(|row| match row.iter_object()?.next()?.1 {
            Json::Number(count) => count.as_u64(),
            Json::Str(count) => count.parse().ok(),
            _ => None,
        })
        .ok_or_else(|| unreadable(answer))
}

/// Objects, all of them.
fn lines(answer: &Answer) -> Result<Vec<Json<'_>>, Problem> {
    if !answer.is_success() {
        return Err(problem(answer));
    }
    let text = std::str::from_utf8(&answer.body).map_err(|_| unreadable(answer))?;
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let Ok(row @ Json::Object(_)) = serde_json::from_str(line) else {
            return Err(unreadable(answer));
        };
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests;
