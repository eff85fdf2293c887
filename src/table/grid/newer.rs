//! Rows that have come since a table was read: looked for once in a while, counted, and shown when
//! asked for. They never move what is there by themselves.

use super::more::More;
use super::state::Grid;
use crate::clock;
use crate::host::use_host;
use crate::session::use_session;
use crate::ui::painted::painted;
use crate::ui::time::utc_minute;
use crate::words::number::grouped;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::problem::{Problem, ProblemKind};
use send_wrapper::SendWrapper;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use web_sys::{AbortController, AbortSignal};

/// Between two looks at a list that costs the vendor little.
pub const MINUTE: Duration = Duration::from_mins(1);
/// Between two looks at a list for which the vendor runs a query.
pub const MINUTES: Duration = Duration::from_mins(5);

/// How much of the newest part is not here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NewRows {
    pub count: usize,
    /// None of it is here, so there may be more than was read.
    pub at_least: bool,
}

impl NewRows {
    /// Rows with these ids, of which the grid knows some. Those without one are not counted: whether
    /// they are here cannot be told. `more` lie behind them.
    pub fn to(grid: Grid, ids: &[Option<&str>], more: bool) -> Self {
        let named = ids.iter().flatten();
        let count = named.filter(|id| !grid.knows(id)).count();
        Self {
            count,
            at_least: more && count == ids.len(),
        }
    }
}

/// What a look has found.
pub struct Fresh {
    new_rows: NewRows,
    show: Box<dyn FnOnce()>,
}

impl Fresh {
    /// Rows that are not here: `write` puts them before the others. Where there may be more of them
    /// than were read, everything is read `anew` instead.
    pub fn of(
        new_rows: NewRows,
        anew: impl FnOnce() + 'static,
        write: impl FnOnce() + 'static,
    ) -> Self {
        let show: Box<dyn FnOnce()> = if new_rows.at_least {
            Box::new(anew)
        } else {
            Box::new(write)
        };
        Self { new_rows, show }
    }
}

/// A look at the newest part of the list. A handle.
pub type LookForNewer = StoredValue<Ask, LocalStorage>;
type Ask = Box<dyn Fn(AbortSignal) -> Asking>;
type Asking = Pin<Box<dyn Future<Output = Result<Fresh, Problem>>>>;

