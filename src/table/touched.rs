//! Every run that touched an item: who sent it again, when, and how that ended. Asked from the menu
//! of a row, from a pane with its details and from the ledger of a run.

use super::grid::Offer;
use crate::filters::names::ITEM;
use crate::host::{RunId, RunSummary, use_host};
use crate::navigation::{Link, use_navigation};
use crate::parts::{LazyDialog, catalogue};
use crate::routes::Route;
use crate::ui::foreign::Foreign;
use crate::ui::load::Load;
use crate::ui::modal::modal;
use crate::ui::problem::ProblemNote;
use crate::ui::time::Instant;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::ConnectionId;
use redrive_core::outcome::OutcomeKind;

/// What is offered, wherever it is.
const WORDS: &str = "Runs that touched this id…";
const TITLE: &str = "Runs that touched this id";

/// The item that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub connection: ConnectionId,
    pub id: String,
    /// The run whose page asks.
    pub here: Option<RunId>,
}

/// Opens the list of runs. A handle: copies are the same list.
#[derive(Clone, Copy)]
pub struct Touched(RwSignal<Option<Item>>);

/// Puts the way to the list where every page finds it.
pub fn provide_touched() {
    provide_context(Touched(RwSignal::new(None)));
}

/// The list of runs of this console.
pub fn use_touched() -> Touched {
    expect_context()
}

impl Touched {
    /// Lists the runs that touched an item.
    pub fn ask(self, item: Item) {
        self.0.set(Some(item));
    }

    /// The same as something to choose from the menu of a row.
    pub fn offer(self, connection: &ConnectionId, id: &str) -> Offer {
        let item = Item {
            connection: connection.clone(),
            id: id.to_owned(),
            here: None,
        };
        Offer::new(WORDS, move || self.ask(item.clone()))
    }
}

/// The button of a pane.
#[component]
pub fn TouchedButton(connection: ConnectionId, #[prop(into)] id: String) -> impl IntoView {
    let touched = use_touched();
    let item = Item {
        connection,
        id,
        here: None,
    };
    view! {
        <button type="button" class="button quiet" on:click=move |_| touched.ask(item.clone())>
            {WORDS}
        </button>
    }
}

/// Where the list appears; stands once in the shell.
#[component]
pub fn TouchedOutlet() -> impl IntoView {
    let Touched(asked) = use_touched();
    move || {
        asked.get().map(|item| {
            let part = catalogue::touched(item);
            let close = Callback::new(move |()| asked.set(None));
            view! { <LazyDialog part title=TITLE close /> }.into_any()
        })
    }
}

/// The list over the page, for one item.
#[component]
pub fn TouchedDialog(item: Item) -> impl IntoView {
    let (host, Touched(asked)) = (use_host(), use_touched());
    let load = RwSignal::new(Load::Loading);
    let Item {
        connection,
        id,
        here,
    } = item;
    let wanted = id.clone();
    spawn_local(async move {
        let runs = host.runs_of(&connection, &wanted).await;
        load.try_set(match runs {
            Ok(runs) => Load::Ready(runs),
            Err(problem) => Load::Failed(problem),
        });
    });
    let shut = Callback::new(move |()| asked.set(None));
    modal(TITLE.to_owned(), shut, move |modal| {
        // Whoever goes to one of the runs, or to another row of this one, sees it.
        let route = use_navigation().route();
        Effect::new(move |before: Option<Route>| {
            let now = route.get();
            if before.is_some_and(|before| before != now) {
                modal.close();
            }
            now
        });
        let named = id.clone();
        let list = move || {
            match load.get() {
            Load::Loading => {
                view! { <p class="muted" role="status">"Looking through the runs of this browser…"</p> }
                    .into_any()
            }
            Load::Failed(problem) => view! { <ProblemNote problem /> }.into_any(),
            Load::Ready(runs) if runs.is_empty() => view! {
                <p role="status">
                    "No run of this browser sent it. What was sent from another browser or by the vendor itself is not known here."
                </p>
            }
            .into_any(),
            Load::Ready(runs) => listed(runs, here.as_ref(), &id),
        }
        };
        view! {
            <section>
                <p class="mono"><Foreign text=named /></p>
                {list}
            </section>
            <footer>
                <button type="button" class="button" autofocus on:click=move |_| modal.close()>
                    "Close"
                </button>
            </footer>
        }
        .into_any()
    })
}

fn listed(runs: Vec<RunSummary>, here: Option<&RunId>, item: &str) -> AnyView {
    let number = counted(runs.len(), "run", "runs");
    let line = |run: RunSummary| {
        let ended: Vec<String> = OutcomeKind::ALL
            .into_iter()
            .zip(run.counts)
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| format!("{} {}", grouped(count), kind.word()))
            .collect();
        let this = Some(&run.id) == here;
        let to = Route::Run {
            id: run.id,
            query: vec![(ITEM.to_owned(), item.to_owned())],
        };
        view! {
            <li>
                <span>
                    <Link to>{run.title}</Link>
                    {this.then_some(" (this run)")}
                </span>
                <span class="muted">
                    <Instant at=run.opened_at /> " · " <bdi>{run.actor}</bdi>
                </span>
                <span>{ended.join(", ")}</span>
            </li>
        }
    };
    view! {
        <p class="muted" role="status">{number} " of this browser"</p>
        <ul class="run-list">{runs.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}
