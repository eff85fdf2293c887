//! The ledger as a table: one row an id, with what became of it and whether it was delivered. What
//! it shows stands in the address.

mod filter;
mod find;
mod rows;

use super::evidence::{CsvButton, EvidenceButton};
use super::glance::Glance;
use crate::table::filter_bar::Unread;
use crate::table::filters::{Filters, use_filters};
use crate::table::grid::{Grid, GridTable, LookChooser, More};
use crate::table::touched::{Item, use_touched};
use crate::ui::copy::CopyButton;
use crate::words::number::{counted, grouped};
use filter::LedgerFilter;
use find::{FIELDS, Wanted, named, places};
use leptos::prelude::*;
use rows::{LedgerRows, leading, spec};

/// The table under its filters.
#[component]
pub fn LedgerTable(glance: Glance) -> impl IntoView {
    let filters = use_filters();
    let wanted = Memo::new(move |_| Wanted::of(&filters.query()));
    let text = Memo::new(move |_| wanted.with(|wanted| wanted.id.clone()));
    let named = Memo::new(move |_| text.with(|text| glance.read_once(|run| named(run, text))));
    let rows = LedgerRows::of(glance);
    let grid = Grid::of(spec(rows.tells()), rows).linking(leading(glance));
    Effect::new(move |before: Option<Wanted>| {
        let wanted = wanted.get();
        let found = named.with(|named| glance.read(|run| places(run, &wanted, named.as_deref())));
        rows.places.set_value(found);
        grid.told(before.is_some_and(|before| before != wanted));
        wanted
    });
    let total = Memo::new(move |_| grid.counts().0);
    let ids = Signal::derive(move || {
        grid.counts();
        rows.places.with_value(|places| {
            glance.read_once(|run| {
                let items = run.plan().items();
                let places = (0..places.count()).filter_map(|place| places.at(place));
                let ids = places.filter_map(|place| items.get(place));
                ids.map(ToString::to_string).collect::<Vec<_>>().join("\n")
            })
        })
    });
    // Once the run has ended, the evidence is offered above, as the last thing to do.
    let ended = Memo::new(move |_| glance.read(redrive_core::run::Run::is_sent));
    let evidence =
        move || (!ended.get()).then(|| view! { <EvidenceButton glance primary=false /> });
    let touched = use_touched();
    Effect::new(move |_| {
        if let Some(id) = grid.open.get() {
            touched.ask(Item {
                connection: glance.watched().connection.id,
                id,
                here: Some(glance.read_once(|run| run.plan().nonce().clone())),
            });
            grid.open.set(None);
        }
    });
    let empty = Memo::new(move |_| total.get() == 0);
    view! {
        <section class="card ledger" aria-labelledby="ledger-title">
            <header class="card-head">
                <h2 id="ledger-title">"Every id"</h2>
                <span class="muted" role="status">{move || about(glance, total.get())}</span>
                <div class="actions">
                    <LookChooser grid />
                    <CopyButton label="Copy ids" text=ids />
                    <CsvButton glance />
                    {evidence}
                </div>
                <LedgerFilter glance wanted />
            </header>
            <Unread asked=filters.asked(FIELDS) />
            {move || {
                if empty.get() {
                    nothing(&wanted.get(), filters)
                } else {
                    view! { <GridTable grid caption="Every id" more=More::none() /> }.into_any()
                }
            }}
        </section>
    }
}

/// How many are shown, of how many.
fn about(glance: Glance, shown: usize) -> String {
    let all = glance.read_once(|run| run.ledger().len());
    if shown == all {
        counted(all, "id", "ids")
    } else {
        format!("{} of {}", grouped(shown), counted(all, "id", "ids"))
    }
}

/// Why there is no row, and one thing to do.
fn nothing(wanted: &Wanted, filters: Filters) -> AnyView {
    if !wanted.limits() {
        return view! { <p class="empty">"This run is about nothing."</p> }.into_any();
    }
    view! {
        <div class="empty">
            <p>"No id of this run matches these filters."</p>
            <button type="button" class="button" on:click=move |_| filters.clear()>
                "Show every id"
            </button>
        </div>
    }
    .into_any()
}
