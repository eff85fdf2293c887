//! Kirim's deliveries: filtered by the vendor, page by page through its cursors.

mod answers;
mod by_filter;
mod details;
mod filter;
mod offers;
mod reading;
mod rows;

use crate::bars::Bars;
use crate::forms::known::Known;
use crate::forms::planner::use_planner;
use crate::forms::subscriptions::{names, subscriptions};
use crate::masked::Privacy;
use crate::navigation::{Link, use_navigation};
use crate::of_connection::OfConnection;
use crate::routes::{Listed, Route};
use crate::table::aside::{come_back, set_aside};
use crate::table::filter_bar::FilterBar;
use crate::table::filters::use_filters;
use crate::table::frame::{NoRows, Settled};
use crate::table::grid::newer::MINUTE;
use crate::table::grid::{ByFilter, ChosenBar, Grid, GridTable, KeepChosen, LoadMore, More};
use crate::table::opened::{NamelessPane, follow_address};
use crate::table::paging::Trail;
use crate::table::toolbar::Toolbar;
use crate::ui::load::Load;
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::views::ViewsMenu;
use crate::words::number::counted;
use by_filter::{NotOnlyShown, narrowed};
use details::DeliveryPane;
use filter::{FIELDS, asked};
use leptos::prelude::*;
use reading::{Reached, newer, pages};
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::kirim::DeliveryFilter;
use redrive_core::kirim::contract::DeliveryId;
use redrive_core::plan::Draft;
use rows::{DELIVERIES, NAMING, NARROWING, SCHEMA};

/// The page.
#[component]
pub fn DeliveriesPage(connection: ConnectionId) -> impl IntoView {
    let screen = |connection| view! { <Deliveries connection /> }.into_any();
    view! { <OfConnection id=connection vendor=Vendor::Kirim screen /> }
}

