//! Which part holds what: the only place where the module is cut.
//!
//! Two parts, because what two of them share becomes a file as well: `tables` is what one looks
//! at, `work` is all that leads to a run and shows it. They must not be cut between the plan
//! dialog and the run's page: whoever has begun a run must be able to see it.

use super::part::{Build, Missing, Part};
use crate::forms::plan_dialog::PlanDialog;
use crate::forms::planner::Proposal;
use crate::forms::{paste::PastePage, replay::ReplayPage};
use crate::host::{Host, RunId, read_back};
use crate::pages::deliveries::DeliveriesPage;
use crate::pages::endpoints::EndpointsPage;
use crate::pages::events::EventsPage;
use crate::pages::notifications::NotificationsPage;
use crate::pages::run::RunPage;
use crate::pages::runs::RunsPage;
use crate::pages::subscriptions::SubscriptionsPage;
use crate::palette::Palette;
use crate::routes::Listed;
use crate::shortcuts::Help;
use crate::table::touched::{Item, TouchedDialog};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::selfcommunity::contract::EndpointId;
use redrive_core::zuora::contract::Channel;
use std::sync::Arc;

/// Cuts: what the function gives stands in the part, and it comes when the part is there.
macro_rules! cut {
    ($part:ident: $(#[$about:meta])* $reach:vis $name:ident -> $kind:ty { $given:expr }) => {
        $(#[$about])*
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($part, fallible, wasm_split_path = ::leptos::wasm_split)]
        $reach fn $name() -> Result<$kind, Missing> {
            Ok($given)
        }
        $(#[$about])*
        #[cfg(not(feature = "split"))]
        $reach async fn $name() -> Result<$kind, Missing> {
            Ok($given)
        }
    };
}

/// Writes an entry: the part, the name, what is needed to show it, and its view. The cut goes
/// through the way to make the view, not the view, which belongs to the place where it will stand.
macro_rules! entry {
    ($part:ident: $(#[$about:meta])* $name:ident($($given:ident: $kind:ty),*) $view:block) => {
        $(#[$about])*
        pub fn $name($($given: $kind),*) -> Part {
            cut! { $part: $name -> fn($($kind),*) -> AnyView { |$($given),*| $view.into_any() } }
            Part::new(stringify!($part), move || {
                $(let $given = $given.clone();)*
                async move {
                    let make = $name().await?;
                    Ok(Arc::new(move || make($($given.clone()),*)) as Build)
                }
            })
        }
    };
}

entry! { tables:
    /// Endpoints of a community.
    endpoints(connection: ConnectionId) { view! { <EndpointsPage connection /> } }
}
entry! { tables:
    /// Events of an endpoint.
    events(connection: ConnectionId, endpoint: EndpointId) {
        view! { <EventsPage connection endpoint /> }
    }
}
entry! { tables:
    /// Deliveries of an account.
    deliveries(connection: ConnectionId) { view! { <DeliveriesPage connection /> } }
}
entry! { tables:
    /// Subscriptions of an account.
    subscriptions(connection: ConnectionId) { view! { <SubscriptionsPage connection /> } }
}
entry! { tables:
    /// Notifications of a tenant.
    notifications(connection: ConnectionId, channel: Channel) {
        view! { <NotificationsPage connection channel /> }
    }
}
entry! { tables:
    /// The runs that touched an item.
    touched(item: Item) { view! { <TouchedDialog item /> } }
}
entry! { tables:
    /// The palette.
    palette() { view! { <Palette /> } }
}
entry! { tables:
    /// Every key in one list.
    help() { view! { <Help /> } }
}
entry! { work:
    /// The form of a replay.
    replay(connection: ConnectionId) { view! { <ReplayPage connection /> } }
}
entry! { work:
    /// The form for pasted ids.
    paste(connection: ConnectionId, listed: Listed) { view! { <PastePage connection listed /> } }
}
entry! { work:
    /// The plan dialog.
    plan_dialog(proposal: Proposal) { view! { <PlanDialog proposal /> } }
}
entry! { work:
    /// All runs of this browser.
    runs() { view! { <RunsPage /> } }
}
entry! { work:
    /// One run.
    run(id: RunId) { view! { <RunPage id /> } }
}
cut! { work:
    /// The way to read back what nobody reads back any more.
    ///
    /// # Errors
    /// When the part does not arrive.
    pub reading_back -> fn(Host, Vec<RunId>) { read_back }
}
