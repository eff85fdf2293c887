//! How far a plan reaches: where to, of which types, from which days. What is not known is said.

use super::planner::Asked;
use crate::ui::time::InstantInFull;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use redrive_core::plan::{Draft, Plan};
use redrive_core::preflight::{Fact, Radius};
use std::collections::HashMap;

/// Groups, types and days beyond these are told as a number.
const MOST: usize = 8;

/// What is known of the items of a plan, in its order: what was looked up, what the screen knew, or
/// what was listed. Empty where nothing is known of any.
pub fn facts_of(
    asked: &Asked,
    plan: &Plan,
    looked_up: &HashMap<String, Fact>,
) -> Vec<Option<Fact>> {
    let known = |id: &str| looked_up.get(id).or_else(|| asked.facts.get(id)).cloned();
    match plan.draft() {
        Draft::ReplayListed {
            subscription,
            event_type,
            rows,
            ..
        } => rows
            .iter()
            .map(|row| {
                let mut fact = known(row.id.as_str()).unwrap_or_else(|| Fact {
                    group: subscription.to_string(),
                    kind: event_type.as_ref().map(ToString::to_string),
                    ..Fact::default()
                });
                fact.created_at.get_or_insert(row.created_at);
                Some(fact)
            })
            .collect(),
        // Pasted ids: a million look-ups in nothing would be felt.
        _ if asked.facts.is_empty() && looked_up.is_empty() => Vec::new(),
        Draft::ResendEvents { .. }
        | Draft::ReplayDeliveries { .. }
        | Draft::ResendNotifications { .. } => plan
            .items()
            .iter()
            .map(|item| known(&item.to_string()))
            .collect(),
        Draft::SetEndpointActive { .. } | Draft::SetSubscriptionStatus { .. } => Vec::new(),
    }
}

/// Nothing at all where nothing is known.
pub fn reach(facts: &[Option<Fact>]) -> Option<AnyView> {
    if facts.iter().all(Option::is_none) {
        return None;
    }
    let Radius {
        by_group,
        by_kind,
        by_day,
        oldest,
        newest,
        without_kind,
        without_date,
        without_facts,
    } = Radius::of(facts);
    let days = by_day
        .into_iter()
        .map(|(day, count)| (day.to_string(), count))
        .collect();
    let span = oldest.zip(newest).map(|(oldest, newest)| {
        view! {
            <p>
                "Created from " <InstantInFull at=oldest /> " to " <InstantInFull at=newest /> "."
            </p>
        }
    });
    let unknown = [
        (without_kind, "of unknown type"),
        (without_date, "without a moment of creation"),
        (without_facts, "of which this page knows nothing more"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| view! { <li>{counted(count, "item", "items")} " " {what}</li> })
    .collect_view();
    let view = view! {
        <details class="reach">
            <summary>"How far it reaches"</summary>
            {span}
            <div class="reach-lists">
                {list("By target", by_group)} {list("By type", by_kind)} {list("By day (UTC)", days)}
            </div>
            <ul class="notes">{unknown}</ul>
        </details>
    };
    Some(view.into_any())
}

fn list(title: &'static str, counts: Vec<(String, usize)>) -> Option<AnyView> {
    if counts.is_empty() {
        return None;
    }
    let beyond = counts.len().saturating_sub(MOST);
    let rest: usize = counts.iter().skip(MOST).map(|(_, count)| count).sum();
    let lines = counts
        .into_iter()
        .take(MOST)
        .map(|(name, count)| {
            view! {
                <div>
                    <dt><bdi>{name}</bdi></dt>
                    <dd>{grouped(count)}</dd>
                </div>
            }
        })
        .collect_view();
    let more = (beyond > 0).then(|| {
        view! {
            <div>
                <dt>{grouped(beyond)} " more"</dt>
                <dd>{grouped(rest)}</dd>
            </div>
        }
    });
    let view = view! {
        <section>
            <h3>{title}</h3>
            <dl class="counts">{lines} {more}</dl>
        </section>
    };
    Some(view.into_any())
}
