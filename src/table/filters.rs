//! Filters that live in the address: the page reads them from there and writes them there, so
//! that a link shows what its sender saw.

use crate::navigation::{Navigation, use_navigation};
use crate::routes::{Query, Route};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::time::iso;

/// The query of the screen, and how to change it. A handle.
#[derive(Clone, Copy)]
pub struct Filters {
    navigation: Navigation,
    query: Memo<Query>,
}

/// The filters of the screen where the reader is.
pub fn use_filters() -> Filters {
    let navigation = use_navigation();
    let route = navigation.route();
    Filters {
        navigation,
        query: Memo::new(move |_| query_of(&route.get())),
    }
}

fn query_of(route: &Route) -> Query {
    match route {
        Route::Endpoints { query, .. }
        | Route::Events { query, .. }
        | Route::Deliveries { query, .. }
        | Route::ReplayForm { query, .. }
        | Route::Notifications { query, .. }
        | Route::Runs { query }
        | Route::Run { query, .. } => query.clone(),
        _ => Query::new(),
    }
}

fn with_query(route: Route, new: Query) -> Route {
    match route {
        Route::Endpoints { connection, .. } => Route::Endpoints {
            connection,
            query: new,
        },
        Route::Events {
            connection,
            endpoint,
            ..
        } => Route::Events {
            connection,
            endpoint,
            query: new,
        },
        Route::Deliveries { connection, .. } => Route::Deliveries {
            connection,
            query: new,
        },
        Route::ReplayForm { connection, .. } => Route::ReplayForm {
            connection,
            query: new,
        },
        Route::Notifications {
            connection,
            channel,
            ..
        } => Route::Notifications {
            connection,
            channel,
            query: new,
        },
        Route::Runs { .. } => Route::Runs { query: new },
        Route::Run { id, .. } => Route::Run { id, query: new },
        other => other,
    }
}

impl Filters {
    /// All pairs; followed.
    pub fn query(self) -> Query {
        self.query.get()
    }

    /// One filter's text, empty when it is not set; followed.
    pub fn text(self, name: &str) -> String {
        self.query.with(|query| value(query, name).to_owned())
    }

    /// Sets one filter, or takes it away when the text is empty. Whatever names a place in the
    /// old list (a page) goes with it.
    pub fn set(self, name: &str, text: &str) {
        self.change(|query| {
            query.retain(|(known, _)| known != name && known != PAGE);
            if !text.is_empty() {
                query.push((name.to_owned(), text.to_owned()));
            }
        });
    }

    /// Sets from when until when records were created, both at once: one change of the address, one
    /// question to the vendor. Nothing on a side means no bound there.
    pub fn set_range(self, after: Option<DateTime<Utc>>, before: Option<DateTime<Utc>>) {
        self.change(|query| {
            query.retain(|(known, _)| ![AFTER, BEFORE, PAGE].contains(&known.as_str()));
            for (name, at) in [(AFTER, after), (BEFORE, before)] {
                query.extend(at.map(|at| (name.to_owned(), iso(at))));
            }
        });
    }

    /// Which page of the list, from 0; followed.
    pub fn page(self) -> u64 {
        self.text(PAGE)
            .parse::<u64>()
            .unwrap_or(1)
            .saturating_sub(1)
    }

    /// Turns to a page, from 0.
    pub fn set_page(self, page: u64) {
        self.change(|query| {
            query.retain(|(known, _)| known != PAGE);
            if page > 0 {
                query.push((PAGE.to_owned(), (page + 1).to_string()));
            }
        });
    }

    /// Takes every filter away.
    pub fn clear(self) {
        self.change(Query::clear);
    }

    fn change(self, change: impl FnOnce(&mut Query)) {
        let route = self.navigation.route().get_untracked();
        let mut query = query_of(&route);
        change(&mut query);
        self.navigation.correct(&with_query(route, query));
    }
}

const PAGE: &str = "page";

/// The bounds of the moment of creation, on every screen that has them.
pub const AFTER: &str = "after";
pub const BEFORE: &str = "before";

/// One value of a query, empty when it is not there.
pub fn value<'a>(query: &'a [(String, String)], name: &str) -> &'a str {
    query
        .iter()
        .find(|(known, _)| known == name)
        .map_or("", |(_, value)| value.as_str())
}
