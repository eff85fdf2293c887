//! Notifications as rows of a grid.

use super::reading::Line;
use super::texts::tone;
use crate::clock;
use crate::table::grid::columns::{Draw, GridColumn, Spec};
use crate::table::grid::{Narrowing, Taking};
use crate::ui::foreign::visible;
use crate::ui::pill::Pill;
use crate::words::bars::{NO_ID, noted};
use crate::words::plan::nouns;
use leptos::prelude::*;
use redrive_core::cause::cause;
use redrive_core::connection::host;
use redrive_core::personal::masked;
use redrive_core::preflight::Fact;
use redrive_core::time::VendorTime;
use redrive_core::zuora::contract::{Channel, NotificationRow, NotificationStatus};
use redrive_table::{Cell, Column, ColumnId, Kind, Order, Schema};
use std::sync::Arc;

const ID: ColumnId = ColumnId::at(0);
const STATUS: ColumnId = ColumnId::at(1);
const TITLE: ColumnId = ColumnId::at(2);
const TO: ColumnId = ColumnId::at(3);
/// Of an e-mail, whom it goes to as it may be seen; of a callout, the host.
const WHERE: ColumnId = ColumnId::at(4);
const ANSWER: ColumnId = ColumnId::at(5);
const TRIES: ColumnId = ColumnId::at(6);
const ACCOUNT: ColumnId = ColumnId::at(7);
const ERROR: ColumnId = ColumnId::at(8);
const CREATED: ColumnId = ColumnId::at(9);
const CREATED_TEXT: ColumnId = ColumnId::at(10);
const BARRED: ColumnId = ColumnId::at(11);
const NOTED: ColumnId = ColumnId::at(12);
const CAUSE: ColumnId = ColumnId::at(13);

/// What is kept of a notification of either kind.
pub const SCHEMA: Schema = Schema::new(
    &[
        Column::new("id", Kind::Text(Order::Bytes)),
        Column::new("status", Kind::Text(Order::Bytes)),
        Column::new("title", Kind::Text(Order::Natural)),
        Column::new("to", Kind::Text(Order::Natural)),
        Column::new("where", Kind::Text(Order::Natural)),
        Column::new("answer", Kind::Integer),
        Column::new("tries", Kind::Integer),
        Column::new("account", Kind::Text(Order::Bytes)),
        Column::new("error", Kind::Text(Order::Natural)),
        Column::new("created", Kind::Instant),
        // Only where the vendor's text names no instant.
        Column::new("created text", Kind::Text(Order::Natural)),
        Column::new("barred", Kind::Text(Order::Bytes)),
        Column::new("noted", Kind::Text(Order::Bytes)),
        // By which failures are grouped.
        Column::new("cause", Kind::Text(Order::Natural)),
        Column::new("order", Kind::Integer),
    ],
    ID,
);

const CREATED_COLUMN: GridColumn = GridColumn::new(
    "Created (UTC)",
    "created",
    CREATED,
    Draw::Instant(CREATED_TEXT),
)
.wide(164, 0);

/// The grid of e-mails: who gets them is a person.
static EMAILS: Spec = Spec {
    columns: &[
        GridColumn::new("Status", "status", STATUS, Draw::Pill(tone_of)).wide(104, 0),
        GridColumn::new("Subject", "subject", TITLE, Draw::Name).wide(150, 8),
        GridColumn::new("To", "to", TO, Draw::Text)
            .wide(124, 5)
            .masked(WHERE),
        GridColumn::new("Account", "account", ACCOUNT, Draw::Link).wide(104, 2),
        GridColumn::new("Error", "error", ERROR, Draw::Text).wide(110, 8),
        CREATED_COLUMN,
    ],
    class: "emails",
    one: nouns(Channel::Email).0,
    many: nouns(Channel::Email).1,
    searched: &[TITLE, TO, ACCOUNT, ERROR, STATUS, ID],
    barred: Some(BARRED),
    noted: Some(NOTED),
};

/// The grid of callouts.
static CALLOUTS: Spec = Spec {
    columns: &[
        GridColumn::new("Status", "status", STATUS, Draw::Pill(tone_of)).wide(104, 0),
        GridColumn::new("Event", "event", TITLE, Draw::Name).wide(126, 3),
        GridColumn::new("Host", "host", WHERE, Draw::Text).wide(120, 3),
        GridColumn::new("Answer", "answer", ANSWER, Draw::Number).wide(84, 0),
        GridColumn::new("Tries", "tries", TRIES, Draw::Number).wide(64, 0),
        GridColumn::new("Account", "account", ACCOUNT, Draw::Link).wide(104, 2),
        CREATED_COLUMN,
    ],
    class: "callouts",
    one: nouns(Channel::Callout).0,
    many: nouns(Channel::Callout).1,
    searched: &[TITLE, WHERE, ACCOUNT, STATUS, ID],
    barred: Some(BARRED),
    noted: Some(NOTED),
};

