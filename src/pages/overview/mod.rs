//! Placeholder.
use leptos::prelude::*;
/// Placeholder.
#[component]
pub fn OverviewPage() -> impl IntoView {
    view! { <h1>"Overview"</h1> }
}
