//! What speaks against sending some of the items. Each warning names them, and one press leaves
//! them out; nothing is left out by itself.

use super::plan_dialog::Again;
use super::planner::Asked;
use crate::clock;
use crate::host::Recent;
use crate::words::plan::items;
use leptos::prelude::*;
use redrive_core::plan::Plan;
use redrive_core::preflight::{self, Fact, Thresholds, Warning, WarningKind};
use std::borrow::Cow;
use std::sync::Arc;

/// Ids beyond these are told as a number.
const MOST: usize = 20;

/// What was sent from here within these hours is worth a warning.
pub const RESENT_WITHIN_HOURS: u32 = 24;

const THRESHOLDS: Thresholds = Thresholds {
    resent_within_hours: RESENT_WITHIN_HOURS,
    same_customer: 3,
};

/// Nothing at all where nothing speaks against it.
pub fn warnings(
    asked: &Asked,
    plan: &Arc<Plan>,
    facts: &[Option<Fact>],
    recent: &Recent,
    again: Again,
) -> Option<AnyView> {
    let facts = with_recent(plan, facts, recent);
    let found = preflight::warnings(&facts, THRESHOLDS, clock::now());
    if found.is_empty() && !recent.incomplete {
        return None;
    }
    let lines = found
        .into_iter()
        .map(|warning| line(asked, plan, warning, again))
        .collect_view();
    let view = view! {
        <section class="plan-warnings" aria-labelledby="plan-warnings-title">
            <h3 id="plan-warnings-title">"Look at these first"</h3>
            <ul>{lines} {recent.incomplete.then(unchecked)}</ul>
        </section>
    };
    Some(view.into_any())
}

/// What was sent is not always known.
fn unchecked() -> impl IntoView {
    view! {
        <li>
            <div>
                <b>"Not checked in full: "</b>
                {format!(
                    "a run that is kept in this browser could not be read, so some of these may have \
                     been sent from here within the last {RESENT_WITHIN_HOURS} hours."
                )}
            </div>
        </li>
    }
}

/// Of an item of which nothing else is known, this much is.
fn with_recent<'a>(
    plan: &Plan,
    facts: &'a [Option<Fact>],
    recent: &Recent,
) -> Cow<'a, [Option<Fact>]> {
    if recent.items.is_empty() && recent.waiting.is_empty() {
        return Cow::Borrowed(facts);
    }
    let mut facts = facts.to_vec();
    facts.resize(plan.items().len(), None);
    for (item, fact) in plan.items().iter().zip(&mut facts) {
        let id = item.to_string();
        if let Some(at) = recent.items.get(&id) {
            fact.get_or_insert_with(Fact::default).resent_at = Some(*at);
        }
        if recent.waiting.contains(&id) {
            fact.get_or_insert_with(Fact::default).waits_in_run = true;
        }
    }
    Cow::Owned(facts)
}

fn line(asked: &Asked, plan: &Arc<Plan>, warning: Warning, again: Again) -> impl IntoView + use<> {
    let Warning { kind, places } = warning;
    let count = places.len();
    let ids: Vec<String> = places
        .iter()
        .take(MOST)
        .filter_map(|place| plan.items().get(*place))
        .map(ToString::to_string)
        .collect();
    let more = count.saturating_sub(MOST);
    let (asked, settled) = (asked.clone(), Arc::clone(plan));
    let leave_out = move |_| {
        let asked = Asked {
            draft: Arc::new(settled.draft().without(&places)),
            ..asked.clone()
        };
        again.seal(asked);
    };
    let named = items(plan, count);
    let label = format!("Leave {named} out");
    view! {
        <li>
            <div>
                <b>{named}</b>
                " "
                {words(kind, count == 1)}
                <details>
                    <summary>"Which"</summary>
                    <p class="mono ids">
                        <bdi>{ids.join(", ")}</bdi>
                        {(more > 0).then(|| format!(" and {more} more"))}
                    </p>
                </details>
            </div>
            <button type="button" class="button" disabled=move || again.is_held() on:click=leave_out>
                {label}
            </button>
        </li>
    }
}

fn words(kind: WarningKind, one: bool) -> String {
    let choose = |singular: &str, plural: &str| if one { singular } else { plural }.to_owned();
    match kind {
        WarningKind::AlreadyDelivered => choose(
            "was already delivered. Its receiver gets it once more.",
            "were already delivered. Their receivers get them once more.",
        ),
        WarningKind::RetryDue => choose(
            "is still being tried by the vendor itself: it may arrive twice.",
            "are still being tried by the vendor itself: they may arrive twice.",
        ),
        WarningKind::ResentByUs { within_hours } => {
            let was = if one { "was" } else { "were" };
            format!("{was} sent with Redrive within the last {within_hours} hours.")
        }
        WarningKind::SameEvent => choose(
            "is of the same event as a newer one among these: whoever gets them gets it more than once.",
            "are of the same events as newer ones among these: whoever gets them gets those more than once.",
        ),
        WarningKind::WaitsInRun => {
            let is = if one { "is" } else { "are" };
            format!("{is} still to be sent by a run of this browser that has not ended.")
        }
        WarningKind::SameCustomer { at_least } => {
            format!("go to customers who get {at_least} or more of these at once.")
        }
        WarningKind::TargetDisabled => choose(
            "goes to a target that is switched off.",
            "go to a target that is switched off.",
        ),
    }
}