#[component]
fn Deliveries(connection: Connection) -> impl IntoView {
    let (filters, planner) = (use_filters(), use_planner());
    let address = filters.asked(FIELDS);
    let reading = address.reading();
    let filter = Memo::new(move |_| reading.with(asked));
    let trail = Trail::<DeliveryFilter, String>::of(filter.into());
    let id = connection.id.clone();
    let everything = RwSignal::new(false);
    let choices = subscriptions(id.clone()).choices;
    let grid = Grid::new(&DELIVERIES, SCHEMA)
        .narrowing(&NARROWING)
        .naming(NAMING, names(choices))
        .offering();
    let known = Known::of_table(&connection.id, Listed::Deliveries);
    let of = (id.clone(), Listed::Deliveries);
    let back = come_back::<_, _, Reached, ()>(&of, grid, trail);
    let back = back.map(|back| back.last);
    let reader = pages(id.clone(), trail, everything, (grid, back), known);
    set_aside(of, grid, trail, reader, || ());
    let again = Callback::new(move |()| reader.again());
    let anew = Callback::new(move |()| {
        // A relative range that ends later is another question, which reads by itself.
        if address.refreeze() {
            return;
        }
        if untrack(|| trail.depth()) > 0 {
            trail.restart();
        } else {
            reader.again();
        }
    });
    let within = Signal::derive(move || !address.span().is_open());
    let show = Callback::new(move |(after, before)| filters.set_range(after, before));
    let planning = Callback::new(move |()| planner.is_open());
    let said = RwSignal::new(String::new());
    let narrowed = narrowed(grid);
    let offers = offers::offers(grid, connection.id.clone(), narrowed, said);
    follow_address(grid, filters, Listed::Deliveries);
    let more = More::along(reader, trail, everything, |reached| reached.0.clone());
    let id = connection.id.clone();
    let asked_there = move || by_filter::query(reading, filters, narrowed);
    let replay = move || by_filter::links(id.clone(), asked_there(), narrowed);
    let (crumb, id) = (connection.label.clone(), connection.id.clone());
    let kept = format!("{}.deliveries", connection.id);
    let privacy = Privacy::of(connection.id.clone());
    let look = newer(id.clone(), filter, grid, known, anew);
    Effect::new(move |_| {
        if let Load::Ready(_) = reader.state() {
            more.arrived(grid);
        }
    });
    let (failed, loaded) = (reader.failed(), Memo::new(move |_| grid.counts().0));
    let state = Memo::new(move |_| match (grid.counts().0, reader.last()) {
        // Rows that answer another question must not stand under this one.
        (_, Load::Failed(_)) if trail.depth() == 0 => Shown::Nothing,
        (0, Load::Ready(_)) => Shown::Empty,
        (0, _) => Shown::Nothing,
        _ => Shown::Rows,
    });
    let act = Callback::new(move |chosen: Vec<String>| {
        let facts = known.of(&chosen);
        let deliveries: Vec<DeliveryId> = chosen.iter().filter_map(|id| id.parse().ok()).collect();
        planner.open_with(
            connection.clone(),
            Draft::ReplayDeliveries { deliveries },
            facts,
        );
    });
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
    let listed = id.clone();
    let opened = Memo::new(move |_| grid.open.get());
    view! {
        <PageHead crumb title="Deliveries" actions=move || actions(replay.clone())>
            <span role="status" aria-live=move || more.hushed()>
                {move || {
                    let loaded = Loaded {
                        count: loaded.get(),
                        first: trail.depth() == 0,
                        more: more.more.get(),
                        sorted: grid.sorted().is_some(),
                    };
                    filter.with(|filter| about(&reader.last(), &loaded, filter))
                }}
            </span>
            <NotOnlyShown grid more narrowed act />
        </PageHead>
        <FilterBar asked=address choices />
        <div class="with-pane" class:open=move || opened.with(Option::is_some)>
            <div>
                <KeepChosen grid name=kept planning />
                <Bars grid narrowing=&NARROWING more=more.more within show />
                <Toolbar grid narrowing=&NARROWING more newer=(look, MINUTE) anew offers said />
                <Settled busy=more.is_loading()>
                    {move || match state.get() {
                        Shown::Nothing => ().into_any(),
                        Shown::Empty => empty(filter.with_untracked(|filter| *filter == DeliveryFilter::default()), listed.clone()),
                        Shown::Rows => view! { <GridTable grid caption="Deliveries" more by_filter /> }.into_any(),
                    }}
                </Settled>
                {move || failed.get().map(|problem| view! { <ProblemNote problem again /> })}
                <LoadMore grid more />
                <ChosenBar grid cap=1 label=replay_words act more />
            </div>
            {move || {
                let name = opened.get()?;
                let close = Callback::new(move |()| grid.open.set(None));
                Some(match name.parse::<DeliveryId>() {
                    Ok(delivery) => view! { <DeliveryPane connection=id.clone() delivery choices privacy close /> }.into_any(),
                    Err(_) => view! { <NamelessPane title=name close /> }.into_any(),
                })
            }}
        </div>
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

fn replay_words(count: usize) -> String {
    format!("Replay {}", counted(count, "delivery", "deliveries"))
}

/// What stands where the rows would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// Not read yet, or it could not be read.
    Nothing,
    Empty,
    Rows,
}

/// How much of the answer is here.
struct Loaded {
    count: usize,
    /// Nothing but the first page was asked for.
    first: bool,
    more: bool,
    sorted: bool,
}

/// What and how many, as far as the vendor tells: it gives no total.
fn about(state: &Load<Reached>, loaded: &Loaded, filter: &DeliveryFilter) -> String {
    let status = filter
        .status
        .as_ref()
        .map(|status| format!("{} ", status.as_str()))
        .unwrap_or_default();
    let found = counted(
        loaded.count,
        &format!("{status}delivery matches"),
        &format!("{status}deliveries match"),
    );
    let order = if loaded.sorted { "" } else { " Newest first." };
    match state {
        Load::Loading => "Reading the deliveries…".to_owned(),
        Load::Failed(_) if loaded.first => "The deliveries could not be read.".to_owned(),
        Load::Failed(_) => format!("At least {found}; the rest could not be read."),
        Load::Ready(_) if loaded.more => {
            format!("At least {found}; the vendor tells no total.{order}")
        }
        Load::Ready(_) => format!("{found} in all.{order}"),
    }
}

fn empty(open: bool, connection: ConnectionId) -> AnyView {
    if open {
        let to = Route::Subscriptions {
            connection,
            query: Vec::new(),
        };
        view! {
            <NoRows
                title="No deliveries"
                text="Kirim keeps deliveries for 30 days; there are none. One appears here as soon as something happens that a subscription asks for and that is switched on."
            >
                <Link to class="button">"See the subscriptions"</Link>
            </NoRows>
        }
        .into_any()
    } else {
        let filters = use_filters();
        view! {
            <NoRows title="Nothing matches" text="There may be deliveries outside of these filters.">
                <button type="button" class="button" on:click=move |_| filters.clear()>
                    "Clear filters"
                </button>
            </NoRows>
        }
        .into_any()
    }
}
