//! Placeholder.
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::selfcommunity::contract::EndpointId;
/// Placeholder.
#[component]
pub fn EventsPage(connection: ConnectionId, endpoint: EndpointId) -> impl IntoView {
    view! { <p>{connection.to_string()} {endpoint.to_string()}</p> }
}
