//! Signing out, which ends the session of every tab: where one of them is sending a run, it is asked
//! first. Knows nothing of how a run is carried out.

use crate::host::{Host, use_host};
use crate::session::{SessionContext, use_session};
use crate::ui::modal::modal;
use crate::words::tray::sign_out_stops;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A handle: copies are the same wish.
#[derive(Clone, Copy)]
pub struct SignOut {
    /// The titles of the runs that are being sent, as long as it is asked.
    sending: RwSignal<Vec<String>>,
    stays: RwSignal<Option<String>>,
    host: Host,
    session: SessionContext,
}

impl SignOut {
    pub fn new() -> Self {
        let (stays, session) = (RwSignal::new(None), use_session());
        // Whose session ended, or who signed in again, is told nothing of an earlier try to leave.
        Effect::new(move |_| {
            session.state().track();
            stays.set(None);
        });
        Self {
            sending: RwSignal::new(Vec::new()),
            stays,
            host: use_host(),
            session,
        }
    }

    /// Signs out, or asks first.
    pub fn press(self) {
        spawn_local(async move {
            let sending = self.host.being_sent().await;
            if sending.is_empty() {
                self.go().await;
            } else {
                self.sending.try_set(sending);
            }
        });
    }

    async fn go(self) {
        self.stays.try_set(None);
        if let Err(refusal) = self.session.sign_out().await {
            self.stays.try_set(Some(refusal.message));
        }
    }

    /// Why whoever wanted to leave is signed in still; followed.
    pub fn stays(self) -> Option<String> {
        self.stays.get()
    }

    /// The question, while it is asked.
    pub fn question(self) -> Option<AnyView> {
        let words = self.sending.with(|sending| sign_out_stops(sending))?;
        let shut = Callback::new(move |()| self.sending.set(Vec::new()));
        let title = "Sign out while a run is being sent?".to_owned();
        Some(modal(title, shut, move |modal| {
            let leave = move |_| {
                modal.close();
                spawn_local(self.go());
            };
            view! {
                <section>
                    <p class="sentence"><bdi>{words}</bdi></p>
                    <p class="sentence">
                        "Signing out ends the session of every tab of this browser. A call that is under way may still arrive; no further one leaves, and the run waits. Nothing of it is lost: sign in again in its tab and confirm its plan once more, and it goes on where it stopped."
                    </p>
                </section>
                <footer>
                    <button type="button" class="button" autofocus on:click=move |_| modal.close()>
                        "Stay signed in"
                    </button>
                    <button type="button" class="button danger" on:click=leave>
                        "Sign out all the same"
                    </button>
                </footer>
            }
            .into_any()
        }))
    }
}
