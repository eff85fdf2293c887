//! Kirim's subscriptions: where deliveries go, and which of them are switched off.

use crate::api::read::read_until;
use crate::filters::{Field, Kind, SUBSCRIPTION, parses};
use crate::forms::switch::switch_on;
use crate::navigation::Link;
use crate::of_connection::OfConnection;
use crate::routes::Route;
use crate::table::filter_bar::Unread;
use crate::table::filters::use_filters;
use crate::table::frame::{Column, Head, Settled, TableFrame};
use crate::table::no_rows::NoRows;
use crate::table::paging::{Trail, TrailPaging};
use crate::ui::foreign::Foreign;
use crate::ui::load::{Load, Reader};
use crate::ui::page::PageHead;
use crate::ui::pill::Pill;
use crate::ui::problem::ProblemNote;
use crate::views::ViewsMenu;
use leptos::prelude::*;
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::kirim::contract::{
    LIST_LIMIT_MAX, Row, Subscription, SubscriptionId, SubscriptionStatus,
};
use redrive_core::kirim::{self, Read as KirimRead};
use redrive_core::plan::Draft;
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use web_sys::AbortSignal;

const COLUMNS: &[Column] = &[
    Column::Text("Subscription"),
    Column::Text("State"),
    Column::Text("Description"),
    Column::Text("Address"),
    Column::Text("Switch"),
];

/// The address may name one, and then no other is shown.
const FIELDS: &[Field] = &[Field::new(
    SUBSCRIPTION,
    "Subscription",
    Kind::Text(parses::<SubscriptionId>),
)];

/// One page of the list.
#[derive(Clone)]
struct Page {
    rows: Vec<Row<Subscription>>,
    next: Option<String>,
}

/// The page.
#[component]
pub fn SubscriptionsPage(connection: ConnectionId) -> impl IntoView {
    let screen = |connection| view! { <Subscriptions connection /> }.into_any();
    view! { <OfConnection id=connection vendor=Vendor::Kirim screen /> }
}

#[component]
fn Subscriptions(connection: Connection) -> impl IntoView {
    let filters = use_filters();
    let asked = filters.asked(FIELDS);
    let only = Memo::new(move |_| {
        let reading = asked.reading();
        reading.with(|reading| reading.parsed::<SubscriptionId>(SUBSCRIPTION))
    });
    let trail = Trail::<Option<SubscriptionId>, String>::of(only.into());
    let id = connection.id.clone();
    let reader = Reader::new(trail.place(), move |(only, cursor), abort| {
        let connection = id.clone();
        async move { page(&connection, only, cursor, &abort).await }
    });
    let again = Callback::new(move |()| reader.again());
    let next = Signal::derive(move || match reader.state() {
        Load::Ready(page) => page.next,
        Load::Loading | Load::Failed(_) => None,
    });
    let crumb = connection.label.clone();
    view! {
        <PageHead crumb title="Subscriptions" actions=|| view! { <ViewsMenu /> }.into_any()>
            "Each sends the events it names to one address. A subscription that is switched off refuses replays."
        </PageHead>
        <Unread asked />
        {move || only.get().map(|_| view! {
            <p class="note" role="status">
                "Only the subscription that the address names is shown. "
                <button type="button" class="button" on:click=move |_| filters.clear()>
                    "Show all"
                </button>
            </p>
        })}
        <Settled busy=reader.busy()>
            {move || match reader.last() {
                Load::Loading => view! { <p class="muted" role="status">"Reading the subscriptions…"</p> }.into_any(),
                Load::Failed(problem) => view! { <ProblemNote problem again /> }.into_any(),
                Load::Ready(page) if page.rows.is_empty() => {
                    let to = Route::Deliveries { connection: connection.id.clone(), query: Vec::new() };
                    view! {
                        <NoRows
                            title="No subscriptions"
                            text="Nothing is delivered anywhere. A subscription that is made at Kirim appears here; what was delivered for one that is gone is kept for 30 days."
                            words="See the deliveries"
                            remedy=to
                        />
                    }
                    .into_any()
                }
                Load::Ready(page) => {
                    let rows = page.rows.into_iter().map(|row| line(connection.clone(), row.known)).collect_view();
                    view! {
                        <TableFrame caption="Subscriptions">
                            <Head columns=COLUMNS />
                            <tbody>{rows}</tbody>
                        </TableFrame>
                    }
                    .into_any()
                }
            }}
        </Settled>
        <TrailPaging trail next />
    }
}

/// The one that is asked for, or a page of all.
async fn page(
    connection: &ConnectionId,
    only: Option<SubscriptionId>,
    cursor: Option<String>,
    abort: &AbortSignal,
) -> Result<Page, Problem> {
    if let Some(id) = only {
        let read = Read::Kirim(KirimRead::Subscription { id });
        let row = kirim::subscription(&read_until(connection, &read, abort).await?)?;
        return Ok(Page {
            rows: vec![row],
            next: None,
        });
    }
    let read = Read::Kirim(KirimRead::Subscriptions {
        limit: LIST_LIMIT_MAX,
        cursor,
    });
    let list = kirim::subscriptions(&read_until(connection, &read, abort).await?)?;
    Ok(Page {
        rows: list.data,
        next: list.next_cursor.filter(|_| list.has_more),
    })
}

fn line(connection: Connection, subscription: Subscription) -> impl IntoView {
    let Subscription {
        id,
        status,
        description,
        url,
        ..
    } = subscription;
    let name = match id.clone() {
        None => view! { <span class="muted">"no id"</span> }.into_any(),
        Some(id) => {
            let query = vec![(SUBSCRIPTION.to_owned(), id.to_string())];
            let to = Route::Deliveries {
                connection: connection.id.clone(),
                query,
            };
            view! { <Link to class="mono" label=format!("Deliveries of {id}")>{id.to_string()}</Link> }.into_any()
        }
    };
    let pill = match &status {
        Some(SubscriptionStatus::Active) => view! { <Pill tone="good" word="active" /> }.into_any(),
        Some(SubscriptionStatus::Paused) => view! { <Pill tone="idle" word="paused" /> }.into_any(),
        Some(SubscriptionStatus::Disabled) => {
            view! { <Pill tone="bad" word="disabled" /> }.into_any()
        }
        Some(SubscriptionStatus::Other(word)) => {
            let word: String = word.chars().take(40).collect();
            view! { <Pill tone="unsure" word /> }.into_any()
        }
        None => view! { <Pill tone="unsure" word="unknown" /> }.into_any(),
    };
    let switch = match (id, status) {
        (Some(subscription), Some(SubscriptionStatus::Paused | SubscriptionStatus::Disabled)) => {
            let what = subscription.to_string();
            let draft = Draft::SetSubscriptionStatus {
                subscription,
                status: SubscriptionStatus::Active,
            };
            switch_on(connection, draft, &what)
        }
        _ => ().into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{pill}</td>
            <td><Foreign text=description.unwrap_or_default() /></td>
            <td class="mono"><Foreign text=url.unwrap_or_default() /></td>
            <td>{switch}</td>
        </tr>
    }
}
