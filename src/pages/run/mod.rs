//! The page of one run: what became of every id. It has an address of its own.

mod again;
mod canary;
mod confirm;
mod controls;
mod counts;
mod evidence;
mod glance;
mod headline;
mod keeping;
#[cfg(test)]
mod kit;
mod ledger;
mod needs;
mod next;
mod next_card;
mod pace;
mod phases;
mod progress;
mod speed;
mod stop;
mod tally;
mod tell;
mod timeline;
mod waits;

use crate::host::{RunId, Watched, use_host};
use crate::ui::load::Load;
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::ui::time::Instant;
use crate::words;
use controls::{Controls, Question, Questions};
use counts::Figures;
use glance::Glance;
use headline::Headline;
use keeping::Keeping;
use ledger::LedgerTable;
use leptos::prelude::*;
use leptos::task::spawn_local;
use needs::WhatNeedsYou;
use next_card::NextCard;
use phases::Phases;
use progress::Progress;
use std::sync::Arc;
use tell::TellMe;
use timeline::Timeline;
use waits::Waits;

/// The page. The address limits the table.
#[component]
pub fn RunPage(id: RunId) -> impl IntoView {
    let host = use_host();
    let load = RwSignal::new(Load::Loading);
    spawn_local(async move {
        let watched = host.watch(&id).await;
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
        Load::Ready(watched) => view! { <RunView watched /> }.into_any(),
    }
}

#[component]
fn RunView(watched: Watched) -> impl IntoView {
    let (connection, labels) = (watched.connection.clone(), Arc::clone(&watched.labels));
    let glance = Glance::at(watched);
    let (title, to, opened_at, actor, reason) = glance.read_once(|run| {
        (
            words::plan::title(run.plan()),
            words::plan::capital(&words::plan::sent_to(run.plan(), &connection, &labels)),
            run.opened_at(),
            run.actor().to_owned(),
            run.reason().to_owned(),
        )
    });
    let confirmed_again = Memo::new(move |_| {
        glance.read(|run| {
            let last = run.confirmed_again().last();
            last.map(|(at, actor)| (at, actor.to_owned()))
        })
    });
    let confirmed_again = move || {
        confirmed_again.get().map(|(at, actor)| {
            view! { " · last confirmed by " <bdi>{actor}</bdi> " " <Instant at /> }
        })
    };
    let question = RwSignal::new(Question::None);
    view! {
        <PageHead crumb="Runs" title=title actions=move || view! { <Controls glance question /> }>
            <bdi>{to}</bdi> " · started by " <bdi>{actor}</bdi> " " <Instant at=opened_at />
            {confirmed_again}
            {(!reason.is_empty()).then(|| view! { " · “" <bdi>{reason}</bdi> "”" })}
        </PageHead>
        <section class="card run-card" aria-label="How far it is">
            <Phases glance />
            <Headline glance />
            <Progress glance />
            <Figures glance />
            <Timeline glance />
            <Keeping glance />
            <TellMe glance />
        </section>
        <Waits glance question />
        <NextCard glance />
        <WhatNeedsYou glance />
        <LedgerTable glance />
        <Questions glance question />
    }
}
