//! What the palette offers, and which of it fits what is typed. Pure but for the routes.

use super::endpoints::At;
use crate::routes::{Listed, Query, Route, Screen};
use crate::ui::foreign::cut;
use crate::words::plan::{capital, nouns};
use redrive_core::connection::{Connection, Vendor};
use redrive_core::intake::IdKind;
use redrive_core::zuora::contract::Channel;

/// Under which heading an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Found,
    Here,
    Places,
    Runs,
}

impl Group {
    pub const ALL: [Self; 4] = [Self::Found, Self::Here, Self::Places, Self::Runs];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Found => "Where this id belongs",
            Self::Here => "On this screen",
            Self::Places => "Go to",
            Self::Runs => "Recent runs",
        }
    }
}

/// What an entry does. Nothing of it sends: a button only opens what it opens when it is pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    Goes(Route),
    /// Presses the button of this number among those of the screen.
    Presses(usize),
}

/// One line of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub group: Group,
    pub name: String,
    /// Whose it is: a connection, or where a run stands.
    pub of: String,
    pub does: Does,
}

/// More are not shown: whoever looks for one types on.
const MOST: usize = 40;

/// The entries that fit, the best first within their groups.
pub fn fitting(entries: &[Entry], typed: &str) -> Vec<Entry> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<(usize, &Entry)> = entries
        .iter()
        .filter_map(|entry| Some((rank(entry, &words)?, entry)))
        .collect();
    found.sort_by_key(|(rank, entry)| (entry.group, *rank));
    found
        .into_iter()
        .take(MOST)
        .map(|(_, entry)| entry.clone())
        .collect()
}

/// How well an entry fits: every word stands in it, best at the start of its name. What was found
/// for an id fits it by itself.
fn rank(entry: &Entry, words: &[String]) -> Option<usize> {
    if entry.group == Group::Found {
        return Some(0);
    }
    let name = entry.name.to_lowercase();
    let whole = format!("{name} {}", entry.of.to_lowercase());
    words.iter().try_fold(0, |sum, word| {
        let cost = if name.starts_with(word.as_str()) {
            0
        } else if whole
            .split_whitespace()
            .any(|part| part.starts_with(word.as_str()))
        {
            1
        } else if whole.contains(word.as_str()) {
            2
        } else {
            return None;
        };
        Some(sum + cost)
    })
}

/// Every screen of every connection.
pub fn places(connections: &[Connection]) -> Vec<Entry> {
    let entry = |of: &str, name: &str, to: Route| Entry {
        group: Group::Places,
        name: name.to_owned(),
        of: of.to_owned(),
        does: Does::Goes(to),
    };
    let mut places = vec![
        entry("", Screen::Overview.title(), Route::Overview),
        entry("", Screen::Runs.title(), Route::runs()),
    ];
    for known in connections {
        let connection = &known.id;
        let mut put = |name: &str, to: Route| places.push(entry(&known.label, name, to));
        for screen in Screen::of(known.vendor()) {
            if let Some(to) = screen.route(|_| Some(connection.clone())) {
                put(screen.title(), to);
            }
            if let Screen::Notifications(channel) = *screen {
                let name = screen.title().to_lowercase();
                let connection = connection.clone();
                let to = Route::PasteForm {
                    connection,
                    channel,
                };
                put(&format!("Resend pasted ids of {name}"), to);
            }
        }
        if known.vendor() == Vendor::Kirim {
            let by_filter = Route::ReplayForm {
                connection: connection.clone(),
                query: Query::new(),
            };
            put(by_filter.name(), by_filter.clone());
            let pasted = Route::PasteDeliveries {
                connection: connection.clone(),
            };
            put(pasted.name(), pasted.clone());
        }
    }
    places
}

/// Whether a text may be an event, so that the endpoints where it may be are to be known.
pub fn is_event(typed: &str) -> bool {
    IdKind::Event.resembles(typed.trim())
}

