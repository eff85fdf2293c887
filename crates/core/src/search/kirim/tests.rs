//! What a search makes of the deliveries of a small model of the vendor.

mod truth;
mod vendor;

use crate::connection::Settings;
use crate::fate::Fate;
use crate::kirim::contract::ReplayStatus;
use crate::kirim::{self, ListedDelivery};
use crate::plan::tests::{connection, nonce, now};
use crate::plan::{Count, Draft, Plan};
use crate::read::Read;
use crate::search::kit::{all, answered, baseline, drive, found, json, replay, second, wbd};
use crate::search::{Baseline, Found, PAGES, Search};
use serde_json::json;
use vendor::{Row, Vendor, row, row_of};

fn look(items: &[u64], before: &Vendor, after: &Vendor) -> Found {
    let plan = replay(items);
    let baseline = baseline(&plan, |read| before.answer(read)).unwrap();
    found(Search::traces(all(&plan, &baseline)).unwrap(), |read| {
        after.answer(read)
    })
}

fn fates(found: &Found) -> Vec<(usize, Fate)> {
    found.findings.traces().collect()
}

#[test]
fn trap_12_progress_is_told_by_the_new_rows() {
    let old = [
        row(1, 0, None, "dead"),
        row(2, 0, None, "dead"),
        row(3, 0, None, "dead"),
        row(4, 0, None, "dead"),
    ];
    let new = [
        row(11, 5, Some(1), "delivered"),
        row(12, 5, Some(2), "dead"),
        row(13, 6, Some(3), "pending"),
        row(14, 7, Some(9), "delivered"),
    ];
    let found = look(
        &[1, 2, 3, 4],
        &Vendor::of(old),
        &Vendor::of(old.into_iter().chain(new)),
    );
    assert_eq!(
        fates(&found),
        [
            (0, Fate::Delivered),
            (1, Fate::FailedAgain),
            (2, Fate::Pending)
        ]
    );
    assert_eq!(found.proven, [0, 1, 2]);
    assert!(found.findings.is_complete());
    let whys: Vec<_> = found.findings.whys().collect();
    let why = "HTTP 503, no answer for p•••@x12.example";
    assert_eq!(whys, [(why, [(1, 1)].as_slice())]);
}

#[test]
fn the_newest_replay_that_failed_tells_why_and_none_that_did_not_in_the_end() {
    let old = [row(1, 0, None, "dead"), row(2, 0, None, "dead")];
    let new = [
        row(11, 5, Some(1), "dead"),
        row(12, 6, Some(1), "dead"),
        row(13, 7, Some(2), "dead"),
        row(14, 8, Some(2), "delivered"),
    ];
    let after = Vendor::of(old.into_iter().chain(new));
    let found = look(&[1, 2], &Vendor::of(old), &after);
    let whys: Vec<_> = found.findings.whys().collect();
    let why = "HTTP 503, no answer for p•••@x12.example";
    assert_eq!(whys, [(why, [(0, 1)].as_slice())]);
}

#[test]
fn a_replay_from_before_is_none_of_ours_even_on_the_same_second() {
    let old = [row(1, 0, None, "dead"), row(11, 9, Some(1), "delivered")];
    let found_before = look(&[1], &Vendor::of(old), &Vendor::of(old));
    assert_eq!(
        (fates(&found_before), found_before.proven),
        (vec![], vec![])
    );
    let new = old.into_iter().chain([row(12, 9, Some(1), "dead")]);
    assert_eq!(
        fates(&look(&[1], &Vendor::of(old), &Vendor::of(new))),
        [(0, Fate::FailedAgain)]
    );
}

#[test]
fn the_newest_row_is_the_baseline_in_whatever_order_they_are_listed() {
    let plan = replay(&[1]);
    let page = json!({"data": [row_of(&row(3, 4, None, "dead")), row_of(&row(2, 5, None, "dead"))],
        "has_more": false, "next_cursor": "x", "request_id": "r"});
    let mut search = Search::baseline(&plan).unwrap();
    assert_eq!(drive(&mut search, |_| json(&page)).len(), 1, "no more");
    let newest = search.into_baseline().unwrap();
    assert_eq!((newest.at, newest.ids), (Some(second(5)), vec![wbd(2)]));
}

#[test]
fn of_several_replays_the_best_counts() {
    let old = [row(1, 0, None, "dead")];
    for (states, fate) in [
        (["dead", "delivered"], Fate::Delivered),
        (["delivered", "dead"], Fate::Delivered),
        (["failed", "pending"], Fate::Pending),
        (["parked", "dead"], Fate::NotVerifiable),
        (["pending", "parked"], Fate::Pending),
        (["failed", "dead"], Fate::FailedAgain),
    ] {
        let new = (0..)
            .zip(states)
            .map(|(n, status)| row(11 + n, 5, Some(1), status));
        let found = look(
            &[1],
            &Vendor::of(old),
            &Vendor::of(old.into_iter().chain(new)),
        );
        assert_eq!(fates(&found), [(0, fate)], "{states:?}");
    }
}

