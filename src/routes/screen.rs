//! The screens that one goes to: what each is called, the word for it in addresses and in saved
//! views, whose it is, and where it is. Menu, palette, keys, titles and views take it from here.

use super::{Query, Route};
use redrive_core::connection::{ConnectionId, Vendor};
use redrive_core::zuora::contract::Channel;
use serde::{Deserialize, Serialize};

/// A kind of screen, whatever the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Screen {
    Overview,
    Runs,
    Endpoints,
    /// Those of one endpoint.
    Events,
    Deliveries,
    Subscriptions,
    Notifications(Channel),
}

impl Screen {
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Runs,
        Self::Endpoints,
        Self::Events,
        Self::Deliveries,
        Self::Subscriptions,
        Self::Notifications(Channel::Email),
        Self::Notifications(Channel::Callout),
    ];

    /// Those of a connection to this vendor, as menus list them.
    pub const fn of(vendor: Vendor) -> &'static [Self] {
        match vendor {
            Vendor::Selfcommunity => &[Self::Endpoints],
            Vendor::Kirim => &[Self::Deliveries, Self::Subscriptions],
            Vendor::Zuora => &[
                Self::Notifications(Channel::Email),
                Self::Notifications(Channel::Callout),
            ],
        }
    }

    /// In menus and titles.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Runs => "Runs",
            Self::Endpoints => "Endpoints",
            Self::Events => "Events",
            Self::Deliveries => "Deliveries",
            Self::Subscriptions => "Subscriptions",
            Self::Notifications(Channel::Email) => "E-mails",
            Self::Notifications(Channel::Callout) => "Callouts",
        }
    }

    /// In addresses and saved views. Empty for the overview, which is the bare address and has no
    /// filters to save.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Runs => "runs",
            Self::Endpoints => "endpoints",
            Self::Events => "events",
            Self::Deliveries => "deliveries",
            Self::Subscriptions => "subscriptions",
            Self::Notifications(Channel::Email) => "emails",
            Self::Notifications(Channel::Callout) => "callouts",
        }
    }

    /// The list of that word.
    pub fn of_word(word: &str) -> Option<Self> {
        let mut lists = Self::ALL.into_iter().filter(|_| !word.is_empty());
        lists.find(|screen| screen.word() == word)
    }

    /// Where it is, unfiltered, of the connection that is given for its vendor. `None` without one,
    /// and for what takes more than a connection to say which.
    pub fn route(self, of: impl FnOnce(Vendor) -> Option<ConnectionId>) -> Option<Route> {
        let query = Query::new();
        Some(match self {
            Self::Overview => Route::Overview,
            Self::Runs => Route::Runs { query },
            Self::Endpoints => Route::Endpoints {
                connection: of(Vendor::Selfcommunity)?,
                query,
            },
            Self::Events => return None,
            Self::Deliveries => Route::Deliveries {
                connection: of(Vendor::Kirim)?,
                query,
            },
            Self::Subscriptions => Route::Subscriptions {
                connection: of(Vendor::Kirim)?,
                query,
            },
            Self::Notifications(channel) => Route::Notifications {
                connection: of(Vendor::Zuora)?,
                channel,
                query,
            },
        })
    }
}

impl TryFrom<String> for Screen {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        Self::of_word(&word).ok_or("no list of this console's")
    }
}

impl From<Screen> for &'static str {
    fn from(screen: Screen) -> Self {
        screen.word()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_where_its_address_says_and_has_a_word_of_its_own() {
        let connection = |_| "one".parse().ok();
        for screen in Screen::ALL {
            if let Some(route) = screen.route(connection) {
                assert_eq!(route.screen(), Some(screen));
                assert_eq!(route.name(), screen.title());
                assert!(route.href().ends_with(screen.word()), "{screen:?}");
            }
            let is_list = screen != Screen::Overview;
            assert_eq!(Screen::of_word(screen.word()), is_list.then_some(screen));
        }
        for vendor in [Vendor::Selfcommunity, Vendor::Kirim, Vendor::Zuora] {
            for screen in Screen::of(vendor) {
                let of = |asked| (asked == vendor).then(|| "one".parse().ok())?;
                assert!(screen.route(of).is_some(), "{screen:?}");
            }
        }
    }
}
