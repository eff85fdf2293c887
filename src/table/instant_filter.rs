//! A filter for an instant: in the address as ISO 8601, typed in UTC, told in the reader's own
//! time. Knows no vendor.

use super::filters::use_filters;
use crate::forms::utc_field::{read_utc, write_utc};
use crate::ui::time::local_text;
use chrono::{DateTime, Datelike, Utc};
use leptos::prelude::*;
use redrive_core::time::{self, iso};

/// Years below this are being typed: a field gives `0002` after the first digit.
const FIRST_YEAR: i32 = 1970;

/// An instant of the address: ISO 8601, or as a field holds it, which is UTC.
pub fn read_instant(text: &str) -> Option<DateTime<Utc>> {
    time::read_instant(text).or_else(|| read_utc(text))
}

/// The field; every change goes into the address.
#[component]
pub fn InstantFilter(label: &'static str, name: &'static str) -> impl IntoView {
    let filters = use_filters();
    let at = Memo::new(move |_| read_instant(&filters.text(name)));
    let change = move |event| {
        let typed = event_target_value(&event);
        match read_utc(&typed) {
            Some(at) if at.year() < FIRST_YEAR => {}
            at => filters.set(name, &at.map(iso).unwrap_or_default()),
        }
    };
    view! {
        <label class="field">
            <span>{label} " (UTC)"</span>
            <input
                type="datetime-local"
                name=name
                step="1"
                aria-describedby=note_id(name)
                prop:value=move || at.get().map(write_utc).unwrap_or_default()
                on:change=change
            />
        </label>
    }
}

/// The same instant where the reader is. Stands in the line under the filters, so that the fields
/// keep their place.
#[component]
pub fn LocalTime(label: &'static str, name: &'static str) -> impl IntoView {
    let filters = use_filters();
    let words = move || {
        read_instant(&filters.text(name))
            .map(|at| format!("{label}: {} where you are. ", local_text(at)))
    };
    view! { <span id=note_id(name)>{words}</span> }
}

fn note_id(name: &str) -> String {
    format!("{name}-note")
}
