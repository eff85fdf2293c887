//! The rows of one page of deliveries.

use crate::table::frame::{Column, Head, TableFrame};
use crate::table::selection::{PageCheckbox, RowCheckbox, Selection};
use crate::ui::foreign::Foreign;
use crate::ui::pill::Pill;
use crate::ui::time::VendorInstant;
use leptos::prelude::*;
use redrive_core::kirim::contract::{Delivery, DeliveryId, DeliveryStatus, Row};

const COLUMNS: &[Column] = &[
    Column::Text("Status"),
    Column::Text("Delivery"),
    Column::Text("Event type"),
    Column::Text("Last answer"),
    Column::Number("Tries"),
    Column::Number("Created"),
];

/// The table.
#[component]
pub fn DeliveryTable(
    rows: Vec<Row<Delivery>>,
    selection: Selection<DeliveryId>,
    open: RwSignal<Option<DeliveryId>>,
) -> impl IntoView {
    let shown: Vec<DeliveryId> = rows.iter().filter_map(|row| row.known.id.clone()).collect();
    let lines = rows
        .into_iter()
        .map(|row| line(row.known, selection, open))
        .collect_view();
    view! {
        <TableFrame caption="Deliveries, newest first">
            <Head columns=COLUMNS choose=view! { <PageCheckbox selection shown /> }.into_any() />
            <tbody>{lines}</tbody>
        </TableFrame>
    }
}

fn line(
    delivery: Delivery,
    selection: Selection<DeliveryId>,
    open: RwSignal<Option<DeliveryId>>,
) -> impl IntoView {
    let answer = answer(&delivery);
    let id = delivery
        .id
        .clone()
        .ok_or_else(|| "the vendor gave it no id".to_owned());
    let name = match &id {
        Ok(id) => {
            let (shown, mine) = (id.clone(), id.clone());
            view! {
                <button
                    type="button"
                    class="link mono"
                    aria-expanded=move || (open.get().as_ref() == Some(&mine)).to_string()
                    on:click=move |_| open.set(Some(shown.clone()))
                >
                    {id.to_string()}
                </button>
            }
            .into_any()
        }
        Err(_) => view! { <span class="muted">"no id"</span> }.into_any(),
    };
    let label = delivery.id.as_ref().map_or_else(
        || "a delivery without id".to_owned(),
        |id| format!("delivery {id}"),
    );
    view! {
        <tr>
            <td><RowCheckbox selection id name=label /></td>
            <td><StatusPill status=delivery.status /></td>
            <th scope="row">{name}</th>
            <td class="mono"><Foreign text=delivery.event_type.unwrap_or_default() /></td>
            <td><Foreign text=answer /></td>
            <td class="num">{delivery.attempt_count.map(|count| count.to_string())}</td>
            <td class="num"><VendorInstant time=delivery.created_at /></td>
        </tr>
    }
}

/// A delivery's status; a word that we do not know is shown as the vendor wrote it.
#[component]
pub fn StatusPill(status: Option<DeliveryStatus>) -> impl IntoView {
    let (tone, word) = match status {
        Some(DeliveryStatus::Delivered) => ("good", "delivered".to_owned()),
        Some(DeliveryStatus::Dead) => ("bad", "dead".to_owned()),
        Some(DeliveryStatus::Failed) => ("bad", "failed".to_owned()),
        Some(DeliveryStatus::Pending) => ("warn", "pending".to_owned()),
        Some(DeliveryStatus::Other(word)) => ("unsure", word.chars().take(40).collect()),
        None => ("unsure", "unknown".to_owned()),
    };
    view! { <Pill tone word /> }
}

/// Status and error of the last try, as far as they are known.
pub fn answer(delivery: &Delivery) -> String {
    match (delivery.last_response_status, &delivery.last_error) {
        (Some(status), Some(error)) => format!("HTTP {status}, {error}"),
        (Some(status), None) => format!("HTTP {status}"),
        (None, Some(error)) => error.clone(),
        (None, None) => String::new(),
    }
}
