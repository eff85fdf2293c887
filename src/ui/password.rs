//! The field of a password. What is typed lives in its input until it is handed in, is never kept
//! in a signal, and the input is emptied at once.

use super::element::element_of;
use super::field::Noted;
use leptos::html::Input;
use leptos::prelude::*;
use redrive_core::secret::Secret;

/// A handle of one field: copies are the same.
#[derive(Clone, Copy, Default)]
pub struct Password {
    input: NodeRef<Input>,
    /// Whether the characters are shown.
    shown: RwSignal<bool>,
}

impl Password {
    /// Takes the text out of its input. The next one is hidden again: a browser keeps what stands
    /// in a field of plain text.
    pub fn take(self) -> Secret {
        self.shown.set(false);
        let Some(input) = element_of(self.input) else {
            return Secret::new(String::new());
        };
        let secret = Secret::new(input.value());
        input.set_value("");
        secret
    }

    /// Whether nothing is typed.
    pub fn is_empty(self) -> bool {
        let input = element_of(self.input);
        input.is_none_or(|input| input.value().is_empty())
    }

    /// Puts the focus into it.
    pub fn focus(self) {
        if let Some(input) = element_of(self.input) {
            // What is on the screen takes the focus.
            let _ = input.focus();
        }
    }
}

/// The field, a switch that shows what is typed, and the note under both, which says what is wrong
/// with it.
#[component]
pub fn PasswordField(
    password: Password,
    label: &'static str,
    name: &'static str,
    autocomplete: &'static str,
    /// Names the note under the field: another such field may stand on the page behind.
    note_id: &'static str,
    #[prop(into)] note: Signal<String>,
    #[prop(optional, into)] refused: Signal<Option<String>>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let shown = password.shown;
    let wrong = Signal::derive(move || refused.with(Option::is_some));
    let words = Signal::derive(move || refused.get().unwrap_or_else(|| note.get()));
    view! {
        <Noted id=note_id note=words wrong said=true>
            <div class="secret">
                <label class="field">
                    <span>{label}</span>
                    <input
                        type=move || if shown.get() { "text" } else { "password" }
                        name=name
                        autocomplete=autocomplete
                        autocapitalize="none"
                        spellcheck="false"
                        required=required
                        node_ref=password.input
                        aria-invalid=move || wrong.get().to_string()
                        aria-describedby=note_id
                    />
                </label>
                <button
                    type="button"
                    class="link"
                    aria-label=move || if shown.get() { "Hide what is typed" } else { "Show what is typed" }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                </button>
            </div>
        </Noted>
    }
}
