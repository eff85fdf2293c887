//! The same plan is confirmed once more, so that its run can go on. A wrong password changes
//! nothing: plan and page stay as they are.

use super::glance::Glance;
use crate::forms::password::{CHECKING, MISSING, OwnPassword, VendorPassword};
use crate::host::use_host;
use crate::ui::password::Password;
use crate::ui::problem::ProblemNote;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::gateway::KnownSent;
use redrive_core::problem::Problem;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Progress {
    Open,
    Asking,
    /// Belongs to the field.
    Refused(String),
    Failed(Problem),
}

/// A field and a button that says what follows.
#[component]
pub fn ConfirmAgain(
    glance: Glance,
    label: &'static str,
    /// Stands beside the button.
    children: Children,
) -> impl IntoView {
    let host = use_host();
    let watched = glance.watched();
    let settings = &watched.connection.settings;
    let asks_vendor_password = glance.read_once(|run| run.plan().takes_vendor_password(settings));
    let progress = RwSignal::new(Progress::Open);
    let (password, vendor_password) = (Password::default(), Password::default());
    // What the operator was told that other plans sent of it or are about to.
    let knows_sent = StoredValue::new(Vec::<KnownSent>::new());
    let asking = move || progress.get() == Progress::Asking;
    let refused = Signal::derive(move || match progress.get() {
        Progress::Refused(message) => Some(message),
        _ => None,
    });
    let confirm = move |_| {
        if progress.get_untracked() == Progress::Asking {
            return;
        }
        let secret = password.take();
        if secret.is_empty() {
            progress.set(Progress::Refused(MISSING.to_owned()));
            password.focus();
            return;
        }
        let vendor_secret = asks_vendor_password.then(|| vendor_password.take());
        progress.set(Progress::Asking);
        let watched = watched.clone();
        spawn_local(async move {
            let knows = knows_sent.try_get_value().unwrap_or_default();
            let ended = host
                .confirm_again(&watched, secret, vendor_secret, &knows)
                .await;
            match ended {
                Ok(()) => {
                    progress.try_set(Progress::Open);
                }
                Err(refusal) if refusal.is_of_the_password() => {
                    progress.try_set(Progress::Refused(refusal.message));
                    password.focus();
                }
                Err(refusal) => {
                    let told = refusal.sent.iter().map(KnownSent::from);
                    knows_sent.try_update_value(|known| known.extend(told));
                    progress.try_set(Progress::Failed(refusal.into()));
                }
            }
        });
    };
    let failed = move || match progress.get() {
        Progress::Failed(problem) => Some(view! { <ProblemNote problem /> }),
        _ => None,
    };
    view! {
        // Enter in the field does not send: sending cannot be taken back.
        <form class="confirm-again" on:submit=|event| event.prevent_default()>
            {asks_vendor_password.then(|| view! { <VendorPassword password=vendor_password /> })}
            <OwnPassword password note_id="confirm-again-note" refused />
            <div class="actions">
                <button type="button" class="button primary" disabled=asking on:click=confirm>
                    {move || if asking() { CHECKING } else { label }}
                </button>
                {children()}
            </div>
            {failed}
        </form>
    }
}