/// A look by what asks.
pub fn look_for_newer<F>(ask: impl Fn(AbortSignal) -> F + 'static) -> LookForNewer
where
    F: Future<Output = Result<Fresh, Problem>> + 'static,
{
    StoredValue::new_local(Box::new(move |abort| Box::pin(ask(abort))))
}

/// The bar that offers what was found. Nothing is looked for while the page is hidden, while rows
/// are loaded, while a run goes on, without a session, and after a look that failed.
#[component]
pub fn Newer(
    grid: Grid,
    more: More,
    every: Duration,
    look: LookForNewer,
    /// Reads the list from its start.
    anew: Callback<()>,
) -> impl IntoView {
    let (held, session) = (use_host().held(), use_session());
    let fresh = RwSignal::new_local(None::<Fresh>);
    let failed = RwSignal::new(false);
    let since = RwSignal::new(clock::now());
    let asking = StoredValue::new_local(None::<SendWrapper<AbortController>>);
    let drop_question = move || {
        if let Some(before) = asking.try_update_value(Option::take).flatten() {
            before.abort();
        }
    };
    // Another question: what was found belongs to the one before.
    Effect::new(move |_| {
        grid.question();
        drop_question();
        fresh.set(None);
        failed.set(false);
        since.set(untrack(|| grid.read_before()).unwrap_or_else(clock::now));
    });
    let ask = move || {
        let rests = document().hidden()
            || !session.is_open_now()
            || more.busy.get_untracked()
            || failed.get_untracked()
            || untrack(|| grid.counts().0) == 0
            || held.with_untracked(|held| !held.is_empty());
        let Some(controller) = AbortController::new().ok().filter(|_| !rests) else {
            return;
        };
        drop_question();
        let signal = controller.signal();
        let answer = look.with_value(|look| look(signal.clone()));
        asking.set_value(Some(SendWrapper::new(controller)));
        spawn_local(async move {
            let answer = answer.await;
            if signal.aborted() {
                return;
            }
            match answer {
                Ok(found) => {
                    fresh.try_set(Some(found).filter(|found| found.new_rows.count > 0));
                }
                // Whoever signs in again has it looked for again.
                Err(problem) if problem.kind == ProblemKind::SignedOut => session.ended(),
                Err(_) => {
                    failed.try_set(true);
                }
            }
        });
    };
    // Rows of an earlier visit: something may have come since.
    Effect::new(move |before: Option<()>| {
        if before.is_none() && untrack(|| grid.read_before()).is_some() {
            spawn_local(async move {
                painted().await;
                // By then the page may be left again.
                if grid.element().is_some() {
                    ask();
                }
            });
        }
    });
    if let Ok(clock) = set_interval_with_handle(ask, every) {
        on_cleanup(move || clock.clear());
    }
    on_cleanup(drop_question);
    let found = move || fresh.with(|fresh| fresh.as_ref().map(|fresh| fresh.new_rows));
    let show = move |_| {
        if let Some(found) = fresh.try_update(Option::take).flatten() {
            since.set(clock::now());
            (found.show)();
            grid.focus();
        }
    };
    let again = move |_| {
        anew.run(());
        // The button goes with what it says.
        grid.focus();
    };
    view! {
        <div class="newer" role="status">
            {move || grid.read_before().map(|at| view! {
                <span class="muted">{format!("As read at {}", utc_minute(at))}</span>
                <button type="button" class="button quiet" on:click=again>"Read anew"</button>
            })}
            {move || found().map(|new_rows| view! {
                <span>{words(new_rows, since.get())}</span>
                <button type="button" class="button" on:click=show>"Show"</button>
            })}
            {move || failed.get().then(|| view! {
                <span class="muted">"New rows could not be looked for, and are not looked for any more."</span>
                <button type="button" class="button quiet" on:click=move |_| failed.set(false)>"Look again"</button>
            })}
        </div>
    }
}

/// `12 new since 14:02 UTC`.
fn words(new_rows: NewRows, since: DateTime<Utc>) -> String {
    let lead = if new_rows.at_least { "At least " } else { "" };
    let count = grouped(new_rows.count);
    format!("{lead}{count} new since {}", utc_minute(since))
}

#[cfg(test)]
mod tests {
    use super::super::rows::Arrival;
    use super::super::sample::{SCHEMA, SPEC};
    use super::*;
    use redrive_table::Cell;

    #[test]
    fn what_is_not_here_is_counted_and_may_be_more_where_none_is_here() {
        Owner::new().with(|| {
            let grid = Grid::new(&SPEC, SCHEMA);
            grid.take(Arrival::Anew, |taking| taking.put(&[Cell::Text("a")]));
            let new_rows = |ids: &[Option<&str>], more| {
                let new_rows = NewRows::to(grid, ids, more);
                (new_rows.count, new_rows.at_least)
            };
            assert_eq!(new_rows(&[Some("c"), Some("b")], true), (2, true));
            assert_eq!(new_rows(&[Some("c"), Some("b")], false), (2, false));
            assert_eq!(new_rows(&[Some("b"), Some("a")], true), (1, false));
            // Whether one without an id is here cannot be told.
            assert_eq!(new_rows(&[Some("b"), None], true), (1, false));
        });
    }

    #[test]
    fn what_is_new_is_counted_from_a_time() {
        let since = "2026-06-01T14:02:59Z".parse().unwrap();
        let words = |count, at_least| words(NewRows { count, at_least }, since);
        assert_eq!(words(1200, false), "1,200 new since 14:02 UTC");
        assert_eq!(words(200, true), "At least 200 new since 14:02 UTC");
    }
}
