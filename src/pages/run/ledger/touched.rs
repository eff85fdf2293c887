//! Every run that touched an item: who sent it again, when, and how that ended.

use super::super::glance::Glance;
use super::find::ID;
use crate::host::{RunSummary, use_host};
use crate::navigation::Link;
use crate::routes::Route;
use crate::ui::foreign::Foreign;
use crate::ui::load::Load;
use crate::ui::modal::modal;
use crate::ui::problem::ProblemNote;
use crate::ui::time::Instant;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::outcome::OutcomeKind;

/// The list over the page, for one item.
pub fn dialog(glance: Glance, item: String, shut: Callback<()>) -> AnyView {
    let host = use_host();
    let load = RwSignal::new(Load::Loading);
    let connection = glance.watched().connection.id;
    let asked = item.clone();
    spawn_local(async move {
        let runs = host.runs_of(&connection, &asked).await;
        load.try_set(match runs {
            Ok(runs) => Load::Ready(runs),
            Err(problem) => Load::Failed(problem),
        });
    });
    let title = "Runs that touched this id".to_owned();
    modal(title, shut, move |close| {
        let named = item.clone();
        let list = move || {
            match load.get() {
            Load::Loading => {
                view! { <p class="muted" role="status">"Looking through the runs of this browser…"</p> }
                    .into_any()
            }
            Load::Failed(problem) => view! { <ProblemNote problem /> }.into_any(),
            Load::Ready(runs) => listed(glance, runs, &item),
        }
        };
        view! {
            <section>
                <p class="mono"><Foreign text=named /></p>
                {list}
            </section>
            <footer>
                <button type="button" class="button" autofocus on:click=move |_| close.run(())>
                    "Close"
                </button>
            </footer>
        }
        .into_any()
    })
}

fn listed(glance: Glance, runs: Vec<RunSummary>, item: &str) -> AnyView {
    let here = glance.read_once(|run| run.plan().nonce().clone());
    let number = counted(runs.len(), "run", "runs");
    let line = |run: RunSummary| {
        let ended: Vec<String> = OutcomeKind::ALL
            .into_iter()
            .zip(run.counts)
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| format!("{} {}", grouped(count), kind.word()))
            .collect();
        let this = run.id == here;
        let to = Route::Run {
            id: run.id,
            query: vec![(ID.to_owned(), item.to_owned())],
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
