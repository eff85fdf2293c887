//! The passwords that a plan is confirmed with.

use crate::ui::password::{Password, PasswordField};
use leptos::prelude::*;

/// Where nothing is typed.
pub const MISSING: &str = "Type your password.";
/// In place of the button's words, while the gateway is asked.
pub const CHECKING: &str = "Checking the password…";

/// The operator's own. What is wrong with it stands at the field.
#[component]
pub fn OwnPassword(
    password: Password,
    /// Names the note under the field: another such field may stand on the page behind.
    note_id: &'static str,
    #[prop(into)] refused: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <PasswordField
            password
            label="Your password"
            name="password"
            autocomplete="current-password"
            note_id
            note="Checked for this plan only."
            refused
            required=true
        />
    }
}

/// The one that a community checks itself.
#[component]
pub fn VendorPassword(password: Password) -> impl IntoView {
    view! {
        <PasswordField
            password
            label="Password at SelfCommunity"
            name="vendor-password"
            autocomplete="off"
            note_id="vendor-password-note"
            note="This community checks it. It goes with the calls and is kept nowhere."
        />
    }
}
