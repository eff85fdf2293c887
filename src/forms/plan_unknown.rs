//! Of how many items of a plan nothing is known, what that means, and looking them up where the vendor
//! gives rows by ids.

use super::looking_up::{Looking, LookingUp};
use super::plan_dialog::Again;
use super::plan_warnings::{leave_out, which};
use super::planner::Asked;
use crate::api::job::Phase;
use crate::ui::problem::ProblemNote;
use crate::ui::waiting::StopWaiting;
use crate::words::{unknown, warning};
use leptos::prelude::*;
use redrive_core::lookup::{Lookup, MOST};
use redrive_core::plan::Plan;
use redrive_core::preflight::{Fact, Warning, WarningKind, unchecked};
use redrive_core::promises::RowsByIds;
use std::sync::Arc;

/// Nothing at all where something is known of each, or where the plan names no records.
pub fn unknown_items(
    asked: &Asked,
    plan: &Arc<Plan>,
    facts: Memo<Arc<Vec<Option<Fact>>>>,
    looking: LookingUp,
    again: Again,
) -> Option<impl IntoView + use<>> {
    // What a survey listed was in a list, also where it told little.
    if plan.draft().rows_by_ids() == RowsByIds::NoRecords || asked.surveyed.is_some() {
        return None;
    }
    let all = plan.items().len();
    let warning = Memo::new(move |_| facts.with(|facts| unchecked(facts, all)));
    let is_shown = Memo::new(move |_| {
        warning.with(Option::is_some) || looking.state.with(|state| *state != Looking::Not)
    });
    let (asked, plan) = (asked.clone(), Arc::clone(plan));
    let names = plan
        .draft()
        .promises(&asked.connection.settings)
        .answer_names;
    Some(move || {
        let (asked, plan) = (asked.clone(), Arc::clone(&plan));
        is_shown.get().then(|| {
            let about = {
                let (asked, plan) = (asked.clone(), Arc::clone(&plan));
                move || {
                    let Warning { kind, places } = warning.get()?;
                    let count = places.len();
                    let rest =
                        (count < all).then(|| leave_out(&asked, &plan, places.clone(), again));
                    Some(view! {
                        <p>
                            <b>{unknown::of_these(kind, count, all)}</b>
                            " "
                            {warning::of(kind, count)}
                            " "
                            {(kind == WarningKind::NothingKnown).then(|| unknown::if_none(names))}
                        </p>
                        {which(&plan, &places)}
                        {rest}
                    })
                }
            };
            view! {
                <section class="plan-unknown note" aria-label="What was not checked">
                    {about}
                    {look_up(&asked, &plan, warning, looking)}
                </section>
            }
        })
    })
}

/// The way to look them up, or why there is none.
fn look_up(
    asked: &Asked,
    plan: &Arc<Plan>,
    warning: Memo<Option<Warning>>,
    looking: LookingUp,
) -> AnyView {
    if plan.draft().rows_by_ids() == RowsByIds::NoWay {
        let why = unknown::no_way(plan.vendor());
        return view! { <p class="muted">{why} " " {unknown::READ_THE_LIST}</p> }.into_any();
    }
    let count = move || warning.with(|warning| warning.as_ref().map_or(0, |it| it.places.len()));
    let told = move || match looking.state.get() {
        Looking::Not if count() > MOST => unknown::too_many(),
        Looking::Not | Looking::Left | Looking::Failed(_) => String::new(),
        Looking::Under(known, all) => match looking.phase.get() {
            phase @ Phase::Long(_) => {
                format!("{} {}", unknown::under_way(known, all), phase.words())
            }
            _ => unknown::under_way(known, all),
        },
        Looking::Done(all, at) => unknown::done(all, at),
    };
    let press = {
        let (connection, plan) = (asked.connection.id.clone(), Arc::clone(plan));
        move |_| {
            if looking
                .state
                .with_untracked(|state| matches!(state, Looking::Under(..)))
            {
                return looking.cancel();
            }
            let places = warning.with_untracked(|warning| Some(warning.as_ref()?.places.clone()));
            looking.begin(connection.clone(), || {
                Lookup::of(plan.draft(), &places.unwrap_or_default())
            });
        }
    };
    let label = Memo::new(move |_| match looking.state.get() {
        Looking::Under(..) => Some("Cancel looking them up"),
        // Also where every id is told by now: some may be in the other channel.
        Looking::Failed(_) | Looking::Left => Some("Look up the rest"),
        _ if count() == 0 || count() > MOST => None,
        Looking::Not => Some("Look them up"),
        Looking::Done(..) => Some("Look them up again"),
    });
    // The phase is that of the last query, also when nothing is waited for.
    let is_under = Memo::new(move |_| looking.is_under());
    // One button all the while: whoever has pressed it stays on it.
    let has_button = Memo::new(move |_| label.with(Option::is_some));
    view! {
        <div class="survey">
            <p role="status">{told}</p>
            {move || {
                let press = press.clone();
                has_button
                    .get()
                    .then(|| view! { <button type="button" class="button" on:click=press>{move || label.get()}</button> })
            }}
            {move || is_under.get().then(|| view! { <StopWaiting phase=looking.phase /> })}
        </div>
        {move || match looking.state.get() {
            Looking::Failed(problem) => Some(view! { <ProblemNote problem /> }),
            _ => None,
        }}
    }
    .into_any()
}
