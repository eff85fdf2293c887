//! The next best action as one prominent card, the further ones as buttons beside it.

use super::again;
use super::evidence::EvidenceButton;
use super::glance::Glance;
use super::next::{Action, Means, actions, failed_again};
use crate::forms::planner::{Planner, facts_again, use_planner};
use crate::words::ended::AWAITS;
use crate::words::next as words;
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_core::plan::Shape;
use redrive_core::report::{Report, retryable_places};
use redrive_core::run::{Phase, Run};

/// Nothing before the run has ended.
#[component]
pub fn NextCard(glance: Glance) -> impl IntoView {
    let actions = Memo::new(move |_| {
        let now = glance.now();
        glance.read(|run| (actions(run, now), run.phase()))
    });
    let planner = use_planner();
    move || {
        let (actions, _) = actions.get();
        let Some((best, further)) = actions.split_first() else {
            return ().into_any();
        };
        let out_of_reach = glance.read_once(|run| out_of_reach(run, &actions));
        let buttons = |action: &Action, primary: bool| button(glance, planner, *action, primary);
        view! {
            <section class="card next" aria-labelledby="next-title">
                <div>
                    <h2 id="next-title">{glance.read_once(|run| title(run, *best))}</h2>
                    <p>{glance.read_once(|run| text(run, *best))}</p>
                    {out_of_reach.map(|text| view! { <p class="note unsure">{text}</p> })}
                </div>
                <div class="actions">
                    {buttons(best, true)}
                    {further.iter().map(|action| buttons(action, false)).collect_view()}
                </div>
            </section>
        }
        .into_any()
    }
}

fn title(run: &Run, action: Action) -> &'static str {
    match action {
        Action::Check { .. } => "Next: learn what became of the unknown ones",
        Action::Retry { .. } => "Next: send again what can work",
        Action::Send { .. } => "Next: send what was not sent",
        Action::Halve { .. } => "Next: find the ones that are refused",
        Action::Refused { .. } => "Next: put right why they were refused, then plan these anew",
        Action::ReadAgain if run.phase() == Phase::Awaiting => AWAITS,
        Action::ReadAgain => "Next: look once more what became of them",
        Action::Again { .. } => "Next: mend why some failed again, then plan these anew",
        Action::Evidence if run.phase() == Phase::ReadingBack => "Being read back, by itself",
        Action::Evidence if has_problems(run) => "Nothing more can be done from here",
        Action::Evidence => "Nothing is left to do",
    }
}

fn text(run: &Run, action: Action) -> String {
    let plan = run.plan();
    match action {
        Action::Check { by, .. } => match by {
            Means::SameKey { hours } => words::same_key(hours),
            Means::SameCall => {
                "The same call is made again: setting a switch twice changes nothing more."
                    .to_owned()
            }
            Means::Reading => {
                "The vendor's rows are read, which sends nothing: a new try there proves that a call was applied."
                    .to_owned()
            }
        },
        Action::Retry { count } => words::retry(plan, count),
        Action::Send { count } => words::send(plan, count),
        Action::Halve { count } => words::halve(plan, count),
        Action::Refused { count } => words::refused(plan, count),
        Action::ReadAgain if run.phase() == Phase::Awaiting => words::awaits(run.word_comes_until()),
        Action::ReadAgain => {
            "Some were on their way when the vendor's rows were last read. Reading sends nothing."
                .to_owned()
        }
        Action::Again { count } => words::again(plan, count, &run.ledger().whys()),
        Action::Evidence if run.phase() == Phase::ReadingBack => {
            "The vendor's rows are read now and then until they tell what became of each, and rarely after a quarter of an hour. You may leave this page."
                .to_owned()
        }
        Action::Evidence => {
            "The evidence holds the plan, every try of every call and what became of every id, with a seal at its end. No body, no password and no token is in it."
                .to_owned()
        }
    }
}

/// Whether some did not go well, or nobody can say how they went.
fn has_problems(run: &Run) -> bool {
    let fates = run.ledger().fates();
    let report = Report::of(run.ledger(), run.plan().vendor());
    !report.groups().is_empty() || fates.failed_again + fates.not_verifiable > 0
}

fn out_of_reach(run: &Run, actions: &[Action]) -> Option<String> {
    let unknown = run.ledger().counts().unknown;
    let checked = actions
        .iter()
        .any(|action| matches!(action, Action::Check { .. }));
    (unknown > 0 && !checked).then(|| words::out_of_reach(run.plan().vendor(), unknown))
}

fn label(action: Action) -> String {
    match action {
        Action::Check { count, .. } => format!("Check {} unknown", grouped(count)),
        Action::Retry { count } => format!("Retry {} that can work…", grouped(count)),
        Action::Send { count } => format!("Plan {} that were not sent…", grouped(count)),
        Action::Halve { .. } => "Find the ids it refuses…".to_owned(),
        Action::Refused { count } => format!("Plan {} refused…", grouped(count)),
        Action::ReadAgain => "Read back again".to_owned(),
        Action::Again { count } => format!("Plan {} that failed again…", grouped(count)),
        Action::Evidence => "Download evidence".to_owned(),
    }
}

fn button(glance: Glance, planner: Planner, action: Action, primary: bool) -> AnyView {
    if action == Action::Evidence {
        return view! { <EvidenceButton glance primary /> }.into_any();
    }
    view! {
        <button
            type="button"
            class=if primary { "button primary" } else { "button" }
            on:click=move |_| act(glance, planner, action)
        >
            {label(action)}
        </button>
    }
    .into_any()
}

fn act(glance: Glance, planner: Planner, action: Action) {
    let watched = glance.watched();
    let plan_again = |places: Vec<usize>, shape: Shape| {
        let (draft, facts) = glance.read_once(|run| {
            let items = run.plan().items();
            let facts = facts_again(items, &watched.labels, places.iter().copied());
            (again::draft(run.plan(), places.into_iter()), facts)
        });
        if let Some(draft) = draft {
            planner.open_shaped(watched.connection.clone(), draft, shape, facts);
        }
    };
    match action {
        Action::Check { .. } => watched.recheck(),
        Action::ReadAgain => watched.read_back_again(),
        Action::Retry { .. } | Action::Send { .. } => plan_again(
            glance.read_once(|run| retryable_places(run.ledger(), run.plan().vendor()).collect()),
            Shape::default(),
        ),
        Action::Refused { .. } => {
            plan_again(glance.read_once(again::fixable), Shape::default());
        }
        Action::Again { .. } => plan_again(
            glance.read_once(|run| failed_again(run).collect()),
            Shape::default(),
        ),
        Action::Halve { .. } => plan_again(
            glance.read_once(again::refused_together),
            Shape {
                first: None,
                halving: true,
            },
        ),
        Action::Evidence => {}
    }
}
