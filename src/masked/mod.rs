//! Personal data on the screen: hidden until an operator asks to see it, and the asking is noted
//! with the gateway before anything is shown. What is shown ends with the visit of the page.

mod views;

pub use views::{HiddenJson, HiddenText, RevealPage, RevealRecord, seen};

use crate::api::gateway;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::personal::{Reveal, Revealed};
use redrive_core::problem::Problem;

/// Whether the personal data of a page is shown. A handle; it ends with the page.
#[derive(Clone, Copy)]
pub struct Privacy {
    connection: StoredValue<ConnectionId>,
    page: RwSignal<bool>,
}

impl Privacy {
    /// Hidden at first.
    pub fn of(connection: ConnectionId) -> Self {
        Self::over(connection, RwSignal::new(false))
    }

    /// The same, over a signal that a table follows.
    pub fn over(connection: ConnectionId, page: RwSignal<bool>) -> Self {
        Self {
            connection: StoredValue::new(connection),
            page,
        }
    }

    /// Whether the whole page is shown; followed.
    pub fn page(self) -> bool {
        self.page.get()
    }

    /// Notes that something is about to be shown.
    async fn note(self, what: Revealed, count: usize) -> Result<(), Problem> {
        let connection = self.connection.get_value();
        let path = format!("/api/connections/{connection}/reveals");
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Ok(gateway::tell(&path, &Reveal { what, count }).await?)
    }
}
