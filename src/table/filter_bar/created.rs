//! The moment of creation being set: the time until now, or between two instants that are typed in
//! UTC or off the reader's own clock.

use super::bar::Bar;
use super::editor::Buttons;
use crate::filters::{AFTER, BEFORE, Created, Field, LAST, Last, Span};
use crate::times::Zone;
use crate::times::preference::preferred_now;
use crate::ui::instant_field::{InstantDraft, InstantField, ZoneChoice};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::time::iso;

#[component]
pub fn CreatedEditor(bar: Bar, field: &'static Field) -> impl IntoView {
    let set = bar
        .asked
        .reading()
        .with_untracked(|reading| reading.created);
    let span = match set {
        Some(Created::Between(span)) => span,
        // Whoever goes on from a relative range begins with the instants that it means.
        Some(Created::Last(_)) => bar.asked.reading().with_untracked(|reading| reading.span),
        None => Span::default(),
    };
    let last = RwSignal::new(match set {
        Some(Created::Between(_)) => None,
        Some(Created::Last(last)) => Some(last),
        None => Some(Last::Day),
    });
    let zone = RwSignal::new(preferred_now());
    let at = |at: Option<DateTime<Utc>>| InstantDraft::of(at, zone.get_untracked());
    let (after, before) = (at(span.after), at(span.before));
    let problem = RwSignal::new(None::<String>);
    let apply = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match last.get_untracked() {
            Some(last) => bar.filters.set_created([(LAST, last.word())]),
            None => match untrack(|| between(after, before, zone.get())) {
                Ok(span) if span.is_open() => {
                    bar.remove(field);
                    bar.close(true);
                    return;
                }
                Ok(Span { after, before }) => {
                    let text = |at: Option<DateTime<Utc>>| at.map(iso).unwrap_or_default();
                    let (after, before) = (text(after), text(before));
                    bar.filters
                        .set_created([(AFTER, after.as_str()), (BEFORE, before.as_str())]);
                }
                Err(why) => {
                    problem.set(Some(why));
                    return;
                }
            },
        }
        bar.applied(field);
    };
    let choice = move |value: Option<Last>, label: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="created"
                    prop:checked=move || last.get() == value
                    on:change=move |_| last.set(value)
                />
                <span>{label}</span>
            </label>
        }
    };
    let typed = Memo::new(move |_| last.get().is_none());
    view! {
        <form class="filter-form" on:submit=apply>
            <fieldset class="field">
                <legend>{field.label}</legend>
                {Last::ALL.map(|last| choice(Some(last), last.label())).into_iter().collect_view()}
                {choice(None, "between two instants")}
            </fieldset>
            {move || {
                typed
                    .get()
                    .then(|| {
                        view! {
                            <ZoneChoice zone name="created-zone" fields=[after, before] />
                            <InstantField label="Created after" name="created-after" draft=after zone />
                            <InstantField label="Created before" name="created-before" draft=before zone />
                        }
                    })
            }}
            <p class="field-error" role="alert">{move || problem.get()}</p>
            <Buttons bar />
        </form>
    }
}

/// The span that is typed.
fn between(after: InstantDraft, before: InstantDraft, zone: Zone) -> Result<Span, String> {
    let side = |draft: InstantDraft, name: &str| {
        let instant = draft.read(zone).instant();
        instant.map_err(|why| format!("“{name}” {why}."))
    };
    let span = Span {
        after: side(after, "Created after")?,
        before: side(before, "Created before")?,
    };
    if span.is_empty() {
        return Err(
            "The window ends at or before its beginning, so nothing can be in it.".to_owned(),
        );
    }
    Ok(span)
}
