//! Placeholder.
mod job;
mod query;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::zuora::contract::Channel;
/// Placeholder.
#[component]
pub fn NotificationsPage(connection: ConnectionId, channel: Channel) -> impl IntoView {
    view! { <p>{connection.to_string()} {format!("{channel:?}")}</p> }
}
