//! Carrying a run out: write ahead, send, write down, and again. Knows no screen.

use super::record::{RunRecord, RunSummary};
use super::store::Store;
use super::{Hosting, Watched};
use crate::api::sending::{self, Confirmation};
use crate::clock::now;
use leptos::prelude::*;
use redrive_core::journal::Entry;
use redrive_core::problem::Problem;
use redrive_core::run::Step;

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
        let Step::Send { call, intent } = step else {
            return Ok(());
        };
        // The intent is durable before the call leaves: if this fails, nothing was sent.
        write(store, record, watched, &intent).await?;
        let exchange = sending::send_call(confirmation, call).await;
        let entry = watched
            .run
            .try_update(|run| run.answer(now(), &exchange))
            .flatten();
        if let Some(entry) = entry {
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
