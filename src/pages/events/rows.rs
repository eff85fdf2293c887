//! Events as rows of a grid, and the tries that lead to no event, with the reason.

use super::book::PageRows;
use crate::clock;
use crate::table::grid::columns::{Draw, GridColumn, Spec};
use crate::table::grid::{Narrowing, Taking};
use crate::words::bars::noted;
use chrono::{DateTime, Utc};
use redrive_core::preflight::Fact;
use redrive_core::selfcommunity::contract::{Attempt, Endpoint};
use redrive_core::selfcommunity::{Event, NotResendable};
use redrive_core::time::VendorTime;
use redrive_table::{Cell, Column, ColumnId, Kind, Order, Schema};

const ID: ColumnId = ColumnId::at(0);
const NAME: ColumnId = ColumnId::at(1);
const STATE: ColumnId = ColumnId::at(2);
const KIND: ColumnId = ColumnId::at(3);
const ANSWER: ColumnId = ColumnId::at(4);
const TRIES: ColumnId = ColumnId::at(5);
const LAST: ColumnId = ColumnId::at(6);
const LAST_TEXT: ColumnId = ColumnId::at(7);
const BARRED: ColumnId = ColumnId::at(8);
const NOTED: ColumnId = ColumnId::at(9);
const CAUSE: ColumnId = ColumnId::at(10);

/// What is kept of an event.
pub const SCHEMA: Schema = Schema::new(
    &[
        Column::new("id", Kind::Text(Order::Natural)),
        Column::new("name", Kind::Text(Order::Natural)),
        Column::new("state", Kind::Text(Order::Bytes)),
        Column::new("type", Kind::Text(Order::Natural)),
        Column::new("answer", Kind::Text(Order::Natural)),
        Column::new("tries", Kind::Integer),
        Column::new("last", Kind::Instant),
        // Only where the vendor's text names no instant.
        Column::new("last text", Kind::Text(Order::Natural)),
        Column::new("barred", Kind::Text(Order::Bytes)),
        Column::new("noted", Kind::Text(Order::Bytes)),
        // By which failures are grouped.
        Column::new("cause", Kind::Text(Order::Natural)),
        Column::new("order", Kind::Integer),
    ],
    ID,
);

/// The grid of events.
pub static EVENTS: Spec = Spec {
    columns: &[
        GridColumn::new("Event", "event", NAME, Draw::Name).wide(109, 1),
        GridColumn::new("State", "state", STATE, Draw::Pill(tone)).wide(208, 0),
        GridColumn::new("Type", "type", KIND, Draw::Mono).wide(120, 3),
        GridColumn::new("Last answer", "answer", ANSWER, Draw::Text).wide(106, 1),
        GridColumn::new("Tries", "tries", TRIES, Draw::Number).wide(64, 0),
        GridColumn::new("Last try (UTC)", "last", LAST, Draw::Instant(LAST_TEXT)).wide(164, 0),
    ],
    class: "events",
    one: "event",
    many: "events",
    searched: &[NAME, STATE, KIND, ANSWER],
    barred: Some(BARRED),
    noted: Some(NOTED),
};

/// What events have in common.
pub static NARROWING: Narrowing = Narrowing {
    facets: &[("State", STATE), ("Type", KIND)],
    cause: CAUSE,
    when: LAST,
    state: STATE,
    is_failed,
    failed: "failed",
    others: "delivered or still tried",
};

/// Only of an event it is known whether it was delivered.
fn cause_of(state: &str, latest: &Attempt) -> Option<String> {
    let failed = [FAILED, RETRY_DUE].contains(&state);
    failed.then(|| answer(latest))
}

const DELIVERED: &str = "delivered";
const AFTER_RETRIES: &str = "delivered after retries";
const RETRY_DUE: &str = "vendor retry due";
const FAILED: &str = "failed";
const NO_EVENT: &str = "no event";

/// Writes the rows of a page.
pub fn put(taking: &mut Taking<'_>, page: &PageRows<'_>, endpoint: &Endpoint) {
    let now = clock::now();
    for event in &page.events {
        let latest = event.latest().cloned().unwrap_or_default();
        let note = noted(&Fact::of_event(event, endpoint, now), now);
        let id = event.id.to_string();
        let name = format!("Event {id}");
        let tries = i64::try_from(event.attempts.len()).unwrap_or(i64::MAX);
        let row = [&id, &name, state(event, now), &kind(&latest)];
        write(taking, row, &latest, tries, None, note);
    }
    for (name, row, why) in &page.others {
        let why = match why {
            NotResendable::BodyUnreadable => {
                "the body that was posted cannot be read, so its event is not known"
            }
            NotResendable::NoEventId => "the body that was posted is older than event ids",
        };
        let reason = format!("cannot be resent: {why}");
        write(
            taking,
            [name, name, NO_EVENT, &reason],
            &row.known,
            1,
            Some(why),
            None,
        );
    }
}

fn write(
    taking: &mut Taking<'_>,
    [id, name, state, kind]: [&str; 4],
    latest: &Attempt,
    tries: i64,
    barred: Option<&str>,
    noted: Option<&str>,
) {
    let at = latest.created_at.as_ref();
    let instant = at.and_then(VendorTime::utc);
    let text = at.filter(|_| instant.is_none()).map(VendorTime::text);
    taking.put(&[
        Cell::Text(id),
        Cell::Text(name),
        Cell::Text(state),
        Some(kind).filter(|kind| !kind.is_empty()).into(),
        Cell::Text(&answer(latest)),
        Cell::Integer(tries),
        instant.map_or(Cell::Absent, |at| Cell::Instant(at.timestamp_micros())),
        text.into(),
        barred.into(),
        noted.into(),
        cause_of(state, latest).as_deref().into(),
    ]);
}

fn state(event: &Event, now: DateTime<Utc>) -> &'static str {
    if !event.delivered() {
        let due = event.next_retry(now).is_some();
        return if due { RETRY_DUE } else { FAILED };
    }
    if event.attempts.len() > 1 {
        AFTER_RETRIES
    } else {
        DELIVERED
    }
}

fn is_failed(state: Option<&str>) -> bool {
    state == Some(FAILED)
}

fn tone(state: Option<&str>) -> &'static str {
    match state {
        Some(DELIVERED | AFTER_RETRIES) => "good",
        Some(RETRY_DUE) => "warn",
        _ if is_failed(state) => "bad",
        _ => "idle",
    }
}

/// The type as the payload names it, else as the attempt does.
pub fn kind(attempt: &Attempt) -> String {
    let of_attempt = attempt.event.as_ref().and_then(|event| event.kind.clone());
    attempt
        .payload()
        .and_then(|payload| payload.kind)
        .or(of_attempt)
        .unwrap_or_default()
}

/// The receiver's answer in a word.
pub fn answer(attempt: &Attempt) -> String {
    attempt
        .http_response_code
        .map_or_else(|| "no answer".to_owned(), |code| format!("HTTP {code}"))
}
