//! Placeholder.
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
/// Placeholder.
#[component]
pub fn SubscriptionsPage(connection: ConnectionId) -> impl IntoView {
    view! { <p>{connection.to_string()}</p> }
}