#[test]
fn a_replay_that_the_list_does_not_reach_is_read_by_itself() {
    let plan = replay(&[1, 2, 3]);
    let rows = [
        row(1, 0, None, "dead"),
        row(11, 5, Some(1), "delivered"),
        row(12, 5, Some(2), "dead"),
    ];
    let busy = (100..100 + 100 * PAGES as u64).map(|id| row(id, 9, None, "pending"));
    let vendor = Vendor::of(rows.into_iter().chain(busy));
    let baseline = Baseline {
        at: Some(second(1)),
        ids: Vec::new(),
    };
    let id = |id| wbd(id).parse().unwrap();
    let mut wanted = all(&plan, &baseline);
    wanted.replays = vec![(0, id(11)), (1, id(12)), (2, id(13)), (9, id(14))];
    let mut search = Search::traces(wanted.clone()).unwrap();
    let reads = drive(&mut search, |read| vendor.answer(read));
    let part = search.into_findings();
    let single = |read: &&Read| matches!(read, Read::Kirim(kirim::Read::Delivery { .. }));
    assert_eq!(reads.iter().filter(single).count(), 3);
    assert_eq!(reads.len(), PAGES / 2 + 3, "half the reads go to the list");
    assert_eq!(fates(&part), [(0, Fate::Delivered), (1, Fate::Pending)]);
    assert!(!part.findings.is_complete());
    assert_eq!(part.proven, [0, 1]);

    let nothing = Baseline::default();
    wanted.since[0].baseline = &nothing;
    let known = found(Search::traces(wanted.clone()).unwrap(), |read| {
        vendor.answer(read)
    });
    // Nobody can say whether another replay of the second was delivered.
    assert_eq!(fates(&known), [(0, Fate::Delivered), (1, Fate::Pending)]);
    assert!(known.findings.is_complete());
    wanted.replays.remove(2);
    let known = found(Search::traces(wanted).unwrap(), |read| vendor.answer(read));
    assert!(!known.findings.is_complete(), "one item cannot be found");
}

#[test]
fn no_read_is_made_that_can_tell_nothing_more() {
    let old = [row(1, 0, None, "dead"), row(2, 0, None, "dead")];
    let plan = replay(&[2, 1]);
    let baseline = baseline(&plan, |read| Vendor::of(old).answer(read)).unwrap();
    let many = (100..150).map(|id| row(id, 1, None, "pending"));
    let new = [
        row(11, 5, Some(1), "delivered"),
        row(12, 5, Some(2), "pending"),
    ];
    let mut wanted = all(&plan, &baseline);
    wanted.replays = vec![(0, wbd(12).parse().unwrap()), (1, wbd(19).parse().unwrap())];
    let look = |vendor: &Vendor| {
        let mut search = Search::traces(wanted.clone()).unwrap();
        let reads = drive(&mut search, |read| vendor.answer(read)).len();
        (reads, search.into_findings())
    };
    let vendor = |page, new: &[Row]| Vendor {
        page,
        ..Vendor::of(
            old.into_iter()
                .chain(many.clone())
                .chain(new.iter().copied()),
        )
    };
    let (reads, part) = look(&vendor(20, &new));
    assert_eq!(
        reads, 3,
        "the list, and neither what was seen nor what was delivered"
    );
    assert_eq!(part.proven, [0, 1]);
    let both = [new[0], row(12, 5, Some(2), "delivered")];
    let (reads, whole) = look(&vendor(2, &both));
    assert_eq!(reads, 1, "everything is delivered");
    assert!(whole.findings.is_complete());
    // A vendor that passes over the bound of the list.
    let deaf = |read: &Read| {
        let Read::Kirim(kirim::Read::Deliveries { cursor, .. }) = read else {
            panic!("not a list");
        };
        vendor(20, &new).answer(&Read::Kirim(kirim::Read::Deliveries {
            filter: kirim::DeliveryFilter::default(),
            limit: 100,
            cursor: cursor.clone(),
        }))
    };
    let baseline = Baseline {
        at: Some(second(2)),
        ids: Vec::new(),
    };
    let mut search = Search::traces(all(&plan, &baseline)).unwrap();
    assert_eq!(drive(&mut search, deaf).len(), 1);
    assert!(search.into_findings().findings.is_complete());
}

#[test]
fn a_failure_to_read_a_known_replay_is_no_word_that_it_is_gone() {
    let plan = replay(&[1]);
    let nothing = Baseline::default();
    let mut wanted = all(&plan, &nothing);
    wanted.replays = vec![(0, wbd(11).parse().unwrap())];
    for (status, complete) in [(404, true), (403, false)] {
        let search = Search::traces(wanted.clone()).unwrap();
        let found = found(search, |_| answered(status, ""));
        assert_eq!(found.findings.is_complete(), complete, "{status}");
    }
}

