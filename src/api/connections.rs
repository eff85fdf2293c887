//! The configured connections, read once and kept for every page.

use super::gateway;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::problem::Problem;

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

/// One connection, where it is known. Changes only when the connection does: the list is read again
/// after a sign-in.
pub fn use_connection(id: ConnectionId) -> Signal<Option<Connection>> {
    let connections = use_connections();
    let found = Memo::new(move |_| {
        connections.0.with(|all| {
            let mut all = all.iter().flatten().flatten();
            all.find(|connection| connection.id == id).cloned()
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
