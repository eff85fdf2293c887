//! Who is signed in, for every page. When the session ends, the page stays as it is and the
//! sign-in appears over it, so that nothing typed is lost.

use crate::api::gateway::Refusal;
use crate::api::session::{self, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::gateway::ErrorKind;
use redrive_core::problem::Problem;

/// What is known of the session: three states, so that a reload does not flash the sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedIn {
    /// The gateway was not asked yet.
    Unknown,
    Yes(Session),
    /// `before` is set when a session ended under the reader.
    No {
        before: Option<Session>,
    },
    /// The gateway did not answer when it was asked first.
    Failed(Problem),
}

/// A handle: copies are the same session.
#[derive(Clone, Copy)]
pub struct SessionContext(RwSignal<SignedIn>);

/// Puts the session where every page finds it, and asks the gateway for it.
pub fn provide_session() -> SessionContext {
    let context = SessionContext(RwSignal::new(SignedIn::Unknown));
    provide_context(context);
    context.ask();
    context
}

/// The session of this console.
pub fn use_session() -> SessionContext {
    expect_context()
}

impl SessionContext {
    /// What is known.
    pub fn state(self) -> Signal<SignedIn> {
        self.0.into()
    }

    /// Whether somebody is signed in; followed.
    pub fn is_open(self) -> bool {
        self.0.with(|state| matches!(state, SignedIn::Yes(_)))
    }

    /// The same as it is now.
    pub fn is_open_now(self) -> bool {
        untrack(|| self.is_open())
    }

    /// Asks the gateway who is signed in.
    pub fn ask(self) {
        spawn_local(async move {
            let state = match session::current().await {
                Ok(session) => SignedIn::Yes(session),
                Err(refusal) if refusal.says(&ErrorKind::SignedOut) => {
                    SignedIn::No { before: None }
                }
                Err(refusal) => SignedIn::Failed(refusal.into()),
            };
            self.0.try_set(state);
        });
    }

    /// The operator's name; empty when nobody is signed in.
    pub fn operator(self) -> String {
        self.0.with_untracked(|state| match state {
            SignedIn::Yes(session)
            | SignedIn::No {
                before: Some(session),
            } => session.operator.clone(),
            _ => String::new(),
        })
    }

    /// Somebody signed in.
    pub fn begin(self, session: Session) {
        self.0.set(SignedIn::Yes(session));
    }

    /// The gateway said that the session ended.
    pub fn ended(self) {
        self.0.try_update(|state| {
            if let SignedIn::Yes(session) = state {
                *state = SignedIn::No {
                    before: Some(session.clone()),
                };
            }
        });
    }

    /// Signs out.
    ///
    /// # Errors
    /// When the gateway did not do so: whoever is signed in stays so.
    pub async fn sign_out(self) -> Result<(), Refusal> {
        match session::sign_out().await {
            Err(refusal) if !refusal.says(&ErrorKind::SignedOut) => Err(refusal),
            _ => {
                self.0.try_set(SignedIn::No { before: None });
                Ok(())
            }
        }
    }
}
