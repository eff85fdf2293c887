//! The filters over the notifications. Every change goes into the address at once.

use super::query::{ACCOUNT, Asked, SIZE, SIZES, STATUS, Status};
use crate::table::filter_parts::{Complaints, SizeFilter};
use crate::table::filters::{AFTER, BEFORE, use_filters};
use crate::table::instant_filter::{InstantFilter, LocalTime};
use leptos::prelude::*;

/// The bar, and under it what of the address could not be followed.
#[component]
pub fn FilterBar(asked: Memo<Asked>) -> impl IntoView {
    let filters = use_filters();
    let status = move || asked.with(|asked| asked.status);
    let unsaid = move || {
        filters
            .text(STATUS)
            .is_empty()
            .then_some("The address names no status, so what failed is shown. ")
    };
    view! {
        <form class="filters" aria-label="Filters" on:submit=|event| event.prevent_default()>
            <label class="field">
                <span>"Status"</span>
                <select
                    name="status"
                    aria-describedby="status-note"
                    on:change=move |event| filters.set(STATUS, &event_target_value(&event))
                >
                    {Status::ALL
                        .into_iter()
                        .map(|choice| {
                            view! {
                                <option value=choice.word() prop:selected=move || status() == choice>
                                    {choice.label()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
            <label class="field">
                <span>"Account"</span>
                <input
                    type="text"
                    name="account"
                    class="mono"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="128"
                    prop:value=move || filters.text(ACCOUNT)
                    on:change=move |event| filters.set(ACCOUNT, event_target_value(&event).trim())
                />
            </label>
            <InstantFilter label="Created after" name=AFTER />
            <InstantFilter label="Created before" name=BEFORE />
            <SizeFilter
                name=SIZE
                sizes=&SIZES
                chosen=Signal::derive(move || asked.with(|asked| asked.question.size))
            />
            <button type="button" class="button quiet" on:click=move |_| filters.clear()>
                "Clear filters"
            </button>
        </form>
        <p class="filter-notes muted">
            <span id="status-note">{unsaid}</span>
            <LocalTime label="Created after" name=AFTER />
            <LocalTime label="Created before" name=BEFORE />
        </p>
        <Complaints texts=Signal::derive(move || asked.with(|asked| asked.complaints.clone())) />
    }
}
