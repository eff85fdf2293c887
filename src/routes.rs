//! Every address of the console as a value: one printer, one parser, no address written by hand.
//!
//! Filters live in the query. It is kept as pairs here, because what they mean is the page's
//! business.

mod listed;
mod screen;

pub use listed::Listed;
pub use screen::Screen;

use redrive_core::connection::ConnectionId;
use redrive_core::plan::Nonce;
use redrive_core::selfcommunity::contract::EndpointId;
use redrive_core::zuora::contract::Channel;

/// Decoded pairs of a query.
pub type Query = Vec<(String, String)>;

/// Under which name the form of a replay is told how many rows the list was narrowed to from which
/// it was opened: its filter finds others as well.
pub const NARROWED: &str = "narrowed";

/// A place in the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    Overview,
    Endpoints {
        connection: ConnectionId,
        query: Query,
    },
    Events {
        connection: ConnectionId,
        endpoint: EndpointId,
        query: Query,
    },
    Deliveries {
        connection: ConnectionId,
        query: Query,
    },
    Subscriptions {
        connection: ConnectionId,
        query: Query,
    },
    ReplayForm {
        connection: ConnectionId,
        query: Query,
    },
    Notifications {
        connection: ConnectionId,
        channel: Channel,
        query: Query,
    },
    PasteForm {
        connection: ConnectionId,
        channel: Channel,
    },
    PasteDeliveries {
        connection: ConnectionId,
    },
    PasteEvents {
        connection: ConnectionId,
        endpoint: EndpointId,
    },
    Runs {
        query: Query,
    },
    Run {
        id: Nonce,
        query: Query,
    },
    NotFound {
        path: String,
    },
}

/// The connection and query of a route, by shared or mutable reference.
macro_rules! parts {
    ($route:expr) => {
        match $route {
            Self::Endpoints { connection, query }
            | Self::Events {
                connection, query, ..
            }
            | Self::Deliveries { connection, query }
            | Self::Subscriptions { connection, query }
            | Self::ReplayForm { connection, query }
            | Self::Notifications {
                connection, query, ..
            } => (Some(connection), Some(query)),
            Self::PasteForm { connection, .. }
            | Self::PasteDeliveries { connection }
            | Self::PasteEvents { connection, .. } => (Some(connection), None),
            Self::Runs { query } | Self::Run { query, .. } => (None, Some(query)),
            Self::Overview | Self::NotFound { .. } => (None, None),
        }
    };
}

impl Route {
    /// All runs of this browser.
    pub const fn runs() -> Self {
        Self::Runs { query: Vec::new() }
    }

    /// The page of one run, with every id.
    pub const fn run(id: Nonce) -> Self {
        Self::Run {
            id,
            query: Vec::new(),
        }
    }

    /// The address, without a host.
    pub fn href(&self) -> String {
        match self {
            Self::Overview => "/".to_owned(),
            Self::Endpoints { connection, query } => {
                address(&list(connection, Screen::Endpoints), query)
            }
            Self::Events {
                connection,
                endpoint,
                query,
            } => address(&events(connection, *endpoint), query),
            Self::Deliveries { connection, query } => {
                address(&list(connection, Screen::Deliveries), query)
            }
            Self::Subscriptions { connection, query } => {
                address(&list(connection, Screen::Subscriptions), query)
            }
            Self::ReplayForm { connection, query } => {
                address(&format!("/c/{connection}/replay"), query)
            }
            Self::Notifications {
                connection,
                channel,
                query,
            } => address(&list(connection, Screen::Notifications(*channel)), query),
            Self::PasteForm {
                connection,
                channel,
            } => paste(&list(connection, Screen::Notifications(*channel))),
            Self::PasteDeliveries { connection } => paste(&list(connection, Screen::Deliveries)),
            Self::PasteEvents {
                connection,
                endpoint,
            } => paste(&events(connection, *endpoint)),
            Self::Runs { query } => address("/runs", query),
            Self::Run { id, query } => address(&format!("/runs/{id}"), query),
            Self::NotFound { path } => path.clone(),
        }
    }

    /// The route of a path and the pairs of its query.
    pub fn parse(path: &str, query: Query) -> Self {
        Self::read(path, query).unwrap_or_else(|| Self::NotFound {
            path: path.to_owned(),
        })
    }

