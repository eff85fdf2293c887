//! A callout that failed may be tried again by the vendor itself: what a search says of that.

use super::{Row, Vendor, fates, find, item, other};
use crate::fate::Fate;
use crate::plan::tests::{billing, nonce, now};
use crate::plan::{Draft, Plan};
use crate::search::kit::{all, second};
use crate::search::{Baseline, Found};
use crate::zuora::contract::Channel;
use chrono::{DateTime, TimeDelta, Utc};

/// What a search says of the first of so many callouts whose rows are these, and then of the rest.
fn looked(rows: impl IntoIterator<Item = Row>, items: usize) -> Found {
    let ids = (0..items).map(|place| format!("id{place}").parse().unwrap());
    let draft = Draft::ResendNotifications {
        channel: Channel::Callout,
        notifications: ids.collect(),
    };
    let plan = Plan::build(&billing(), draft, nonce(), now()).unwrap();
    let mut vendor = Vendor::of(rows);
    find(all(&plan, &Baseline::default()), |read| vendor.answer(read))
}

fn failed(number: usize, key: u8, tries: impl Into<Option<i64>>) -> Row {
    Row {
        tries: tries.into(),
        ..other(number, key, 3, "Failed")
    }
}

fn until(hours: i64) -> DateTime<Utc> {
    second(3) + TimeDelta::hours(hours)
}

#[test]
fn what_failed_is_told_with_until_when_it_may_be_tried_again() {
    let items = (0..5).map(|place| item(place, u8::try_from(place).ok()));
    let rows = [
        failed(0, 0, 1),
        failed(1, 1, 5),
        failed(2, 2, None),
        other(3, 3, 3, "OK"),
    ];
    let found = looked(items.chain(rows), 5);
    assert_eq!(
        fates(&found),
        [
            (0, Fate::FailedAgain),
            (1, Fate::FailedAgain),
            (2, Fate::FailedAgain),
            (3, Fate::Delivered),
        ]
    );
    assert_eq!(found.may_be_tried, [(0, until(25)), (2, until(97))]);
}

#[test]
fn each_try_may_have_a_row_of_its_own_and_the_one_that_went_well_counts() {
    let shown = |older, newer| [item(0, Some(0)), failed(0, 0, older), failed(1, 0, newer)];
    for rows in [shown(1, 2), shown(2, 1)] {
        let found = looked(rows, 1);
        assert_eq!(found.may_be_tried, [(0, until(49))], "the longer of both");
    }
    let took = other(9, 0, 4, "OK");
    let found = looked(shown(1, 2).into_iter().chain([took]), 1);
    assert_eq!(fates(&found), [(0, Fate::Delivered)]);
    assert_eq!(found.may_be_tried, []);
}

#[test]
fn nobody_says_that_an_e_mail_is_tried_again() {
    let found = super::look(1, &Vendor::of([item(0, Some(0)), failed(0, 0, 1)]));
    assert_eq!(fates(&found), [(0, Fate::FailedAgain)]);
    assert_eq!(found.may_be_tried, []);
}
