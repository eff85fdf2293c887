//! Kirim's deliveries: filtered by the vendor, page by page through its cursors.

mod answers;
mod by_filter;
mod details;
mod filter;
mod offers;
mod reading;
mod rows;

use crate::forms::known::Known;
use crate::forms::subscriptions::{names, subscriptions};
use crate::masked::Privacy;
use crate::navigation::use_navigation;
use crate::of_connection::OfConnection;
use crate::routes::{Listed, Route};
use crate::table::filters::use_filters;
use crate::table::grid::newer::MINUTE;
use crate::table::grid::{ByFilter, Grid};
use crate::table::list::{List, ListScreen, ListSetup, planning};
use crate::table::no_rows::{NoRows, NothingMatches};
use crate::ui::load::Load;
use crate::ui::page::PageHead;
use crate::views::ViewsMenu;
use crate::words::number::counted;
use by_filter::{NotOnlyShown, narrowed};
use details::DeliveryPane;
use filter::{FIELDS, asked};
use leptos::prelude::*;
use reading::DeliverySource;
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::kirim::DeliveryFilter;
use rows::{DELIVERIES, NAMING, NARROWING, SCHEMA};

/// The page.
#[component]
pub fn DeliveriesPage(connection: ConnectionId) -> impl IntoView {
    let screen = |connection| view! { <DeliveryList connection /> }.into_any();
    view! { <OfConnection id=connection vendor=Vendor::Kirim screen /> }
}

#[component]
fn DeliveryList(connection: Connection) -> impl IntoView {
    let (filters, id) = (use_filters(), connection.id.clone());
    let address = filters.asked(FIELDS);
    let reading = address.reading();
    let filter = Memo::new(move |_| reading.with(asked));
    let choices = subscriptions(id.clone()).choices;
    let grid = Grid::new(&DELIVERIES, SCHEMA)
        .narrowing(&NARROWING)
        .naming(NAMING, names(choices))
        .offering();
    let known = Known::of_table(&id, Listed::Deliveries);
    let setup = ListSetup {
        connection: id.clone(),
        listed: Listed::Deliveries,
        grid,
        narrowing: &NARROWING,
        address,
    };
    let source = DeliverySource::new(id.clone(), grid, known);
    let (list, _) = List::read(setup, filter.into(), source);
    let (more, narrowed) = (list.more, narrowed(grid));
    let crumb = connection.label.clone();
    let act = planning(connection, known, Listed::Deliveries);
    let asked_there = move || by_filter::query(reading, filters, narrowed);
    let (navigation, by) = (use_navigation(), id.clone());
    let by_filter = ByFilter {
        words: "Everything matching: replay by filter…",
        narrowed: "Everything matching, not only what is shown: replay by filter…",
        act: Callback::new(move |()| {
            navigation.go(&Route::ReplayForm {
                connection: by.clone(),
                query: untrack(asked_there),
            });
        }),
    };
    let (about, loaded) = (list.clone(), Memo::new(move |_| grid.counts().0));
    let about = move || filter.with(|filter| headline(&about, loaded.get(), filter));
    let (by, of) = (id.clone(), id.clone());
    let replay = move || by_filter::links(by.clone(), asked_there(), narrowed);
    let empty = move || filter.with_untracked(|filter| empty(filter, of.clone()));
    let privacy = Privacy::of(id.clone());
    let pane = Callback::new(move |(name, close): (String, Callback<()>)| {
        let (connection, delivery) = (id.clone(), name.parse().ok()?);
        Some(view! { <DeliveryPane connection delivery choices privacy close /> }.into_any())
    });
    view! {
        <PageHead crumb title="Deliveries" actions=move || actions(replay.clone())>
            <span role="status" aria-live=move || more.hushed()>{about}</span>
            <NotOnlyShown grid more narrowed act />
        </PageHead>
        <ListScreen
            offers=offers::offers(list.clone(), narrowed)
            list
            caption="Deliveries"
            every=MINUTE
            cap=1
            act
            pane
            empty
            choices
            by_filter
        />
    }
}

/// Views stay while the link changes with the filters.
fn actions(replay: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    view! {
        <ViewsMenu />
        {replay}
    }
    .into_any()
}

/// What and how many, as far as the vendor tells: it gives no total.
fn headline(list: &List, loaded: usize, filter: &DeliveryFilter) -> String {
    let status = filter
        .status
        .as_ref()
        .map(|status| format!("{} ", status.as_str()))
        .unwrap_or_default();
    let found = counted(
        loaded,
        &format!("{status}delivery matches"),
        &format!("{status}deliveries match"),
    );
    let order = match list.setup.grid.sorted() {
        Some(_) => "",
        None => " Newest first.",
    };
    match list.ended.get() {
        Load::Loading => "Reading the deliveries…".to_owned(),
        Load::Failed(_) if list.at_start.get() => "The deliveries could not be read.".to_owned(),
        Load::Failed(_) => format!("At least {found}; the rest could not be read."),
        Load::Ready(()) if list.more.more.get() => {
            format!("At least {found}; the vendor tells no total.{order}")
        }
        Load::Ready(()) => format!("{found} in all.{order}"),
    }
}

fn empty(filter: &DeliveryFilter, connection: ConnectionId) -> AnyView {
    if *filter != DeliveryFilter::default() {
        return view! { <NothingMatches text="There may be deliveries outside of these filters." /> }
            .into_any();
    }
    let remedy = Route::Subscriptions {
        connection,
        query: Vec::new(),
    };
    view! {
        <NoRows
            title="No deliveries"
            text="Kirim keeps deliveries for 30 days; there are none. One appears here as soon as something happens that a subscription asks for and that is switched on."
            words="See the subscriptions"
            remedy
        />
    }
    .into_any()
}
