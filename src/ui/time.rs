//! Instants on screens: UTC first, the reader's own time beside it, never a silent zone.

use chrono::{DateTime, Datelike, SecondsFormat, Timelike, Utc};
use leptos::prelude::*;
use redrive_core::time::{VendorTime, day_and_clock, iso};
use wasm_bindgen::JsValue;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `14 Oct 2026 09:02:11 UTC`, with milliseconds only where there are some.
pub fn utc_text(at: DateTime<Utc>) -> String {
    utc_clock(at) + " UTC"
}

/// The same where a heading says that it is UTC.
pub fn utc_clock(at: DateTime<Utc>) -> String {
    let precision = match at.timestamp_subsec_millis() {
        0 => SecondsFormat::Secs,
        _ => SecondsFormat::Millis,
    };
    let (_, clock) = day_and_clock(at, precision);
    let month = MONTHS
        .get(at.month0() as usize)
        .copied()
        .unwrap_or_default();
    format!("{} {month} {:04} {clock}", at.day(), at.year())
}

/// `14:02 UTC`.
pub fn utc_minute(at: DateTime<Utc>) -> String {
    format!("{:02}:{:02} UTC", at.hour(), at.minute())
}

/// The same instant where the reader is: `14/10/2026, 11:02:11 Central European Summer Time`.
pub fn local_text(at: DateTime<Utc>) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of any real year are exact"
    )]
    let date = js_sys::Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "long")] {
        // It fails only on frozen objects; this one is new.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    date.to_locale_string("en-GB", &options).into()
}

/// An instant.
#[component]
pub fn Instant(at: DateTime<Utc>) -> impl IntoView {
    view! { <time datetime=iso(at) title=format!("{} where you are", local_text(at))>{utc_text(at)}</time> }
}

/// An instant that something depends on: in UTC, and where the reader is.
#[component]
pub fn InstantInFull(at: DateTime<Utc>) -> impl IntoView {
    view! { <b><Instant at /></b> " (" {local_text(at)} " where you are)" }
}

/// A vendor's timestamp: the instant where its text names one, else the text and the word that
/// its zone is not known.
#[component]
pub fn VendorInstant(time: Option<VendorTime>) -> impl IntoView {
    match time {
        None => view! { <span class="muted">"unknown"</span> }.into_any(),
        Some(time) => {
            if let Some(at) = time.utc() {
                return view! { <Instant at /> }.into_any();
            }
            let text = super::foreign::visible(time.text());
            view! { <span title="The vendor names no time zone."><bdi>{text}</bdi> " (zone unknown)"</span> }
                .into_any()
        }
    }
}
