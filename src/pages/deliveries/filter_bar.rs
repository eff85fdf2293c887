//! The filters over the deliveries. Every change goes into the address at once.

use super::filter::{EVENT_TYPE, STATUS, SUBSCRIPTION};
use crate::api::read::read_until;
use crate::table::filter_parts::Complaints;
use crate::table::filters::{AFTER, BEFORE, Filters, use_filters};
use crate::table::instant_filter::{InstantFilter, LocalTime};
use crate::ui::load::{Load, Reader};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::contract::{LIST_LIMIT_MAX, Row, Subscription};
use redrive_core::kirim::{self, Read as KirimRead};
use redrive_core::read::Read;

/// The bar.
#[component]
pub fn FilterBar(connection: ConnectionId, problems: Signal<Vec<String>>) -> impl IntoView {
    let filters = use_filters();
    let subscriptions = Reader::new(
        move || connection.clone(),
        |connection, abort| async move {
            let read = Read::Kirim(KirimRead::Subscriptions {
                limit: LIST_LIMIT_MAX,
                cursor: None,
            });
            Ok(kirim::subscriptions(&read_until(&connection, &read, &abort).await?)?.data)
        },
    );
    let known = move || match subscriptions.state() {
        Load::Ready(rows) => rows,
        Load::Loading | Load::Failed(_) => Vec::new(),
    };
    let chosen = move || filters.text(SUBSCRIPTION);
    let statuses = ["pending", "delivered", "failed", "dead"];
    view! {
        <form class="filters" aria-label="Filters" on:submit=|event| event.prevent_default()>
            <label class="field">
                <span>"Subscription"</span>
                <select on:change=move |event| filters.set(SUBSCRIPTION, &event_target_value(&event))>
                    <option value="" prop:selected=move || chosen().is_empty()>"all"</option>
                    {move || unlisted(&known(), &chosen())}
                    {move || known().into_iter().map(|row| option(row, filters)).collect_view()}
                </select>
            </label>
            <label class="field">
                <span>"Status"</span>
                <select on:change=move |event| filters.set(STATUS, &event_target_value(&event))>
                    <option value="" prop:selected=move || filters.text(STATUS).is_empty()>"all"</option>
                    {statuses
                        .into_iter()
                        .map(|word| {
                            view! {
                                <option value=word prop:selected=move || filters.text(STATUS) == word>{word}</option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
            <label class="field">
                <span>"Event type"</span>
                <input
                    type="text"
                    autocomplete="off"
                    maxlength="64"
                    prop:value=move || filters.text(EVENT_TYPE)
                    on:change=move |event| filters.set(EVENT_TYPE, event_target_value(&event).trim())
                />
            </label>
            <InstantFilter label="Created after" name=AFTER />
            <InstantFilter label="Created before" name=BEFORE />
            <button type="button" class="button quiet" on:click=move |_| filters.clear()>
                "Clear filters"
            </button>
        </form>
        <p class="filter-notes muted">
            <LocalTime label="Created after" name=AFTER />
            <LocalTime label="Created before" name=BEFORE />
        </p>
        <Complaints texts=problems />
    }
}

/// The browser forgets the attribute once a choice was made by hand; the property it follows.
fn option(row: Row<Subscription>, filters: Filters) -> AnyView {
    let Some(id) = row.known.id else {
        return ().into_any();
    };
    let name = row
        .known
        .description
        .filter(|text| !text.is_empty())
        .or(row.known.url)
        .unwrap_or_default();
    let name: String = name.chars().take(60).collect();
    let mine = id.to_string();
    let selected = move || filters.text(SUBSCRIPTION) == mine;
    view! { <option value=id.to_string() prop:selected=selected>{name} " (" {id.to_string()} ")"</option> }
        .into_any()
}

/// The subscription of the address, when the vendor's list does not hold it.
fn unlisted(known: &[Row<Subscription>], chosen: &str) -> AnyView {
    let listed = known.iter().any(|row| {
        row.known
            .id
            .as_ref()
            .is_some_and(|id| id.as_str() == chosen)
    });
    if listed || chosen.is_empty() {
        return ().into_any();
    }
    let chosen: String = chosen.chars().take(60).collect();
    view! { <option value=chosen.clone() prop:selected=true>{chosen.clone()}</option> }.into_any()
}
