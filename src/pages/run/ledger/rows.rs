//! The rows of the ledger: an id, what became of it, and whether it was delivered.

use super::find::{Found, Row};
use crate::table::frame::Column;
use crate::ui::foreign::Foreign;
use crate::ui::pill::{OutcomePill, Pill, fate_tone};
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_core::fate::Fate;
use redrive_core::outcome::OutcomeKind;

pub const COLUMNS: &[Column] = &[
    Column::Text("Id"),
    Column::Text("Outcome"),
    Column::Text("Code"),
    Column::Text("Message"),
    Column::Text("Delivered?"),
    Column::Number("Call"),
    Column::Text("History"),
];

/// The rows of a page. `touched` is given the id whose other runs are wanted.
pub fn of(found: &Found, touched: Callback<String>) -> AnyView {
    let rows = found.rows.iter().map(|of| row(of, touched));
    rows.collect_view().into_any()
}

fn row(row: &Row, touched: Callback<String>) -> AnyView {
    let id = row.id.clone();
    view! {
        <tr>
            <th scope="row" class="mono"><Foreign text=row.id.clone() /></th>
            <td>{outcome(row)}</td>
            <td class="mono"><Foreign text=row.code.clone() /></td>
            <td class="wrap"><Foreign text=row.message.clone() /></td>
            <td>{fate(row.kind, row.fate)}</td>
            <td class="num">{grouped(row.call)}</td>
            <td>
                <button
                    type="button"
                    class="link"
                    aria-label=format!("Runs that touched {id}")
                    on:click=move |_| touched.run(id.clone())
                >
                    "Runs"
                </button>
            </td>
        </tr>
    }
    .into_any()
}

fn outcome(row: &Row) -> AnyView {
    if row.under_way {
        view! { <Pill tone="under-way" word="in flight" /> }.into_any()
    } else {
        view! { <OutcomePill kind=row.kind /> }.into_any()
    }
}

/// Empty where nothing can have been delivered.
fn fate(kind: OutcomeKind, fate: Fate) -> AnyView {
    let sent = matches!(kind, OutcomeKind::Accepted | OutcomeKind::Unknown);
    match fate {
        Fate::NotRead if !sent => ().into_any(),
        Fate::NotRead => view! { <span class="muted">"not read yet"</span> }.into_any(),
        fate => view! { <Pill tone=fate_tone(fate) word=fate.word() /> }.into_any(),
    }
}
