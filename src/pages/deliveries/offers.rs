//! What the menu of a delivery offers.

use super::by_filter::{Narrowed, beside};
use super::filter::{EVENT_TYPE, STATUS, SUBSCRIPTION};
use super::rows::{self, NARROWING};
use crate::filters::AFTER;
use crate::navigation::{Navigation, use_navigation};
use crate::routes::{Listed, Route};
use crate::table::filters::{Filters, use_filters};
use crate::table::grid::{Grid, MenuOf, Offer, Offers};
use crate::table::offers::{of_group, of_row};
use crate::table::touched::use_touched;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::time::iso;

/// The offers for a row.
pub fn offers(
    grid: Grid,
    connection: ConnectionId,
    narrowed: Narrowed,
    said: RwSignal<String>,
) -> Offers {
    let (filters, navigation, touched) = (use_filters(), use_navigation(), use_touched());
    Callback::new(move |of: MenuOf| {
        let listed = (&connection, Listed::Deliveries);
        let mut offers = of_row(grid, &of, listed, touched, said);
        offers.extend(since(
            grid,
            &of,
            &connection,
            (filters, narrowed),
            navigation,
        ));
        offers.extend(of_group(grid, &of, &NARROWING, said));
        offers
    })
}

/// The replay of everything of its subscription that failed from this one on, itself with it. What
/// is asked for is shown in the form before anything is listed.
fn since(
    grid: Grid,
    of: &MenuOf,
    connection: &ConnectionId,
    (filters, narrowed): (Filters, Narrowed),
    navigation: Navigation,
) -> Option<Offer> {
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
        connection: connection.clone(),
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
