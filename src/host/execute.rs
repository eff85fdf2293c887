//! Carrying a run out: write ahead, send, write down, and again. Knows no screen.

use super::record::{RunRecord, RunSummary};
use super::store::Store;
use super::{Hosting, Watched, look};
use crate::api::sending::{self, Confirmation};
use crate::clock::now;
use crate::ui::sleep::sleep;
use leptos::prelude::*;
use redrive_core::journal::Entry;
use redrive_core::problem::Problem;
use redrive_core::run::Step;
use std::time::Duration;

/// A stop is noticed within this time.
const LONGEST_SLEEP: Duration = Duration::from_millis(250);

/// Sends call after call until the run has ended or its journal cannot be written.
pub async fn to_the_end(
    store: &Store,
    record: &RunRecord,
    watched: &Watched,
    confirmation: &Confirmation,
) {
    if let Err(problem) = carry_out(store, record, watched, confirmation).await {
        watched.hosting.set(Hosting::JournalFailed(problem));
    }
}

async fn carry_out(
    store: &Store,
    record: &RunRecord,
    watched: &Watched,
    confirmation: &Confirmation,
) -> Result<(), Problem> {
    loop {
        if watched.stop_asked.get_untracked()
            && let Some(entry) = watched.run.try_update(|run| run.stop(now())).flatten()
        {
            write(store, record, watched, &entry).await?;
        }
        let Some(step) = watched.run.try_update(|run| run.next(now())) else {
            return Ok(());
        };
        let entry = match step {
            Step::Send { call, intent } => {
                // The intent is durable before the call leaves: if this fails, nothing was sent.
                write(store, record, watched, &intent).await?;
                let exchange = sending::send_call(confirmation, call).await;
                watched.run.try_update(|run| run.answer(now(), &exchange))
            }
            Step::Write(entry) => Some(Some(entry)),
            Step::Look(look) => look::carry_out(watched, look).await,
            Step::Wait { until } => {
                let left = (until - now()).to_std().unwrap_or_default();
                sleep(left.min(LONGEST_SLEEP)).await;
                continue;
            }
            Step::Ask(_) | Step::AwaitAnswer { .. } | Step::Finished => return Ok(()),
        };
        if let Some(entry) = entry.flatten() {
            write(store, record, watched, &entry).await?;
        }
    }
}

async fn write(
    store: &Store,
    record: &RunRecord,
    watched: &Watched,
    entry: &Entry,
) -> Result<(), Problem> {
    let summary = watched
        .run
        .with_untracked(|run| RunSummary::of(record, run));
    store.append(&record.id, entry, &summary).await
}
