//! A long text that opens on demand, and can be copied whole.

use super::copy::CopyButton;
use super::foreign::visible;
use leptos::prelude::*;

/// The text behind its name.
#[component]
pub fn Folded(name: &'static str, text: String) -> impl IntoView {
    let shown = visible(&text);
    view! {
        <details>
            <summary>{name}</summary>
            <pre class="request" tabindex="0" role="region" aria-label=name>{shown}</pre>
            <CopyButton label="Copy" text=Signal::stored(text) />
        </details>
    }
}
