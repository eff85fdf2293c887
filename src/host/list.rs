//! The list of runs: what is stored, who holds what, and what an item was touched by.

use super::record::{RunId, RunSummary, Stand};
use super::store::Store;
use super::{Host, channel::Says, lock, take};
use crate::ui::sleep::sleep;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::ConnectionId;
use redrive_core::problem::Problem;
use std::collections::HashSet;
use std::time::Duration;

/// Other tabs write more often than a list has to show.
const READ_AFTER: Duration = Duration::from_millis(500);

impl Host {
    /// All runs of this browser, newest first; `None` until they were read.
    pub fn runs(self) -> Signal<Option<Result<Vec<RunSummary>, Problem>>> {
        self.runs.into()
    }

    /// The runs that some tab carries out.
    pub fn held(self) -> Signal<HashSet<RunId>> {
        self.held.into()
    }

    /// The titles of the runs that some tab of this browser is sending, as it is at this moment.
    pub async fn being_sent(self) -> Vec<String> {
        self.look_round().await;
        self.refresh().await;
        let sends = |run: &&RunSummary| {
            matches!(run.stand, Stand::Checking | Stand::Sending)
                && self.held.with_untracked(|held| held.contains(&run.id))
        };
        self.runs.with_untracked(|runs| match runs {
            Some(Ok(runs)) => runs
                .iter()
                .filter(sends)
                .map(|run| run.title.clone())
                .collect(),
            _ => Vec::new(),
        })
    }

    /// The runs that touched an item of a connection, newest first.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub async fn runs_of(
        self,
        connection: &ConnectionId,
        item: &str,
    ) -> Result<Vec<RunSummary>, Problem> {
        let store = Store::open().await?;
        let mut runs = store.summaries().await?;
        runs.retain(|run| run.connection == *connection);
        store.touching(item, runs).await
    }

    /// Whether a run of a connection may have sent something since then, as far as its list tells.
    pub fn seems_to_have_sent_since(self, connection: &ConnectionId, since: DateTime<Utc>) -> bool {
        let may =
            |run: &RunSummary| run.connection == *connection && run.may_have_sent_since(since);
        self.runs.with_untracked(|runs| match runs {
            Some(Ok(runs)) => runs.iter().any(may),
            _ => true,
        })
    }

    /// Removes a run and all that is stored of it. What it sent stays sent.
    ///
    /// # Errors
    /// When a tab still carries it out, or it cannot be removed.
    pub async fn remove(self, id: &RunId) -> Result<(), Problem> {
        let lock = take::lock(id).await?;
        Store::open().await?.remove(id).await?;
        drop(lock);
        self.living.try_update_value(|all| all.remove(id));
        self.channel.tell(id, Says::Removed);
        self.refresh().await;
        Ok(())
    }

    /// Runs that were sent, that are to be read back now, and that nobody reads back; followed.
    pub fn left_unread(self, now: DateTime<Utc>) -> Vec<RunId> {
        let left = |run: &&RunSummary| {
            run.is_to_be_read(now) && self.held.with(|held| !held.contains(&run.id))
        };
        self.runs.with(|runs| match runs {
            Some(Ok(runs)) => runs.iter().filter(left).map(|run| run.id.clone()).collect(),
            _ => Vec::new(),
        })
    }

    /// Reads what earlier visits left.
    pub(super) fn arrive(self) {
        spawn_local(async move {
            // Who holds a run first: what nobody holds needs somebody.
            self.look_round().await;
            self.refresh().await;
        });
    }

    pub(super) async fn refresh(self) {
        let summaries = match Store::open().await {
            Ok(store) => store.summaries().await,
            Err(problem) => Err(problem),
        };
        self.runs.try_set(Some(summaries));
    }

    pub(super) fn refresh_soon(self) {
        if self
            .reading
            .try_update_value(|reading| std::mem::replace(reading, true))
            != Some(false)
        {
            return;
        }
        spawn_local(async move {
            sleep(READ_AFTER).await;
            self.reading.try_set_value(false);
            self.refresh().await;
        });
    }

    /// Shows how a run of this tab stands.
    pub(super) fn note(self, summary: RunSummary) {
        self.runs.try_update(|runs| {
            let Some(Ok(runs)) = runs else { return };
            match runs.iter_mut().find(|run| run.id == summary.id) {
                Some(run) => *run = summary,
                None => runs.insert(0, summary),
            }
        });
    }

    /// Whether the list shows a run just so.
    pub(super) fn knows(self, summary: &RunSummary) -> bool {
        self.runs
            .with_untracked(|runs| matches!(runs, Some(Ok(runs)) if runs.contains(summary)))
    }

    pub(super) fn look_round_soon(self) {
        spawn_local(async move { self.look_round().await });
    }

    /// Sees which runs are held, and waits for the end of each that another tab holds.
    pub(super) async fn look_round(self) {
        let held: HashSet<RunId> = lock::held()
            .await
            .into_iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        self.living.try_with_value(|all| {
            for (id, living) in all {
                living.see(held.contains(id));
            }
        });
        for id in &held {
            let here = self.living(id).is_some_and(|living| living.is_here());
            let first = |awaited: &mut HashSet<RunId>| awaited.insert(id.clone());
            if !here && self.awaited.try_update_value(first) == Some(true) {
                self.await_end(id.clone());
            }
        }
        if self.held.try_with_untracked(|known| *known != held) == Some(true) {
            self.held.try_set(held);
        }
    }

    fn await_end(self, id: RunId) {
        spawn_local(async move {
            lock::freed(&id).await;
            self.awaited.try_update_value(|awaited| awaited.remove(&id));
            if let Some(living) = self.living(&id) {
                living.catch_up();
            }
            // How it stands before who holds it: a run that ended needs nobody.
            self.refresh().await;
            self.look_round_soon();
        });
    }
}
