//! One run in a list: what, where it stands, what became of its items, who, when and why.

use super::question::Question;
use crate::host::{RunId, RunSummary, use_host};
use crate::navigation::Link;
use crate::routes::Route;
use crate::ui::pill::{Pill, fate_tone, tone_of};
use crate::ui::time::Instant;
use crate::words::ended::{End, ends, over, problems};
use crate::words::number::grouped;
use crate::words::tray::{needs_you, stands};
use leptos::prelude::*;
use redrive_core::fate::Fate;

/// The run as the list knows it.
fn summary(id: RunId) -> Memo<Option<RunSummary>> {
    let runs = use_host().runs();
    Memo::new(move |_| {
        runs.with(|runs| {
            let mut runs = runs.iter().flatten().flatten();
            runs.find(|run| run.id == id).cloned()
        })
    })
}

/// What is to be seen of it.
#[component]
pub fn RunLine(id: RunId) -> impl IntoView {
    let held = use_host().held();
    let of = id.clone();
    let run = summary(id.clone());
    let phase = move || {
        let run = run.get()?;
        let held = held.with(|held| held.contains(&of));
        let word = over(&run).unwrap_or_else(|| stands(&run, held).to_owned());
        Some(view! { <Pill tone=tone(&run, held) word /> })
    };
    // These never change.
    let fixed = run.get_untracked().map(|run| {
        let reason = (!run.reason.is_empty()).then(|| {
            view! { " · “" <bdi>{run.reason}</bdi> "”" }
        });
        let to = Route::run(id);
        let place = if run.to.is_empty() { run.label } else { run.to };
        view! {
            <span class="run-title">
                <Link to>{run.title}</Link>
                {phase}
            </span>
            <span class="muted">
                <bdi>{place}</bdi> " · " <Instant at=run.opened_at /> " · " <bdi>{run.actor}</bdi>
                {reason}
            </span>
        }
    });
    view! {
        {fixed}
        <span class="run-counts">{move || run.get().map(|run| counts(&run))}</span>
    }
}

/// Whether all is well with it.
fn tone(run: &RunSummary, held: bool) -> &'static str {
    let [accepted, ..] = run.counts;
    match run.stand {
        _ if needs_you(run, held) => "warn",
        _ if !problems(run).is_empty() => "bad",
        _ if run.is_over() && accepted == 0 => "idle",
        _ => "good",
    }
}

/// What became of its items, each number in its tone.
fn counts(run: &RunSummary) -> AnyView {
    let part = |(place, (end, count)): (usize, (End, usize))| {
        let tone = match end {
            End::Kind(kind) => tone_of(kind),
            End::FailedAgain => fate_tone(Fate::FailedAgain),
            End::InFlight => "",
        };
        view! {
            {(place > 0).then_some(", ")}
            <span class=format!("count {tone}")>{grouped(count)} " " {end.word()}</span>
        }
    };
    let parts = ends(run).into_iter().enumerate().map(part);
    parts.collect_view().into_any()
}

/// The same, with what can be done with it.
#[component]
pub fn RunWithActions(id: RunId, question: RwSignal<Question>) -> impl IntoView {
    let run = summary(id.clone());
    let title = run.get_untracked().map(|run| run.title).unwrap_or_default();
    // What is not over is stopped first.
    let over = Memo::new(move |_| run.with(|run| run.as_ref().is_some_and(RunSummary::is_over)));
    let ask = move |question_of: fn(RunSummary) -> Question| {
        if let Some(run) = run.get_untracked() {
            question.set(question_of(run));
        }
    };
    let removing = format!("Remove: {title}");
    view! {
        <li>
            <RunLine id />
            <span class="actions">
                <button
                    type="button"
                    class="button quiet"
                    aria-label=format!("Plan again: {title}")
                    on:click=move |_| ask(Question::PlanAgain)
                >
                    "Plan again…"
                </button>
                {move || {
                    over.get()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button quiet"
                                    aria-label=removing.clone()
                                    on:click=move |_| ask(Question::Remove)
                                >
                                    "Remove…"
                                </button>
                            }
                        })
                }}
            </span>
        </li>
    }
}
