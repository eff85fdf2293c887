//! From a route to its page. All but the first screen stand in parts that are fetched when wanted.

use crate::navigation::use_navigation;
use crate::pages::not_found::NotFoundPage;
use crate::pages::overview::OverviewPage;
use crate::parts::{Lazy, Part, catalogue};
use crate::routes::{Listed, Route};
use crate::ui::element::element_of;
use crate::ui::focus::focus_in_place;
use leptos::html::Main;
use leptos::prelude::*;

/// The page of the place where the reader is.
///
/// A list keeps its page while only its filters change: the page follows the route itself, and is
/// built anew only when another screen is entered.
#[component]
pub fn CurrentPage(content: NodeRef<Main>) -> impl IntoView {
    let route = use_navigation().route();
    // Whoever follows a link goes on from the new page: the link itself may be gone with the old.
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| !before.same_screen(&now)) {
            enter(content);
            // What lies under a modal dialog takes no focus; one that this step closes is gone then.
            if !has_focus(content) {
                request_animation_frame(move || enter(content));
            }
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
        Route::NotFound { path } => view! { <NotFoundPage path /> }.into_any(),
        route => part(route).map(|part| view! { <Lazy part /> }).into_any(),
    }
}

/// Has the code of a page fetched while it is still asked who is signed in: two answers sooner.
/// One that does not arrive is asked for again by its page, which says so.
pub fn fetch_ahead(route: Route) {
    if let Some(part) = part(route) {
        part.fetch_ahead();
    }
}

/// The page as a part, if it is not of the first screen.
fn part(route: Route) -> Option<Part> {
    Some(match route {
        Route::Overview | Route::NotFound { .. } => return None,
        Route::Endpoints { connection, .. } => catalogue::endpoints(connection),
        Route::Events {
            connection,
            endpoint,
            ..
        } => catalogue::events(connection, endpoint),
        Route::Deliveries { connection, .. } => catalogue::deliveries(connection),
        Route::Subscriptions { connection, .. } => catalogue::subscriptions(connection),
        Route::ReplayForm { connection, .. } => catalogue::replay(connection),
        Route::Notifications {
            connection,
            channel,
            ..
        } => catalogue::notifications(connection, channel),
        Route::PasteForm {
            connection,
            channel,
        } => catalogue::paste(connection, Listed::Notifications(channel)),
        Route::PasteDeliveries { connection } => catalogue::paste(connection, Listed::Deliveries),
        Route::PasteEvents {
            connection,
            endpoint,
        } => catalogue::paste(connection, Listed::Events(endpoint)),
        Route::Runs { .. } => catalogue::runs(),
        Route::Run { id, .. } => catalogue::run(id),
    })
}

/// Puts the focus at the start of the content, without a jump.
pub fn enter(content: NodeRef<Main>) {
    if let Some(main) = element_of(content) {
        focus_in_place(&main);
    }
}

fn has_focus(content: NodeRef<Main>) -> bool {
    let main = element_of(content);
    main.is_some_and(|main| main.matches(":focus").unwrap_or_default())
}

/// Pages that follow their query themselves.
const fn keeps(route: &Route) -> bool {
    matches!(
        route,
        Route::Endpoints { .. }
            | Route::Events { .. }
            | Route::Deliveries { .. }
            | Route::Subscriptions { .. }
            | Route::ReplayForm { .. }
            | Route::Notifications { .. }
            | Route::Runs { .. }
            | Route::Run { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_core::connection::ConnectionId;
    use redrive_core::selfcommunity::contract::EndpointId;
    use redrive_core::zuora::contract::Channel;
    use std::collections::BTreeMap;

    /// What `parts/ahead.js` fetches beside the first load, by the same file.
    fn ahead(path: &str) -> Option<String> {
        let addresses = include_str!("../parts/addresses.json");
        let addresses: BTreeMap<String, Vec<String>> = serde_json::from_str(addresses).unwrap();
        let words = |text: &str| -> Vec<String> {
            let words = text.split('/').filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        };
        let path = words(path);
        let fits = |pattern: &String| {
            let pattern = words(pattern);
            let mut pairs = pattern.iter().zip(&path);
            pattern.len() == path.len() && pairs.all(|(word, there)| word == "*" || word == there)
        };
        let found = addresses.into_iter().find(|(_, all)| all.iter().any(fits));
        found.map(|(part, _)| part)
    }

    #[test]
    fn what_is_fetched_ahead_is_what_the_address_shows() {
        let connection: ConnectionId = "one".parse().unwrap();
        let endpoint = EndpointId::new(4);
        let mut routes = vec![
            Route::Overview,
            Route::runs(),
            Route::run("0123456789abcdef0123456789abcdef".parse().unwrap()),
            Route::NotFound {
                path: "/c/one/nowhere".to_owned(),
            },
            Route::Endpoints {
                connection: connection.clone(),
                query: Vec::new(),
            },
            Route::Events {
                connection: connection.clone(),
                endpoint,
                query: Vec::new(),
            },
            Route::Deliveries {
                connection: connection.clone(),
                query: Vec::new(),
            },
            Route::Subscriptions {
                connection: connection.clone(),
                query: Vec::new(),
            },
            Route::ReplayForm {
                connection: connection.clone(),
                query: Vec::new(),
            },
            Route::PasteDeliveries {
                connection: connection.clone(),
            },
            Route::PasteEvents {
                connection: connection.clone(),
                endpoint,
            },
        ];
        for channel in [Channel::Email, Channel::Callout] {
            routes.push(Route::Notifications {
                connection: connection.clone(),
                channel,
                query: Vec::new(),
            });
            routes.push(Route::PasteForm {
                connection: connection.clone(),
                channel,
            });
        }
        for route in routes {
            let path = route.href();
            let shown = part(route).map(|part| part.of.to_owned());
            assert_eq!(ahead(&path), shown, "{path}");
        }
    }
}