/// Where an id may belong, by its shape. An id names its vendor; which of its connections, nobody
/// knows before it is asked, and where the shape fits several kinds each is offered by its name.
pub fn found(typed: &str, connections: &[Connection], endpoints: &[At]) -> Vec<Entry> {
    let id = typed.trim();
    let mut found = Vec::new();
    let mut put = |of: &str, name: String, to: Route| {
        found.push(Entry {
            group: Group::Found,
            name,
            of: of.to_owned(),
            does: Does::Goes(to),
        });
    };
    if let Ok(run) = id.parse() {
        put("", format!("Run {id}"), Route::run(run));
    }
    for known in connections {
        let (connection, of) = (known.id.clone(), known.label.as_str());
        let with = |name: &str| vec![(name.to_owned(), id.to_owned())];
        match known.vendor() {
            Vendor::Kirim => {
                if let Some(to) = Listed::Deliveries.opened(connection.clone(), id) {
                    put(of, format!("Delivery {id}"), to);
                } else if id
                    .parse::<redrive_core::kirim::contract::SubscriptionId>()
                    .is_ok()
                {
                    let query = with("subscription");
                    let to = Route::Deliveries { connection, query };
                    put(of, format!("Deliveries of subscription {id}"), to);
                }
            }
            Vendor::Selfcommunity => {
                if let Ok(endpoint) = id.parse() {
                    put(
                        of,
                        format!("Endpoint {id}"),
                        Route::Events {
                            connection: connection.clone(),
                            endpoint,
                            query: Query::new(),
                        },
                    );
                }
                let mine = |at: &&At| at.connection == connection;
                for At {
                    endpoint, target, ..
                } in endpoints.iter().filter(mine)
                {
                    let listed = Listed::Events(*endpoint);
                    if let Some(to) = listed.opened(connection.clone(), id) {
                        let of = [of, &cut(target)].join(" ");
                        put(of.trim(), format!("Event {id} of endpoint {endpoint}"), to);
                    }
                }
            }
            Vendor::Zuora if IdKind::Notification.resembles(id) => {
                for channel in [Channel::Email, Channel::Callout] {
                    let name = capital(nouns(channel).0);
                    let listed = Listed::Notifications(channel);
                    if let Some(to) = listed.opened(connection.clone(), id) {
                        put(of, format!("{name} {id}"), to);
                    }
                }
                for channel in [Channel::Email, Channel::Callout] {
                    let name = Screen::Notifications(channel).title();
                    let query = [
                        with("account"),
                        vec![("status".to_owned(), "any".to_owned())],
                    ]
                    .concat();
                    put(
                        of,
                        format!("{name} of account {id}"),
                        Route::Notifications {
                            connection: connection.clone(),
                            channel,
                            query,
                        },
                    );
                }
            }
            Vendor::Zuora => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_core::connection::{Environment, Settings};

    fn connections() -> Vec<Connection> {
        let one = |id: &str, settings| Connection {
            id: id.parse().unwrap(),
            label: id.to_owned(),
            environment: Environment::Sandbox,
            base_url: String::new(),
            settings,
        };
        vec![
            one(
                "community",
                Settings::Selfcommunity {
                    cap: 100,
                    checks_password: false,
                },
            ),
            one("messaging", Settings::Kirim),
            one(
                "billing",
                Settings::Zuora {
                    scope: redrive_core::zuora::headers::Scope::default(),
                },
            ),
        ]
    }

    fn names(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.name.as_str()).collect()
    }

    #[test]
    fn every_word_has_to_stand_somewhere_and_the_begin_of_a_name_is_best() {
        let all = places(&connections());
        assert_eq!(names(&fitting(&all, "deliv")), ["Deliveries"]);
        assert_eq!(
            names(&fitting(&all, "re mess")),
            ["Replay by filter", "Replay pasted ids"]
        );
        assert_eq!(names(&fitting(&all, "run")), ["Runs"]);
        assert!(fitting(&all, "nothing of this kind").is_empty());
        assert_eq!(fitting(&all, "").len(), all.len());
    }

    #[test]
    fn an_id_finds_where_it_may_belong() {
        let at = |connection: &str, endpoint: &str| At {
            connection: connection.parse().unwrap(),
            endpoint: endpoint.parse().unwrap(),
            target: "https://shop.example".to_owned(),
        };
        let endpoints = [at("community", "3"), at("another", "4")];
        let of = |id: &str| names(&found(id, &connections(), &endpoints)).join("; ");
        let delivery = "wbd_00000000000000000000000001";
        assert_eq!(of(&format!(" {delivery} ")), format!("Delivery {delivery}"));
        assert_eq!(
            of("wbs_00000000000000000000000001"),
            "Deliveries of subscription wbs_00000000000000000000000001"
        );
        assert_eq!(of("7"), "Endpoint 7; Event 7 of endpoint 3");
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(
            of(id),
            [
                "Run {}",
                "E-mail {}",
                "Callout {}",
                "E-mails of account {}",
                "Callouts of account {}"
            ]
            .join("; ")
            .replace("{}", id)
        );
        assert_eq!(of("deliveries"), "");
    }
}
