//! Personal data on the screen: hidden until an operator asks to see it, and the asking is noted
//! with the gateway before anything is shown. What is shown ends with the visit of the page, and with
//! the session: whoever signs in over the page did not ask.

mod views;

pub use views::{HiddenJson, HiddenText, RevealPage, RevealRecord, seen};

use crate::api::gateway;
use crate::session::{SessionContext, use_session};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::personal::{Reveal, Revealed};
use redrive_core::problem::{Problem, ProblemKind};

/// Whether the personal data of a page is shown. A handle; it ends with the page.
#[derive(Clone, Copy)]
pub struct Privacy {
    connection: StoredValue<ConnectionId>,
    session: SessionContext,
    page: RwSignal<bool>,
}

impl Privacy {
    /// Hidden at first.
    pub fn of(connection: ConnectionId) -> Self {
        Self::over(connection, RwSignal::new(false))
    }

    /// The same, over a signal that a table follows.
    pub fn over(connection: ConnectionId, page: RwSignal<bool>) -> Self {
        let privacy = Self {
            connection: StoredValue::new(connection),
            session: use_session(),
            page,
        };
        privacy.hide_with_session(page);
        privacy
    }

    /// Hides what is shown as soon as the session ends.
    fn hide_with_session(self, shown: RwSignal<bool>) {
        Effect::new(move |_| {
            if !self.session.is_open() {
                shown.set(false);
            }
        });
    }

    /// Whether the whole page is shown; followed.
    pub fn page(self) -> bool {
        self.page.get()
    }

    /// Shows something once it is noted who asked for it.
    async fn reveal(
        self,
        shown: RwSignal<bool>,
        what: Revealed,
        count: usize,
    ) -> Result<(), Problem> {
        let connection = self.connection.get_value();
        let path = format!("/api/connections/{connection}/reveals");
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let noted = gateway::tell(&path, &Reveal { what, count }).await;
        let noted = noted.map_err(Problem::from);
        match &noted {
            // Whoever asked may be gone by now.
            Ok(()) if self.session.is_open_now() => {
                shown.try_set(true);
            }
            Err(problem) if problem.kind == ProblemKind::SignedOut => self.session.ended(),
            _ => {}
        }
        noted
    }
}
