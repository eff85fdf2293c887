//! One endpoint's events. The vendor lists tries; an operator resends events, so the tries that
//! are loaded are grouped by the event that they carried.

mod book;
mod details;
mod reading;
mod rows;

use crate::bars::Bars;
use crate::clock;
use crate::forms::known::Known;
use crate::forms::planner::use_planner;
use crate::navigation::Link;
use crate::of_connection::OfConnection;
use crate::routes::{Listed, Route};
use crate::table::aside::{come_back, set_aside};
use crate::table::filter_bar::Unread;
use crate::table::filters::use_filters;
use crate::table::frame::{NoRows, Settled};
use crate::table::grid::newer::{Fresh, MINUTE, looking};
use crate::table::grid::{ChosenBar, Grid, GridTable, KeepChosen, LoadMore, More, Taking};
use crate::table::offers::by_ids;
use crate::table::opened::{NamelessPane, follow_address};
use crate::table::paging::Trail;
use crate::table::toolbar::Toolbar;
use crate::ui::load::{Load, Reader};
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::views::ViewsMenu;
use crate::words::number::{counted, grouped};
use book::Book;
use chrono::{DateTime, Utc};
use details::{EventPane, Loaded};
use leptos::prelude::*;
use reading::Listing;
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::plan::Draft;
use redrive_core::preflight::Fact;
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use rows::{EVENTS, NARROWING, SCHEMA, put};

/// The page.
#[component]
pub fn EventsPage(connection: ConnectionId, endpoint: EndpointId) -> impl IntoView {
    let screen = move |connection| view! { <Events connection endpoint /> }.into_any();
    view! { <OfConnection id=connection vendor=Vendor::Selfcommunity screen /> }
}

