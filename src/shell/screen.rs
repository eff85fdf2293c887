//! From a route to its page.

use crate::forms::{paste::PastePage, replay::ReplayPage};
use crate::navigation::use_navigation;
use crate::pages::deliveries::DeliveriesPage;
use crate::pages::endpoints::EndpointsPage;
use crate::pages::events::EventsPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::notifications::NotificationsPage;
use crate::pages::overview::OverviewPage;
use crate::pages::run::RunPage;
use crate::pages::runs::RunsPage;
use crate::pages::subscriptions::SubscriptionsPage;
use crate::routes::Route;
use leptos::html::Main;
use leptos::prelude::*;
use web_sys::FocusOptions;

/// The page of the place where the reader is.
///
/// A list keeps its page while only its filters change: the page follows the route itself, and is
/// built anew only when another screen is entered.
#[component]
pub fn Screen(content: NodeRef<Main>) -> impl IntoView {
    let route = use_navigation().route();
    // Whoever follows a link goes on from the new page: the link itself may be gone with the old.
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| !before.same_screen(&now)) {
            enter(content);
        }
        now
    });
    let screen = Memo::new(move |before: Option<&Route>| {
        let now = route.get();
        match before {
            Some(before) if before.same_screen(&now) && keeps(&now) => before.clone(),
            _ => now,
        }
    });
    move || match screen.get() {
        Route::Overview => view! { <OverviewPage /> }.into_any(),
        Route::Endpoints { connection, .. } => view! { <EndpointsPage connection /> }.into_any(),
        Route::Events {
            connection,
            endpoint,
            ..
        } => view! { <EventsPage connection endpoint /> }.into_any(),
        Route::Deliveries { connection, .. } => view! { <DeliveriesPage connection /> }.into_any(),
        Route::Subscriptions { connection } => {
            view! { <SubscriptionsPage connection /> }.into_any()
        }
        Route::ReplayForm { connection, query } => {
            view! { <ReplayPage connection query /> }.into_any()
        }
        Route::Notifications {
            connection,
            channel,
            ..
        } => view! { <NotificationsPage connection channel /> }.into_any(),
        Route::PasteForm {
            connection,
            channel,
        } => view! { <PastePage connection channel /> }.into_any(),
        Route::Runs => view! { <RunsPage /> }.into_any(),
        Route::Run { id, .. } => view! { <RunPage id /> }.into_any(),
        Route::NotFound { path } => view! { <NotFoundPage path /> }.into_any(),
    }
}

/// Puts the focus at the begin of the content, without a jump.
pub fn enter(content: NodeRef<Main>) {
    if let Some(main) = content.get_untracked() {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        // It is focusable, so this cannot fail while it is in the page.
        let _ = main.focus_with_options(&still);
    }
}

/// Pages that follow their query themselves.
const fn keeps(route: &Route) -> bool {
    matches!(
        route,
        Route::Endpoints { .. }
            | Route::Events { .. }
            | Route::Deliveries { .. }
            | Route::Notifications { .. }
            | Route::Run { .. }
    )
}
