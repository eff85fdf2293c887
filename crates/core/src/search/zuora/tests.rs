//! What a search makes of the rows of a small model of the vendor.

mod callouts;
mod vendor;

use super::{IDS, LOOKS, ROWS};
use crate::fate::Fate;
use crate::http::Exchange;
use crate::read::Read;
use crate::search::kit::{all, answered, drive, found, json, remind, second};
use crate::search::{Baseline, Found, Search, Since, Wanted};
use crate::zuora;
use proptest::prelude::*;
use serde_json::json;
use vendor::{Row, Vendor};

/// An item of the plan, written long before.
fn item(place: usize, key: Option<u8>) -> Row {
    Row {
        id: format!("id{place}"),
        key,
        at: -600,
        status: "Failed",
        tries: None,
    }
}

/// A row of another id.
fn other(number: usize, key: u8, at: i64, status: &'static str) -> Row {
    Row {
        id: format!("x{number}"),
        key: Some(key),
        at,
        status,
        tries: None,
    }
}

fn look(items: usize, vendor: &Vendor) -> Found {
    let plan = remind(items);
    let mut vendor = vendor.clone();
    find(all(&plan, &Baseline::default()), |read| vendor.answer(read))
}

fn find(wanted: Wanted<'_>, vendor: impl FnMut(&Read) -> Exchange) -> Found {
    found(Search::traces(wanted).unwrap(), vendor)
}

fn fates(found: &Found) -> Vec<(usize, Fate)> {
    found.findings.traces().collect()
}

#[test]
fn trap_20_a_row_speaks_of_an_item_only_where_no_other_has_its_key() {
    let rows = [
        item(0, Some(0)),
        item(1, Some(1)),
        item(2, Some(2)),
        item(3, Some(2)),
        item(4, None),
        item(5, Some(5)),
        item(6, Some(6)),
        other(0, 0, 3, "OK"),
        other(1, 1, 3, "Failed"),
        other(2, 2, 3, "OK"),
        other(5, 5, 3, "Warning"),
        other(6, 6, -1, "OK"),
    ];
    let found = look(8, &Vendor::of(rows));
    assert_eq!(
        fates(&found),
        [
            (0, Fate::HandedOver),
            (1, Fate::FailedAgain),
            (2, Fate::NotVerifiable),
            (3, Fate::NotVerifiable),
            (4, Fate::NotVerifiable),
            (5, Fate::NotVerifiable),
            (7, Fate::NotVerifiable),
        ]
    );
    assert!(found.findings.is_complete());
    assert!(found.proven.is_empty(), "somebody else may have resent it");
    let whys: Vec<_> = found.findings.whys().collect();
    assert_eq!(whys, [("550 no p•••@x1.example", [(1, 1)].as_slice())]);
}

#[test]
fn a_row_of_the_same_second_counts() {
    let plan = remind(1);
    let nothing = Baseline::default();
    let mut wanted = all(&plan, &nothing);
    wanted.since[0].sent_from = second(0) + chrono::TimeDelta::milliseconds(700);
    let mut vendor = Vendor::of([item(0, Some(0)), other(0, 0, 0, "OK")]);
    let found = find(wanted, |read| vendor.answer(read));
    assert_eq!(fates(&found), [(0, Fate::HandedOver)]);
}

/// The second left with a later call.
#[test]
fn what_came_before_the_call_of_an_item_is_none_of_its_doing() {
    let plan = remind(2);
    let nothing = Baseline::default();
    let mut wanted = all(&plan, &nothing);
    wanted.since.push(Since {
        place: 1,
        sent_from: second(100),
        ..wanted.since[0]
    });
    let rows = [
        item(0, Some(0)),
        item(1, Some(1)),
        other(0, 0, 50, "Failed"),
        other(1, 1, 50, "Failed"),
    ];
    let mut vendor = Vendor::of(rows);
    let found = find(wanted, |read| vendor.answer(read));
    assert_eq!(fates(&found), [(0, Fate::FailedAgain)]);
}

