//! What every page offers for a row of its table, whatever the record is.

use super::grid::{MenuOf, Offer, Offers};
use super::groups::choose;
use super::list::List;
use super::opened::in_a_tab;
use super::touched::{Touched, use_touched};
use crate::ui::copy::copy;
use crate::ui::foreign::visible;
use crate::ui::time::utc_text;
use crate::words::number::counted;
use leptos::prelude::*;

/// Opening it, here and in a tab of its own, copying its id, and who sent it again.
pub fn of_row(list: &List, of: &MenuOf, touched: Touched) -> Vec<Offer> {
    let (grid, said) = (list.setup.grid, list.said);
    let connection = &list.setup.connection;
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
    offers.extend(in_a_tab(of, connection, list.setup.listed));
    offers.push(touched.offer(connection, &of.id));
    offers
}

/// Choosing every loaded row that failed since this one did; nothing where it did not, or where it
/// is not known when. For vendors that resend by ids alone.
fn of_failures(list: &List, of: &MenuOf) -> Option<Offer> {
    let (grid, narrowing) = (list.setup.grid, list.setup.narrowing);
    let (more, said) = (list.more.more, list.said);
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
pub fn by_ids(list: List) -> Offers {
    let touched = use_touched();
    Callback::new(move |of: MenuOf| {
        let mut offers = of_row(&list, &of, touched);
        offers.extend(of_failures(&list, &of));
        offers.extend(of_group(&list, &of));
        offers
    })
}

/// Choosing the loaded rows that failed for the same cause; nothing where it has none.
pub fn of_group(list: &List, of: &MenuOf) -> Option<Offer> {
    let (grid, narrowing, said) = (list.setup.grid, list.setup.narrowing, list.said);
    let cause = grid.failure_at(of.place).cause?;
    let words = format!("Choose this group: {}", visible(&cause));
    Some(Offer::new(words, move || {
        said.set(choose(grid, narrowing, &cause));
    }))
}
