//! The runs of this browser, newest first.

use crate::forms::plan_file::OpenPlanFile;
use crate::host::{RunSummary, use_host};
use crate::navigation::Link;
use crate::routes::Route;
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::ui::time::Instant;
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_core::outcome::OutcomeKind;

/// How many the overview shows.
const RECENT: usize = 5;

/// All of them.
#[component]
pub fn RunsPage() -> impl IntoView {
    view! {
        <PageHead crumb="Work" title="Runs" actions=|| view! { <OpenPlanFile /> }.into_any()>
            "Every plan that was sent from this browser, and what became of it."
        </PageHead>
        <RunList limit=usize::MAX />
    }
}

/// The last few, for the overview.
#[component]
pub fn RecentRuns() -> impl IntoView {
    view! { <RunList limit=RECENT /> }
}

#[component]
fn RunList(limit: usize) -> impl IntoView {
    let runs = use_host().runs();
    move || {
        match runs.get() {
        None => view! { <p class="muted" role="status">"Reading the runs…"</p> }.into_any(),
        Some(Err(problem)) => view! { <ProblemNote problem /> }.into_any(),
        Some(Ok(runs)) if runs.is_empty() => view! {
            <p class="empty">"Nothing was sent from this browser yet. Choose records in a table, or plan a replay."</p>
        }
        .into_any(),
        Some(Ok(runs)) => view! {
            <ul class="card run-list">
                {runs.into_iter().take(limit).map(line).collect_view()}
            </ul>
        }
        .into_any(),
    }
    }
}

fn line(run: RunSummary) -> impl IntoView {
    let counts: Vec<String> = OutcomeKind::ALL
        .into_iter()
        .zip(run.counts)
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{} {}", grouped(count), kind.word()))
        .collect();
    view! {
        <li>
            <Link to=Route::run(run.id)>{run.title}</Link>
            <span class="muted">
                <bdi>{run.label}</bdi> " · " <Instant at=run.opened_at /> " · " <bdi>{run.actor}</bdi>
            </span>
            <span>{counts.join(", ")} {(!run.stand.is_sent()).then_some(" · not ended")}</span>
        </li>
    }
}