#[test]
fn a_row_that_is_not_later_is_no_trace_though_the_vendor_gives_it() {
    let plan = remind(3);
    let mut vendor = Vendor::of((0..3).map(|place| item(place, u8::try_from(place).ok())));
    let rows = [
        ("-", "OK"),
        ("2026-06-01T11:59:59Z", "OK"),
        ("2026-06-01T12:00:00Z", "Failed"),
    ];
    let lines: Vec<String> = (0..3).zip(rows).map(|(key, (at, status))| {
        json!({"id": "x", "accountid": "a", "notificationid": "n", "objectid": format!("o{key}"),
            "createdon": at, "status": status}).to_string()
    }).collect();
    let mut later = false;
    let found = find(all(&plan, &Baseline::default()), |read| match read {
        Read::Zuora(zuora::Read::QueryRows { .. }) if later => answered(200, lines.join("\n")),
        read => {
            later |= matches!(read, Read::Zuora(zuora::Read::SubmitPage { .. }));
            vendor.answer(read)
        }
    });
    assert_eq!(fates(&found), [(2, Fate::FailedAgain)]);
}

#[test]
fn a_full_page_that_cannot_be_followed_is_only_a_part() {
    let plan = remind(1);
    let mut vendor = Vendor::of([item(0, Some(0))]);
    let line = json!({"accountid": "a", "notificationid": "n", "objectid": "o0", "status": "Failed",
        "createdon": "2026-06-01T12:00:09Z"});
    for (lines, fate) in [(ROWS, Fate::Pending), (ROWS - 1, Fate::FailedAgain)] {
        let page = vec![line.to_string(); usize::try_from(lines).unwrap()].join("\n");
        let mut later = false;
        let found = find(all(&plan, &Baseline::default()), |read| match read {
            Read::Zuora(zuora::Read::QueryRows { .. }) if later => answered(200, page.clone()),
            read => {
                later |= matches!(read, Read::Zuora(zuora::Read::SubmitPage { .. }));
                vendor.answer(read)
            }
        });
        assert_eq!(fates(&found), [(0, fate)]);
        assert_eq!(found.findings.is_complete(), fate == Fate::FailedAgain);
    }
}

#[test]
fn nothing_is_told_when_the_clocks_disagree() {
    let late = Row {
        at: 5,
        ..item(1, Some(1))
    };
    let rows = [item(0, Some(0)), late, other(0, 0, 9, "OK")];
    let not_verifiable = [(0, Fate::NotVerifiable), (1, Fate::NotVerifiable)];
    assert_eq!(fates(&look(2, &Vendor::of(rows))), not_verifiable);
}

#[test]
fn an_item_written_in_the_second_of_the_first_call_is_no_trace_of_itself() {
    let now = Row {
        at: 0,
        ..item(0, Some(0))
    };
    let found = look(1, &Vendor::of([now]));
    assert_eq!(fates(&found), [(0, Fate::NotVerifiable)]);
}

#[test]
fn an_item_that_is_not_wanted_may_share_a_key() {
    let plan = remind(2);
    let nothing = Baseline::default();
    let wanted = Wanted {
        places: vec![0],
        ..all(&plan, &nothing)
    };
    let mut vendor = Vendor::of([item(0, Some(0)), item(1, Some(0)), other(0, 0, 9, "OK")]);
    let mut search = Search::traces(wanted).unwrap();
    let reads = drive(&mut search, |read| vendor.answer(read));
    assert_eq!(kinds(&reads), [2], "later rows could tell nothing");
    let found = search.into_findings();
    assert_eq!(fates(&found), [(0, Fate::NotVerifiable)]);
    assert!(found.findings.is_complete());
}

/// The queries that were asked: for so many ids, or 0 for a page of later rows.
fn kinds(reads: &[Read]) -> Vec<usize> {
    let kind = |read: &Read| match read {
        Read::Zuora(zuora::Read::SubmitIds { ids, .. }) => Some(ids.len()),
        Read::Zuora(zuora::Read::SubmitPage { .. }) => Some(0),
        _ => None,
    };
    reads.iter().filter_map(kind).collect()
}

