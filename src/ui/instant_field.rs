//! A field for an instant, read off a clock in UTC or where the reader is; what it means in the
//! other of the two stands under it. Where clocks are changed it asks instead of guessing.

use crate::times::{Half, Here, Rules, Typed, Zone, here, in_utc, in_zone, offset_text, written};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// What is typed: the text of the field, and which of two where it comes twice. A handle.
#[derive(Clone, Copy)]
pub struct InstantDraft {
    pub text: RwSignal<String>,
    half: RwSignal<Option<Half>>,
}

impl InstantDraft {
    /// A field that holds this instant.
    pub fn of(at: Option<DateTime<Utc>>, zone: Zone) -> Self {
        let draft = Self {
            text: RwSignal::default(),
            half: RwSignal::default(),
        };
        draft.fill(at, zone);
        draft
    }

    /// What it means; followed.
    pub fn read(self, zone: Zone) -> Typed {
        Typed::read(&self.text.get(), zone, self.half.get(), here())
    }

    /// Puts in this instant, or nothing.
    pub fn fill(self, at: Option<DateTime<Utc>>, zone: Zone) {
        let (text, half) = at.map_or_else(Default::default, |at| written(at, zone, here()));
        self.text.set(text);
        self.half.set(half);
    }
}

/// Which clock the fields below are read off. What they mean stays what it is.
#[component]
pub fn ZoneChoice(
    zone: RwSignal<Zone>,
    /// Tells the choices of two forms apart.
    name: &'static str,
    fields: [InstantDraft; 2],
) -> impl IntoView {
    let here = here();
    let choose = move |to: Zone| {
        let from = zone.get_untracked();
        for field in fields {
            if let Ok(Some(at)) = untrack(|| field.read(from)).instant() {
                field.fill(Some(at), to);
            }
        }
        zone.set(to);
    };
    let choice = move |value: Zone, label: String| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    prop:checked=move || zone.get() == value
                    on:change=move |_| choose(value)
                />
                <span>{label}</span>
            </label>
        }
    };
    (!here.is_utc()).then(|| {
        view! {
            <div class="zone-choice" role="radiogroup" aria-label="Times are typed in">
                <span>"Times are typed in"</span>
                {choice(Zone::Utc, "UTC".to_owned())}
                {choice(Zone::Mine, format!("{} time", here.place()))}
            </div>
        }
    })
}

/// The field.
#[component]
pub fn InstantField(
    label: &'static str,
    name: &'static str,
    draft: InstantDraft,
    #[prop(into)] zone: Signal<Zone>,
    #[prop(optional, into)] note: Signal<String>,
) -> impl IntoView {
    let note_id = format!("{name}-note");
    let place = here().place().to_owned();
    let zone_name = move || match zone.get() {
        Zone::Utc => " (UTC)".to_owned(),
        Zone::Mine => format!(" ({place})"),
    };
    let typed = Memo::new(move |_| draft.read(zone.get()));
    // The question stays while it is answered: who answers must not lose the focus.
    let asked = Memo::new(move |_| match typed.get() {
        Typed::Twice { first, second, .. } => Typed::Twice {
            first,
            second,
            half: None,
        },
        other => other,
    });
    let wrong = move || {
        matches!(
            typed.get(),
            Typed::Never { .. } | Typed::Twice { half: None, .. }
        )
        .then_some("true")
    };
    view! {
        <div class="instant-field">
            <label class="field">
                <span>{label} {zone_name}</span>
                <input
                    type="datetime-local"
                    name=name
                    step="1"
                    prop:value=draft.text
                    on:input=move |event| {
                        draft.text.set(event_target_value(&event));
                        draft.half.set(None);
                    }
                    aria-invalid=wrong
                    aria-describedby=note_id.clone()
                />
            </label>
            <small id=note_id role="status">{move || told(typed.get(), zone.get(), here())} {note}</small>
            {move || question(asked.get(), draft, zone, name)}
        </div>
    }
}

/// The same instant on the other clock, or why there is none.
fn told(typed: Typed, zone: Zone, here: &Here) -> String {
    let other = |at: DateTime<Utc>| match zone {
        Zone::Mine => format!("{}. ", in_utc(at)),
        Zone::Utc if here.is_utc() => String::new(),
        Zone::Utc => format!("{}. ", in_zone(at, here, here.place())),
    };
    match typed {
        Typed::Nothing | Typed::Unfinished => String::new(),
        Typed::At(at) => other(at),
        Typed::Never { .. } => format!(
            "This time does not exist in {}: clocks are put forward past it.",
            here.place()
        ),
        Typed::Twice { .. } => match typed.instant() {
            Ok(Some(at)) => other(at),
            _ => format!(
                "This time comes twice in {}: clocks are put back. Which is meant?",
                here.place()
            ),
        },
    }
}

/// What has to be answered before the text means one instant.
fn question(
    typed: Typed,
    draft: InstantDraft,
    zone: Signal<Zone>,
    name: &'static str,
) -> Option<AnyView> {
    let here = here();
    match typed {
        Typed::Never { next } => {
            let words = format!("Use {}", in_zone(next, here, here.place()));
            let set = move |_| draft.fill(Some(next), zone.get_untracked());
            Some(
                view! {
                    <button type="button" class="button" on:click=set>
                        {words}
                    </button>
                }
                .into_any(),
            )
        }
        Typed::Twice { first, second, .. } => {
            let choice = |value: Half, at: DateTime<Utc>, word: &str| {
                let words = format!("{word}: {}, {}", offset_text(here.east(at)), in_utc(at));
                view! {
                    <label class="choice">
                        <input
                            type="radio"
                            name=format!("{name}-half")
                            prop:checked=move || draft.half.get() == Some(value)
                            on:change=move |_| draft.half.set(Some(value))
                        />
                        <span>{words}</span>
                    </label>
                }
            };
            Some(
                view! {
                    <fieldset class="field">
                        <legend class="visually-hidden">"Which of the two"</legend>
                        {choice(Half::First, first, "The first")}
                        {choice(Half::Second, second, "The second")}
                    </fieldset>
                }
                .into_any(),
            )
        }
        Typed::Nothing | Typed::Unfinished | Typed::At(_) => None,
    }
}
