//! The name and its mark.

use leptos::prelude::*;

/// Mark and word.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <div class="brand">
            <svg
                viewBox="0 0 20 20"
                fill="none"
                stroke="currentColor"
                stroke-width="2"
                stroke-linecap="round"
                stroke-linejoin="round"
                aria-hidden="true"
            >
                <path d="M3.5 10a6.5 6.5 0 1 0 2.2-4.9"></path>
                <path d="M3.2 3.4v3.4h3.4"></path>
                <path d="m8.6 7.6 3.9 2.4-3.9 2.4z" fill="currentColor" stroke="none"></path>
            </svg>
            "Redrive"
        </div>
    }
}
