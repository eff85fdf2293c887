//! The form of a replay and its address: each follows the other, so that a reload, a link and a step
//! back find what was typed. Knows the fields, and nothing of the page or of what is planned.

use super::replay_draft::{ReplayForm, bound};
use crate::clock::now;
use crate::filters::names::LOADED;
use crate::filters::{AFTER, BEFORE, Created, Field, Kind, Reading, parses, read, version};
use crate::navigation::use_navigation;
use crate::routes::{NARROWED, Query, Route};
use crate::table::filters::use_filters;
use crate::times::preference::preferred_now;
use crate::ui::instant_field::InstantDraft;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::kirim::ReplayStatuses;
use redrive_core::kirim::contract::{EventType, SubscriptionId};
use redrive_core::time::iso;

const AT_MOST: &str = "at-most";
const EVERYTHING: &str = "everything";
const YES: &str = "yes";

/// What an address can fill in; what the deliveries know as well has their names.
const FIELDS: &[Field] = &[
    Field::new(
        "subscription",
        "Subscription",
        Kind::Listed(parses::<SubscriptionId>),
    ),
    Field {
        usual: "dead",
        ..Field::new(
            "status",
            "Status",
            Kind::Choice(&[("dead", "dead"), ("failed", "failed"), ("both", "both")]),
        )
    },
    Field::new("type", "Event type", Kind::Text(parses::<EventType>)),
    Field::new("created", "Created", Kind::Created),
    Field::new(AT_MOST, "At most", Kind::Text(check_bound)),
    Field::new(EVERYTHING, "Everything", Kind::Choice(&[(YES, YES)])),
    Field::new(NARROWED, "Narrowed", Kind::Text(check_count)),
];

/// What the fields say, as the address writes it.
type Told = [(&'static str, String); 7];

fn check_bound(text: &str) -> Result<(), String> {
    let number = bound(text).map(|_| ());
    number.map_err(|why| format!("it can be a whole number {why}"))
}

fn check_count(text: &str) -> Result<(), String> {
    let number = text.parse::<usize>().map(|_| ());
    number.map_err(|_| "it can be a whole number".to_owned())
}

/// The list from which the form was opened, where it was narrowed to fewer rows than its filter
/// finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameFrom {
    pub shown: usize,
    /// What leads back there.
    pub query: Query,
}

/// What an address says that is in no field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// What could not be read.
    pub complaints: Vec<String>,
    pub came_from: Option<CameFrom>,
}

/// What an address tells of the list.
fn came_from(query: &[(String, String)], now: DateTime<Utc>) -> Option<CameFrom> {
    let reading = reading(query, now);
    let shown = reading.parsed(NARROWED)?;
    let is_of_list = |name: &str| match name {
        // The list knows one status at a time.
        "status" => reading.text("status") != "both",
        AT_MOST | EVERYTHING | NARROWED => false,
        _ => true,
    };
    let mut there = reading.frozen();
    there.retain(|(name, _)| is_of_list(name));
    let narrows = |(name, _): &&(String, String)| name.starts_with(LOADED);
    there.extend(query.iter().filter(narrows).cloned());
    version::written(&mut there);
    Some(CameFrom {
        shown,
        query: there,
    })
}

/// The form as the address fills it, and what else that says. From then on each follows
/// the other: `refilled` is run when somebody else changed the address, by a link or by a step back.
pub fn follow_address(refilled: impl Fn() + 'static) -> (ReplayForm, Memo<Beside>) {
    let (filters, route) = (use_filters(), use_navigation().route());
    // While another page is on its way, the address is not ours any more.
    let query = Memo::new(move |before: Option<&Query>| {
        route.with(|route| match route {
            Route::ReplayForm { query, .. } => query.clone(),
            _ => before.cloned().unwrap_or_default(),
        })
    });
    let form = ReplayForm::of(&query.with_untracked(|query| reading(query, now())));
    let told = Memo::new(move |_| form.told());
    // One effect for both ways: so it is always known which of the two has changed.
    Effect::new(move |before: Option<(Query, Told)>| {
        let (query_now, told_now) = (query.get(), told.get());
        let Some((known, said)) = before else {
            return (query_now, told_now);
        };
        if query_now != known {
            form.fill(&reading(&query_now, now()));
            refilled();
            return (query_now, told.get_untracked());
        }
        if told_now != said {
            filters.set_asked(&changed(&query_now, &said, &told_now));
        }
        (query.get_untracked(), told_now)
    });
    let beside = Memo::new(move |_| {
        query.with(|query| Beside {
            complaints: reading(query, now()).complaints,
            came_from: came_from(query, now()),
        })
    });
    (form, beside)
}

/// What an address says to the form. A range that is relative becomes the instants that it means
/// now: they are what is planned.
fn reading(query: &[(String, String)], now: DateTime<Utc>) -> Reading {
    if version::unknown(query).is_none() {
        return read(FIELDS, query, now);
    }
    let mut nothing = Reading::default();
    nothing.complaints.push(
        "This address is of a version that this console does not know: nothing of it is filled in."
            .to_owned(),
    );
    nothing
}

