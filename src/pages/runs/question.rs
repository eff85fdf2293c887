//! What is asked before a run of the list is planned again or removed.

use crate::api::connections::use_connections;
use crate::forms::planner::{facts_again, use_planner};
use crate::host::{RunId, RunSummary, use_host};
use crate::ui::modal::modal;
use crate::ui::problem::ProblemNote;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::Connection;
use redrive_core::plan::Shape;
use redrive_core::problem::{Problem, ProblemKind};

/// A question, and of which runs.
#[derive(Clone, PartialEq, Eq)]
pub enum Question {
    None,
    PlanAgain(RunSummary),
    Remove(RunSummary),
    RemoveOlder(Vec<RunId>),
}

/// The question that stands over the page.
#[component]
pub fn Questions(question: RwSignal<Question>) -> impl IntoView {
    let shut = Callback::new(move |()| question.set(Question::None));
    move || match question.get() {
        Question::None => ().into_any(),
        Question::PlanAgain(run) => plan_again(run, shut),
        Question::Remove(run) => {
            let title = format!("Remove the record of “{}”?", run.title);
            remove(title, vec![run.id], shut)
        }
        Question::RemoveOlder(runs) => {
            let runs_counted = counted(runs.len(), "older run", "older runs");
            remove(format!("Remove the records of {runs_counted}?"), runs, shut)
        }
    }
}

fn plan_again(run: RunSummary, shut: Callback<()>) -> AnyView {
    let (host, planner, connections) = (use_host(), use_planner(), use_connections().all());
    let failure = RwSignal::new(None::<Problem>);
    let [accepted, _, unknown, ..] = run.counts;
    let title = format!("Plan “{}” again?", run.title);
    modal(title, shut, move |modal| {
        let plan = move |_| {
            let run = run.clone();
            spawn_local(async move {
                let known = host.plan_of(&run.id).await;
                // Whoever closed the question meanwhile does not plan.
                if modal.is_closed() {
                    return;
                }
                let all = connections.get_untracked().and_then(Result::ok);
                match known.and_then(|known| Ok((connection_of(&run, all)?, known))) {
                    Ok((connection, (plan, labels))) => {
                        modal.close();
                        let items = plan.draft.items();
                        let facts = facts_again(&items, &labels, 0..items.len());
                        planner.open_shaped(connection, plan.draft, Shape::default(), facts);
                    }
                    Err(problem) => failure.set(Some(problem)),
                }
            });
        };
        view! {
            <section>
                <p class="sentence">
                    "This makes a new plan with the same items and new keys. It is shown and confirmed as any other."
                </p>
                {(accepted + unknown > 0).then(|| view! { <p class="note warn">{sent_before(accepted, unknown)}</p> })}
                {move || failure.get().map(|problem| view! { <ProblemNote problem /> })}
            </section>
            <footer>
                <button type="button" class="button" autofocus on:click=move |_| modal.close()>
                    "Do not plan"
                </button>
                <button type="button" class="button primary" on:click=plan>
                    "Plan again…"
                </button>
            </footer>
        }
        .into_any()
    })
}

/// What a second run of the same items does.
fn sent_before(accepted: usize, unknown: usize) -> String {
    let unknown = match unknown {
        0 => String::new(),
        some => format!(", and may have taken {} more", grouped(some)),
    };
    format!(
        "The vendor took {} of them in that run{unknown}. New keys send them a second time. To send only what failed, open the run.",
        grouped(accepted)
    )
}

fn connection_of(run: &RunSummary, all: Option<Vec<Connection>>) -> Result<Connection, Problem> {
    let mut all = all.into_iter().flatten();
    all.find(|known| known.id == run.connection).ok_or_else(|| {
        Problem::ours(
            ProblemKind::NotFound,
            format!("The connection “{}” is not configured any more.", run.label),
        )
    })
}

fn remove(title: String, runs: Vec<RunId>, shut: Callback<()>) -> AnyView {
    let host = use_host();
    let failure = RwSignal::new(None::<Problem>);
    modal(title, shut, move |modal| {
        let remove = move |_| {
            let runs = runs.clone();
            spawn_local(async move {
                for id in runs {
                    // Whoever closed the question meanwhile keeps what is left.
                    if modal.is_closed() {
                        return;
                    }
                    if let Err(problem) = host.remove(&id).await {
                        failure.set(Some(problem));
                        return;
                    }
                }
                modal.close();
            });
        };
        view! {
            <section>
                <p class="sentence">
                    "What was sent stays sent. This browser forgets what became of every id, and can no longer warn that they were sent before. Download the evidence first if anybody may ask for it."
                </p>
                {move || failure.get().map(|problem| view! { <ProblemNote problem /> })}
            </section>
            <footer>
                <button type="button" class="button" autofocus on:click=move |_| modal.close()>
                    "Keep it"
                </button>
                <button type="button" class="button danger" on:click=remove>
                    "Remove for good"
                </button>
            </footer>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planning_again_says_what_the_vendor_has_already() {
        assert!(
            sent_before(2_331, 0).starts_with("The vendor took 2,331 of them in that run. New")
        );
        assert!(
            sent_before(0, 3).contains("took 0 of them in that run, and may have taken 3 more.")
        );
    }
}
