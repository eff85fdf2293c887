//! A field of a form with the note under it. The note describes what is typed and is no part of the
//! field's name: who listens hears it once.

use leptos::prelude::*;

/// A label with its field, and the note under them. The field names the note by `id` as what
/// describes it.
#[component]
pub fn Noted(
    id: &'static str,
    #[prop(into)] note: Signal<String>,
    /// Whether the note says what is wrong.
    #[prop(optional, into)]
    wrong: Signal<bool>,
    /// The note is read out when it changes.
    #[prop(optional)]
    said: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="noted">
            {children()}
            <small id=id class:field-error=wrong role=said.then_some("status")>
                {note}
            </small>
        </div>
    }
}

/// A text that is typed, with what it may be under it, or what is wrong with it.
#[component]
pub fn TextField(
    label: &'static str,
    name: &'static str,
    /// Names the note in the page.
    note_id: &'static str,
    text: RwSignal<String>,
    #[prop(into)] problem: Signal<Option<String>>,
    #[prop(into)] note: Signal<String>,
    /// The class of what is typed.
    #[prop(optional)]
    class: &'static str,
    /// Which keys a telephone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The list that it is completed from.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    let wrong = Signal::derive(move || problem.with(Option::is_some));
    let note = Signal::derive(move || problem.get().unwrap_or_else(|| note.get()));
    view! {
        <Noted id=note_id note wrong>
            <label class="field">
                <span>{label}</span>
                <input
                    type="text"
                    name=name
                    class=class
                    inputmode=inputmode
                    list=list
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                    aria-invalid=move || wrong.get().to_string()
                    aria-describedby=note_id
                />
            </label>
        </Noted>
    }
}
