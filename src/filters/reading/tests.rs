//! Addresses as they are written, mistyped and from other versions, read by the fields of a screen.

use super::super::{Kind, Last, parses};
use super::*;

const FIELDS: &[Field] = &[
    Field {
        usual: "failed",
        without: "any",
        ..Field::new(
            "status",
            "Status",
            Kind::Choice(&[("failed", "Failed"), ("ok", "OK"), ("any", "Any")]),
        )
    },
    Field::new("number", "Number", Kind::Text(parses::<u8>)),
    Field::new("created", "Created", Kind::Created),
];

fn query(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn now() -> DateTime<Utc> {
    "2026-10-14T12:00:00Z".parse().unwrap()
}

fn of(pairs: &[(&str, &str)]) -> Reading {
    read(FIELDS, &query(pairs), now())
}

fn chips(reading: &Reading) -> Vec<String> {
    let words = |chip: &Chip| match &chip.said {
        Said::Words(words) => format!("{} {words}", chip.label),
        Said::Created(Created::Last(last), _) => format!("{} {}", chip.label, last.label()),
        Said::Created(Created::Between(_), _) => format!("{} between", chip.label),
        Said::Unreadable(said) => format!("{} unreadable {said}", chip.label),
    };
    reading.chips.iter().map(words).collect()
}

#[test]
fn what_is_not_named_is_as_usual_and_can_be_none() {
    let usual = of(&[]);
    assert_eq!(chips(&usual), ["Status Failed"]);
    assert_eq!(usual.text("status"), "failed");
    let none = of(&[("status", "ANY")]);
    assert!(chips(&none).is_empty() && none.complaints.is_empty());
    assert_eq!(none.text("status"), "any");
}

#[test]
fn chips_say_what_is_asked_and_no_more() {
    let reading = of(&[
        ("number", "7"),
        ("last", "24h"),
        ("status", "ok"),
        ("v", "1"),
    ]);
    assert_eq!(
        chips(&reading),
        ["Status OK", "Number 7", "Created last 24 hours"]
    );
    assert_eq!(reading.parsed::<u8>("number"), Some(7));
    assert_eq!(reading.span, Last::Day.frozen(now()));
    assert_eq!(reading.complaints, [""; 0]);
}

#[test]
fn nonsense_is_said_and_not_asked() {
    let reading = of(&[
        ("number", "seven"),
        ("after", "tomorrow"),
        ("colour", "red"),
        ("status", "gone"),
        ("status", "ok"),
    ]);
    assert_eq!(
        chips(&reading),
        [
            "Status Failed",
            "Number unreadable seven",
            "Created unreadable tomorrow"
        ]
    );
    assert_eq!(reading.text("number"), "");
    assert_eq!((reading.created, reading.span), (None, Span::default()));
    assert_eq!(reading.complaints.len(), 5, "{:?}", reading.complaints);
    assert_eq!(
        reading.complaints[0],
        "The address asks for Status “gone”: it can be failed, ok or any. “Failed” is applied instead."
    );
}

#[test]
fn a_stranger_in_the_address_is_neither_asked_for_nor_repeated() {
    let reading = of(&[("number", "pia@customer.example"), ("x@y.z", "1")]);
    assert_eq!(reading.text("number"), "");
    assert_eq!(reading.complaints.len(), 2);
    assert!(!reading.complaints.concat().contains('@'));
    assert!(!chips(&reading).concat().contains('@'));
}

#[test]
fn how_a_screen_is_shown_is_no_nonsense() {
    assert_eq!(
        of(&[("look", "1.compact"), ("page", "3"), ("size", "25")]).complaints,
        [""; 0]
    );
}

#[test]
fn a_frozen_question_holds_instants() {
    let reading = of(&[("last", "1h"), ("number", "7")]);
    let frozen = reading.frozen();
    assert_eq!(
        frozen,
        query(&[
            ("status", "failed"),
            ("number", "7"),
            ("after", "2026-10-14T11:00:00Z"),
            ("before", "2026-10-14T12:00:00Z"),
        ])
    );
    let later = now() + chrono::TimeDelta::days(3);
    assert_eq!(read(FIELDS, &frozen, later).span, reading.span);
}

#[test]
fn a_window_that_ends_before_it_begins_is_said() {
    let reading = of(&[
        ("after", "2026-10-14T10:00"),
        ("before", "2026-10-14T09:00"),
    ]);
    assert_eq!(reading.complaints.len(), 1);
    assert!(reading.span.before.is_some());
}
