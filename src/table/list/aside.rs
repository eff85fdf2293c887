//! The table that was left last, set aside with its rows for whoever comes back within minutes: a
//! list that took a while to load is not loaded again, and is found where it was left. It says when
//! it was read. What may have been sent meanwhile is other by then, so nothing of it is shown.
//!
//! One table alone, since it may hold a million rows; opening another ends it. Knows no vendor.

use super::opaque::{AnyNotes, AnyPart, Opaque};
use super::source::AnySource;
use crate::clock;
use crate::host::use_host;
use crate::routes::Listed;
use crate::session::SessionContext;
use crate::table::grid::newer::MINUTES;
use crate::table::grid::{Grid, Left};
use crate::table::paging::Trail;
use crate::ui::load::{Load, Reader};
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use std::sync::Arc;

/// Which table.
pub type Of = (ConnectionId, Listed);

/// A handle: copies are the same place.
#[derive(Clone, Copy)]
struct Place(StoredValue<Option<Aside>>);

struct Aside {
    of: Of,
    read_at: DateTime<Utc>,
    rows: Left,
    /// How far it was read.
    question: Opaque,
    steps: Vec<Opaque>,
    last: AnyPart,
    notes: AnyNotes,
}

/// Puts the place where every page finds it. Nothing stays there of a session that ended.
pub fn provide_aside(session: SessionContext) {
    let place = StoredValue::new(None::<Aside>);
    provide_context(Place(place));
    Effect::new(move |_| {
        if !session.is_open() {
            place.set_value(None);
        }
    });
}

/// Gives a table that is opened the rows that it had, with what was noted of them, where they answer
/// its question still; and the part that was read last. Any other that was set aside ends here.
pub fn come_back(
    of: &Of,
    grid: Grid,
    trail: Trail<Opaque, Opaque>,
    source: &dyn AnySource,
) -> Option<AnyPart> {
    let Place(place) = expect_context();
    let aside = place.try_update_value(Option::take).flatten()?;
    let is_recent = clock::now() - aside.read_at < longest();
    let stands = aside.of == *of && is_recent && trail.asks(&aside.question);
    if !stands || use_host().seems_to_have_sent_since(&of.0, aside.read_at) {
        return None;
    }
    grid.put_back(aside.rows, aside.read_at);
    trail.resume(aside.question, aside.steps);
    source.put_notes(aside.notes);
    Some(aside.last)
}

/// Sets a table aside when its page goes, and what is noted of its rows with it.
pub fn set_aside(
    of: Of,
    grid: Grid,
    trail: Trail<Opaque, Opaque>,
    parts: Reader<AnyPart>,
    source: Arc<dyn AnySource>,
) {
    let Place(place) = expect_context();
    let begun = StoredValue::new(clock::now());
    Effect::new(move |_| {
        grid.question();
        begun.set_value(clock::now());
    });
    on_cleanup(move || {
        let (Load::Ready(last), Some((question, mut steps))) =
            (untrack(|| parts.last()), trail.way())
        else {
            return;
        };
        let begun = begun.try_get_value();
        let Some(read_at) = untrack(|| grid.read_before()).or(begun) else {
            return;
        };
        // What is on its way is asked for again. At the start of the list it answers another
        // question than the rows do.
        if parts.busy().get_untracked() && steps.pop().is_none() {
            return;
        }
        let (Some(rows), Some(notes)) = (grid.leave(), source.take_notes()) else {
            return;
        };
        place.set_value(Some(Aside {
            of,
            read_at,
            rows,
            question,
            steps,
            last,
            notes,
        }));
        // Whoever stays away longer must not pay for it with the memory of a million rows.
        set_timeout(move || end(place, read_at), MINUTES);
    });
}

/// Ends what was set aside, if it still is what was read then.
fn end(place: StoredValue<Option<Aside>>, read_at: DateTime<Utc>) {
    place.try_update_value(|aside| {
        if aside.as_ref().is_some_and(|aside| aside.read_at == read_at) {
            *aside = None;
        }
    });
}

/// Matches the slowest poll of an open table.
fn longest() -> TimeDelta {
    TimeDelta::from_std(MINUTES).unwrap_or_default()
}
