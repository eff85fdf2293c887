//! The ledger as a table: one row an id with code and message, filtered by outcome, a page at a
//! time, to copy and to download.

use crate::host::{RunId, Watched};
use crate::navigation::{Link, use_navigation};
use crate::routes::Route;
use crate::table::frame::{Column, Head};
use crate::ui::copy::CopyButton;
use crate::ui::download::{DownloadButton, Kind, pieces};
use crate::ui::foreign::Foreign;
use crate::ui::pill::OutcomePill;
use crate::words::number::{counted, grouped};
use crate::words::outcome;
use leptos::prelude::*;
use redrive_core::evidence::Evidence;
use redrive_core::outcome::{Outcome, OutcomeKind};
use redrive_core::run::Run;

const COLUMNS: &[Column] = &[
    Column::Text("Id"),
    Column::Text("Outcome"),
    Column::Text("Code"),
    Column::Text("Message"),
    Column::Number("Call"),
];

const PAGE: usize = 100;

/// One row as shown.
#[derive(Clone)]
struct Row {
    id: String,
    outcome: Outcome,
    call: usize,
}

/// The table under its filter.
#[component]
pub fn LedgerTable(id: RunId, watched: Watched) -> impl IntoView {
    let run = watched.run.clone();
    let route = use_navigation().route();
    let outcome = Signal::derive(move || match route.get() {
        Route::Run { outcome, .. } => outcome,
        _ => None,
    });
    let page = RwSignal::new(0_usize);
    Effect::new(move |_| {
        outcome.track();
        page.set(0);
    });
    let matching = {
        let run = run.clone();
        Memo::new(move |_| run.with(|run| matching(run, outcome.get())))
    };
    let total = move || matching.with(Vec::len);
    let pages = move || total().div_ceil(PAGE).max(1);
    let rows = {
        let run = run.clone();
        move || run.with(|run| matching.with(|places| rows(run, places, page.get())))
    };
    let ids = {
        let run = run.clone();
        Signal::derive(move || run.with(|run| matching.with(|places| ids(run, places))))
    };
    view! {
        <section class="card ledger" aria-labelledby="ledger-title">
            <header class="card-head">
                <h2 id="ledger-title">"Every id"</h2>
                <OutcomeFilter id=id.clone() outcome />
                <div class="actions">
                    <CopyButton label="Copy ids" text=ids />
                    <Downloads id=id.clone() watched />
                </div>
            </header>
            <div class="table-scroll" role="region" aria-label="Outcomes, scrolls sideways" tabindex="0">
                <table>
                    <caption class="visually-hidden">
                        {move || counted(total(), "row", "rows")} " of the ledger"
                    </caption>
                    <Head columns=COLUMNS />
                    <tbody>{move || rows().into_iter().map(table_row).collect_view()}</tbody>
                </table>
                {move || {
                    (total() == 0)
                        .then(|| view! { <p class="empty">"No id ended so in this run."</p> })
                }}
            </div>
            <nav class="paging" aria-label="Pages of the ledger">
                <button
                    type="button"
                    class="button"
                    disabled=move || page.get() == 0
                    on:click=move |_| page.update(|page| *page = page.saturating_sub(1))
                >
                    "Previous"
                </button>
                <span role="status">
                    "Page " {move || grouped(page.get() + 1)} " of " {move || grouped(pages())} ", "
                    {move || counted(total(), "row", "rows")}
                </span>
                <button
                    type="button"
                    class="button"
                    disabled=move || { page.get() + 1 >= pages() }
                    on:click=move |_| page.update(|page| *page += 1)
                >
                    "Next"
                </button>
            </nav>
        </section>
    }
}

/// The evidence of the whole run, whatever the table shows.
#[component]
fn Downloads(id: RunId, watched: Watched) -> impl IntoView {
    let Watched {
        run, connection, ..
    } = watched;
    let csv = {
        let (run, connection) = (run.clone(), connection.clone());
        move |()| run.with_untracked(|run| pieces(Evidence::of(run, &connection).csv()))
    };
    let json =
        move |()| run.with_untracked(|run| pieces(Evidence::of(run, &connection).json_lines()));
    view! {
        <DownloadButton
            label="Download CSV"
            file=format!("redrive-run-{id}.csv")
            kind=Kind::Csv
            content=Callback::new(csv)
        />
        <DownloadButton
            label="Download evidence"
            file=format!("redrive-run-{id}.jsonl")
            kind=Kind::JsonLines
            content=Callback::new(json)
        />
    }
}

#[component]
fn OutcomeFilter(id: RunId, outcome: Signal<Option<OutcomeKind>>) -> impl IntoView {
    let choice = |value: Option<OutcomeKind>, label: &'static str| {
        let to = Route::Run {
            id: id.clone(),
            outcome: value,
        };
        view! {
            <li>
                <Link to current=Signal::derive(move || outcome.get() == value)>{label}</Link>
            </li>
        }
    };
    let all = choice(None, "all");
    let each = OutcomeKind::ALL.map(|kind| choice(Some(kind), kind.word()));
    view! {
        <nav aria-label="Show ids that ended as">
            <ul class="segments">{all} {each.into_iter().collect_view()}</ul>
        </nav>
    }
}

fn table_row(row: Row) -> impl IntoView {
    view! {
        <tr>
            <th scope="row" class="mono"><Foreign text=row.id /></th>
            <td><OutcomePill kind=row.outcome.kind() /></td>
            <td class="mono"><Foreign text=outcome::code(&row.outcome).into_owned() /></td>
            <td class="wrap"><Foreign text=outcome::message(&row.outcome) /></td>
            <td class="num">{grouped(row.call + 1)}</td>
        </tr>
    }
}

/// Places of the items that the filter shows.
fn matching(run: &Run, kind: Option<OutcomeKind>) -> Vec<usize> {
    match kind {
        Some(kind) => run.ledger().places(kind).collect(),
        None => (0..run.ledger().len()).collect(),
    }
}

fn rows(run: &Run, places: &[usize], page: usize) -> Vec<Row> {
    let shown = places.iter().skip(page * PAGE).take(PAGE);
    shown
        .filter_map(|&place| {
            let calls = run.plan().calls();
            Some(Row {
                id: run.plan().items().get(place)?.to_string(),
                outcome: run.ledger().outcome(place)?.clone(),
                call: calls.partition_point(|call| call.items.end <= place),
            })
        })
        .collect()
}

fn ids(run: &Run, places: &[usize]) -> String {
    let items = places
        .iter()
        .filter_map(|&place| run.plan().items().get(place));
    items
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}
