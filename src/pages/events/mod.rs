//! One endpoint's events. The vendor lists tries; an operator resends events, so the tries of the
//! loaded page are grouped by the event that they carried.

mod details;
mod rows;

use crate::api::connections::use_connection;
use crate::api::read::read_until;
use crate::clock;
use crate::forms::known::{Known, as_texts};
use crate::forms::planner::use_planner;
use crate::table::filters::use_filters;
use crate::table::frame::{NoRows, Settled};
use crate::table::paging::{BeyondTheEnd, NumberedPaging};
use crate::table::selection::{Selection, SelectionBar};
use crate::ui::load::{Load, Reader};
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::words::number::{counted, grouped};
use details::EventPane;
use leptos::prelude::*;
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::plan::Draft;
use redrive_core::preflight::Fact;
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use redrive_core::selfcommunity::contract::{Endpoint, EndpointId, EventId};
use redrive_core::selfcommunity::{self, Event, EventGroups, Read as CommunityRead, group};
use rows::EventTable;

/// Tries of one page: the most that the vendor gives.
const LIMIT: u32 = 100;

/// One page of tries, grouped, with the endpoint that they went to.
#[derive(Debug, Clone, PartialEq)]
struct Listing {
    endpoint: Endpoint,
    tries: u64,
    groups: EventGroups,
}

/// The page.
#[component]
pub fn EventsPage(connection: ConnectionId, endpoint: EndpointId) -> impl IntoView {
    let filters = use_filters();
    let known = use_connection(connection.clone());
    let reader = Reader::new(
        move || filters.page(),
        move |page: u64, abort| {
            let connection = connection.clone();
            async move {
                let read = Read::Selfcommunity(CommunityRead::Endpoint { id: endpoint });
                let found =
                    selfcommunity::endpoint(&read_until(&connection, &read, &abort).await?)?;
                let offset = page * u64::from(LIMIT);
                let read = Read::Selfcommunity(CommunityRead::Attempts {
                    id: endpoint,
                    limit: LIMIT,
                    offset,
                });
                let tries =
                    selfcommunity::attempts(&read_until(&connection, &read, &abort).await?)?;
                Ok(Listing {
                    endpoint: found.known,
                    tries: tries.count,
                    groups: group(tries.results),
                })
            }
        },
    );
    move || match known.get() {
        Ok(connection) => view! { <Events connection endpoint reader /> }.into_any(),
        Err(problem) => view! { <ProblemNote problem /> }.into_any(),
    }
}

#[component]
fn Events(connection: Connection, endpoint: EndpointId, reader: Reader<Listing>) -> impl IntoView {
    let planner = use_planner();
    let again = Callback::new(move |()| reader.again());
    let selection = Selection::<EventId>::default();
    let open = RwSignal::new(None::<EventId>);
    let cap = {
        let draft = Draft::ResendEvents {
            endpoint,
            events: Vec::new(),
        };
        draft.promises(&connection.settings).cap
    };
    let crumb = format!("{} · Endpoints", connection.label);
    let known = Known::default();
    Effect::new(move |_| {
        if let Load::Ready(listing) = reader.state() {
            let now = clock::now();
            let of = |event: &Event| Fact::of_event(event, &listing.endpoint, now);
            let events = listing.groups.events.iter();
            known.note(events.map(|event| (event.id.to_string(), of(event))));
        }
    });
    let act = Callback::new(move |events: Vec<EventId>| {
        let facts = known.of(&as_texts(&events));
        planner.open_with(
            connection.clone(),
            Draft::ResendEvents { endpoint, events },
            facts,
        );
    });
    let pages = Signal::derive(move || match reader.last() {
        Load::Ready(listing) => listing.tries.div_ceil(u64::from(LIMIT)),
        Load::Loading | Load::Failed(_) => 0,
    });
    view! {
        <PageHead crumb title=format!("Events of endpoint {endpoint}")>
            <span role="status">{move || view! { <About state=reader.state() /> }}</span>
        </PageHead>
        <div class="with-pane">
            <div>
                <Settled busy=reader.busy()>
                    {move || match reader.last() {
                        Load::Loading => ().into_any(),
                        Load::Failed(problem) => view! { <ProblemNote problem again /> }.into_any(),
                        Load::Ready(listing) if listing.tries == 0 => view! {
                            <NoRows title="No tries yet" text="Nothing was posted to this endpoint so far.">""</NoRows>
                        }
                        .into_any(),
                        Load::Ready(listing) if listing.groups == EventGroups::default() => {
                            view! { <BeyondTheEnd /> }.into_any()
                        }
                        Load::Ready(listing) => view! { <EventTable groups=listing.groups selection open /> }.into_any(),
                    }}
                </Settled>
                <NumberedPaging pages />
                <SelectionBar selection cap label=resend_words act />
            </div>
            {move || {
                let id = open.get()?;
                let Load::Ready(listing) = reader.last() else { return None };
                let event = listing.groups.events.into_iter().find(|event| event.id == id)?;
                Some(view! { <EventPane event close=Callback::new(move |()| open.set(None)) /> })
            }}
        </div>
    }
}

fn resend_words(count: usize) -> String {
    format!("Resend {}", counted(count, "event", "events"))
}

#[component]
fn About(state: Load<Listing>) -> impl IntoView {
    match state {
        Load::Loading => "Reading the tries…".into_any(),
        Load::Failed(Problem { .. }) => "The tries could not be read.".into_any(),
        Load::Ready(Listing {
            endpoint,
            tries,
            groups,
        }) => {
            let off = (endpoint.is_active == Some(false))
                .then_some(" This endpoint is switched off: what is resent may not be tried.");
            let tries = grouped(usize::try_from(tries).unwrap_or(usize::MAX));
            let shown = counted(groups.events.len(), "event", "events");
            view! {
                <bdi class="mono foreign">{endpoint.target.unwrap_or_default()}</bdi>
                ". " {tries} " tries in all, newest first; this page holds " {shown} "." {off}
            }
            .into_any()
        }
    }
}
