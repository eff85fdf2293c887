//! What every page offers for a row of its table, whatever the record is.

use super::grid::{Grid, MenuOf, Narrowing, Offer, Offers};
use super::groups::choose;
use super::opened::in_a_tab;
use super::touched::{Touched, use_touched};
use crate::routes::Listed;
use crate::ui::copy::copy;
use crate::ui::foreign::visible;
use crate::ui::time::utc_text;
use crate::words::number::counted;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;

/// Opening it, here and in a tab of its own, copying its id, and who sent it again.
pub fn of_row(
    grid: Grid,
    of: &MenuOf,
    (connection, listed): (&ConnectionId, Listed),
    touched: Touched,
    said: RwSignal<String>,
) -> Vec<Offer> {
    let (opened, copied) = (of.id.clone(), of.id.clone());
    let mut offers = vec![
        Offer::new("Open", move || grid.open.set(Some(opened.clone()))),
        Offer::new("Copy id", move || {
            let id = copied.clone();
            copy(id.clone(), move |words| {
                said.try_set(format!("{words}: {id}"));
            });
        }),
    ];
    offers.extend(in_a_tab(of, connection, listed));
    offers.push(touched.offer(connection, &of.id));
    offers
}

/// Choosing every loaded row that failed since this one did; nothing where it did not, or where it
/// is not known when. For vendors that resend by ids alone.
pub fn of_failures(
    grid: Grid,
    of: &MenuOf,
    narrowing: &'static Narrowing,
    more: Signal<bool>,
    said: RwSignal<String>,
) -> Option<Offer> {
    let failure = grid.failure_at(of.place);
    let since = failure.since.filter(|_| failure.is_failed)?;
    let words = format!("Choose everything {} since this one", narrowing.failed);
    Some(Offer::new(words, move || {
        grid.choose_failed_since(since);
        let chosen = untrack(|| grid.counted()).chosen;
        let rest = if more.get_untracked() {
            " More match that are not loaded: load them first to choose them too."
        } else {
            ""
        };
        said.set(format!(
            "Chosen: {} {} since {}, of what is loaded.{rest}",
            counted(chosen, grid.spec.one, grid.spec.many),
            narrowing.failed,
            utc_text(since),
        ));
    }))
}

/// What is offered where the vendor resends by ids alone.
pub fn by_ids(
    grid: Grid,
    (connection, listed): (ConnectionId, Listed),
    narrowing: &'static Narrowing,
    more: Signal<bool>,
    said: RwSignal<String>,
) -> Offers {
    let touched = use_touched();
    Callback::new(move |of: MenuOf| {
        let mut offers = of_row(grid, &of, (&connection, listed), touched, said);
        offers.extend(of_failures(grid, &of, narrowing, more, said));
        offers.extend(of_group(grid, &of, narrowing, said));
        offers
    })
}

/// Choosing the loaded rows that failed for the same cause; nothing where it has none.
pub fn of_group(
    grid: Grid,
    of: &MenuOf,
    narrowing: &'static Narrowing,
    said: RwSignal<String>,
) -> Option<Offer> {
    let cause = grid.failure_at(of.place).cause?;
    let words = format!("Choose this group: {}", visible(&cause));
    Some(Offer::new(words, move || {
        said.set(choose(grid, narrowing, &cause));
    }))
}
