//! What speaks against sending some of the items. Each warning names them, and one press leaves
//! them out; nothing is left out by itself.

use super::plan_dialog::Again;
use super::planner::Asked;
use crate::clock;
use crate::host::Recent;
use crate::words::plan::items;
use crate::words::warning;
use leptos::prelude::*;
use redrive_core::plan::{Draft, Plan};
use redrive_core::preflight::{self, Fact, Thresholds, Warning, WarningKind};
use std::borrow::Cow;
use std::collections::HashSet;
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
    (recent, off): (&Recent, &HashSet<String>),
    again: Again,
) -> Option<AnyView> {
    let facts = with_recent(plan, facts, recent);
    let facts = with_off(plan, facts, off);
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

/// Of what goes to a subscription that is switched off, this much is known too.
fn with_off<'a>(
    plan: &Plan,
    facts: Cow<'a, [Option<Fact>]>,
    off: &HashSet<String>,
) -> Cow<'a, [Option<Fact>]> {
    let to_subscriptions = match plan.draft() {
        Draft::ReplayListed { .. } | Draft::ReplayDeliveries { .. } => true,
        Draft::ResendEvents { .. }
        | Draft::ResendNotifications { .. }
        | Draft::SetEndpointActive { .. }
        | Draft::SetSubscriptionStatus { .. } => false,
    };
    if off.is_empty() || !to_subscriptions {
        return facts;
    }
    let mut facts = facts.into_owned();
    for fact in facts.iter_mut().flatten() {
        fact.disabled |= off.contains(&fact.group);
    }
    Cow::Owned(facts)
}

fn line(asked: &Asked, plan: &Arc<Plan>, warning: Warning, again: Again) -> impl IntoView + use<> {
    let Warning { kind, places } = warning;
    let count = places.len();
    // Without them nothing is left to plan: the way is to switch their target on.
    let is_all = kind == WarningKind::TargetDisabled && count == plan.items().len();
    view! {
        <li>
            <div>
                <b>{items(plan, count)}</b>
                " "
                {warning::of(kind, count)}
                {which(plan, &places)}
            </div>
            {(!is_all).then(|| leave_out(asked, plan, places, again))}
        </li>
    }
}

/// The ids at these places.
pub fn which(plan: &Plan, places: &[usize]) -> impl IntoView + use<> {
    let ids: Vec<String> = places
        .iter()
        .take(MOST)
        .filter_map(|place| plan.items().get(*place))
        .map(ToString::to_string)
        .collect();
    let more = places.len().saturating_sub(MOST);
    view! {
        <details>
            <summary>"Which"</summary>
            <p class="mono ids">
                <bdi>{ids.join(", ")}</bdi>
                {(more > 0).then(|| format!(" and {more} more"))}
            </p>
        </details>
    }
}

/// Makes the plan anew without what stands at these places.
pub fn leave_out(
    asked: &Asked,
    plan: &Arc<Plan>,
    places: Vec<usize>,
    again: Again,
) -> impl IntoView + use<> {
    let label = format!("Leave {} out", items(plan, places.len()));
    let (asked, settled) = (asked.clone(), Arc::clone(plan));
    let leave_out = move |_| {
        let asked = Asked {
            draft: Arc::new(settled.draft().without(&places)),
            ..asked.clone()
        };
        again.seal(asked);
    };
    view! {
        <button type="button" class="button" disabled=move || again.is_held() on:click=leave_out>
            {label}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_core::connection::{Connection, Environment, Settings};
    use redrive_core::kirim::ListedDelivery;
    use redrive_core::kirim::contract::{ReplayStatus, SubscriptionStatus};
    use redrive_core::plan::Count;

    const OFF: &str = "wbs_01K0000000000000000000000C";

    fn plan(draft: Draft) -> Plan {
        let connection = Connection {
            id: "c1".parse().unwrap(),
            label: "One".into(),
            environment: Environment::Sandbox,
            base_url: "http://127.0.0.1:9000/x".into(),
            settings: Settings::Kirim,
        };
        let nonce = "0123456789abcdef0123456789abcdef".parse().unwrap();
        let now = "2026-06-01T12:00:00Z".parse().unwrap();
        Plan::build(&connection, draft, nonce, now).unwrap()
    }

    fn off(plan: &Plan, facts: Vec<Option<Fact>>) -> Vec<Option<bool>> {
        let facts = with_off(plan, Cow::Owned(facts), &HashSet::from([OFF.to_owned()]));
        let facts = facts.iter();
        facts
            .map(|fact| fact.as_ref().map(|fact| fact.disabled))
            .collect()
    }

    #[test]
    fn what_goes_to_a_subscription_that_is_switched_off_is_named_and_nothing_else() {
        let id = |n: usize| format!("wbd_{n:026}").parse().unwrap();
        let chosen = plan(Draft::ReplayDeliveries {
            deliveries: (0..3).map(id).collect(),
        });
        let row = |n: usize| ListedDelivery {
            status: ReplayStatus::Dead,
            created_at: "2026-05-31T12:00:00Z".parse().unwrap(),
            id: id(n),
        };
        let listed = plan(Draft::ReplayListed {
            subscription: OFF.parse().unwrap(),
            event_type: None,
            rows: (0..3).map(row).collect(),
            avoid: Vec::new(),
            pinned_at: "2026-06-01T12:00:00Z".parse().unwrap(),
            matched: Count::Exact(3),
        });
        let switch = plan(Draft::SetSubscriptionStatus {
            subscription: OFF.parse().unwrap(),
            status: SubscriptionStatus::Active,
        });
        let to = |group: &str| {
            Some(Fact {
                group: group.to_owned(),
                ..Fact::default()
            })
        };
        let facts = || vec![to(OFF), to("another"), None];
        for replay in [chosen, listed] {
            assert_eq!(off(&replay, facts()), [Some(true), Some(false), None]);
        }
        assert_eq!(off(&switch, vec![to(OFF)]), [Some(false)]);
    }
}
