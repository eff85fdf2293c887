//! Checks a data query and bridges what the vendor's engine knows and `SQLite` does not: literals
//! of time become the text in which instants are stored.

use super::tokens::{Token, tokens};
use crate::zuora::table::text;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use redrive_core::zuora::contract::{Channel, VendorTime};
use std::fmt::Write;
use thiserror::Error;

/// Why a query is not run.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QueryError {
    #[error("the query is empty or a quote in it does not end")]
    Unreadable,
    #[error("only SELECT is allowed")]
    NotSelect,
    #[error("only one statement is allowed")]
    SeveralStatements,
    #[error("table {0} does not exist")]
    NoTable(String),
    #[error("{0} is not a valid timestamp literal")]
    BadTime(String),
}

/// Words that no query needs and that would reach beyond the two views.
const FORBIDDEN: [&str; 8] = [
    "pragma", "attach", "insert", "update", "delete", "replace", "create", "drop",
];

/// The SQL that is run instead.
pub fn bridged(sql: &str, now: DateTime<Utc>) -> Result<String, QueryError> {
    let mut tokens: Vec<_> = tokens(sql).ok_or(QueryError::Unreadable)?;
    while let Some(Token::Space | Token::Sign(';')) = tokens.last() {
        tokens.pop();
    }
    let mut rest = tokens
        .into_iter()
        .skip_while(|token| *token == Token::Space)
        .peekable();
    match rest.peek() {
        Some(Token::Word(word)) if is(word, "select") || is(word, "with") => {}
        Some(_) => return Err(QueryError::NotSelect),
        None => return Err(QueryError::Unreadable),
    }
    let mut out = String::with_capacity(sql.len());
    let mut waiting = None;
    while let Some(token) = rest.next() {
        match token {
            Token::Space => out.push(' '),
            Token::Sign(';') => return Err(QueryError::SeveralStatements),
            Token::Sign(sign) => out.push(sign),
            Token::Text(text) => out.push_str(text),
            Token::Quoted(name) => {
                allowed(name)?;
                // Writing to a String cannot fail.
                let _ = write!(out, "\"{name}\"");
            }
            Token::Word(word) if is(word, "timestamp") || is(word, "date") => {
                while rest.next_if_eq(&Token::Space).is_some() {}
                match rest.next_if(|next| matches!(next, Token::Text(_))) {
                    Some(Token::Text(literal)) => out.push_str(&instant(literal)?),
                    _ => out.push_str(word),
                }
                out.push(' ');
            }
            Token::Word(word) if is(word, "from_iso8601_timestamp") => waiting = Some(()),
            Token::Word(word) if is(word, "current_timestamp") => {
                let _ = write!(out, "'{}'", text(now));
            }
            Token::Word(word) => {
                allowed(word)?;
                out.push_str(word);
            }
        }
        if waiting.take().is_some() {
            out.push_str(&call_argument(&mut rest)?);
        }
    }
    Ok(out)
}

/// `('…')` after a function that makes an instant of a text.
fn call_argument<'a>(rest: &mut impl Iterator<Item = Token<'a>>) -> Result<String, QueryError> {
    let mut literal = None;
    for token in rest {
        match token {
            Token::Text(text) => literal = Some(text),
            Token::Sign(')') => break,
            _ => {}
        }
    }
    instant(literal.unwrap_or_default())
}

fn is(word: &str, keyword: &str) -> bool {
    word.eq_ignore_ascii_case(keyword)
}

/// The sandbox's own tables are none of the caller's business.
fn allowed(name: &str) -> Result<(), QueryError> {
    const OURS: [&str; 9] = [
        "zu_",
        "sc_",
        "kirim_",
        "sqlite_",
        "pragma_",
        "send_",
        "idempotency",
        "receiver",
        "story",
    ];
    let lower = name.to_ascii_lowercase();
    let known = [Channel::Email.table(), Channel::Callout.table()];
    if known.contains(&lower.as_str()) {
        return Ok(());
    }
    if FORBIDDEN.contains(&lower.as_str()) {
        return Err(QueryError::NotSelect);
    }
    if OURS.iter().any(|prefix| lower.starts_with(prefix)) {
        return Err(QueryError::NoTable(name.to_owned()));
    }
    Ok(())
}

/// The stored text, as a literal, of a text that the vendor's engine takes for an instant.
fn instant(literal: &str) -> Result<String, QueryError> {
    let inner = literal.trim_matches('\'').trim();
    let read = VendorTime::from(inner.to_owned());
    let instant = read
        .utc()
        .or_else(|| read.zoneless().map(|naive| naive.and_utc()))
        .or_else(|| zoned_short(inner))
        .or_else(|| {
            let day = NaiveDate::parse_from_str(inner, "%Y-%m-%d").ok()?;
            Some(day.and_hms_opt(0, 0, 0)?.and_utc())
        });
    match instant {
        Some(instant) => Ok(format!("'{}'", text(instant))),
        None => Err(QueryError::BadTime(literal.to_owned())),
    }
}

/// `2026-04-02 10:15 UTC`, and `Z` after a space.
fn zoned_short(text: &str) -> Option<DateTime<Utc>> {
    let clock = text.trim_end_matches("UTC").trim_end_matches('Z').trim();
    ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(clock, format).ok())
        .map(|naive| naive.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(sql: &str) -> Result<String, QueryError> {
        bridged(sql, DateTime::default())
    }

    #[test]
    fn literals_of_time_become_the_stored_text() {
        let stored = "'2026-04-02T10:15:00.000Z'";
        for literal in [
            "TIMESTAMP '2026-04-02 10:15:00.000 UTC'",
            "timestamp '2026-04-02T10:15:00Z'",
            "TIMESTAMP '2026-04-02 12:15:00.000 +02:00'",
            "timestamp\n'2026-04-02 10:15:00'",
            "from_iso8601_timestamp('2026-04-02T10:15:00Z')",
        ] {
            let sql = format!("SELECT id FROM t WHERE createdon < {literal} AND id < 'y'");
            let bridged = run(&sql).unwrap();
            assert!(
                bridged.contains(&format!("createdon < {stored}")),
                "{bridged}"
            );
            assert!(bridged.ends_with("id < 'y'"), "{bridged}");
        }
        assert!(
            run("SELECT date '2026-04-02'")
                .unwrap()
                .contains("'2026-04-02T00:00:00.000Z'")
        );
        assert!(matches!(
            run("SELECT timestamp 'soon'"),
            Err(QueryError::BadTime(_))
        ));
    }

    #[test]
    fn only_one_select_over_the_two_tables_is_run() {
        assert!(run("select * from NotificationHistoryEmail; ").is_ok());
        assert!(run("WITH a AS (SELECT 1) SELECT * FROM a").is_ok());
        assert!(run("SELECT 'delete; drop' AS word").is_ok());
        assert_eq!(
            run("DELETE FROM notificationhistoryemail"),
            Err(QueryError::NotSelect)
        );
        assert_eq!(
            run("SELECT 1; SELECT 2"),
            Err(QueryError::SeveralStatements)
        );
        assert_eq!(run(" -- nothing"), Err(QueryError::Unreadable));
        for table in [
            "kirim_delivery",
            "\"sc_event\"",
            "sqlite_schema",
            "SEND_CALL",
        ] {
            let sql = format!("SELECT * FROM {table}");
            assert!(matches!(run(&sql), Err(QueryError::NoTable(_))), "{table}");
        }
    }
}
