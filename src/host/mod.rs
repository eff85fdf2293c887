//! What executes a run.
//!
//! Screens know [`Host`]: start, watch, list; and [`Watched`]: pause, go on, stop. It stands above
//! every page, so that leaving a page never stops a run. This host runs in the tab and keeps its
//! journal in the browser. One tab holds a run and carries it out; the others read what it writes.
//! It knows no screen.

mod channel;
mod execute;
mod follow;
mod inbox;
mod list;
mod lock;
mod look;
mod recent;
mod record;
mod store;
mod take;
mod watched;
mod wish;

pub use record::{RunId, RunSummary, Stand};
pub use watched::{Hosting, Watched};
pub use wish::Wish;

use crate::api::sending::{self, Confirmation};
use crate::clock::now;
use crate::session::{SessionContext, use_session};
use channel::{Channel, Message, Says};
use leptos::prelude::*;
use record::RunRecord;
use redrive_core::connection::Connection;
use redrive_core::plan::Plan;
use redrive_core::problem::{Problem, ProblemKind};
use redrive_core::run::{Manner, Run};
use redrive_core::secret::Secret;
use std::collections::{HashMap, HashSet};
use store::Store;

/// The runs of this browser. A handle: copies are the same host.
#[derive(Clone, Copy)]
pub struct Host {
    /// Newest first; `None` until they were read.
    runs: RwSignal<Option<Result<Vec<RunSummary>, Problem>>>,
    /// The runs that some tab holds.
    held: RwSignal<HashSet<RunId>>,
    watched: StoredValue<HashMap<RunId, Watched>>,
    /// Runs of other tabs whose end of holding is waited for.
    awaited: StoredValue<HashSet<RunId>>,
    /// Whether the list is about to be read again.
    reading: StoredValue<bool>,
    channel: Channel,
    session: SessionContext,
}

/// Puts the host where every page finds it, and reads what earlier visits left.
pub fn provide_host() {
    let host = Host {
        runs: RwSignal::new(None),
        held: RwSignal::new(HashSet::new()),
        watched: StoredValue::new(HashMap::new()),
        awaited: StoredValue::new(HashSet::new()),
        reading: StoredValue::new(false),
        channel: Channel::open(),
        session: use_session(),
    };
    provide_context(host);
    host.channel.listen(move |message| host.hear(message));
    let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
        if host.sends_here() {
            // The browser asks in its own words.
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());
    // Whoever signed in again lets reads go on that the end of the session cut.
    Effect::new(move |_| {
        if host.session.is_open() {
            host.ring_all();
            host.arrive();
        }
    });
}

/// The host of this console.
pub fn use_host() -> Host {
    expect_context()
}

impl Host {
    /// Begins the run of a confirmed plan. When it returns, the opening is written down and the
    /// run goes on by itself.
    ///
    /// # Errors
    /// When the journal cannot be kept, or this plan was run before: then nothing was sent.
    pub async fn start(
        self,
        connection: Connection,
        plan: Plan,
        confirmation: Confirmation,
        actor: String,
        reason: String,
        manner: Manner,
    ) -> Result<RunId, Problem> {
        let store = Store::open().await?;
        let (run, opening) = Run::open(plan, actor, reason, manner, now());
        let record = RunRecord::of(&connection, &run);
        let summary = RunSummary::of(&connection, &run, true);
        let lock = take::lock(&record.id).await?;
        store
            .create(&record, run.plan(), &summary, &opening)
            .await?;
        let watched = Watched::new(self, connection, run, 1);
        self.keep(&watched);
        self.note(summary);
        take::hold(self, watched, store, Some(confirmation), lock);
        Ok(record.id)
    }

    /// A run to look at: the living one where there is one, else what its journal tells.
    ///
    /// # Errors
    /// When there is no such run, or what is stored of it cannot be read.
    pub async fn watch(self, id: &RunId) -> Result<Watched, Problem> {
        if let Some(watched) = self.living(id) {
            return Ok(watched);
        }
        let store = Store::open().await?;
        let record = store.record(id).await?;
        let (run, written) = follow::rebuild(&store, &record).await?;
        // Somebody else may have asked for the same meanwhile.
        if let Some(watched) = self.living(id) {
            return Ok(watched);
        }
        let watched = Watched::new(self, record.connection, run, written);
        self.keep(&watched);
        self.look_round().await;
        self.channel.tell(id, Says::Who);
        self.read_back_if_nobody_does(&watched);
        Ok(watched)
    }

    /// Confirms the plan of a run once more, so that it can go on, and lets it go on where it
    /// waits for nothing else.
    ///
    /// # Errors
    /// The gateway's refusal, `wrong_password` among its codes: nothing changed then.
    pub async fn confirm_again(
        self,
        watched: &Watched,
        password: Secret,
        vendor_password: Option<Secret>,
    ) -> Result<(), Problem> {
        let (plan, reason) = watched
            .run
            .with_untracked(|run| (run.plan().to_file(), run.reason().to_owned()));
        let confirmation = sending::confirm(sending::Approval {
            plan: &plan,
            reason: &reason,
            password: &password,
            vendor_password: vendor_password.as_ref(),
        })
        .await?;
        watched.wish(Wish::Confirmed(confirmation));
        Ok(())
    }

    /// Carries a run out that nobody carries out, and does first what was asked of it.
    fn take_over(self, watched: Watched) {
        take::over(self, watched);
    }

    fn tell_wish(self, id: &RunId, wish: Wish) {
        self.channel.tell(id, Says::Wish(wish));
    }

    fn living(self, id: &RunId) -> Option<Watched> {
        self.watched
            .try_with_value(|all| all.get(id).cloned())
            .flatten()
    }

    /// Keeps a run for whoever asks for it next, and forgets those that nobody looks at.
    fn keep(self, watched: &Watched) {
        self.watched.try_update_value(|all| {
            all.retain(|_, known| known.is_of_use());
            all.insert(watched.id(), watched.clone());
        });
    }

    /// Whether calls leave from this tab.
    fn sends_here(self) -> bool {
        let sends = |watched: &Watched| watched.is_here() && watched.sends();
        self.watched.with_value(|all| all.values().any(sends))
    }

    fn ring_all(self) {
        self.watched.with_value(|all| {
            for watched in all.values() {
                watched.inbox.ring();
            }
        });
    }

    /// Takes a message of another tab.
    fn hear(self, message: Message) {
        let Message { run, says } = message;
        let watched = self.living(&run);
        match (says, watched) {
            (Says::Written, Some(watched)) => watched.catch_up(),
            (Says::Held { confirmed }, Some(watched)) => {
                watched.confirmed.set(confirmed);
                self.look_round_soon();
            }
            (Says::Wish(wish), Some(watched)) if watched.is_here() => watched.inbox.put(wish),
            (Says::Who, Some(watched)) if watched.is_here() => {
                let confirmed = watched.confirmed.get_untracked();
                self.channel.tell(&run, Says::Held { confirmed });
                return;
            }
            (Says::Held { .. }, None) => self.look_round_soon(),
            _ => {}
        }
        self.refresh_soon();
    }
}

fn unreadable(error: impl std::fmt::Display) -> Problem {
    Problem::ours(
        ProblemKind::Unreadable,
        format!("What this browser stored of the run cannot be read: {error}."),
    )
}
