//! The card of one connection: what it is, and how much failed there.

use super::counts;
use super::figure::Figure;
use super::words;
use crate::routes::Route;
use leptos::prelude::*;
use redrive_core::connection::{Connection, ConnectionId, Environment, Vendor};
use redrive_core::kirim::contract::ReplayStatus;
use redrive_core::zuora::contract::Channel;

/// The card.
#[component]
pub fn ConnectionCard(connection: Connection) -> impl IntoView {
    let heading = format!("connection-{}", connection.id);
    let vendor = connection.vendor();
    let environment = match connection.environment {
        Environment::Sandbox => view! { <span class="pill warn">"Sandbox"</span> },
        Environment::Production => view! { <span class="pill bad">"Production"</span> },
    };
    let name = heading.clone();
    let id = connection.id;
    let figures = match vendor {
        Vendor::Zuora => view! {
            {notifications(&id, Channel::Email)}
            {notifications(&id, Channel::Callout)}
        }
        .into_any(),
        Vendor::Kirim => view! {
            {deliveries(&id, ReplayStatus::Dead)}
            {deliveries(&id, ReplayStatus::Failed)}
        }
        .into_any(),
        Vendor::Selfcommunity => events(&id).into_any(),
    };
    view! {
        <section class="card overview-card" aria-labelledby=name>
            <header class="card-head">
                <h2 id=heading><bdi>{connection.label}</bdi></h2>
                {environment}
            </header>
            <p class="muted">
                {vendor.name()} " · " <bdi class="mono foreign">{words::place(&connection.base_url)}</bdi>
            </p>
            <ul class="overview-figures">{figures}</ul>
        </section>
    }
}

fn notifications(id: &ConnectionId, channel: Channel) -> AnyView {
    let reader = counts::notifications(id.clone(), channel);
    let to = Route::Notifications {
        connection: id.clone(),
        channel,
        query: vec![("status".to_owned(), "failed".to_owned())],
    };
    match channel {
        Channel::Email => {
            let words: fn(&u64) -> String = |count| words::notifications(Channel::Email, *count);
            view! { <Figure what="Failed e-mails" reader words to /> }.into_any()
        }
        Channel::Callout => {
            let words: fn(&u64) -> String = |count| words::notifications(Channel::Callout, *count);
            view! { <Figure what="Failed callouts" reader words to /> }.into_any()
        }
    }
}

fn deliveries(id: &ConnectionId, status: ReplayStatus) -> AnyView {
    let reader = counts::deliveries(id.clone(), status);
    let to = Route::Deliveries {
        connection: id.clone(),
        query: vec![("status".to_owned(), status.as_str().to_owned())],
    };
    match status {
        ReplayStatus::Dead => {
            view! { <Figure what="Dead deliveries" reader words=|count| words::deliveries("dead", *count) to /> }
                .into_any()
        }
        ReplayStatus::Failed => {
            view! { <Figure what="Failed deliveries" reader words=|count| words::deliveries("failed", *count) to /> }
                .into_any()
        }
    }
}

fn events(id: &ConnectionId) -> AnyView {
    let to = Route::Endpoints {
        connection: id.clone(),
        query: Vec::new(),
    };
    let reader = counts::events(id.clone());
    view! {
        <Figure
            what="Failed events"
            reader
            words=|community| community.sentence()
            to
            note=|community| community.left_out()
        />
    }
    .into_any()
}
