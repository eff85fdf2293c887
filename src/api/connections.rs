//! The configured connections, read once and kept for every page.

use super::gateway;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::problem::{Problem, ProblemKind};

/// A handle: copies are the same list. `None` until the gateway answered.
#[derive(Clone, Copy)]
pub struct Connections(RwSignal<Option<Result<Vec<Connection>, Problem>>>);

/// Puts the list where every page finds it.
pub fn provide_connections() -> Connections {
    let connections = Connections(RwSignal::new(None));
    provide_context(connections);
    connections
}

/// The connections of this console.
pub fn use_connections() -> Connections {
    expect_context()
}

/// One connection; a problem while it is not known. Changes only when the connection does: the
/// list is read again after a sign-in, and a page that was built for it must stay.
pub fn use_connection(id: ConnectionId) -> Signal<Result<Connection, Problem>> {
    let connections = use_connections();
    let found = Memo::new(move |_| {
        let found = match connections.0.get() {
            None => {
                return Err(Problem::ours(
                    ProblemKind::NotFound,
                    "The connections are not read yet.",
                ));
            }
            Some(Err(problem)) => return Err(problem),
            Some(Ok(all)) => all.into_iter().find(|connection| connection.id == id),
        };
        found.ok_or_else(|| {
            Problem::ours(
                ProblemKind::NotFound,
                format!("No connection “{id}” is configured here."),
            )
        })
    });
    found.into()
}

impl Connections {
    /// The list as far as it is known.
    pub fn all(self) -> Signal<Option<Result<Vec<Connection>, Problem>>> {
        self.0.into()
    }

    /// Reads the list.
    pub fn load(self) {
        spawn_local(async move {
            let answer: Result<Vec<Connection>, Problem> = gateway::get("/api/connections")
                .await
                .map_err(Problem::from);
            self.0.try_set(Some(answer));
        });
    }
}
