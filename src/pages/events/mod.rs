//! One endpoint's events. The vendor lists tries; an operator resends events, so the tries that
//! are loaded are grouped by the event that they carried.

mod book;
mod details;
mod reading;
mod rows;

use crate::forms::known::Known;
use crate::navigation::Link;
use crate::of_connection::OfConnection;
use crate::routes::{Listed, Route};
use crate::table::filters::use_filters;
use crate::table::grid::Grid;
use crate::table::grid::newer::MINUTE;
use crate::table::list::{LastPart, List, ListScreen, ListSetup, planning};
use crate::table::no_rows::NoRows;
use crate::table::offers::by_ids;
use crate::ui::load::Load;
use crate::ui::page::PageHead;
use crate::views::ViewsMenu;
use crate::words::number::{counted, grouped};
use book::Book;
use details::{EventPane, TriesLoaded};
use leptos::prelude::*;
use reading::{EventSource, PageOfTries};
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use rows::{EVENTS, NARROWING, SCHEMA};

/// The page.
#[component]
pub fn EventsPage(connection: ConnectionId, endpoint: EndpointId) -> impl IntoView {
    let screen = move |connection| view! { <EventList connection endpoint /> }.into_any();
    view! { <OfConnection id=connection vendor=Vendor::Selfcommunity screen /> }
}

#[component]
fn EventList(connection: Connection, endpoint: EndpointId) -> impl IntoView {
    let (id, listed) = (connection.id.clone(), Listed::Events(endpoint));
    let grid = Grid::new(&EVENTS, SCHEMA).narrowing(&NARROWING).offering();
    let known = Known::of_table(&id, listed);
    let book = StoredValue::new(Book::default());
    let setup = ListSetup {
        connection: id.clone(),
        listed,
        grid,
        narrowing: &NARROWING,
        address: use_filters().asked(&[]),
    };
    let source = EventSource {
        connection: id.clone(),
        endpoint,
        grid,
        known,
        book,
    };
    let (list, pages) = List::read(setup, Signal::stored(()), source);
    let more = list.more;
    let crumb = format!("{} · Endpoints", connection.label);
    let cap = listed.draft(Vec::new()).promises(&connection.settings).cap;
    let act = planning(connection, known, listed);
    let paste = Route::PasteEvents {
        connection: id.clone(),
        endpoint,
    };
    let actions = move || {
        view! {
            <ViewsMenu />
            <Link to=paste.clone() class="button">"Resend pasted ids…"</Link>
        }
        .into_any()
    };
    let of = id.clone();
    let empty = move || no_tries(of.clone());
    let loaded = tries_loaded(grid, book, pages);
    let pane = Callback::new(move |(name, close): (String, Callback<()>)| {
        let tries = move |name: &str| book.with_value(|book| book.tries(name));
        if name.parse::<EventId>().is_err() && tries(&name).is_none() {
            return None;
        }
        let (connection, title, of) = (id.clone(), titled(&name), name.clone());
        let tries = Callback::new(move |()| tries(&of).unwrap_or_default());
        Some(
            view! { <EventPane connection endpoint title id=name loaded tries close /> }.into_any(),
        )
    });
    view! {
        <PageHead crumb title=format!("Events of endpoint {endpoint}") actions>
            <span role="status" aria-live=move || more.hushed()>{move || headline(pages, grid)}</span>
        </PageHead>
        <ListScreen
            offers=by_ids(list.clone())
            list
            caption="Events"
            every=MINUTE
            cap
            act
            pane
            empty
        />
    }
}

/// Whether the tries of the event that is open are here.
fn tries_loaded(
    grid: Grid,
    book: StoredValue<Book>,
    pages: LastPart<PageOfTries>,
) -> Memo<TriesLoaded> {
    Memo::new(move |_| {
        let here = grid.open.with(|name| {
            let name = name.as_deref()?;
            grid.counts();
            book.with_value(|book| book.tries(name))
        });
        match (here, pages.get()) {
            (Some(_), _) => TriesLoaded::Here,
            (None, Load::Loading) => TriesLoaded::Reading,
            (None, Load::Ready(page)) if page.next.is_none() => TriesLoaded::Nowhere,
            (None, _) => TriesLoaded::Further,
        }
    })
}

fn no_tries(connection: ConnectionId) -> AnyView {
    let remedy = Route::Endpoints {
        connection,
        query: Vec::new(),
    };
    view! {
        <NoRows
            title="No tries yet"
            text="Nothing was posted to this endpoint so far. Events appear here once something happens that it asks for; nothing is posted while it is switched off."
            words="See the endpoints"
            remedy
        />
    }
    .into_any()
}

/// What a row is called above its details.
fn titled(id: &str) -> String {
    let is_event = id.bytes().all(|byte| byte.is_ascii_digit());
    if is_event {
        format!("Event {id}")
    } else {
        id.replacen("try", "Try", 1)
    }
}

fn headline(pages: LastPart<PageOfTries>, grid: Grid) -> AnyView {
    match pages.get() {
        Load::Loading => "Reading the tries…".into_any(),
        Load::Failed(_) if grid.counts().0 > 0 => {
            "The rest of the tries could not be read.".into_any()
        }
        Load::Failed(_) => "The tries could not be read.".into_any(),
        Load::Ready(page) => {
            let off = (page.endpoint.is_active == Some(false))
                .then_some(" This endpoint is switched off: what is resent may not be tried.");
            let tries = grouped(usize::try_from(page.count).unwrap_or(usize::MAX));
            let loaded = counted(grid.counts().0, "row", "rows");
            let target = page.endpoint.target.clone().unwrap_or_default();
            view! {
                <bdi class="mono foreign">{target}</bdi>
                ". " {tries} " tries in all, newest first: " {loaded} " so far." {off}
            }
            .into_any()
        }
    }
}
