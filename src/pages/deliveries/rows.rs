//! Deliveries as rows of a grid.

use super::answers::Answers;
use crate::table::grid::columns::{Draw, GridColumn, Spec};
use crate::table::grid::{Narrowing, Taking};
use crate::ui::pill::Pill;
use crate::words::bars::{NO_ID, noted};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::kirim::contract::{Delivery, DeliveryId, DeliveryStatus, SubscriptionId};
use redrive_core::preflight::Fact;
use redrive_core::time::VendorTime;
use redrive_table::{Cell, Column, ColumnId, Kind, Order, Schema};
use std::collections::HashMap;

const STATUS: ColumnId = ColumnId::at(0);
const ID: ColumnId = ColumnId::at(1);
const EVENT_TYPE: ColumnId = ColumnId::at(2);
const ANSWER: ColumnId = ColumnId::at(3);
const TRIES: ColumnId = ColumnId::at(4);
const CREATED: ColumnId = ColumnId::at(5);
const CREATED_TEXT: ColumnId = ColumnId::at(6);

const CAUSE: ColumnId = ColumnId::at(7);
const BARRED: ColumnId = ColumnId::at(8);
const NOTED: ColumnId = ColumnId::at(9);
pub const SUBSCRIPTION: ColumnId = ColumnId::at(10);
/// What it is called: its id, as long as that is not known.
const NAMED: ColumnId = ColumnId::at(11);

/// The column of subscriptions, and that of their names.
pub const NAMING: (ColumnId, ColumnId) = (SUBSCRIPTION, NAMED);

/// What is kept of a delivery.
pub const SCHEMA: Schema = Schema::new(
    &[
        Column::new("status", Kind::Text(Order::Bytes)),
        Column::new("id", Kind::Text(Order::Bytes)),
        Column::new("type", Kind::Text(Order::Natural)),
        Column::new("answer", Kind::Text(Order::Natural)),
        Column::new("tries", Kind::Integer),
        Column::new("created", Kind::Instant),
        // Only where the vendor's text names no instant.
        Column::new("created text", Kind::Text(Order::Natural)),
        // By which failures are grouped.
        Column::new("cause", Kind::Text(Order::Natural)),
        Column::new("barred", Kind::Text(Order::Bytes)),
        Column::new("noted", Kind::Text(Order::Bytes)),
        Column::new("subscription", Kind::Text(Order::Bytes)),
        Column::new("subscription named", Kind::Text(Order::Natural)),
        Column::new("order", Kind::Integer),
    ],
    ID,
);

/// The grid of deliveries.
pub static DELIVERIES: Spec = Spec {
    columns: &[
        GridColumn::new("Status", "status", STATUS, Draw::Pill(tone)).wide(118, 0),
        GridColumn::new("Delivery", "id", ID, Draw::Name).wide(243, 2),
        GridColumn::new("Subscription", "subscription", NAMED, Draw::Text)
            .wide(130, 3)
            .yielding(1),
        GridColumn::new("Event type", "type", EVENT_TYPE, Draw::Mono).wide(144, 3),
        GridColumn::new("Last answer", "answer", ANSWER, Draw::Text).wide(86, 3),
        GridColumn::new("Tries", "tries", TRIES, Draw::Number)
            .wide(58, 0)
            .yielding(2),
        GridColumn::new(
            "Created (UTC)",
            "created",
            CREATED,
            Draw::Instant(CREATED_TEXT),
        )
        .wide(164, 0),
    ],
    class: "deliveries",
    one: "delivery",
    many: "deliveries",
    searched: &[ID, NAMED, SUBSCRIPTION, EVENT_TYPE, ANSWER, STATUS],
    barred: Some(BARRED),
    noted: Some(NOTED),
};

/// What deliveries have in common.
pub static NARROWING: Narrowing = Narrowing {
    facets: &[
        ("Status", STATUS),
        ("Subscription", SUBSCRIPTION),
        ("Event type", EVENT_TYPE),
    ],
    cause: CAUSE,
    when: CREATED,
    state: STATUS,
    is_failed,
    failed: "dead or failed",
    others: "delivered or pending",
};

/// Writes deliveries; what the vendor left out is absent. `called` knows the names of some
/// subscriptions.
pub fn put(
    taking: &mut Taking<'_>,
    answers: &mut Answers,
    rows: &[(&Delivery, Fact)],
    now: DateTime<Utc>,
    called: impl Fn(&str) -> Option<String>,
) {
    let mut known = HashMap::new();
    for (row, fact) in rows {
        let id = row.id.as_ref().map(DeliveryId::as_str);
        let nameless = id.is_none().then(|| taking.nameless("delivery"));
        let answer = answers.of(row);
        let text = answer.map(|answer| answer.text.as_str());
        let cause = answer.and_then(|answer| answer.cause.as_deref());
        let subscription = row.subscription_id.as_ref().map(SubscriptionId::as_str);
        let subscription_named = subscription.map(|id| {
            let name = known.entry(id).or_insert_with(|| called(id));
            name.as_deref().unwrap_or(id)
        });
        let created = row.created_at.as_ref();
        let instant = created.and_then(VendorTime::utc);
        let created = created.filter(|_| instant.is_none()).map(VendorTime::text);
        taking.put(&[
            row.status.as_ref().map(DeliveryStatus::as_str).into(),
            id.or(nameless.as_deref()).into(),
            row.event_type.as_deref().into(),
            text.filter(|text| !text.is_empty()).into(),
            row.attempt_count.map_or(Cell::Absent, Cell::Integer),
            instant.map_or(Cell::Absent, |at| Cell::Instant(at.timestamp_micros())),
            created.into(),
            // One that was delivered did not fail, the last time.
            cause
                .filter(|_| row.status != Some(DeliveryStatus::Delivered))
                .into(),
            nameless.as_ref().map(|_| NO_ID).into(),
            noted(fact, now).into(),
            subscription.into(),
            subscription_named.into(),
        ]);
    }
}

/// Whether a status in the vendor's word says that it failed.
fn is_failed(status: Option<&str>) -> bool {
    matches!(status, Some("dead" | "failed"))
}

/// The tone of a status in the vendor's word.
fn tone(status: Option<&str>) -> &'static str {
    match status {
        Some("delivered") => "good",
        Some("pending") => "warn",
        _ if is_failed(status) => "bad",
        _ => "unsure",
    }
}

/// A delivery's status; a word that we do not know is shown as the vendor wrote it.
#[component]
pub fn StatusPill(status: Option<DeliveryStatus>) -> impl IntoView {
    let word = status.as_ref().map(DeliveryStatus::as_str);
    let shown: String = word.unwrap_or("unknown").chars().take(40).collect();
    view! { <Pill tone=tone(word) word=shown /> }
}
