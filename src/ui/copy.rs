//! A button that copies a text and says that it did.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// Copies what `text` holds when it is pressed.
#[component]
pub fn CopyButton(label: &'static str, #[prop(into)] text: Signal<String>) -> impl IntoView {
    let said = RwSignal::new("");
    let copy = move |_| {
        copy(text.get_untracked(), move |words| {
            said.try_set(words);
        });
    };
    view! {
        <button type="button" class="button quiet" on:click=copy>
            {label}
        </button>
        <span class="said" role="status">{said}</span>
    }
}

/// Copies a text, and says whether the browser allowed it.
pub fn copy(text: String, say: impl FnOnce(&'static str) + 'static) {
    spawn_local(async move {
        let copied = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
        say(if copied.is_ok() {
            "Copied"
        } else {
            "This browser did not allow it"
        });
    });
}
