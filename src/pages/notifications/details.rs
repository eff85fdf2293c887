//! One notification with everything that is known of it, and the row as it came.

use super::reading::Line;
use super::rows::{StatusPill, title};
use super::texts::masked;
use crate::ui::copy::CopyButton;
use crate::ui::foreign::{ForeignWhole, visible};
use crate::ui::pane::Pane;
use crate::ui::time::VendorInstant;
use leptos::prelude::*;
use redrive_core::zuora::contract::{Channel, NotificationRow};

/// The pane.
#[component]
pub fn NotificationPane(
    line: Line,
    channel: Channel,
    reveal: RwSignal<bool>,
    close: Callback<()>,
) -> impl IntoView {
    let known = line.known.clone();
    let name = visible(&masked(&title(&known, channel)));
    let name: String = name.chars().take(120).collect();
    let written = known.created_on.as_ref().map(|at| at.text().to_owned());
    let pretty = serde_json::to_string_pretty(&line.raw).unwrap_or_default();
    view! {
        <Pane title=name close>
            <dl class="pane-facts">
                <div>
                    <dt>"Status"</dt>
                    <dd><StatusPill status=known.status.clone() /></dd>
                </div>
                {facts(known.clone(), channel)
                    .into_iter()
                    .map(|(name, value)| fact(name, value, reveal))
                    .collect_view()}
                <div>
                    <dt>"Created"</dt>
                    <dd><VendorInstant time=known.created_on full=true /></dd>
                </div>
                {fact("Created, as the vendor wrote it", written, reveal)}
            </dl>
            <Raw text=pretty reveal />
        </Pane>
    }
}

/// Every field that we know of this kind; what the vendor left out stands there as unknown.
fn facts(known: NotificationRow, channel: Channel) -> Vec<(&'static str, Option<String>)> {
    let number = |number: Option<i64>| number.map(|number| number.to_string());
    let mut facts = vec![("Id", known.id.map(String::from))];
    match channel {
        Channel::Email => facts.extend([
            ("Subject", known.subject),
            ("To", known.to_email),
            ("Event", known.event_name),
        ]),
        Channel::Callout => facts.extend([
            ("Event", known.event_name),
            ("Address", known.request_url),
            ("Method", known.request_method),
            ("Answer", number(known.response_code)),
            ("Tries", number(known.attempted_num)),
        ]),
    }
    facts.extend([
        ("Error", known.error_message),
        ("Account", known.account_id),
        ("Contact", known.contact_id),
        ("Notification", known.notification_id),
        ("Object", known.object_id),
    ]);
    facts
}

fn fact(name: &'static str, value: Option<String>, reveal: RwSignal<bool>) -> impl IntoView {
    let value = value.filter(|value| !value.is_empty());
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {match value {
                    None => view! { <span class="muted">"unknown"</span> }.into_any(),
                    Some(whole) => {
                        (move || view! { <ForeignWhole text=seen(&whole, reveal.get()) /> }).into_any()
                    }
                }}
            </dd>
        </div>
    }
}

/// The row as it came. What is copied is what is shown.
#[component]
fn Raw(text: String, reveal: RwSignal<bool>) -> impl IntoView {
    let shown = Signal::derive(move || seen(&text, reveal.get()));
    view! {
        <details open>
            <summary>
                "Row as the vendor sent it" {move || (!reveal.get()).then_some(", mail addresses hidden")}
            </summary>
            <pre class="request" tabindex="0" role="region" aria-label="Row as the vendor sent it">
                {move || shown.with(|text| visible(text))}
            </pre>
            <CopyButton label="Copy the row" text=shown />
        </details>
    }
}

fn seen(text: &str, reveal: bool) -> String {
    if reveal {
        text.to_owned()
    } else {
        masked(text)
    }
}
