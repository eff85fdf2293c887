//! What came before a call is none of its doing, and what came after it is all found: against a naive
//! reading of all rows.

use super::fates;
use super::vendor::{Row, Vendor, row};
use crate::fate::Fate;
use crate::search::kit::{all, baseline, found, replay, second, wbd};
use crate::search::{Baseline, Search, Since};
use proptest::prelude::*;

#[test]
fn each_item_is_judged_by_what_was_there_before_its_own_call() {
    let plan = replay(&[1, 2]);
    let at = |seconds| Baseline {
        at: Some(second(seconds)),
        ids: Vec::new(),
    };
    let (early, late) = (at(0), at(50));
    let vendor = Vendor::of([
        row(11, 20, Some(1), "dead"),
        row(12, 20, Some(2), "dead"),
        row(21, 60, Some(1), "pending"),
        row(22, 60, Some(2), "pending"),
    ]);
    // A later call is not always that of later items: a round anew comes after it.
    for (first, second, truth) in [(&early, &late, [0, 1]), (&late, &early, [1, 0])] {
        let mut wanted = all(&plan, first);
        wanted.since.push(Since {
            place: 1,
            baseline: second,
            ..wanted.since[0]
        });
        let both = Vendor::of(vendor.rows.iter().copied());
        let first_only = Vendor::of(vendor.rows.iter().copied().take(2));
        let found = |vendor: &Vendor| {
            let search = Search::traces(wanted.clone()).unwrap();
            fates(&found(search, |read| vendor.answer(read)))
        };
        assert_eq!(found(&first_only), [(truth[0], Fate::FailedAgain)]);
        assert_eq!(found(&both), [(0, Fate::Pending), (1, Fate::Pending)]);
    }
}

fn status() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["pending", "delivered", "failed", "dead"])
}

fn fate(status: &str) -> Fate {
    match status {
        "delivered" => Fate::Delivered,
        "pending" => Fate::Pending,
        _ => Fate::FailedAgain,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn a_search_finds_what_came_after_and_nothing_else(
        before in prop::collection::vec((-3i64..=0, prop::option::of(0u64..6), status()), 0..12),
        after in prop::collection::vec((0i64..4, prop::option::of(0u64..6), status()), 0..12),
        page in prop::sample::select(vec![1usize, 2, 5, 100]),
        inclusive: bool,
        items in Just([0u64, 1, 2, 3, 4, 5]).prop_shuffle(),
        named in prop::array::uniform6(any::<bool>()),
    ) {
        let make = |first: u64, rows: &[(i64, Option<u64>, &'static str)]| -> Vec<Row> {
            (first..).zip(rows).map(|(id, (at, from, status))| row(id, *at, *from, status)).collect()
        };
        let (before, after) = (make(100, &before), make(200, &after));
        let vendor = |rows: Vec<Row>| Vendor { page, inclusive, ..Vendor::of(rows) };
        let newest = before.iter().map(|row| row.at).max().unwrap_or(-3);
        // What comes after the baseline is no older than what was there.
        let after: Vec<Row> = after.into_iter().map(|row| Row { at: row.at.max(newest), ..row }).collect();
        let all_rows = vendor(before.iter().chain(&after).copied().collect());

        let plan = replay(&items);
        let baseline = baseline(&plan, |read| vendor(before.clone()).answer(read)).unwrap();
        let mut wanted = all(&plan, &baseline);
        // Of some the vendor said which delivery is the new one.
        wanted.replays = items.iter().enumerate().filter(|(place, _)| named[*place]).filter_map(|(place, item)| {
            let new = after.iter().find(|row| row.from == Some(*item))?;
            Some((place, wbd(new.id).parse().unwrap()))
        }).collect();
        let found = found(Search::traces(wanted).unwrap(), |read| all_rows.answer(read));
        let truth: Vec<(usize, Fate)> = items.iter().enumerate().filter_map(|(place, item)| {
            let of_item = after.iter().filter(|row| row.from == Some(*item));
            let fates: Vec<Fate> = of_item.map(|row| fate(row.status)).collect();
            let best = [Fate::Delivered, Fate::Pending, Fate::FailedAgain].into_iter().find(|fate| fates.contains(fate))?;
            Some((place, best))
        }).collect();
        if found.findings.is_complete() {
            prop_assert_eq!(fates(&found), truth.clone());
        }
        for (place, fate) in fates(&found) {
            let known = truth.iter().find(|(item, _)| *item == place);
            prop_assert!(known.is_some_and(|(_, known)| *known == fate || fate == Fate::Pending));
        }
        prop_assert!(found.proven.iter().all(|place| truth.iter().any(|(item, _)| item == place)));
        prop_assert!(found.findings.fit(items.len()));
        let whys = found.findings.whys().flat_map(|(_, places)| places.iter());
        let mut told: Vec<usize> = whys.flat_map(|(start, length)| *start..start + length).collect();
        told.sort_unstable();
        // Of those that failed again each says why that has a row which does.
        let says = |place: usize| after.iter().any(|row| row.from == Some(items[place]) && row.status == "dead");
        let failed = fates(&found).into_iter().filter(|(place, fate)| *fate == Fate::FailedAgain && says(*place));
        prop_assert_eq!(told, failed.map(|(place, _)| place).collect::<Vec<_>>());
    }
}
