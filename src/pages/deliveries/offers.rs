//! What the menu of a delivery offers.

use super::by_filter::{NarrowedTo, beside};
use super::filter::{EVENT_TYPE, STATUS, SUBSCRIPTION};
use super::rows;
use crate::filters::AFTER;
use crate::navigation::{Navigation, use_navigation};
use crate::routes::Route;
use crate::table::filters::{Filters, use_filters};
use crate::table::grid::{MenuOf, Offer, Offers};
use crate::table::list::List;
use crate::table::offers::{of_group, of_row};
use crate::table::touched::use_touched;
use leptos::prelude::*;
use redrive_core::time::iso;

/// The offers for a row.
pub fn offers(list: List, narrowed: NarrowedTo) -> Offers {
    let (filters, navigation, touched) = (use_filters(), use_navigation(), use_touched());
    Callback::new(move |of: MenuOf| {
        let mut offers = of_row(&list, &of, touched);
        offers.extend(since(&list, &of, (filters, narrowed), navigation));
        offers.extend(of_group(&list, &of));
        offers
    })
}

/// The replay of everything of its subscription that failed from this one on, itself with it. What
/// is asked for is shown in the form before anything is listed.
fn since(
    list: &List,
    of: &MenuOf,
    (filters, narrowed): (Filters, NarrowedTo),
    navigation: Navigation,
) -> Option<Offer> {
    let grid = list.setup.grid;
    let failure = grid.failure_at(of.place);
    let since = failure.since.filter(|_| failure.is_failed)?;
    let subscription = grid.words_at(of.place, rows::SUBSCRIPTION)?;
    let event_type = untrack(|| filters.text(EVENT_TYPE));
    let pairs = [
        (SUBSCRIPTION, subscription),
        (STATUS, "both".to_owned()),
        (EVENT_TYPE, event_type),
        (AFTER, iso(since)),
    ];
    let pairs = pairs.into_iter().filter(|(_, text)| !text.is_empty());
    let to = Route::ReplayForm {
        connection: list.setup.connection.clone(),
        query: pairs
            .map(|(name, text)| (name.to_owned(), text))
            .chain(untrack(|| beside(filters, narrowed)))
            .collect(),
    };
    Some(Offer::new(
        "Replay everything failed since this one…",
        move || navigation.go(&to),
    ))
}
