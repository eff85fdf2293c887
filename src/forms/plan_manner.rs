//! How a plan is to be carried out: some items ahead of the rest, how fast, what is left to others.

use super::plan_dialog::Again;
use super::planner::Asked;
use crate::ui::element::element_of;
use crate::ui::field::Noted;
use crate::words::number::{counted, grouped};
use crate::words::speed::limit;
use leptos::prelude::*;
use redrive_core::connection::Vendor;
use redrive_core::plan::{Draft, Plan, Shape};
use redrive_core::promises::ReadBack;
use redrive_core::run::{CanaryRule, Manner};
use std::sync::Arc;

/// Calls a minute to choose from.
const SPEEDS: [u32; 6] = [600, 120, 60, 30, 10, 1];
/// A plan of so few items is sent as it is, mostly: its dialog begins with what must be decided.
const FEW: usize = 10;
/// Names the note under the field.
const AHEAD_NOTE: &str = "ahead-note";
/// What Kirim allows an ordinary account; a richer one only ends earlier.
const KIRIM_WRITES_A_MINUTE: u32 = 60;

/// Nothing at all for a plan of one item.
pub fn manner_fields(
    asked: &Asked,
    plan: &Arc<Plan>,
    manner: RwSignal<Manner>,
    again: Again,
) -> Option<AnyView> {
    let items = plan.items().len();
    if items < 2 {
        return None;
    }
    let calls = plan.calls().len();
    let allowed = (plan.vendor() == Vendor::Kirim).then_some(KIRIM_WRITES_A_MINUTE);
    let takes = move || {
        let minutes = manner.with(|manner| manner.minutes(calls, allowed));
        minutes.map(|minutes| {
            let minutes = usize::try_from(minutes).unwrap_or(usize::MAX);
            format!("At most about {}.", counted(minutes, "minute", "minutes"))
        })
    };
    let first = plan.shape().first;
    let open = items > FEW || first.is_some();
    let summary = move || {
        let ahead = first.map_or_else(
            || "all at once".to_owned(),
            |first| format!("{first} ahead of the rest"),
        );
        let speed = manner.with(|manner| manner.calls_per_minute);
        format!("How it is carried out: {ahead}, {}", limit(speed))
    };
    let view = view! {
        <details class="manner" open=open>
            <summary>{summary}</summary>
            <fieldset class="field" disabled=move || again.is_held()>
                <legend class="visually-hidden">"How it is carried out"</legend>
                {canary_fields(asked, plan, manner, again)}
                <label class="field">
                    <span>"Speed"</span>
                    <select
                        name="speed"
                        on:change=move |event| {
                            let speed = event_target_value(&event).parse().ok();
                            manner.update(|manner| manner.calls_per_minute = speed);
                        }
                    >
                        <option value="">"As fast as the vendor allows"</option>
                        {SPEEDS.map(speed_option).collect_view()}
                    </select>
                    <small>
                        "A fifth of the vendor's quota is left to others. The speed can be changed under way. "
                        {takes}
                    </small>
                </label>
            </fieldset>
        </details>
    };
    Some(view.into_any())
}

fn speed_option(speed: u32) -> impl IntoView {
    let calls = counted(
        usize::try_from(speed).unwrap_or(usize::MAX),
        "call",
        "calls",
    );
    view! { <option value=speed.to_string()>"At most " {calls} " a minute"</option> }
}

/// Some items ahead of the rest, where the rest can wait for them.
fn canary_fields(
    asked: &Asked,
    plan: &Arc<Plan>,
    manner: RwSignal<Manner>,
    again: Again,
) -> Option<AnyView> {
    if !can_go_ahead(plan.draft()) {
        return None;
    }
    let items = plan.items().len();
    let (first, read_back) = (plan.shape().first, plan.draft().read_back());
    let (asked, settled) = (asked.clone(), Arc::clone(plan));
    let wrong = RwSignal::new(false);
    let cut = move |event| {
        wrong.set(!element_of(again.ahead).is_some_and(|field| field.check_validity()));
        if wrong.get_untracked() {
            return;
        }
        again.seal(Asked {
            draft: Arc::new(settled.draft().clone()),
            shape: Shape {
                first: event_target_value(&event).trim().parse().ok(),
                ..asked.shape
            },
            ..asked.clone()
        });
    };
    let note = move || {
        if wrong.get() {
            let most = grouped(items - 1);
            return format!(
                "Type a whole number from 1 to {most}, or nothing. The plan stays as it is."
            );
        }
        "So many of the items go first, and the rest waits until it is known what became of them. The plan is sealed anew.".to_owned()
    };
    let rule = first.map(|_| {
        view! {
            <label class="field">
                <span>"When the first ones were read back"</span>
                <select
                    name="canary-rule"
                    on:change=move |event| {
                        let rule = rule_of(&event_target_value(&event));
                        manner.update(|manner| manner.canary = rule);
                    }
                >
                    {rule_options(manner.with_untracked(|manner| manner.canary), read_back)}
                </select>
            </label>
        }
    });
    let view = view! {
        <Noted id=AHEAD_NOTE note=Signal::derive(note) wrong said=true>
            <label class="field">
                <span>"Send some ahead (optional)"</span>
                <input
                    type="number"
                    name="first"
                    min="1"
                    max=(items - 1).to_string()
                    inputmode="numeric"
                    value=first.map(|first| first.to_string())
                    node_ref=again.ahead
                    aria-invalid=move || wrong.get().to_string()
                    aria-describedby=AHEAD_NOTE
                    on:change=cut
                />
            </label>
        </Noted>
        {rule}
    };
    Some(view.into_any())
}

const RULES: [(CanaryRule, &str); 3] = [
    (CanaryRule::Ask, "ask"),
    (CanaryRule::GoOnIfDelivered, "go-on"),
    (CanaryRule::StopIfFailed, "stop"),
];

fn rule_options(chosen: CanaryRule, read_back: ReadBack) -> impl IntoView {
    RULES
        .map(|(rule, value)| {
            let words = rule_words(rule, read_back);
            view! { <option value=value selected=rule == chosen>{words}</option> }
        })
        .collect_view()
}

/// Of a mail it is never learnt here whether it reached anybody.
const fn rule_words(rule: CanaryRule, read_back: ReadBack) -> &'static str {
    match (rule, read_back) {
        (CanaryRule::Ask, _) => "Ask me",
        (CanaryRule::GoOnIfDelivered, ReadBack::MailHistory) => {
            "Go on if a mail server took all of them, else ask me"
        }
        (CanaryRule::GoOnIfDelivered, _) => "Go on if all were delivered, else ask me",
        (CanaryRule::StopIfFailed, ReadBack::MailHistory) => {
            "Go on if a mail server took all of them, stop if one failed again"
        }
        (CanaryRule::StopIfFailed, _) => "Go on if all were delivered, stop if one failed again",
    }
}

fn rule_of(value: &str) -> CanaryRule {
    RULES
        .iter()
        .find(|(_, known)| *known == value)
        .map_or(CanaryRule::Ask, |(rule, _)| *rule)
}

const fn can_go_ahead(draft: &Draft) -> bool {
    match draft {
        Draft::ResendEvents { .. }
        | Draft::ReplayListed { .. }
        | Draft::ReplayDeliveries { .. }
        | Draft::ResendNotifications { .. } => true,
        Draft::SetEndpointActive { .. } | Draft::SetSubscriptionStatus { .. } => false,
    }
}
