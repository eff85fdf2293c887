//! Texts and JSON that are hidden until asked for, and the buttons that ask.

use super::Privacy;
use crate::ui::copy::CopyButton;
use crate::ui::foreign::visible;
use crate::ui::json::Json;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::personal::{HIDDEN, Policy, Revealed, masked, masked_json};
use serde_json::Value;
use std::sync::Arc;

/// A text as it may be shown now.
pub fn seen(text: &str, shown: bool) -> String {
    if shown { text.to_owned() } else { masked(text) }
}

/// Shows the personal data of the whole page, and hides it again.
#[component]
pub fn RevealPage(
    privacy: Privacy,
    /// How many records the page holds, for the note.
    #[prop(into)]
    count: Signal<usize>,
) -> impl IntoView {
    let count = Callback::new(move |()| count.get_untracked());
    button(
        privacy,
        privacy.page,
        Revealed::Page,
        count,
        ["Reveal personal data", "Hide personal data"],
        None,
    )
}

/// Shows the personal data of one record. Nothing to press where the whole page shows it.
#[component]
pub fn RevealRecord(
    privacy: Privacy,
    shown: RwSignal<bool>,
    /// Which record, `delivery wbd_1`: the button's name says it to whoever does not see beside
    /// what it stands.
    of: String,
) -> impl IntoView {
    privacy.hide_with_session(shown);
    move || {
        (!privacy.page()).then(|| {
            let count = Callback::new(|()| 1);
            let words = ["Reveal", "Hide"];
            button(
                privacy,
                shown,
                Revealed::Record,
                count,
                words,
                Some(of.clone()),
            )
        })
    }
}

fn button(
    privacy: Privacy,
    shown: RwSignal<bool>,
    what: Revealed,
    count: Callback<(), usize>,
    words: [&'static str; 2],
    of: Option<String>,
) -> AnyView {
    let said = RwSignal::new("");
    let press = move |_| {
        if shown.get_untracked() {
            said.set("");
            return shown.set(false);
        }
        said.set("Noting it…");
        let count = count.run(());
        spawn_local(async move {
            said.try_set(match privacy.reveal(shown, what, count).await {
                Ok(()) => "",
                Err(_) => "It could not be noted, so it is not shown.",
            });
        });
    };
    let word = move || {
        let [reveal, hide] = words;
        if shown.get() { hide } else { reveal }
    };
    let label = move || {
        let of = of.as_ref()?;
        Some(format!("{} what is personal in {of}", word()))
    };
    view! {
        <button
            type="button"
            class="button quiet"
            aria-label=label
            title="Who reveals what is noted in the gateway's log."
            on:click=press
        >
            {word}
        </button>
        <span class="said" role="status">{said}</span>
    }
    .into_any()
}

/// JSON that may hold personal data. What is copied and searched is what is shown.
#[component]
pub fn HiddenJson(
    name: &'static str,
    value: Value,
    policy: Policy,
    shown: Signal<bool>,
    #[prop(optional)] open: bool,
) -> impl IntoView {
    let (whole, hidden) = (Arc::new(value), StoredValue::new(None::<Arc<Value>>));
    let value = Signal::derive(move || {
        if shown.get() {
            return Arc::clone(&whole);
        }
        let known = hidden.get_value();
        known.unwrap_or_else(|| {
            let made = Arc::new(masked_json(&whole, policy));
            hidden.set_value(Some(Arc::clone(&made)));
            made
        })
    });
    view! { <Json name value open /> }
}

/// A text that somebody was sent or sent back: JSON is shown as such, anything else as it is.
#[component]
pub fn HiddenText(name: &'static str, text: String, shown: Signal<bool>) -> impl IntoView {
    if let Ok(value @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str::<Value>(&text) {
        return view! { <HiddenJson name value policy=Policy::Body shown /> }.into_any();
    }
    let text = Signal::derive(move || {
        if shown.get() {
            text.clone()
        } else {
            HIDDEN.to_owned()
        }
    });
    view! {
        <details>
            <summary>{name}</summary>
            <pre class="request" tabindex="0" role="region" aria-label=name>
                {move || text.with(|text| visible(text))}
            </pre>
            <CopyButton label="Copy" text />
        </details>
    }
    .into_any()
}
