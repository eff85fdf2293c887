//! Kirim's deliveries: filtered by the vendor, page by page through its cursors.

mod details;
mod filter;
mod filter_bar;
mod rows;

use crate::api::connections::use_connection;
use crate::api::read::read_until;
use crate::bars::Bars;
use crate::clock;
use crate::forms::known::Known;
use crate::forms::planner::use_planner;
use crate::navigation::Link;
use crate::routes::Route;
use crate::table::facets::Facets;
use crate::table::filters::use_filters;
use crate::table::frame::{NoRows, Settled};
use crate::table::grid::{ChosenBar, Find, Grid, GridTable, LoadMore};
use crate::table::groups::Groups;
use crate::table::paging::Trail;
use crate::ui::load::{Load, Reader};
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::words::number::counted;
use details::DeliveryPane;
use filter::{Asked, asked};
use filter_bar::FilterBar;
use leptos::prelude::*;
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::kirim::contract::{Delivery, DeliveryId, LIST_LIMIT_MAX, List, Row};
use redrive_core::kirim::{self, Read as KirimRead};
use redrive_core::plan::Draft;
use redrive_core::preflight::Fact;
use redrive_core::read::Read;
use rows::{DELIVERIES, NARROWING, put};

/// One page as the vendor gave it, and whether it is the first of its question.
type Page = (bool, List<Row<Delivery>>);

/// The page.
#[component]
pub fn DeliveriesPage(connection: ConnectionId) -> impl IntoView {
    let known = use_connection(connection);
    move || match known.get() {
        Ok(connection) => view! { <Deliveries connection /> }.into_any(),
        Err(problem) => view! { <ProblemNote problem /> }.into_any(),
    }
}

#[component]
fn Deliveries(connection: Connection) -> impl IntoView {
    let (filters, planner) = (use_filters(), use_planner());
    let asked = Memo::new(move |_| asked(&filters.query()));
    let trail = Trail::<Asked, String>::of(asked.into());
    let id = connection.id.clone();
    let reader = Reader::new(
        trail.place(),
        move |(asked, cursor): (Asked, Option<String>), abort| {
            let connection = id.clone();
            async move {
                let first = cursor.is_none();
                let read = KirimRead::Deliveries {
                    filter: asked.filter,
                    limit: LIST_LIMIT_MAX,
                    cursor,
                };
                let answer = read_until(&connection, &Read::Kirim(read), &abort).await?;
                Ok((first, kirim::deliveries(&answer)?))
            }
        },
    );
    let again = Callback::new(move |()| reader.again());
    let within = Signal::derive(move || {
        asked.with(|asked| {
            asked.filter.created_after.is_some() || asked.filter.created_before.is_some()
        })
    });
    let show = Callback::new(move |(after, before)| filters.set_range(after, before));
    let grid = Grid::new(&DELIVERIES).narrowing(&NARROWING);
    let everything = RwSignal::new(false);
    let next = Memo::new(move |_| match reader.last() {
        Load::Ready((_, page)) if page.has_more => page.next_cursor,
        _ => None,
    });
    let more = Signal::derive(move || next.with(Option::is_some));
    let onward = Callback::new(move |()| {
        if let Some(cursor) = next.get_untracked() {
            trail.onward(cursor);
        }
    });
    let id = connection.id.clone();
    let replay = move || {
        let to = Route::ReplayForm {
            connection: id.clone(),
            query: filters.query(),
        };
        view! { <Link to class="button">"Replay everything matching…"</Link> }.into_any()
    };
    let (crumb, id) = (connection.label.clone(), connection.id.clone());
    let bar = connection.id.clone();
    let known = Known::default();
    Effect::new(move |_| {
        let Load::Ready((first, page)) = reader.state() else {
            return;
        };
        let now = clock::now();
        let rows = || page.data.iter().map(|row| &row.known);
        known.note(
            rows().filter_map(|row| {
                Some((row.id.as_ref()?.to_string(), Fact::of_delivery(row, now)))
            }),
        );
        grid.take(first, |table| rows().for_each(|row| put(table, row)));
        if everything.get_untracked() {
            if page.has_more {
                onward.run(());
            } else {
                everything.set(false);
            }
        }
    });
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
    view! {
        <PageHead crumb title="Deliveries" actions=move || replay()>
            <span role="status">
                {move || {
                    let loaded = Loaded {
                        count: grid.counts().0,
                        first: trail.depth() == 0,
                        more: more.get(),
                        sorted: grid.sorted().is_some(),
                    };
                    asked.with(|asked| about(&reader.last(), &loaded, asked))
                }}
            </span>
        </PageHead>
        <FilterBar connection=bar problems=Signal::derive(move || asked.with(|asked| asked.problems.clone())) />
        <div class="with-pane">
            <div>
                <Bars grid narrowing=&NARROWING more within show />
                <div class="narrow">
                    <Find grid />
                    <Facets grid narrowing=&NARROWING more />
                </div>
                <Groups grid narrowing=&NARROWING more />
                <Settled busy=reader.busy()>
                    {move || match state.get() {
                        Shown::Nothing => ().into_any(),
                        Shown::Empty => empty(asked.with_untracked(Asked::is_open)).into_any(),
                        Shown::Rows => view! { <GridTable grid caption="Deliveries" more /> }.into_any(),
                    }}
                </Settled>
                {move || match reader.last() {
                    Load::Failed(problem) => view! { <ProblemNote problem again /> }.into_any(),
                    _ => ().into_any(),
                }}
                <LoadMore grid more busy=reader.busy() everything next=onward />
                <ChosenBar grid cap=1 label=replay_words act />
            </div>
            {move || {
                grid.open
                    .get()
                    .and_then(|id| id.parse::<DeliveryId>().ok())
                    .map(|delivery| {
                        view! {
                            <DeliveryPane
                                connection=id.clone()
                                delivery
                                close=Callback::new(move |()| grid.open.set(None))
                            />
                        }
                    })
            }}
        </div>
    }
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
fn about(state: &Load<Page>, loaded: &Loaded, asked: &Asked) -> String {
    let status = asked
        .filter
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

fn empty(open: bool) -> AnyView {
    if open {
        view! {
            <NoRows title="No deliveries" text="Kirim keeps deliveries for 30 days; there are none.">""</NoRows>
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
