//! What executes a run.
//!
//! Screens know [`Host`]: start, watch, stop, list. It stands above every page, so that leaving a
//! page never stops a run. This host runs in the tab and keeps its journal in the browser; it
//! knows no screen.

mod execute;
mod look;
mod record;
mod store;

pub use record::{RunId, RunSummary};

use crate::api::sending::Confirmation;
use crate::clock::now;
use leptos::prelude::*;
use leptos::task::spawn_local;
use record::RunRecord;
use redrive_core::connection::Connection;
use redrive_core::plan::Plan;
use redrive_core::problem::{Problem, ProblemKind};
use redrive_core::run::{Manner, Run};
use std::collections::HashMap;
use store::Store;

/// The runs of this browser. A handle: copies are the same host.
#[derive(Clone, Copy)]
pub struct Host {
    /// Newest first; `None` until they were read.
    runs: RwSignal<Option<Result<Vec<RunSummary>, Problem>>>,
    watched: StoredValue<HashMap<RunId, Watched>>,
}

/// A run as screens see it.
#[derive(Clone)]
pub struct Watched {
    pub connection: Connection,
    /// Changes with every journal entry.
    pub run: ArcRwSignal<Run>,
    pub hosting: ArcRwSignal<Hosting>,
    stop_asked: ArcRwSignal<bool>,
}

/// Whether this tab carries a run out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hosting {
    /// Calls leave from here.
    Here,
    /// Read from the journal. If it has not ended, another tab may be carrying it out, or its tab
    /// was closed: only the operator can know.
    NotHere,
    /// The journal could not be written, so nothing further is sent.
    JournalFailed(Problem),
}

/// Puts the host where every page finds it, and reads what earlier visits left.
pub fn provide_host() {
    let host = Host {
        runs: RwSignal::new(None),
        watched: StoredValue::new(HashMap::new()),
    };
    provide_context(host);
    spawn_local(async move { host.refresh().await });
}

/// The host of this console.
pub fn use_host() -> Host {
    expect_context()
}

impl Host {
    /// All runs of this browser, newest first; `None` until they were read.
    pub fn runs(self) -> Signal<Option<Result<Vec<RunSummary>, Problem>>> {
        self.runs.into()
    }

    async fn refresh(self) {
        let summaries = match Store::open().await {
            Ok(store) => store.summaries().await,
            Err(problem) => Err(problem),
        };
        self.runs.try_set(Some(summaries));
    }

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
    ) -> Result<RunId, Problem> {
        let store = Store::open().await?;
        let (run, opening) = Run::open(plan, actor, reason, Manner::default(), now());
        let record = RunRecord::of(&connection, &run);
        store
            .create(&record, &RunSummary::of(&record, &run), &opening)
            .await?;
        let id = record.id.clone();
        let watched = Watched {
            connection,
            run: ArcRwSignal::new(run),
            hosting: ArcRwSignal::new(Hosting::Here),
            stop_asked: ArcRwSignal::new(false),
        };
        self.watched.update_value(|all| {
            all.insert(id.clone(), watched.clone());
        });
        self.refresh().await;
        spawn_local(async move {
            execute::to_the_end(&store, &record, &watched, &confirmation).await;
            self.refresh().await;
        });
        Ok(id)
    }

    /// A run to look at: the living one where there is one, else what its journal tells.
    ///
    /// # Errors
    /// When there is no such run, or what is stored of it cannot be read.
    pub async fn watch(self, id: &RunId) -> Result<Watched, Problem> {
        if let Some(watched) = self.watched.with_value(|all| all.get(id).cloned()) {
            return Ok(watched);
        }
        let store = Store::open().await?;
        let record = store.record(id).await?;
        let plan = record
            .plan
            .clone()
            .open(&record.connection)
            .map_err(unreadable)?;
        let run = Run::resume(plan, &store.journal(id).await?).map_err(unreadable)?;
        Ok(Watched {
            connection: record.connection,
            run: ArcRwSignal::new(run),
            hosting: ArcRwSignal::new(Hosting::NotHere),
            stop_asked: ArcRwSignal::new(false),
        })
    }

    /// Ends a run that nobody carries out any more: a call without an answer becomes unknown, and
    /// what was not sent stays so.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub async fn close(self, watched: &Watched) -> Result<(), Problem> {
        let store = Store::open().await?;
        let mut run = watched.run.get_untracked();
        let record = RunRecord::of(&watched.connection, &run);
        let entry = run.interrupted(now()).or_else(|| run.stop(now()));
        if let Some(entry) = entry {
            store
                .append(&record.id, &entry, &RunSummary::of(&record, &run))
                .await?;
            watched.run.set(run);
            self.refresh().await;
        }
        Ok(())
    }
}

impl Watched {
    /// Asks to stop before the next call. The call under way ends first.
    pub fn stop(&self) {
        self.stop_asked.set(true);
    }

    /// Whether a stop was asked for.
    pub fn stop_asked(&self) -> bool {
        self.stop_asked.get()
    }
}

fn unreadable(error: impl std::fmt::Display) -> Problem {
    Problem::ours(
        ProblemKind::Unreadable,
        format!("What this browser stored of the run cannot be read: {error}."),
    )
}