    fn read(path: &str, query: Query) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Some(match parts.as_slice() {
            [] => Self::Overview,
            ["runs"] => Self::Runs { query },
            ["runs", id] => Self::Run {
                id: id.parse().ok()?,
                query,
            },
            ["c", connection, rest @ ..] => {
                Self::of_connection(connection.parse().ok()?, rest, query)?
            }
            _ => return None,
        })
    }

    fn of_connection(connection: ConnectionId, rest: &[&str], query: Query) -> Option<Self> {
        let (first, rest) = rest.split_first()?;
        if (*first, rest) == ("replay", &[]) {
            return Some(Self::ReplayForm { connection, query });
        }
        Some(match (Screen::of_word(first)?, rest) {
            (Screen::Endpoints, []) => Self::Endpoints { connection, query },
            (Screen::Endpoints, [id]) => Self::Events {
                connection,
                endpoint: id.parse().ok()?,
                query,
            },
            (Screen::Endpoints, [id, "paste"]) => Self::PasteEvents {
                connection,
                endpoint: id.parse().ok()?,
            },
            (Screen::Deliveries, []) => Self::Deliveries { connection, query },
            (Screen::Deliveries, ["paste"]) => Self::PasteDeliveries { connection },
            (Screen::Subscriptions, []) => Self::Subscriptions { connection, query },
            (Screen::Notifications(channel), []) => Self::Notifications {
                connection,
                channel,
                query,
            },
            (Screen::Notifications(channel), ["paste"]) => Self::PasteForm {
                connection,
                channel,
            },
            _ => return None,
        })
    }

    /// What the place is called: in a window's title.
    pub const fn name(&self) -> &'static str {
        if let Some(screen) = self.screen() {
            return screen.title();
        }
        match self {
            Self::ReplayForm { .. } => "Replay by filter",
            Self::PasteForm { .. } | Self::PasteEvents { .. } => "Resend pasted ids",
            Self::PasteDeliveries { .. } => "Replay pasted ids",
            Self::Run { .. } => "Run",
            _ => "No such page",
        }
    }

    /// The kind of screen that it is, whatever the connection. Nothing for a form, for one run, and
    /// for what is nowhere.
    pub const fn screen(&self) -> Option<Screen> {
        match self {
            Self::Overview => Some(Screen::Overview),
            Self::Endpoints { .. } => Some(Screen::Endpoints),
            Self::Events { .. } => Some(Screen::Events),
            Self::Deliveries { .. } => Some(Screen::Deliveries),
            Self::Subscriptions { .. } => Some(Screen::Subscriptions),
            Self::Notifications { channel, .. } => Some(Screen::Notifications(*channel)),
            Self::Runs { .. } => Some(Screen::Runs),
            Self::ReplayForm { .. }
            | Self::PasteForm { .. }
            | Self::PasteDeliveries { .. }
            | Self::PasteEvents { .. }
            | Self::Run { .. }
            | Self::NotFound { .. } => None,
        }
    }

    /// What the address says beyond the place: filters, and how the screen is shown.
    pub const fn query(&self) -> Option<&Query> {
        parts!(self).1
    }

    /// The same place, with this said of it. A place that takes nothing stays as it is.
    pub fn with_query(mut self, new: Query) -> Self {
        if let Some(query) = parts!(&mut self).1 {
            *query = new;
        }
        self
    }

    /// Whose screen it is.
    pub const fn connection(&self) -> Option<&ConnectionId> {
        parts!(self).0
    }

    /// Whether both show the same screen, whatever their filters are: for the mark in the menu.
    pub fn same_screen(&self, other: &Self) -> bool {
        let path = |route: &Self| {
            route
                .href()
                .split('?')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        path(self) == path(other)
    }
}

/// The path of what a connection lists.
fn list(connection: &ConnectionId, screen: Screen) -> String {
    format!("/c/{connection}/{}", screen.word())
}

/// The path of the events of one endpoint, which lie under the endpoints.
fn events(connection: &ConnectionId, endpoint: EndpointId) -> String {
    format!("{}/{endpoint}", list(connection, Screen::Endpoints))
}

/// The path of the form that takes ids for a list.
fn paste(list: &str) -> String {
    format!("{list}/paste")
}

/// A path with its encoded query: the same encoding as for vendors.
fn address(path: &str, query: &[(String, String)]) -> String {
    redrive_core::http::Request {
        query: query.to_vec(),
        ..redrive_core::http::Request::get(path)
    }
    .target()
}

#[cfg(test)]
mod tests;