#[test]
fn a_failure_is_not_told_while_rows_are_unread() {
    let plan = replay(&[1]);
    let baseline = Baseline {
        at: Some(second(0)),
        ids: Vec::new(),
    };
    let new = [
        row(11, 5, Some(1), "delivered"),
        row(12, 6, Some(1), "dead"),
    ];
    let vendor = Vendor {
        page: 1,
        ..Vendor::of(new)
    };
    let mut pages = 0;
    let found = found(Search::traces(all(&plan, &baseline)).unwrap(), |read| {
        pages += 1;
        if pages > 1 {
            answered(403, "")
        } else {
            vendor.answer(read)
        }
    });
    assert_eq!(fates(&found), [(0, Fate::Pending)]);
    assert!(!found.findings.is_complete());
}

#[test]
fn the_last_page_that_may_be_read_can_be_the_last_there_is() {
    let plan = replay(&[1]);
    let baseline = Baseline {
        at: Some(second(0)),
        ids: Vec::new(),
    };
    let mut left = PAGES;
    let found = found(Search::traces(all(&plan, &baseline)).unwrap(), |_| {
        left -= 1;
        json(
            &json!({"data": [row_of(&row(2, 9, Some(1), "dead"))], "has_more": left > 0,
            "next_cursor": "x", "request_id": "r"}),
        )
    });
    assert_eq!(left, 0);
    assert_eq!(fates(&found), [(0, Fate::FailedAgain)]);
    assert!(found.findings.is_complete());
}

#[test]
fn a_list_without_end_is_read_as_far_as_the_bound() {
    let plan = replay(&[1]);
    let baseline = Baseline {
        at: Some(second(0)),
        ids: Vec::new(),
    };
    let page = |more| {
        json!({"data": [row_of(&row(2, 9, None, "dead"))], "has_more": more,
        "next_cursor": "x", "request_id": "r"})
    };
    for (more, reads) in [(true, PAGES), (false, 1)] {
        let mut search = Search::traces(all(&plan, &baseline)).unwrap();
        assert_eq!(drive(&mut search, |_| json(&page(more))).len(), reads);
        assert_eq!(search.into_findings().findings.is_complete(), !more);
    }
}

#[test]
fn without_a_baseline_only_a_known_replay_can_be_told() {
    let plan = replay(&[1]);
    assert!(Search::traces(all(&plan, &Baseline::default())).is_none());
}

#[test]
fn a_plan_of_one_subscription_reads_its_rows_alone() {
    let draft = Draft::ReplayListed {
        subscription: "wbs_01K0000000000000000000000C".parse().unwrap(),
        event_type: None,
        matched: Count::Exact(1),
        rows: vec![ListedDelivery {
            status: ReplayStatus::Dead,
            created_at: second(-9),
            id: wbd(1).parse().unwrap(),
        }],
        avoid: Vec::new(),
        pinned_at: second(0),
    };
    let plan = Plan::build(&connection(Settings::Kirim), draft, nonce(), now()).unwrap();
    let vendor = Vendor::of([row(1, -9, None, "dead"), row(11, 5, Some(1), "dead")]);
    let baseline = Baseline {
        at: Some(second(0)),
        ids: Vec::new(),
    };
    for (search, traces) in [
        (Search::baseline(&plan), vec![]),
        (
            Search::traces(all(&plan, &baseline)),
            vec![(0, Fate::FailedAgain)],
        ),
    ] {
        let mut search = search.unwrap();
        for read in drive(&mut search, |read| vendor.answer(read)) {
            let Read::Kirim(kirim::Read::Deliveries { filter, .. }) = read else {
                panic!("not a list");
            };
            assert!(filter.subscription.is_some());
        }
        assert_eq!(fates(&search.into_findings()), traces);
    }
}

#[test]
fn trap_14_a_cursor_goes_with_its_filter() {
    let old = Vendor::of([row(1, 0, None, "dead")]);
    let mut after = Vendor::of((2..9).map(|id| row(id, 5, None, "dead")));
    after.page = 2;
    let plan = replay(&[1]);
    let baseline = baseline(&plan, |read| old.answer(read)).unwrap();
    let mut search = Search::traces(all(&plan, &baseline)).unwrap();
    let reads = drive(&mut search, |read| after.answer(read));
    let lists = reads.iter().map(|read| match read {
        Read::Kirim(kirim::Read::Deliveries { filter, cursor, .. }) => {
            (filter.clone(), cursor.clone())
        }
        _ => panic!("not a list"),
    });
    let (filters, cursors): (Vec<_>, Vec<_>) = lists.unzip();
    assert!(
        filters
            .iter()
            .all(|filter| filter.created_after == Some(second(-1)))
    );
    assert_eq!(
        cursors,
        [None, Some("2".into()), Some("4".into()), Some("6".into())]
    );
}
