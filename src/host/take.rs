//! Holding a run: beginning to, taking over what nobody holds, and letting it go. Whoever holds it
//! has its lock, and only then calls leave.

use super::channel::Says;
use super::execute::Holding;
use super::lock::{self, Held, Lock};
use super::record::RunId;
use super::store::Store;
use super::watched::{Hosting, Unkept, Unwritten, Watched};
use super::{Host, follow};
use crate::api::sending::Confirmation;
use crate::clock::now;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::ConnectionId;
use redrive_core::http::{Exchange, NotSent};
use redrive_core::problem::{Problem, ProblemKind};
use std::sync::atomic::Ordering;

/// Milliseconds in which a lock that is just being let go is waited for.
const PATIENCE: u32 = 1_500;
/// The same for a new run, which no other tab can hold: an overloaded browser may need this long,
/// and saying that another tab has the run would be untrue.
const FIRST: u32 = 15_000;
/// The same for a plan that another tab hands in: its password is being checked.
const HANDED_IN: u32 = 30_000;

/// The lock of a run that exists.
///
/// # Errors
/// When another tab holds it, or this browser has no locks.
pub async fn lock(id: &RunId) -> Result<Held, Problem> {
    of_run(PATIENCE, id).await
}

/// The lock of a run that is new.
///
/// # Errors
/// As there.
pub async fn first_lock(id: &RunId) -> Result<Held, Problem> {
    of_run(FIRST, id).await
}

async fn of_run(patience: u32, id: &RunId) -> Result<Held, Problem> {
    within(patience, Lock::Run(id), "Another tab carries this run out.").await
}

/// The turn to hand in a plan for a connection: of two tabs that press at the same moment, the later
/// one sees what the earlier one is about to send.
///
/// # Errors
/// When another tab does not end to, or this browser has no locks.
pub async fn turn(connection: &ConnectionId) -> Result<Held, Problem> {
    let taken = "Another tab is handing in a plan for this connection. Nothing was sent from here.";
    within(HANDED_IN, Lock::HandingIn(connection), taken).await
}

async fn within(patience: u32, lock: Lock<'_>, taken: &str) -> Result<Held, Problem> {
    if !lock::can_be_held() {
        return Err(Problem::ours(
            ProblemKind::Refused,
            "This browser cannot keep two tabs from sending the same run, so nothing is sent from it. It needs HTTPS, or a newer version.",
        ));
    }
    lock::hold(lock, patience)
        .await
        .ok_or_else(|| Problem::ours(ProblemKind::Conflict, taken))
}

/// Carries out what nobody carries out. Where another tab turns out to do so, it is told what was
/// wanted.
pub fn over(host: Host, watched: Watched) {
    if watched.marks.taking.swap(true, Ordering::Relaxed) {
        return;
    }
    spawn_local(async move {
        let id = watched.id();
        match lock(&id).await {
            Ok(lock) => match rebuilt(&watched).await {
                Ok(store) => hold(host, watched.clone(), store, None, lock),
                Err(problem) => fail(&watched, problem.into()),
            },
            Err(problem) if problem.kind == ProblemKind::Conflict => {
                host.look_round().await;
                while let Some(wish) = watched.inbox.take() {
                    watched.tell(Says::Wish(wish));
                }
            }
            Err(problem) => fail(&watched, problem.into()),
        }
        watched.marks.taking.store(false, Ordering::Relaxed);
    });
}

/// What was written counts, whatever this tab believed.
async fn rebuilt(watched: &Watched) -> Result<Store, Problem> {
    let store = Store::open().await?;
    let record = store.record(&watched.id()).await?;
    let (run, written) = follow::rebuild(&store, &record).await?;
    watched.marks.written.store(written, Ordering::Relaxed);
    watched.run.set(run);
    Ok(store)
}

/// Carries a run out to its end.
pub fn hold(
    host: Host,
    watched: Watched,
    store: Store,
    confirmation: Option<Confirmation>,
    lock: Held,
) {
    watched.confirmed.set(confirmation.is_some());
    watched.hosting.set(Hosting::Here);
    host.held.try_update(|held| held.insert(watched.id()));
    spawn_local(async move {
        let mut holding = Holding::new(host, watched.clone(), store, confirmation, lock);
        let ended = match holding.interrupt().await {
            Ok(()) => holding.carry_out().await,
            Err(problem) => Err(problem.into()),
        };
        match ended {
            Ok(()) => watched.hosting.set(Hosting::Nowhere),
            Err(unkept) => {
                fall_back(&watched, &unkept).await;
                fail(&watched, unkept);
            }
        }
        watched.confirmed.set(false);
        let id = watched.id();
        drop(holding);
        lock::freed(&id).await;
        host.look_round().await;
    });
}

/// What could not be written down did not happen for whoever goes on from the journal, so it must
/// not be shown either.
async fn fall_back(watched: &Watched, unkept: &Unkept) {
    if rebuilt(watched).await.is_err()
        && let Unwritten::Intent { .. } = unkept.of
    {
        // Not even read: then at least no call is shown to be under way that never left.
        let why = NotSent::Refused(unkept.problem.message.clone());
        let not_sent = Exchange::NotSent { why };
        watched.run.try_update(|run| run.answer(now(), &not_sent));
    }
}

fn fail(watched: &Watched, unkept: Unkept) {
    watched.asked.set(None);
    watched.hosting.set(Hosting::JournalFailed(unkept));
}
