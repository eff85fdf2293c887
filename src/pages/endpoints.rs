//! The endpoints of a community: where events are posted, and which of them are switched off.

use crate::api::read::read_until;
use crate::forms::switch::switch_on;
use crate::navigation::Link;
use crate::of_connection::OfConnection;
use crate::routes::Route;
use crate::table::filter_bar::Unread;
use crate::table::filters::use_filters;
use crate::table::frame::{Column, Head, Settled, TableFrame};
use crate::table::no_rows::NoRows;
use crate::table::paging::{BeyondTheEnd, NumberedPaging};
use crate::ui::foreign::Foreign;
use crate::ui::load::{Load, Reader};
use crate::ui::page::PageHead;
use crate::ui::pill::Pill;
use crate::ui::problem::ProblemNote;
use crate::ui::time::VendorInstant;
use crate::views::ViewsMenu;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::plan::Draft;
use redrive_core::read::Read;
use redrive_core::selfcommunity::contract::{Endpoint, Page, Row};
use redrive_core::selfcommunity::{self, Read as CommunityRead};

const COLUMNS: &[Column] = &[
    Column::Text("Endpoint"),
    Column::Text("State"),
    Column::Text("Target"),
    Column::Text("Description"),
    Column::Number("Event types"),
    Column::Number("Changed"),
    Column::Text("Switch"),
];

const LIMIT: u32 = 50;

/// The page.
#[component]
pub fn EndpointsPage(connection: ConnectionId) -> impl IntoView {
    let screen = |connection| view! { <Endpoints connection /> }.into_any();
    view! { <OfConnection id=connection vendor=Vendor::Selfcommunity screen /> }
}

#[component]
fn Endpoints(connection: Connection) -> impl IntoView {
    let filters = use_filters();
    let (crumb, asked) = (connection.label.clone(), connection.id.clone());
    let reader = Reader::new(
        move || filters.page(),
        move |page: u64, abort| {
            let connection = asked.clone();
            async move {
                let offset = page.saturating_mul(u64::from(LIMIT));
                let read = Read::Selfcommunity(CommunityRead::Endpoints {
                    limit: LIMIT,
                    offset,
                });
                selfcommunity::endpoints(&read_until(&connection, &read, &abort).await?)
            }
        },
    );
    let pages = Signal::derive(move || match reader.last() {
        Load::Ready(page) => page.count.div_ceil(u64::from(LIMIT)),
        Load::Loading | Load::Failed(_) => 0,
    });
    let about = move || match reader.state() {
        Load::Ready(page) => {
            let count = usize::try_from(page.count).unwrap_or(usize::MAX);
            counted(count, "endpoint", "endpoints")
        }
        Load::Loading => "Reading the endpoints…".to_owned(),
        Load::Failed(_) => "The endpoints could not be read.".to_owned(),
    };
    view! {
        <PageHead crumb title="Endpoints" actions=|| view! { <ViewsMenu /> }.into_any()>
            <span role="status">{about}</span>
        </PageHead>
        <Unread asked=filters.asked(&[]) />
        <Settled busy=reader.busy()>
            {move || match reader.last() {
                Load::Loading => ().into_any(),
                Load::Failed(problem) => {
                    view! { <ProblemNote problem again=Callback::new(move |()| reader.again()) /> }.into_any()
                }
                Load::Ready(page) if page.count == 0 => view! {
                    <NoRows
                        title="No endpoints"
                        text="This community posts its events nowhere yet. An endpoint that is added in the community's own administration appears here."
                        words="Read again"
                        remedy=Callback::new(move |()| reader.again())
                    />
                }
                .into_any(),
                Load::Ready(page) if page.results.is_empty() => view! { <BeyondTheEnd /> }.into_any(),
                Load::Ready(page) => view! { <EndpointTable connection=connection.clone() page /> }.into_any(),
            }}
        </Settled>
        <NumberedPaging pages />
    }
}

#[component]
fn EndpointTable(connection: Connection, page: Page<Row<Endpoint>>) -> impl IntoView {
    let rows = page
        .results
        .into_iter()
        .map(|row| line(&connection, row.known))
        .collect_view();
    view! {
        <TableFrame caption="Endpoints">
            <Head columns=COLUMNS />
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn line(connection: &Connection, endpoint: Endpoint) -> impl IntoView + use<> {
    let name = match endpoint.id {
        None => view! { <span class="muted">"no id"</span> }.into_any(),
        Some(id) => {
            let to = Route::Events {
                connection: connection.id.clone(),
                endpoint: id,
                query: Vec::new(),
            };
            view! { <Link to label=format!("Events of endpoint {id}")>"Endpoint " {id.to_string()}</Link> }.into_any()
        }
    };
    let state = match endpoint.is_active {
        Some(true) => view! { <Pill tone="good" word="active" /> }.into_any(),
        Some(false) => view! { <Pill tone="idle" word="switched off" /> }.into_any(),
        None => view! { <Pill tone="unsure" word="unknown" /> }.into_any(),
    };
    let switch = match (endpoint.id, endpoint.is_active) {
        (Some(endpoint), Some(false)) => {
            let draft = Draft::SetEndpointActive {
                endpoint,
                active: true,
            };
            switch_on(connection.clone(), draft, &format!("endpoint {endpoint}"))
        }
        _ => ().into_any(),
    };
    let types = match endpoint.events {
        Some(types) => grouped(types.len()).into_any(),
        None => view! { <span class="muted">"unknown"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{state}</td>
            <td class="mono"><Foreign text=endpoint.target.unwrap_or_default() /></td>
            <td><Foreign text=endpoint.description.unwrap_or_default() /></td>
            <td class="num">{types}</td>
            <td class="num"><VendorInstant time=endpoint.updated_at /></td>
            <td>{switch}</td>
        </tr>
    }
}
