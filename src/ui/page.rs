//! The head of a page: where it stands, what it shows, and its actions.

use leptos::prelude::*;

/// A heading of the first order with a line under it and room for actions at its end.
#[component]
pub fn PageHead(
    #[prop(into)] crumb: String,
    #[prop(into)] title: String,
    /// Followed: a link that carries the filters changes with them.
    #[prop(optional, into)]
    actions: ViewFn,
    children: Children,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <div>
                <p class="crumb"><bdi>{crumb}</bdi></p>
                <h1><bdi>{title}</bdi></h1>
                <p class="page-about">{children()}</p>
            </div>
            <div class="actions">{move || actions.run()}</div>
        </header>
    }
}
