//! Kirim's deliveries: filtered by the vendor, page by page through its cursors.

mod details;
mod filter;
mod filter_bar;
mod rows;

use crate::api::connections::use_connection;
use crate::api::read::read_until;
use crate::clock;
use crate::forms::known::{Known, as_texts};
use crate::forms::planner::use_planner;
use crate::navigation::Link;
use crate::routes::Route;
use crate::table::filters::use_filters;
use crate::table::frame::{NoRows, Settled};
use crate::table::paging::{Trail, TrailPaging};
use crate::table::selection::{Selection, SelectionBar};
use crate::ui::load::{Load, Reader};
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::words::number::counted;
use details::DeliveryPane;
use filter::{Asked, asked};
use filter_bar::FilterBar;
use leptos::prelude::*;
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::kirim::contract::{Delivery, DeliveryId, List, Row};
use redrive_core::kirim::{self, Read as KirimRead};
use redrive_core::plan::Draft;
use redrive_core::preflight::Fact;
use redrive_core::read::Read;
use rows::DeliveryTable;

/// One page as the vendor gave it.
type Page = List<Row<Delivery>>;

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
                let read = KirimRead::Deliveries {
                    filter: asked.filter,
                    limit: asked.limit,
                    cursor,
                };
                kirim::deliveries(&read_until(&connection, &Read::Kirim(read), &abort).await?)
            }
        },
    );
    let again = Callback::new(move |()| reader.again());
    let selection = Selection::<DeliveryId>::default();
    let open = RwSignal::new(None::<DeliveryId>);
    let next = Signal::derive(move || match reader.state() {
        Load::Ready(page) if page.has_more => page.next_cursor,
        _ => None,
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
        if let Load::Ready(page) = reader.state() {
            let rows = page.data.iter().map(|row| &row.known);
            let now = clock::now();
            known.note(rows.filter_map(|row| {
                Some((row.id.as_ref()?.to_string(), Fact::of_delivery(row, now)))
            }));
        }
    });
    let act = Callback::new(move |deliveries: Vec<DeliveryId>| {
        let facts = known.of(&as_texts(&deliveries));
        planner.open_with(
            connection.clone(),
            Draft::ReplayDeliveries { deliveries },
            facts,
        );
    });
    view! {
        <PageHead crumb title="Deliveries" actions=move || replay()>
            <span role="status">
                {move || asked.with(|asked| about(&reader.state(), trail.depth(), asked))}
            </span>
        </PageHead>
        <FilterBar connection=bar problems=Signal::derive(move || asked.with(|asked| asked.problems.clone())) />
        <div class="with-pane">
            <div>
                <Settled busy=reader.busy()>
                    {move || match reader.last() {
                        Load::Loading => ().into_any(),
                        Load::Failed(problem) => view! { <ProblemNote problem again /> }.into_any(),
                        Load::Ready(page) if page.data.is_empty() => empty(asked.with_untracked(Asked::is_open)).into_any(),
                        Load::Ready(page) => view! { <DeliveryTable rows=page.data selection open /> }.into_any(),
                    }}
                </Settled>
                <TrailPaging trail next />
                <SelectionBar selection cap=1 label=replay_words act />
            </div>
            {move || {
                open.get()
                    .map(|delivery| {
                        view! {
                            <DeliveryPane
                                connection=id.clone()
                                delivery
                                close=Callback::new(move |()| open.set(None))
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

/// What and how many, as far as the vendor tells: it gives no total.
fn about(state: &Load<Page>, depth: usize, asked: &Asked) -> String {
    let before = depth * usize::try_from(asked.limit).unwrap_or_default();
    let status = asked
        .filter
        .status
        .as_ref()
        .map(|status| format!("{} ", status.as_str()))
        .unwrap_or_default();
    let found = |count: usize| {
        counted(
            count,
            &format!("{status}delivery matches"),
            &format!("{status}deliveries match"),
        )
    };
    match state {
        Load::Loading => "Reading the deliveries…".to_owned(),
        Load::Failed(_) => "The deliveries could not be read.".to_owned(),
        Load::Ready(page) if page.has_more => format!(
            "At least {}; the vendor tells no total. Newest first.",
            found(before + page.data.len())
        ),
        Load::Ready(page) => {
            format!("{} in all. Newest first.", found(before + page.data.len()))
        }
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
