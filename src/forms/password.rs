//! The field of a password. What is typed lives in its input until it is handed in, is never kept
//! in a signal, and the input is emptied at once.

use crate::ui::field::Noted;
use leptos::html::Input;
use leptos::prelude::*;
use redrive_core::secret::Secret;

/// The operator's own password. What is wrong with it stands at the field.
#[component]
pub fn PasswordField(
    input: NodeRef<Input>,
    /// Names the note under the field: another such field may stand on the page behind.
    note: &'static str,
    #[prop(into)] refused: Signal<Option<String>>,
) -> impl IntoView {
    let words = move || {
        let refused = refused.get();
        refused.unwrap_or_else(|| "Checked for this plan only.".to_owned())
    };
    view! {
        <Noted id=note note=Signal::derive(words) wrong=Signal::derive(move || refused.with(Option::is_some)) said=true>
            <label class="field">
                <span>"Your password"</span>
                <input
                    type="password"
                    name="password"
                    autocomplete="current-password"
                    required
                    node_ref=input
                    aria-invalid=move || refused.with(Option::is_some).to_string()
                    aria-describedby=note
                />
            </label>
        </Noted>
    }
}

/// The password that a community checks itself.
#[component]
pub fn VendorPasswordField(input: NodeRef<Input>) -> impl IntoView {
    view! {
        <Noted id="vendor-password-note" note="This community checks it. It goes with the calls and is kept nowhere.">
            <label class="field">
                <span>"Password at SelfCommunity"</span>
                <input
                    type="password"
                    name="vendor-password"
                    autocomplete="off"
                    node_ref=input
                    aria-describedby="vendor-password-note"
                />
            </label>
        </Noted>
    }
}

/// Takes the text out of its input.
pub fn take(input: NodeRef<Input>) -> Secret {
    let Some(input) = input.get_untracked() else {
        return Secret::new(String::new());
    };
    let secret = Secret::new(input.value());
    input.set_value("");
    secret
}

/// Puts the focus into a field.
pub fn focus(input: NodeRef<Input>) {
    if let Some(input) = input.get_untracked() {
        // What is on the screen takes the focus.
        let _ = input.focus();
    }
}
