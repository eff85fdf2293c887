//! The ledger as a table: one row an id, with what became of it and whether it was delivered. What
//! it shows stands in the address.

mod filter;
mod find;
mod rows;
mod touched;

use super::evidence::{CsvButton, EvidenceButton};
use super::glance::Glance;
use crate::table::filters::{Filters, use_filters};
use crate::table::frame::Head;
use crate::ui::copy::CopyButton;
use crate::words::number::{counted, grouped};
use filter::LedgerFilter;
use find::{Found, PAGE, Wanted, find, places};
use leptos::prelude::*;

/// The table under its filters.
#[component]
pub fn LedgerTable(glance: Glance) -> impl IntoView {
    let filters = use_filters();
    let wanted = Memo::new(move |_| Wanted::of(&filters.query()));
    let found = Memo::new(move |_| {
        let page = usize::try_from(filters.page()).unwrap_or(usize::MAX);
        wanted.with(|wanted| glance.read(|run| find(run, wanted, page)))
    });
    let total = Memo::new(move |_| found.with(|found| found.total));
    let ids = Signal::derive(move || {
        wanted.with(|wanted| {
            glance.read_once(|run| {
                let items = run.plan().items();
                let ids = places(run, wanted).filter_map(|place| items.get(place));
                ids.map(ToString::to_string).collect::<Vec<_>>().join("\n")
            })
        })
    });
    // Once the run has ended, the evidence is offered above, as the last thing to do.
    let ended = Memo::new(move |_| glance.read(redrive_core::run::Run::is_sent));
    let evidence =
        move || (!ended.get()).then(|| view! { <EvidenceButton glance primary=false /> });
    let item = RwSignal::new(None);
    let touched = Callback::new(move |id: String| item.set(Some(id)));
    let shut = Callback::new(move |()| item.set(None));
    let history = move || item.get().map(|item| touched::dialog(glance, item, shut));
    view! {
        <section class="card ledger" aria-labelledby="ledger-title">
            <header class="card-head">
                <h2 id="ledger-title">"Every id"</h2>
                <div class="actions">
                    <CopyButton label="Copy ids" text=ids />
                    <CsvButton glance />
                    {evidence}
                </div>
                <LedgerFilter glance wanted />
            </header>
            <div class="table-scroll" role="region" aria-label="Outcomes, scrolls sideways" tabindex="0">
                <table>
                    <caption class="visually-hidden">
                        {move || counted(total.get(), "row", "rows")} " of the ledger"
                    </caption>
                    <Head columns=rows::COLUMNS />
                    <tbody>{move || found.with(|found| rows::of(found, touched))}</tbody>
                </table>
                {move || nothing(&found.get(), &wanted.get(), filters)}
            </div>
            <Paging filters total />
            {history}
        </section>
    }
}

/// Why there is no row, and one thing to do.
fn nothing(found: &Found, wanted: &Wanted, filters: Filters) -> AnyView {
    if !found.rows.is_empty() {
        return ().into_any();
    }
    let (text, label) = if found.total > 0 {
        (
            "The ledger is shorter than the address says.",
            "Show its begin",
        )
    } else if wanted.limits() {
        ("No id of this run matches these filters.", "Show every id")
    } else {
        ("This run is about nothing.", "")
    };
    let short = found.total > 0;
    let press = move |_| {
        if short {
            filters.set_page(0);
        } else {
            filters.clear();
        }
    };
    view! {
        <div class="empty">
            <p>{text}</p>
            {(!label.is_empty())
                .then(|| view! { <button type="button" class="button" on:click=press>{label}</button> })}
        </div>
    }
    .into_any()
}

#[component]
fn Paging(filters: Filters, total: Memo<usize>) -> impl IntoView {
    let pages = move || total.get().div_ceil(PAGE).max(1) as u64;
    let number = |page: u64| grouped(usize::try_from(page).unwrap_or(usize::MAX));
    let turn = move |by: fn(u64, u64) -> u64| filters.set_page(by(untrack(|| filters.page()), 1));
    let at_begin = move || filters.page() == 0;
    let at_end = move || filters.page() + 1 >= pages();
    // One that really is disabled would drop the focus of whoever turns page after page.
    view! {
        <nav class="paging" aria-label="Pages of the ledger">
            <button
                type="button"
                class="button"
                aria-disabled=move || at_begin().then_some("true")
                on:click=move |_| {
                    if !untrack(at_begin) {
                        turn(u64::saturating_sub);
                    }
                }
            >
                "Previous"
            </button>
            <span role="status">
                "Page " {move || number(filters.page().saturating_add(1))} " of "
                {move || number(pages())} ", " {move || counted(total.get(), "row", "rows")}
            </span>
            <button
                type="button"
                class="button"
                aria-disabled=move || at_end().then_some("true")
                on:click=move |_| {
                    if !untrack(at_end) {
                        turn(u64::saturating_add);
                    }
                }
            >
                "Next"
            </button>
        </nav>
    }
}
