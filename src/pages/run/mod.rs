//! The page of one run: what became of every id. It has an address of its own.

mod counts;
mod headline;
mod ledger;
mod needs;

use crate::host::{RunId, Watched, Wish, use_host};
use crate::ui::load::Load;
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::ui::time::Instant;
use crate::words;
use counts::CountsBar;
use headline::Headline;
use ledger::LedgerTable;
use leptos::prelude::*;
use leptos::task::spawn_local;
use needs::WhatNeedsYou;

/// The page. The address limits the table to one kind of outcome.
#[component]
pub fn RunPage(id: RunId) -> impl IntoView {
    let host = use_host();
    let load = RwSignal::new(Load::Loading);
    let asked = id.clone();
    spawn_local(async move {
        let watched = host.watch(&asked).await;
        load.try_set(match watched {
            Ok(watched) => Load::Ready(watched),
            Err(problem) => Load::Failed(problem),
        });
    });
    move || match load.get() {
        Load::Loading => {
            view! { <p class="muted" role="status">"Reading the run's journal…"</p> }.into_any()
        }
        Load::Failed(problem) => {
            view! { <PageHead crumb="Runs" title="Run">""</PageHead> <ProblemNote problem /> }
                .into_any()
        }
        Load::Ready(watched) => view! { <RunView id=id.clone() watched /> }.into_any(),
    }
}

#[component]
fn RunView(id: RunId, watched: Watched) -> impl IntoView {
    let run = watched.run.clone();
    let (title, opened_at, actor, reason) = run.with_untracked(|run| {
        (
            words::plan::title(run.plan()),
            run.opened_at(),
            run.actor().to_owned(),
            run.reason().to_owned(),
        )
    });
    let label = watched.connection.label.clone();
    view! {
        <PageHead crumb="Runs" title=title>
            <bdi>{label}</bdi> " · started by " <bdi>{actor}</bdi> " " <Instant at=opened_at />
            {(!reason.is_empty()).then(|| view! { " · “" <bdi>{reason}</bdi> "”" })}
        </PageHead>
        <section class="card run-card" aria-label="How far it is">
            <Headline watched=watched.clone() />
            <CountsBar run=run.clone() />
            <RunControls watched=watched.clone() />
        </section>
        <WhatNeedsYou watched=watched.clone() />
        <LedgerTable id watched />
    }
}

#[component]
fn RunControls(watched: Watched) -> impl IntoView {
    let open = {
        let run = watched.run.clone();
        Memo::new(move |_| run.with(|run| !run.is_sent()))
    };
    move || {
        let (watched, asked) = (watched.clone(), watched.clone());
        open.get().then(|| {
            view! {
                <div class="run-controls">
                    <button
                        type="button"
                        class="button danger"
                        disabled=move || asked.asked() == Some(Wish::Stop)
                        on:click=move |_| watched.stop()
                    >
                        "Stop before the next call"
                    </button>
                </div>
            }
        })
    }
}