#[test]
fn ids_are_asked_for_in_parts_and_rows_in_pages() {
    let count = 2 * IDS + 1;
    let many = usize::try_from(ROWS).unwrap() + 10;
    let rows = (0..count).map(|place| item(place, Some((place % 256).try_into().unwrap())));
    let noise = (0..many).map(|number| other(number, 255, 5, "OK"));
    let last = other(many, 254, 1, "OK");
    let mut vendor = Vendor::of(rows.chain(noise).chain([last]));
    vendor.slow = 3;
    let plan = remind(count);
    let mut search = Search::traces(all(&plan, &Baseline::default())).unwrap();
    let reads = drive(&mut search, |read| vendor.answer(read));
    assert_eq!(kinds(&reads), [IDS, IDS, 1, 0, 0]);
    assert_eq!(reads.len(), 5 * 5, "asked, three looks, fetched");
    let found = search.into_findings();
    assert!(found.findings.is_complete());
    let told = fates(&found);
    assert!(told.contains(&(254, Fate::HandedOver)) && told.contains(&(0, Fate::NotVerifiable)));

    let mut vendor = Vendor::of((0..IDS).map(|place| item(place, u8::try_from(place).ok())));
    let mut search = Search::traces(all(&remind(IDS), &Baseline::default())).unwrap();
    let reads = drive(&mut search, |read| vendor.answer(read));
    assert_eq!(kinds(&reads), [IDS, 0]);
}

#[test]
fn a_query_that_does_not_end_ends_the_search() {
    let plan = remind(1);
    for (state, looks) in [
        ("in_progress", LOOKS as usize),
        ("failed", 0),
        ("cancelled", 0),
    ] {
        let mut search = Search::traces(all(&plan, &Baseline::default())).unwrap();
        let job = json(&json!({"data": {"id": "j", "queryStatus": state}}));
        let mut pauses = Vec::new();
        while let Some(_read) = search.next() {
            pauses.push(search.pause().num_milliseconds());
            search.read(&job);
            assert!(pauses.len() <= 2 * looks + 1, "it waits for ever");
        }
        assert_eq!(pauses.len(), looks + 1, "{state}");
        let growing = (0..=15)
            .map(|look| 200 * look)
            .chain([3000; LOOKS as usize]);
        let growing: Vec<i64> = growing.take(looks + 1).collect();
        assert_eq!(pauses, growing);
        assert!(fates(&search.clone().into_findings()).is_empty());
        assert!(!search.into_findings().findings.is_complete());
    }
}

#[test]
fn a_failure_is_not_told_while_rows_are_unread() {
    let plan = remind(1);
    let many = usize::try_from(ROWS).unwrap();
    let noise = (0..many).map(|number| other(number, 9, 4, "OK"));
    let mut vendor = Vendor::of(noise.chain([item(0, Some(0)), other(many, 0, 5, "Failed")]));
    let mut pages = 0;
    let found = find(all(&plan, &Baseline::default()), |read| {
        pages += usize::from(matches!(read, Read::Zuora(zuora::Read::SubmitPage { .. })));
        if pages > 1 {
            answered(403, "")
        } else {
            vendor.answer(read)
        }
    });
    assert_eq!(fates(&found), [(0, Fate::Pending)]);
    assert!(!found.findings.is_complete());
}

proptest! {
    #[test]
    fn a_search_says_what_the_rule_says(
        keys in prop::collection::vec(prop::option::weighted(0.9, 0u8..6), 1..7),
        rest in prop::collection::vec((0u8..6, -3i64..6, prop::sample::select(vec!["OK", "Failed"])), 0..12),
        wanted in prop::collection::vec(any::<bool>(), 7),
    ) {
        let plan = remind(keys.len());
        let items = keys.iter().enumerate().map(|(place, key)| item(place, *key));
        let rows: Vec<Row> = rest.iter().enumerate().map(|(n, (key, at, status))| other(n, *key, *at, status)).collect();
        let mut vendor = Vendor::of(items.chain(rows.iter().cloned()));
        let nothing = Baseline::default();
        let places: Vec<usize> = (0..keys.len()).filter(|place| wanted[*place]).collect();
        let wanted = Wanted { places: places.clone(), ..all(&plan, &nothing) };
        let found = find(wanted, |read| vendor.answer(read));
        let truth: Vec<(usize, Fate)> = places.into_iter().filter_map(|place| {
            let key = keys[place];
            if key.is_none() || keys.iter().filter(|other| **other == key).count() > 1 {
                return Some((place, Fate::NotVerifiable));
            }
            let later = || rows.iter().filter(|row| row.key == key && row.at >= 0);
            if later().any(|row| row.status == "OK") {
                return Some((place, Fate::HandedOver));
            }
            later().next().map(|_| (place, Fate::FailedAgain))
        }).collect();
        prop_assert_eq!(fates(&found), truth);
        prop_assert!(found.findings.is_complete() && found.proven.is_empty());
    }
}
