//! The configured connections, read once and kept for every page: beside the question who is signed
//! in and not behind it, because most who open the console are.

use super::gateway;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::problem::{Problem, ProblemKind};

type All = Result<Vec<Connection>, Problem>;

/// A handle: copies are the same list.
#[derive(Clone, Copy)]
pub struct Connections {
    /// `None` until the gateway answered.
    all: RwSignal<Option<All>>,
    asking: StoredValue<Asking>,
}

/// What is under way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    Nothing,
    /// Before it is known whether anybody is signed in.
    Ahead,
    /// As before, and now it is known, and the answer wanted.
    Wanted,
    /// The list came before it was known: whoever wants it has it.
    Here,
}

/// Puts the list where every page finds it, and asks for it.
pub fn provide_connections() -> Connections {
    let connections = Connections {
        all: RwSignal::new(None),
        asking: StoredValue::new(Asking::Ahead),
    };
    provide_context(connections);
    spawn_local(async move {
        let answer = read().await;
        let asked = connections.asking.try_get_value();
        connections.asking.try_set_value(match (asked, &answer) {
            (Some(Asking::Ahead), Ok(_)) => Asking::Here,
            _ => Asking::Nothing,
        });
        match (asked, &answer) {
            (Some(Asking::Wanted), Err(problem)) if problem.kind == ProblemKind::SignedOut => {
                connections.load();
            }
            // Nobody is, and nobody waits for it.
            (_, Err(problem)) if problem.kind == ProblemKind::SignedOut => {}
            _ => connections.keep(answer),
        }
    });
    connections
}

async fn read() -> All {
    gateway::get("/api/connections")
        .await
        .map_err(Problem::from)
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
        connections.all.with(|all| {
            let mut all = all.iter().flatten().flatten();
            all.find(|connection| connection.id == id).cloned()
        })
    });
    found.into()
}

impl Connections {
    /// The list as far as it is known.
    pub fn all(self) -> Signal<Option<All>> {
        self.all.into()
    }

    /// Reads the list, unless it is on its way or has just come.
    pub fn load(self) {
        match self.asking.get_value() {
            Asking::Nothing => spawn_local(async move { self.keep(read().await) }),
            Asking::Here => self.asking.set_value(Asking::Nothing),
            Asking::Ahead | Asking::Wanted => self.asking.set_value(Asking::Wanted),
        }
    }

    fn keep(self, answer: All) {
        self.all.try_set(Some(answer));
    }
}