/// What has to be written: what stands in the address and could not be read stays until its own field
/// is changed. Instants are written beside any other change of a relative range: they were fixed
/// when the form was filled.
fn changed(query: &[(String, String)], said: &Told, told: &Told) -> Vec<(&'static str, String)> {
    // Whether it is relative does not depend on the moment.
    let relative = matches!(
        reading(query, DateTime::UNIX_EPOCH).created,
        Some(Created::Last(_))
    );
    let differs = |(before, now): &(&(&str, String), &(&'static str, String))| {
        before != now || (relative && [AFTER, BEFORE].contains(&now.0))
    };
    let pairs = said.iter().zip(told).filter(differs);
    pairs.map(|(_, now)| now.clone()).collect()
}

impl ReplayForm {
    fn of(reading: &Reading) -> Self {
        let (text, zone) = (|| RwSignal::new(String::new()), preferred_now());
        let form = Self {
            subscription: text(),
            statuses: RwSignal::new(ReplayStatuses::Dead),
            event_type: text(),
            zone: RwSignal::new(zone),
            after: InstantDraft::of(None, zone),
            before: InstantDraft::of(None, zone),
            at_most: text(),
            everything: RwSignal::new(false),
        };
        form.fill(reading);
        form
    }

    /// Puts in what was read, and nothing where nothing was.
    fn fill(&self, reading: &Reading) {
        let text = |name: &str| reading.text(name).to_owned();
        self.subscription.set(text("subscription"));
        self.statuses.set(match reading.text("status") {
            "failed" => ReplayStatuses::Failed,
            "both" => ReplayStatuses::Both,
            _ => ReplayStatuses::Dead,
        });
        self.event_type.set(text("type"));
        let zone = self.zone.get_untracked();
        self.after.fill(reading.span.after, zone);
        self.before.fill(reading.span.before, zone);
        self.at_most.set(text(AT_MOST));
        self.everything.set(reading.text(EVERYTHING) == YES);
    }

    /// What of it an address can fill in, under the names of [`FIELDS`], and follows it. A text that
    /// is none of what its field means is in no address, and neither is a wish for everything where
    /// something narrows it.
    fn told(&self) -> Told {
        let valid = |text: String, is: bool| if is { text } else { String::new() };
        let subscription = self.subscription.get().trim().to_owned();
        let is_id = subscription.parse::<SubscriptionId>().is_ok();
        let event_type = self.event_type.get().trim().to_owned();
        let is_type = event_type.parse::<EventType>().is_ok();
        let zone = self.zone.get();
        let at = |draft: InstantDraft| {
            let instant = draft.read(zone).instant();
            instant.ok().flatten().map(iso).unwrap_or_default()
        };
        let at_most = self.at_most.with(|text| bound(text));
        let everything = self.everything.get() && self.read().unlimited;
        [
            ("subscription", valid(subscription, is_id)),
            ("status", word(self.statuses.get()).to_owned()),
            ("type", valid(event_type, is_type)),
            (AFTER, at(self.after)),
            (BEFORE, at(self.before)),
            (
                AT_MOST,
                at_most.map_or_else(|_| String::new(), |number| number.to_string()),
            ),
            (EVERYTHING, valid(YES.to_owned(), everything)),
        ]
    }
}

/// How the address writes it.
const fn word(statuses: ReplayStatuses) -> &'static str {
    match statuses {
        ReplayStatuses::Dead => "dead",
        ReplayStatuses::Failed => "failed",
        ReplayStatuses::Both => "both",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn query(pairs: &[(&str, &str)]) -> Query {
        let pairs = pairs.iter();
        pairs
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    fn told(type_of_event: &str, at_most: &str) -> Told {
        [
            ("subscription", String::new()),
            ("status", "dead".to_owned()),
            ("type", type_of_event.to_owned()),
            (AFTER, "2026-10-14T09:00:00Z".to_owned()),
            (BEFORE, "2026-10-14T10:00:00Z".to_owned()),
            (AT_MOST, at_most.to_owned()),
            (EVERYTHING, String::new()),
        ]
    }

    #[test]
    fn a_bound_and_everything_are_read_or_told() {
        let read = reading(&query(&[("at-most", "12"), ("everything", "yes")]), NOW);
        assert_eq!((read.text(AT_MOST), read.text(EVERYTHING)), ("12", YES));
        assert_eq!(read.complaints, Vec::<String>::new());
        let unread = reading(&query(&[("at-most", "0"), ("everything", "no")]), NOW);
        assert_eq!((unread.text(AT_MOST), unread.text(EVERYTHING)), ("", ""));
        assert_eq!(
            unread.complaints,
            [
                "The address asks for At most “0”: it can be a whole number from 1 on. This filter is not applied.",
                "The address asks for Everything “no”: it can be yes. This filter is not applied.",
            ]
        );
    }

    #[test]
    fn the_list_that_was_narrowed_is_told_of_and_led_back_to() {
        let group = "loaded.cause";
        let told = query(&[
            ("v", "1"),
            ("status", "dead"),
            ("at-most", "7"),
            (group, "0123456789abcdef"),
            (NARROWED, "340"),
        ]);
        let from = came_from(&told, NOW).unwrap();
        assert_eq!(from.shown, 340);
        let there = [("v", "1"), ("status", "dead"), (group, "0123456789abcdef")];
        assert_eq!(from.query, query(&there));
        let nonsense = query(&[(NARROWED, "some")]);
        assert_eq!(came_from(&nonsense, NOW), None);
        assert_eq!(
            reading(&nonsense, NOW).complaints,
            [
                "The address asks for Narrowed “some”: it can be a whole number. This filter is not applied."
            ]
        );
    }

    #[test]
    fn only_what_changed_is_written_and_a_relative_range_with_it() {
        let (before, after) = (told("", ""), told("a.b", ""));
        let names = |pairs: &[(&str, &str)]| -> Vec<&str> {
            let changed = changed(&query(pairs), &before, &after);
            changed.iter().map(|(name, _)| *name).collect()
        };
        assert_eq!(names(&[("at-most", "lots")]), ["type"]);
        assert_eq!(names(&[("last", "1y")]), ["type"]);
        assert_eq!(names(&[("last", "1h")]), ["type", AFTER, BEFORE]);
    }
}
