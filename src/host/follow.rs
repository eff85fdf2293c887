//! Reading the journal: a run as it was written, and what another tab writes to it.

use super::record::RunRecord;
use super::store::Store;
use super::unreadable;
use super::watched::{Hosting, Watched};
use crate::ui::sleep::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::journal::{Entry, Event};
use redrive_core::problem::Problem;
use redrive_core::run::Run;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A run as its journal tells it, and how many entries that has.
///
/// # Errors
/// When what is stored cannot be read.
pub async fn rebuild(store: &Store, record: &RunRecord) -> Result<(Run, u32), Problem> {
    let plan = record
        .plan
        .clone()
        .recall(&record.connection)
        .map_err(unreadable)?;
    let mut entries = store.entries(&record.id, 0).await?;
    let mut run = Run::resume(plan, &entries).map_err(unreadable)?;
    let mut written = count(&entries);
    while !entries.is_empty() {
        // The page stays alive while a long journal is read.
        sleep(Duration::ZERO).await;
        entries = store.entries(&record.id, written).await?;
        for entry in &entries {
            if !run.follow(entry) {
                return Err(unreadable("an entry cannot follow the one before it"));
            }
        }
        written += count(&entries);
    }
    Ok((run, written))
}

/// Reads what another tab wrote, until nothing is left.
pub fn catch_up(watched: Watched) {
    watched.marks.behind.store(true, Ordering::Relaxed);
    if watched.holds() || watched.marks.reading.swap(true, Ordering::Relaxed) {
        return;
    }
    spawn_local(async move {
        while watched.marks.behind.swap(false, Ordering::Relaxed) {
            if let Err(problem) = read_on(&watched).await
                && !watched.holds()
            {
                watched.hosting.set(Hosting::JournalFailed(problem.into()));
            }
        }
        watched.marks.reading.store(false, Ordering::Relaxed);
    });
}

async fn read_on(watched: &Watched) -> Result<(), Problem> {
    let (store, id) = (Store::open().await?, watched.id());
    loop {
        let from = watched.marks.written.load(Ordering::Relaxed);
        let entries = store.entries(&id, from).await?;
        if entries.is_empty() || watched.holds() {
            return Ok(());
        }
        let follows = |run: &mut Run| entries.iter().all(|entry| run.follow(entry));
        if watched.run.try_update(follows) == Some(true) {
            let written = from + count(&entries);
            watched.marks.written.store(written, Ordering::Relaxed);
        } else {
            // This tab had gone on without its journal: what was written counts.
            let record = store.record(&id).await?;
            let (run, written) = rebuild(&store, &record).await?;
            // Meanwhile this tab may have taken the run over, and got further than what it read.
            if watched.holds() || written < watched.marks.written.load(Ordering::Relaxed) {
                return Ok(());
            }
            watched.run.set(run);
            watched.marks.written.store(written, Ordering::Relaxed);
        }
        if entries.iter().any(grants_a_wish) || watched.run.with_untracked(Run::is_sent) {
            watched.asked.set(None);
        }
    }
}

fn count(entries: &[Entry]) -> u32 {
    u32::try_from(entries.len()).unwrap_or(u32::MAX)
}

const fn grants_a_wish(entry: &Entry) -> bool {
    matches!(
        entry.event,
        Event::Paused
            | Event::Resumed
            | Event::TriedAgain
            | Event::Stopped
            | Event::Confirmed { .. }
            | Event::Manner(_)
            | Event::Rechecked
            | Event::ReadAgain
    )
}
