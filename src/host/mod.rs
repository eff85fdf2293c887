//! What executes a run.
//!
//! Screens know [`Host`]: start, watch, list; and [`Watched`]: pause, go on, stop. It stands above
//! every page, so that leaving a page never stops a run. This host runs in the tab and keeps its
//! journal in the browser. One tab holds a run and carries it out; the others read what it writes.
//!
//! It knows no screen. What stands around every page reaches only the list, the locks and the
//! channel: the engine is fetched with the first page that shows or begins a run, and is known
//! here as [`Living`] alone.

mod begin;
mod channel;
mod execute;
mod follow;
mod inbox;
mod kept;
#[cfg(test)]
pub(crate) mod kit;
mod list;
mod living;
mod lock;
mod look;
mod recent;
mod record;
mod store;
mod take;
mod watched;
mod wish;

pub use begin::read_back;
pub use kept::Kept;
pub use recent::{Recent, Told};
pub use record::{RunId, RunSummary, Stand};
pub use take::turn;
pub use watched::{Hosting, Unkept, Unwritten, Watched};
pub use wish::Wish;

use crate::session::{SessionContext, use_session};
use crate::ui::unload::{ask_before_unload, notice_going};
use channel::{Channel, Message, Says};
use leptos::prelude::*;
use living::Living;
use redrive_core::problem::{Problem, ProblemKind};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The runs of this browser. A handle: copies are the same host.
#[derive(Clone, Copy)]
pub struct Host {
    /// Newest first; `None` until they were read.
    runs: RwSignal<Option<Result<Vec<RunSummary>, Problem>>>,
    /// The runs that some tab holds.
    held: RwSignal<HashSet<RunId>>,
    living: StoredValue<HashMap<RunId, Arc<dyn Living>>>,
    /// Runs of other tabs whose end of holding is waited for.
    awaited: StoredValue<HashSet<RunId>>,
    /// Whether the list is about to be read again.
    reading: StoredValue<bool>,
    channel: Channel,
    session: SessionContext,
    /// Whether the browser promises to keep the journals.
    kept: RwSignal<Kept>,
}

/// Puts the host where every page finds it, and reads what earlier visits left.
pub fn provide_host() {
    let host = Host {
        runs: RwSignal::new(None),
        held: RwSignal::new(HashSet::new()),
        living: StoredValue::new(HashMap::new()),
        awaited: StoredValue::new(HashSet::new()),
        reading: StoredValue::new(false),
        channel: Channel::open(),
        session: use_session(),
        kept: RwSignal::new(Kept::Unasked),
    };
    provide_context(host);
    host.channel.listen(move |message| host.hear(message));
    notice_going();
    ask_before_unload(move || host.any(|run| run.sends()));
    host.arrive();
    // Whoever signed in again lets reads go on that the end of the session cut.
    Effect::new(move |_| {
        if host.session.is_open() {
            host.any(|run| {
                run.ring();
                false
            });
        }
    });
}

/// The host of this console.
pub fn use_host() -> Host {
    expect_context()
}

impl Host {
    fn living(self, id: &RunId) -> Option<Arc<dyn Living>> {
        self.living
            .try_with_value(|all| all.get(id).cloned())
            .flatten()
    }

    fn any(self, is: fn(&dyn Living) -> bool) -> bool {
        let any = |all: &HashMap<RunId, Arc<dyn Living>>| all.values().any(|run| is(run.as_ref()));
        self.living.try_with_value(any) == Some(true)
    }

    /// Takes a message of another tab.
    fn hear(self, message: Message) {
        let Message { run, says } = message;
        if matches!(says, Says::Held { .. }) {
            self.look_round_soon();
        }
        if !matches!(says, Says::Who | Says::Wish(_)) {
            self.refresh_soon();
        }
        if let Some(living) = self.living(&run) {
            living.hear(says);
        }
    }
}

fn unreadable(error: impl std::fmt::Display) -> Problem {
    Problem::ours(
        ProblemKind::Unreadable,
        format!("What this browser stored of the run cannot be read: {error}."),
    )
}