const fn narrowing_of(facets: &'static [(&'static str, ColumnId)]) -> Narrowing {
    Narrowing {
        facets,
        cause: CAUSE,
        when: CREATED,
        state: STATUS,
        is_failed,
        failed: "failed",
        others: "of other status",
    }
}

static EMAIL_NARROWING: Narrowing = narrowing_of(&[("Status", STATUS), ("Account", ACCOUNT)]);
static CALLOUT_NARROWING: Narrowing =
    narrowing_of(&[("Status", STATUS), ("Host", WHERE), ("Account", ACCOUNT)]);

/// What notifications of a channel have in common.
pub fn narrowing(channel: Channel) -> &'static Narrowing {
    match channel {
        Channel::Email => &EMAIL_NARROWING,
        Channel::Callout => &CALLOUT_NARROWING,
    }
}

/// Whether a status in the vendor's word says that it failed.
fn is_failed(word: Option<&str>) -> bool {
    word == Some(NotificationStatus::Failed.as_str())
}

/// Why it failed; nothing of one that did not.
fn cause_of(row: &NotificationRow) -> Option<String> {
    let failed = is_failed(row.status.as_ref().map(NotificationStatus::as_str));
    let cause = || cause(row.response_code, row.error_message.as_deref());
    failed.then(cause).flatten()
}

/// The grid of a channel.
pub fn spec(channel: Channel) -> &'static Spec {
    match channel {
        Channel::Email => &EMAILS,
        Channel::Callout => &CALLOUTS,
    }
}

/// Writes notifications; what the vendor left out is absent. `keep` is given each with what its
/// row is known by.
pub fn put(
    taking: &mut Taking<'_>,
    lines: &[Line],
    channel: Channel,
    mut keep: impl FnMut(String, &Line),
) {
    let now = clock::now();
    for line in lines {
        let row = &line.known;
        let id = row.id.as_ref().map(|id| id.as_str().to_owned());
        let barred = id.is_none().then_some(NO_ID);
        let id = id.unwrap_or_else(|| taking.nameless(nouns(channel).0));
        // Addresses within words are hidden for good: what is searched as typed must not tell them.
        let mut title = masked(&title(row, channel));
        let place = match channel {
            Channel::Email => row.to_email.as_deref().map(masked),
            Channel::Callout => row.request_url.as_deref().map(|url| host(url).to_owned()),
        };
        let error = row.error_message.as_deref().map(masked);
        if barred.is_some() {
            title += " (no id: it cannot be resent)";
        }
        let created = row.created_on.as_ref();
        let instant = created.and_then(VendorTime::utc);
        let text = created.filter(|_| instant.is_none()).map(VendorTime::text);
        taking.put(&[
            Cell::Text(&id),
            row.status.as_ref().map(NotificationStatus::as_str).into(),
            Cell::Text(&title),
            some(row.to_email.as_deref()),
            some(place.as_deref()),
            row.response_code.map_or(Cell::Absent, Cell::Integer),
            row.attempted_num.map_or(Cell::Absent, Cell::Integer),
            some(row.account_id.as_deref()),
            some(error.as_deref()),
            instant.map_or(Cell::Absent, |at| Cell::Instant(at.timestamp_micros())),
            text.into(),
            barred.into(),
            noted(&Fact::of_notification(row, channel), now).into(),
            cause_of(row).as_deref().into(),
        ]);
        keep(id, &Arc::clone(line));
    }
}

fn some(text: Option<&str>) -> Cell<'_> {
    text.filter(|text| !text.is_empty()).into()
}

/// What a row is called: by its subject or event, else by its id.
pub fn title(known: &NotificationRow, channel: Channel) -> String {
    let words = match channel {
        Channel::Email => &known.subject,
        Channel::Callout => &known.event_name,
    };
    words
        .clone()
        .filter(|words| !words.trim().is_empty())
        .or_else(|| known.id.as_ref().map(ToString::to_string))
        .unwrap_or_else(|| format!("{} without a name", nouns(channel).0))
}

/// The tone of a status in the vendor's word.
fn tone_of(word: Option<&str>) -> &'static str {
    word.map_or("unsure", |word| {
        tone(&NotificationStatus::from(word.to_owned()))
    })
}

/// What became of it; a word that we do not know is shown as the vendor wrote it.
#[component]
pub fn StatusPill(status: Option<NotificationStatus>) -> impl IntoView {
    match status {
        Some(status) => {
            let word: String = visible(status.as_str()).chars().take(40).collect();
            view! { <Pill tone=tone(&status) word /> }
        }
        None => view! { <Pill tone="unsure" word="unknown" /> },
    }
}
