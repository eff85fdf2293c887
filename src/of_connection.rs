//! A screen of one connection: shown once the connection is known. While it is not, each reason
//! has words of its own: an address that names nobody is no failure, and a list that could not be
//! read is no mistyped address.

use crate::api::connections::use_connections;
use crate::navigation::Link;
use crate::routes::Route;
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use leptos::prelude::*;
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::problem::Problem;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Known {
    NotYet,
    Unreadable(Problem),
    Nobody,
    /// Its vendor has no such screen.
    OfAnother(Connection),
    Here(Connection),
}

/// The screen, built anew only when the connection itself changes: the list is read again after a
/// sign-in, and what was typed must stay, also when that reading fails.
#[component]
pub fn OfConnection(
    id: ConnectionId,
    /// Whose screen it is.
    vendor: Vendor,
    screen: impl Fn(Connection) -> AnyView + Send + 'static,
) -> impl IntoView {
    let connections = use_connections();
    let all = connections.all();
    let name = id.to_string();
    let known = Memo::new(move |before: Option<&Known>| {
        let now = all.with(|all| find(all.as_ref(), &id, vendor));
        match (before, now) {
            (Some(here @ Known::Here(_)), Known::Unreadable(_)) => here.clone(),
            (_, now) => now,
        }
    });
    let again = Callback::new(move |()| connections.load());
    move || match known.get() {
        Known::Here(connection) => screen(connection),
        Known::NotYet => {
            view! { <p class="muted" role="status">"Reading the connections…"</p> }.into_any()
        }
        Known::Unreadable(problem) => view! {
            <PageHead crumb="Redrive" title="The connections could not be read">
                ""
            </PageHead>
            <ProblemNote problem again />
        }
        .into_any(),
        Known::Nobody => nowhere(
            "There is no such connection",
            format!(
                "No connection “{name}” is configured here. It may have been removed, or the address is mistyped. "
            ),
        ),
        Known::OfAnother(connection) => nowhere(
            "There is no such page",
            format!(
                "{} is a connection to {}, which has no such screen. ",
                connection.label,
                connection.vendor().name()
            ),
        ),
    }
}

fn find(
    all: Option<&Result<Vec<Connection>, Problem>>,
    id: &ConnectionId,
    vendor: Vendor,
) -> Known {
    match all {
        None => Known::NotYet,
        Some(Err(problem)) => Known::Unreadable(problem.clone()),
        Some(Ok(all)) => match all.iter().find(|connection| connection.id == *id) {
            None => Known::Nobody,
            Some(found) if found.vendor() != vendor => Known::OfAnother(found.clone()),
            Some(found) => Known::Here(found.clone()),
        },
    }
}

/// Says why nothing stands here, and leads back.
fn nowhere(title: &'static str, why: String) -> AnyView {
    view! {
        <PageHead crumb="Redrive" title>
            <bdi>{why}</bdi>
            <Link to=Route::Overview>"Go to the overview"</Link>
        </PageHead>
    }
    .into_any()
}