#[component]
fn Events(connection: Connection, endpoint: EndpointId) -> impl IntoView {
    let planner = use_planner();
    // The list has one question; the way through it is how many tries were read.
    let trail = Trail::<(), u64>::of(Signal::stored(()));
    let grid = Grid::new(&EVENTS, SCHEMA).narrowing(&NARROWING).offering();
    let listed = Listed::Events(endpoint);
    let of = (connection.id.clone(), listed);
    let (reached, noted) = match come_back::<_, _, Listing, Book>(&of, grid, trail) {
        Some(back) => (Some(back.last), back.noted),
        None => (None, Book::default()),
    };
    let (book, is_back) = (StoredValue::new(noted), reached.is_some());
    let reader = reading::tries(connection.id.clone(), endpoint, trail, reached);
    set_aside(of, grid, trail, reader, move || {
        book.try_update_value(std::mem::take).unwrap_or_default()
    });
    let again = Callback::new(move |()| reader.again());
    let (id, paste) = (
        connection.id.clone(),
        Route::PasteEvents {
            connection: connection.id.clone(),
            endpoint,
        },
    );
    let endpoints = Route::Endpoints {
        connection: connection.id.clone(),
        query: Vec::new(),
    };
    let known = Known::of_table(&id, listed);
    follow_address(grid, use_filters(), listed);
    let more = More::along(reader, trail, RwSignal::new(false), |listing| listing.next);
    let write = move |listing: &Listing, newer: bool| {
        let now = clock::now();
        book.update_value(|book| {
            if listing.first && !newer {
                book.clear();
            }
            let told = book.take(&listing.tries);
            let facts = told.events.iter().map(|event| {
                let fact = Fact::of_event(event, &listing.endpoint, now);
                (event.id.to_string(), fact)
            });
            known.note(facts);
            let put = |taking: &mut Taking<'_>| put(taking, &told, &listing.endpoint);
            if newer {
                grid.take_newer(put);
            } else {
                grid.take(listing.first, put);
            }
        });
    };
    Effect::new(move |before: Option<()>| {
        let Load::Ready(listing) = reader.state() else {
            return;
        };
        // What came back with its rows is laid in.
        if before.is_some() || !is_back {
            write(&listing, false);
        }
        more.arrived(grid);
    });
    let anew = Callback::new(move |()| {
        if untrack(|| trail.depth()) > 0 {
            trail.restart();
        } else {
            reader.again();
        }
    });
    let asked = connection.id.clone();
    let look = looking(move |abort| {
        let connection = asked.clone();
        async move {
            let listing = reading::page(&connection, endpoint, 0, &abort).await?;
            let count = book.with_value(|book| book.unknown(&listing.tries));
            // With every try of the page unknown, more of them may lie behind it.
            let at_least =
                listing.next.is_some() && book.with_value(|book| !book.knows_any(&listing.tries));
            Ok(Fresh::of(
                count,
                at_least,
                move || anew.run(()),
                move || {
                    write(&listing, true);
                },
            ))
        }
    });
    let planning = Callback::new(move |()| planner.is_open());
    let said = RwSignal::new(String::new());
    let offers = by_ids(grid, (id.clone(), listed), &NARROWING, more.more, said);
    // The vendor has no filter for time, so it is the loaded rows that are narrowed.
    let within = Signal::derive(move || grid.narrowed([NARROWING.when].into_iter()) > 0);
    let show = Callback::new(
        move |(from, before): (Option<DateTime<Utc>>, Option<DateTime<Utc>>)| {
            let micros = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_micros());
            grid.between(NARROWING.when, micros(from), micros(before));
        },
    );
    let draft = move |events| Draft::ResendEvents { endpoint, events };
    let cap = draft(Vec::new()).promises(&connection.settings).cap;
    let crumb = format!("{} · Endpoints", connection.label);
    let kept = format!("{}.{endpoint}.events", connection.id);
    let act = Callback::new(move |chosen: Vec<String>| {
        let facts = known.of(&chosen);
        let events = chosen.iter().filter_map(|id| id.parse().ok()).collect();
        planner.open_with(connection.clone(), draft(events), facts);
    });
    let failed = reader.failed();
    let shown = Memo::new(move |_| match (grid.counts().0, reader.last()) {
        (0, Load::Ready(_)) => Some(false),
        (0, _) => None,
        _ => Some(true),
    });
    let opened = Memo::new(move |_| grid.open.get());
    let loaded = Memo::new(move |_| {
        let here = opened.with(|name| {
            let name = name.as_deref()?;
            grid.counts();
            book.with_value(|book| book.tries(name))
        });
        match (here, reader.last()) {
            (Some(_), _) => Loaded::Here,
            (None, Load::Loading) => Loaded::Reading,
            (None, Load::Ready(listing)) if listing.next.is_none() => Loaded::Nowhere,
            (None, _) => Loaded::Further,
        }
    });
    view! {
        <PageHead
            crumb
            title=format!("Events of endpoint {endpoint}")
            actions=move || {
                view! {
                    <ViewsMenu />
                    <Link to=paste.clone() class="button">"Resend pasted ids…"</Link>
                }
                .into_any()
            }
        >
            <span role="status" aria-live=move || more.hushed()>{move || about(&reader, grid)}</span>
        </PageHead>
        <Unread asked=use_filters().asked(&[]) />
        <div class="with-pane" class:open=move || opened.with(Option::is_some)>
            <div>
                <KeepChosen grid name=kept planning />
                <Bars grid narrowing=&NARROWING more=more.more within show />
                <Toolbar grid narrowing=&NARROWING more newer=(look, MINUTE) anew offers said />
                <Settled busy=more.is_loading()>
                    {move || match shown.get() {
                        None => ().into_any(),
                        Some(false) => {
                            let to = endpoints.clone();
                            view! {
                                <NoRows
                                    title="No tries yet"
                                    text="Nothing was posted to this endpoint so far. Events appear here once something happens that it asks for; nothing is posted while it is switched off."
                                >
                                    <Link to class="button">"See the endpoints"</Link>
                                </NoRows>
                            }
                            .into_any()
                        }
                        Some(true) => view! { <GridTable grid caption="Events" more /> }.into_any(),
                    }}
                </Settled>
                {move || failed.get().map(|problem| view! { <ProblemNote problem again /> })}
                <LoadMore grid more />
                <ChosenBar grid cap label=resend_words act more />
            </div>
            {move || {
                let name = opened.get()?;
                let close = Callback::new(move |()| grid.open.set(None));
                let is_row = name.parse::<EventId>().is_ok() || book.with_value(|book| book.tries(&name)).is_some();
                if !is_row {
                    return Some(view! { <NamelessPane title=name close /> }.into_any());
                }
                let (title, of) = (titled(&name), name.clone());
                let tries = Callback::new(move |()| {
                    book.with_value(|book| book.tries(&of)).unwrap_or_default()
                });
                let connection = id.clone();
                Some(view! { <EventPane connection endpoint title id=name loaded tries close /> }.into_any())
            }}
        </div>
    }
}

fn resend_words(count: usize) -> String {
    format!("Resend {}", counted(count, "event", "events"))
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

fn about(reader: &Reader<Listing>, grid: Grid) -> AnyView {
    match reader.last() {
        Load::Loading => "Reading the tries…".into_any(),
        Load::Failed(_) if grid.counts().0 > 0 => {
            "The rest of the tries could not be read.".into_any()
        }
        Load::Failed(_) => "The tries could not be read.".into_any(),
        Load::Ready(listing) => {
            let off = (listing.endpoint.is_active == Some(false))
                .then_some(" This endpoint is switched off: what is resent may not be tried.");
            let tries = grouped(usize::try_from(listing.count).unwrap_or(usize::MAX));
            let loaded = counted(grid.counts().0, "row", "rows");
            let target = listing.endpoint.target.clone().unwrap_or_default();
            view! {
                <bdi class="mono foreign">{target}</bdi>
                ". " {tries} " tries in all, newest first: " {loaded} " so far." {off}
            }
            .into_any()
        }
    }
}
