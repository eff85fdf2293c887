//! A field for an instant, typed in UTC and shown in the reader's own time as it is typed.

use crate::ui::time::local_text;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::time::{iso, read_clock};

/// Reads what a `datetime-local` input holds as UTC; seconds may be missing.
pub fn read_utc(text: &str) -> Option<DateTime<Utc>> {
    read_clock(text)
        .or_else(|| read_clock(&format!("{text}:00")))
        .map(|clock| clock.and_utc())
}

/// What a `datetime-local` input wants for this instant.
pub fn write_utc(at: DateTime<Utc>) -> String {
    iso(at).trim_end_matches('Z').to_owned()
}

/// The field. `text` is what was typed, also when it is no instant yet.
#[component]
pub fn UtcField(
    label: &'static str,
    name: &'static str,
    text: RwSignal<String>,
    #[prop(into)] note: Signal<String>,
) -> impl IntoView {
    let note_id = format!("{name}-note");
    let local =
        move || read_utc(&text.get()).map(|at| format!("{} where you are. ", local_text(at)));
    view! {
        <label class="field">
            <span>{label} " (UTC)"</span>
            <input
                type="datetime-local"
                name=name
                step="1"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
                aria-describedby=note_id.clone()
            />
            <small id=note_id>{local} {note}</small>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_survives_its_field() {
        for text in ["2026-10-14T09:00:00Z", "2026-10-14T09:00:01.250Z"] {
            let at: DateTime<Utc> = text.parse().unwrap();
            assert_eq!(read_utc(&write_utc(at)), Some(at));
        }
        assert_eq!(
            read_utc("2026-10-14T09:00").map(write_utc).as_deref(),
            Some("2026-10-14T09:00:00")
        );
        assert_eq!(read_utc("2026-10-14"), None);
    }
}
