//! The frame of a table: its title with what and how many, and a region that scrolls sideways
//! where the page is narrow.

use leptos::prelude::*;

/// Header cells and rows go in as children; the caption is for those who do not see the heading.
#[component]
pub fn TableFrame(#[prop(into)] caption: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <div class="card table-scroll" role="region" tabindex="0" aria-label=caption>
            <table>
                <caption class="visually-hidden">{caption}</caption>
                {children()}
            </table>
        </div>
    }
}

/// What was read last. It stays while the next answer is on its way, which a line above it shows.
#[component]
pub fn Settled(busy: Signal<bool>, children: Children) -> impl IntoView {
    view! {
        <div class="settled" class:busy=busy aria-busy=move || busy.get().then_some("true")>
            {children()}
        </div>
    }
}

/// What stands where rows would: why there are none, and one thing to do.
#[component]
pub fn NoRows(
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="card no-rows">
            <p class="no-rows-title">{title}</p>
            <p class="muted">{text}</p>
            {children()}
        </div>
    }
}
