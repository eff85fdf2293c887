//! Carrying out the reads of a search: before calls, after a lost answer, after the end.
//! Politely, and so that a wish or the end of the session cuts it without harm: it begins anew
//! then, because only what a whole search found is written down.

use super::execute::Holding;
use crate::api::gateway::Asked;
use crate::api::read::read_for;
use crate::clock::now;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use redrive_core::http::Exchange;
use redrive_core::journal::Entry;
use redrive_core::problem::ProblemKind;
use redrive_core::run::{Look, Run};
use redrive_core::search::{Found, Search};

/// At most five reads a second.
const BETWEEN_READS: TimeDelta = TimeDelta::milliseconds(200);
/// Refusals in a row by a rate limit before the search is told.
const LIMITED_TRIES: u32 = 12;
/// Nobody waits longer than this for one read.
const LONGEST: TimeDelta = TimeDelta::minutes(10);

/// Reads what the look at hand wants; the entry that follows from it. `None` when it was cut.
pub async fn carry_out(holding: &Holding) -> Option<Entry> {
    let run = &holding.watched.run;
    let (look, mut search) = run.with_untracked(|run| (run.look_at_hand(), run.search()));
    if let Some(search) = &mut search
        && !carry(holding, search).await
    {
        return None;
    }
    let entry = |run: &mut Run| match look {
        Some(Look::Baseline) => run.baseline_read(now(), search.and_then(Search::into_baseline)),
        _ => run.looked(
            now(),
            search.map_or_else(Found::default, Search::into_findings),
        ),
    };
    run.try_update(entry).flatten()
}

/// Whether it came to its end.
async fn carry(holding: &Holding, search: &mut Search) -> bool {
    let (mut limited, mut failed) = (0, 0);
    let by_itself = holding
        .watched
        .run
        .with_untracked(Run::reads_back_by_itself);
    let by = if by_itself {
        Asked::ByNobody
    } else {
        Asked::ByTheOperator
    };
    while let Some(wanted) = search.next() {
        if !holding.watched.inbox.is_empty() {
            return false;
        }
        let mut wait = BETWEEN_READS;
        let connection = &holding.watched.connection.id;
        let exchange = match read_for(by, connection, &wanted, None).await {
            Ok(answer) => Exchange::Answered(answer),
            Err(problem) if problem.kind == ProblemKind::SignedOut => {
                holding.host.session.ended();
                holding.watched.inbox.rung().await;
                return false;
            }
            Err(problem) => Exchange::Lost {
                why: problem.message,
            },
        };
        match &exchange {
            Exchange::Answered(answer) if answer.status == 429 && limited < LIMITED_TRIES => {
                let asked = answer
                    .retry_after()
                    .and_then(|seconds| TimeDelta::try_seconds(i64::try_from(seconds).ok()?));
                wait = asked.unwrap_or_else(|| longer(limited)).min(LONGEST);
                limited += 1;
            }
            Exchange::Answered(answer) if answer.status < 429 => {
                (limited, failed) = (0, 0);
                search.read(&exchange);
                wait = wait.max(search.pause());
            }
            _ => {
                wait = longer(failed);
                failed += 1;
                search.read(&exchange);
            }
        }
        if search.next().is_some() && !quiet_until(holding, now() + wait).await {
            return false;
        }
    }
    true
}

/// 1, 2, 4 … 64 seconds.
fn longer(times: u32) -> TimeDelta {
    TimeDelta::seconds(1 << times.min(6))
}

/// Waits; `false` as soon as somebody wants something.
async fn quiet_until(holding: &Holding, until: DateTime<Utc>) -> bool {
    let inbox = &holding.watched.inbox;
    while inbox.is_empty() && now() < until {
        inbox.rung_or(until).await;
    }
    inbox.is_empty()
}
