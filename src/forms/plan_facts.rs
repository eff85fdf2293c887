//! The plan as a sentence, as facts, and as what its vendor promises.

use super::receiver::Receiver;
use crate::ui::time::{Instant, InstantInFull};
use crate::words;
use crate::words::survey::left_out;
use leptos::prelude::*;
use redrive_core::connection::Connection;
use redrive_core::kirim::SurveyProgress;
use redrive_core::plan::{Draft, Plan};
use std::sync::Arc;

/// What, how many, to whom, which instants, how many calls.
#[component]
pub fn PlanSentence(
    connection: Arc<Connection>,
    plan: Arc<Plan>,
    receiver: Receiver,
) -> impl IntoView {
    let window = match plan.draft() {
        Draft::ReplayListed {
            event_type, rows, ..
        } => {
            let kind = event_type
                .as_ref()
                .map(|kind| view! { " of type " <b><bdi>{kind.to_string()}</bdi></b> });
            let oldest = rows.iter().map(|row| row.created_at).min();
            let newest = rows.iter().map(|row| row.created_at).max();
            let span = oldest.zip(newest).map(|(oldest, newest)| {
                view! {
                    ", created from " <InstantInFull at=oldest /> " to " <InstantInFull at=newest />
                }
            });
            Some(view! { {kind} {span} }.into_any())
        }
        _ => None,
    };
    let destination = {
        let (plan, connection) = (Arc::clone(&plan), Arc::clone(&connection));
        move || {
            // An id says nothing to whoever did not write it.
            let name = receiver.name();
            words::plan::destination(
                &plan,
                &connection,
                receiver.only.as_deref(),
                name.as_deref(),
            )
        }
    };
    view! {
        <p class="sentence">
            <b>{words::plan::title(&plan)}</b>
            {window}
            {words::plan::joint(plan.draft())}
            <bdi>{destination}</bdi>
            ", in "
            <b>{words::plan::calls(&plan, &connection)}</b>
            {words::plan::portions(&plan).map(|portions| format!(" ({portions})"))}
            "."
        </p>
    }
}

/// Calls, when it was made, what it is named.
#[component]
pub fn PlanFacts(connection: Arc<Connection>, plan: Arc<Plan>) -> impl IntoView {
    // The plan holds for this one and for no other.
    let target = connection.target().to_string();
    view! {
        <dl class="facts">
            <div>
                <dt>"Calls"</dt>
                <dd>{words::number::grouped(plan.calls().len())}</dd>
            </div>
            <div>
                <dt>"Environment"</dt>
                <dd class="long"><bdi>{target}</bdi></dd>
            </div>
            <div>
                <dt>"Sealed"</dt>
                <dd><Instant at=plan.made_at() /></dd>
            </div>
            <div>
                <dt>"Plan"</dt>
                <dd class="mono" title=plan.digest().to_string()>{plan.digest().short()}</dd>
            </div>
        </dl>
    }
}

/// What the vendor will tell, and what it will not.
#[component]
pub fn PlanNotes(
    connection: Arc<Connection>,
    plan: Arc<Plan>,
    /// How it was listed, where it was.
    surveyed: Option<SurveyProgress>,
) -> impl IntoView {
    let promises = plan.draft().promises(&connection.settings);
    let listed = matches!(plan.draft(), Draft::ReplayListed { .. }).then_some(
        "Every delivery was listed by its id. A window holds these and no others: what is still pending, or was born later, stays out. Where more share one moment than a call may carry, they go one by one.",
    );
    let switched = words::plan::switched(plan.draft());
    view! {
        <ul class="notes">
            {switched.map(|text| view! { <li>{text}</li> })}
            {words::plan::more_match(plan.draft()).map(|text| view! { <li>{text}</li> })}
            {surveyed.as_ref().and_then(left_out).map(|text| view! { <li>{text}</li> })}
            {surveyed.is_some().then(|| view! {
                <li>
                    "What was listed is kept in this plan alone: whoever closes it lists anew, unless it is saved as a file."
                </li>
            })}
            {listed.map(|text| view! { <li>{text}</li> })}
            <li>{words::plan::answer_tells(promises.answer_names)}</li>
            <li>{words::plan::when_lost(promises.repeat)}</li>
        </ul>
    }
}
