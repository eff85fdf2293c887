//! Carrying out the reads of a search: before the first call, after a lost answer, after the end.

use super::Watched;
use crate::api::read::read;
use crate::clock::now;
use leptos::prelude::*;
use redrive_core::http::Exchange;
use redrive_core::journal::Entry;
use redrive_core::run::Look;
use redrive_core::search::{Found, Search};

/// Reads what the search at hand wants; the entry that follows from it. The outer `None` says that
/// nobody watches this run any more.
pub async fn carry_out(watched: &Watched, look: Look) -> Option<Option<Entry>> {
    let mut search = watched.run.with_untracked(redrive_core::run::Run::search);
    if let Some(search) = &mut search {
        carry(watched, search).await;
    }
    let entry = |run: &mut redrive_core::run::Run| match look {
        Look::Baseline => run.baseline_read(now(), search.and_then(Search::into_baseline)),
        Look::Applied { .. } | Look::Canary { .. } | Look::Delivered => {
            let found = search.map_or_else(Found::default, Search::into_findings);
            run.looked(now(), found)
        }
    };
    watched.run.try_update(entry)
}

async fn carry(watched: &Watched, search: &mut Search) {
    while let Some(wanted) = search.next() {
        let exchange = match read(&watched.connection.id, &wanted).await {
            Ok(answer) => Exchange::Answered(answer),
            Err(problem) => Exchange::Lost {
                why: problem.message,
            },
        };
        search.read(&exchange);
    }
}
