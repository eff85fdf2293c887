//! The rows of one page: a row an event, and the tries that lead to no event, with the reason.

use crate::clock::now;
use crate::table::frame::{Column, Head, TableFrame};
use crate::table::selection::{PageCheckbox, RowCheckbox, Selection};
use crate::ui::foreign::Foreign;
use crate::ui::pill::Pill;
use crate::ui::time::{VendorInstant, utc_text};
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_core::selfcommunity::contract::{Attempt, EventId, Row};
use redrive_core::selfcommunity::{Event, EventGroups, NotResendable};

const COLUMNS: &[Column] = &[
    Column::Text("Event"),
    Column::Text("State"),
    Column::Text("Type"),
    Column::Text("Last answer"),
    Column::Number("Tries"),
    Column::Number("Last try"),
];

/// The table.
#[component]
pub fn EventTable(
    groups: EventGroups,
    selection: Selection<EventId>,
    open: RwSignal<Option<EventId>>,
) -> impl IntoView {
    let shown: Vec<EventId> = groups.events.iter().map(|event| event.id).collect();
    let events = groups
        .events
        .into_iter()
        .map(|event| event_row(event, selection, open))
        .collect_view();
    let others = groups
        .without_event
        .into_iter()
        .map(|(row, why)| other_row(&row, why, selection))
        .collect_view();
    view! {
        <TableFrame caption="Events, newest try first">
            <Head columns=COLUMNS choose=view! { <PageCheckbox selection shown /> }.into_any() />
            <tbody>{events} {others}</tbody>
        </TableFrame>
    }
}

fn event_row(
    event: Event,
    selection: Selection<EventId>,
    open: RwSignal<Option<EventId>>,
) -> impl IntoView {
    let id = event.id;
    let latest = event.latest().cloned().unwrap_or_default();
    view! {
        <tr>
            <td><RowCheckbox selection id=Ok(id) name=format!("event {id}") /></td>
            <th scope="row">
                <button
                    type="button"
                    class="link"
                    aria-expanded=move || (open.get() == Some(id)).to_string()
                    on:click=move |_| open.set(Some(id))
                >
                    "Event " {id.to_string()}
                </button>
            </th>
            <td>{state(&event)}</td>
            <td class="mono"><Foreign text=kind(&latest) /></td>
            <td>{answer(&latest)}</td>
            <td class="num">{grouped(event.attempts.len())}</td>
            <td class="num"><VendorInstant time=latest.created_at /></td>
        </tr>
    }
}

fn other_row(
    row: &Row<Attempt>,
    why: NotResendable,
    selection: Selection<EventId>,
) -> impl IntoView + use<> {
    let attempt = row.known.clone();
    let reason = match why {
        NotResendable::BodyUnreadable => {
            "the body that was posted cannot be read, so its event is not known"
        }
        NotResendable::NoEventId => "the body that was posted is older than event ids",
    };
    let name = attempt
        .id
        .map_or_else(|| "a try without id".to_owned(), |id| format!("try {id}"));
    view! {
        <tr class="cannot">
            <td><RowCheckbox selection id=Err(reason.to_owned()) name=name.clone() /></td>
            <th scope="row" class="muted">{name}</th>
            <td colspan="2" class="muted">"cannot be resent: " {reason}</td>
            <td>{answer(&attempt)}</td>
            <td class="num">"1"</td>
            <td class="num"><VendorInstant time=attempt.created_at /></td>
        </tr>
    }
}

fn state(event: &Event) -> AnyView {
    if event.delivered() {
        let word = if event.attempts.len() > 1 {
            "delivered after retries"
        } else {
            "delivered"
        };
        return view! { <Pill tone="good" word /> }.into_any();
    }
    match event.next_retry(now()) {
        Some(at) => {
            let title = format!("The vendor tries again by itself at {}.", utc_text(at));
            view! { <span title=title><Pill tone="warn" word="vendor retry due" /></span> }
                .into_any()
        }
        None => view! { <Pill tone="bad" word="failed" /> }.into_any(),
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
