//! Which part holds what: the only place where the module is cut.
//!
//! Two parts, because what two of them share becomes a file as well: `tables` is what one looks
//! at, `work` is all that leads to a run and shows it. They must not be cut between the plan
//! dialog and the run's page: whoever has begun a run must be able to see it.

use super::part::{Build, Missing, Part};
use crate::forms::plan_dialog::PlanDialog;
use crate::forms::planner::Proposal;
use crate::forms::{paste::PastePage, replay::ReplayPage};
use crate::host::RunId;
use crate::pages::deliveries::DeliveriesPage;
use crate::pages::endpoints::EndpointsPage;
use crate::pages::events::EventsPage;
use crate::pages::notifications::NotificationsPage;
use crate::pages::run::RunPage;
use crate::pages::runs::RunsPage;
use crate::pages::subscriptions::SubscriptionsPage;
use crate::routes::Query;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::selfcommunity::contract::EndpointId;
use redrive_core::zuora::contract::Channel;
use std::sync::Arc;

/// Writes an entry: the part, the name, what is needed to show it, and its view.
///
/// The function inside is what the cut goes through. It gives the way to make the view rather
/// than the view, which belongs to the place where it will stand.
macro_rules! entry {
    ($part:ident: $(#[$about:meta])* $name:ident($($given:ident: $kind:ty),*) $view:block) => {
        $(#[$about])*
        pub fn $name($($given: $kind),*) -> Part {
            #[cfg(feature = "split")]
            #[leptos::wasm_split::wasm_split($part, fallible, wasm_split_path = ::leptos::wasm_split)]
            fn $name() -> Result<fn($($kind),*) -> AnyView, Missing> {
                Ok(|$($given),*| $view.into_any())
            }
            #[cfg(not(feature = "split"))]
            #[expect(clippy::unused_async, reason = "where the module is cut, it is awaited")]
            async fn $name() -> Result<fn($($kind),*) -> AnyView, Missing> {
                Ok(|$($given),*| $view.into_any())
            }
            Part::new(move || {
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
entry! { work:
    /// The form of a replay.
    replay(connection: ConnectionId, query: Query) { view! { <ReplayPage connection query /> } }
}
entry! { work:
    /// The form for pasted ids.
    paste(connection: ConnectionId, channel: Channel) { view! { <PastePage connection channel /> } }
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
