//! Every id that is looked up is told by its own row, by its absence, or not at all.

use super::*;
use crate::preflight::Arrival;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn id(number: usize) -> NotificationId {
    format!("8ad0e1h{number:026}").parse().unwrap()
}

fn draft(count: usize) -> Draft {
    Draft::ResendNotifications {
        channel: Channel::Email,
        notifications: (0..count).map(id).collect(),
    }
}

fn answer(lines: &[String]) -> Answer {
    Answer {
        status: 200,
        headers: crate::http::Headers::default(),
        body: lines.join("\n").into_bytes(),
    }
}

/// Asks to the end, of a vendor that has these e-mails and these callouts; gives what was told last of
/// each, and the queries.
fn found(
    mut lookup: Lookup,
    has: impl Fn(Channel, &NotificationId) -> Option<&'static str>,
) -> (BTreeMap<NotificationId, Fact>, Vec<(Channel, usize)>) {
    let (mut told, mut queries) = (BTreeMap::new(), Vec::new());
    while let Some(Read::SubmitIds { channel, ids }) = lookup.next() {
        queries.push((channel, ids.len()));
        let row = |id: &NotificationId| {
            Some(format!(
                r#"{{"id":"{id}","status":"{}"}}"#,
                has(channel, id)?
            ))
        };
        let rows: Vec<String> = ids.iter().rev().filter_map(row).collect();
        let before = lookup.progress().0;
        // It fails at first, and is gone on with.
        assert!(lookup.take(&answer(&["[]".to_owned()])).is_err());
        assert_eq!(lookup.progress().0, before);
        told.extend(lookup.take(&answer(&rows)).unwrap());
        assert!(lookup.progress().0 >= before, "it goes on");
        assert!(queries.len() < 100, "it does not end");
    }
    let (settled, all) = lookup.progress();
    assert_eq!(settled, all);
    (told, queries)
}

#[test]
fn an_id_is_told_by_its_row_or_found_under_the_other_kind_or_nowhere() {
    let lookup = Lookup::of(&draft(5), &[0, 2, 3, 4]).unwrap();
    let (told, queries) = found(lookup, |channel, asked| match channel {
        Channel::Email if *asked == id(0) => Some("OK"),
        Channel::Email if *asked == id(2) => Some("Failed"),
        Channel::Callout if *asked == id(3) => Some("OK"),
        _ => None,
    });
    assert_eq!(queries, [(Channel::Email, 4), (Channel::Callout, 2)]);
    let of = |number| told.get(&id(number)).cloned();
    assert_eq!(of(0).unwrap().arrival, Arrival::HandedOver);
    assert_eq!(of(1), None, "it was not asked for");
    assert_eq!(of(2).unwrap(), Fact::default());
    let callout = Some(Absence::OfChannel(Channel::Callout));
    assert_eq!(of(3).unwrap().absence, callout);
    assert_eq!(of(4).unwrap().absence, Some(Absence::NoRow));
}

/// More than one query holds: those of the first must not be forgotten when the second fails.
#[test]
fn what_the_first_query_missed_is_looked_for_in_the_other_channel_though_the_second_failed() {
    let places: Vec<usize> = (0..1001).collect();
    let lookup = Lookup::of(&draft(1001), &places).unwrap();
    let (told, queries) = found(lookup, |channel, asked| {
        (channel == Channel::Callout && *asked == id(7)).then_some("OK")
    });
    let (email, callout) = (Channel::Email, Channel::Callout);
    assert_eq!(
        queries,
        [(email, 1000), (email, 1), (callout, 1000), (callout, 1)]
    );
    let of_callouts = Some(Absence::OfChannel(callout));
    assert_eq!(told[&id(7)].absence, of_callouts);
    assert_eq!(
        told.values()
            .filter(|fact| fact.absence == of_callouts)
            .count(),
        1
    );
    assert_eq!(told.len(), 1001);
}

#[test]
fn a_row_without_an_id_may_be_of_any_so_none_is_said_to_be_missing() {
    let mut lookup = Lookup::of(&draft(2), &[0, 1]).unwrap();
    let rows = [
        format!(r#"{{"id":"{}"}}"#, id(0)),
        r#"{"status":"OK"}"#.to_owned(),
    ];
    let told = lookup.take(&answer(&rows)).unwrap();
    assert_eq!(told, [(id(0), Fact::default())]);
    assert_eq!((lookup.next(), lookup.progress()), (None, (2, 2)));
}

#[test]
fn what_cannot_be_read_is_asked_for_again() {
    let mut lookup = Lookup::of(&draft(2), &[0, 1]).unwrap();
    let asked = lookup.next();
    assert!(lookup.take(&answer(&["[]".to_owned()])).is_err());
    assert_eq!(lookup.next(), asked);
}

#[test]
fn what_has_no_reading_by_ids_is_not_looked_up() {
    let deliveries = vec!["wbd_01K0000000000000000000000B".parse().unwrap()];
    let draft = Draft::ReplayDeliveries { deliveries };
    assert_eq!(Lookup::of(&draft, &[0]), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn queries_hold_every_id_once_and_fit_through_the_gateway(count in 0usize..3000, length in 26usize..120) {
        let ids: Vec<NotificationId> = (0..count).map(|number| format!("{number:0length$}").parse().unwrap()).collect();
        let draft = Draft::ResendNotifications { channel: Channel::Callout, notifications: ids.clone() };
        let places: Vec<usize> = (0..count).collect();
        let mut lookup = Lookup::of(&draft, &places).unwrap();
        let mut asked = Vec::new();
        while let Some(read) = lookup.next() {
            let body = serde_json::to_string(&crate::read::Read::Zuora(read.clone())).unwrap();
            prop_assert!(body.len() <= 60_000, "{}", body.len());
            let Read::SubmitIds { channel: Channel::Callout, ids } = read else { break };
            let rows: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
            asked.extend(ids);
            lookup.take(&answer(&rows)).unwrap();
        }
        prop_assert_eq!(asked, ids);
    }
}
