//! The form of a replay and its address: each follows the other, so that a reload, a link and a step
//! back find what was typed. Knows the fields, and nothing of the page or of what is planned.

use super::replay_draft::{ReplayForm, bound};
use crate::clock::now;
use crate::filters::{AFTER, BEFORE, Created, Field, Kind, Reading, parses, read, version};
use crate::navigation::use_navigation;
use crate::routes::{Query, Route};
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
];

/// What the fields say, as the address writes it.
type Told = [(&'static str, String); 7];

fn check_bound(text: &str) -> Result<(), String> {
    let number = bound(text).map(|_| ());
    number.map_err(|why| format!("it can be a whole number {why}"))
}

/// The form as the address fills it, and what of that could not be read. From then on each follows
/// the other: `refilled` is run when somebody else changed the address, by a link or by a step back.
pub fn follow_address(refilled: impl Fn() + 'static) -> (ReplayForm, Memo<Vec<String>>) {
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
    let complaints = Memo::new(move |_| query.with(|query| reading(query, now()).complaints));
    (form, complaints)
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
