//! The runs of this browser, newest first.

mod filter;
mod line;
mod question;

use crate::forms::plan_file::OpenPlanFile;
use crate::host::{RunId, RunSummary, use_host};
use crate::table::filter_bar::FilterBar;
use crate::table::filters::use_filters;
use crate::table::no_rows::NothingMatches;
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::views::ViewsMenu;
use crate::words::number::counted;
use filter::{FIELDS, Wanted, connections};
use leptos::prelude::*;
use line::{RunLine, RunWithActions};
use question::{Question, Questions};
use redrive_core::problem::Problem;

/// How many the overview shows.
const RECENT: usize = 5;
/// How many are shown at once. All are kept: history is the operator's.
const SHOWN: usize = 200;

/// Which runs a list shows. Their lines follow them by themselves, so that a list stands still, and
/// what has the focus keeps it, while a run goes on.
type Ids = Option<Result<Vec<RunId>, Problem>>;

fn ids_of(wanted: Signal<Wanted>) -> Memo<Ids> {
    let (runs, held) = (use_host().runs(), use_host().held());
    Memo::new(move |_| {
        let (wanted, held) = (wanted.get(), held.get());
        runs.with(|runs| match runs.as_ref()? {
            Ok(runs) => {
                let takes = |run: &&RunSummary| wanted.takes(run, held.contains(&run.id));
                let ids = runs.iter().filter(takes);
                Some(Ok(ids.map(|run| run.id.clone()).collect()))
            }
            Err(problem) => Some(Err(problem.clone())),
        })
    })
}

/// The last few, for the overview.
#[component]
pub fn RecentRuns() -> impl IntoView {
    let ids = ids_of(Signal::stored(Wanted::default()));
    let recent = Memo::new(move |_| {
        ids.get()
            .map(|ids| ids.map(|ids| ids.into_iter().take(RECENT).collect::<Vec<_>>()))
    });
    move || {
        known(recent.get(), |ids| {
            let lines = ids.into_iter().map(|id| view! { <li><RunLine id /></li> });
            view! { <ul class="card run-list">{lines.collect_view()}</ul> }.into_any()
        })
    }
}

/// All of them, with what can be done with each.
#[component]
pub fn RunsPage() -> impl IntoView {
    let filters = use_filters();
    let address = filters.asked(FIELDS);
    let wanted = Memo::new(move |_| address.reading().with(Wanted::of));
    let ids = ids_of(wanted.into());
    let runs = use_host().runs();
    let any =
        Memo::new(move |_| runs.with(|runs| matches!(runs, Some(Ok(runs)) if !runs.is_empty())));
    let question = RwSignal::new(Question::None);
    let shown = RwSignal::new(SHOWN);
    let list = move || {
        let ids = ids.get();
        let is_empty = matches!(&ids, Some(Ok(ids)) if ids.is_empty());
        if is_empty && any.get() {
            return none_of_these();
        }
        known(ids, |mut ids| {
            let older = ids.split_off(ids.len().min(shown.get()));
            let lines = ids
                .into_iter()
                .map(|id| view! { <RunWithActions id question /> });
            view! {
                <ul class="card run-list" aria-label="Runs">{lines.collect_view()}</ul>
                {(!older.is_empty()).then(|| older_runs(older, shown, question))}
            }
            .into_any()
        })
    };
    view! {
        <PageHead crumb="Work" title="Runs" actions=|| view! { <ViewsMenu /> <OpenPlanFile /> }.into_any()>
            "Every plan that was sent from this browser, and what became of it."
        </PageHead>
        <FilterBar asked=address choices=connections() />
        {list}
        <Questions question />
    }
}

/// The list as far as it is known.
fn known(ids: Ids, list: impl FnOnce(Vec<RunId>) -> AnyView) -> AnyView {
    match ids {
        None => view! { <p class="muted" role="status">"Reading the runs…"</p> }.into_any(),
        Some(Err(problem)) => view! { <ProblemNote problem /> }.into_any(),
        Some(Ok(ids)) if ids.is_empty() => view! {
            <p class="empty">"Nothing was sent from this browser yet. Choose records in a table, or plan a replay."</p>
        }
        .into_any(),
        Some(Ok(ids)) => list(ids),
    }
}

/// There are runs, and none of them is what was asked for.
fn none_of_these() -> AnyView {
    view! {
        <NothingMatches
            title="No run matches"
            text="This browser has runs, and none of them is what these filters ask for."
        />
    }
    .into_any()
}

fn older_runs(older: Vec<RunId>, shown: RwSignal<usize>, question: RwSignal<Question>) -> AnyView {
    let number = counted(older.len(), "older run is", "older runs are");
    let remove = move |_| question.set(Question::RemoveOlder(older.clone()));
    view! {
        <div class="actions older-runs">
            <span class="muted">{number} " kept too."</span>
            <button type="button" class="button" on:click=move |_| shown.update(|shown| *shown += SHOWN)>
                "Show more"
            </button>
            <button type="button" class="button quiet" on:click=remove>
                "Remove older runs…"
            </button>
        </div>
    }
    .into_any()
}
