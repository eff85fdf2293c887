//! What a search makes of the attempts of a small model of the vendor.

mod truth;
mod vendor;

use crate::fate::Fate;
use crate::search::kit::{all, answered, baseline, drive, found, json, lost, resend, second};
use crate::search::{Baseline, Found, PAGES, Search};
use crate::time::iso;
use serde_json::json;
use vendor::{Try, Vendor, ended, row_of};

/// What a search finds of these events after these attempts came.
fn look(events: &[u64], before: &Vendor, after: &Vendor) -> Found {
    let plan = resend(events);
    let baseline = baseline(&plan, |read| before.answer(read)).unwrap();
    let text = serde_json::to_string(&baseline).unwrap();
    assert_eq!(serde_json::from_str::<Baseline>(&text).unwrap(), baseline);
    found(Search::traces(all(&plan, &baseline)).unwrap(), |read| {
        after.answer(read)
    })
}

fn fates(found: &Found) -> Vec<(usize, Fate)> {
    found.findings.traces().collect()
}

#[test]
fn trap_01_a_204_is_followed_by_what_became_of_each_event() {
    let old = [
        ended(512, 0, 503),
        ended(513, 0, 503),
        ended(514, 0, 503),
        ended(515, 0, 503),
    ];
    let waits = Try {
        next: Some(25),
        ..ended(514, 20, 503)
    };
    let new = [ended(512, 20, 204), ended(513, 20, 410), waits];
    let after = Vendor::of(old.into_iter().chain(new), 100);
    let found = look(&[512, 513, 514, 515], &Vendor::of(old, 100), &after);
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
    assert_eq!(
        whys,
        [("HTTP 410", [(1, 1)].as_slice())],
        "not by what was before"
    );
}

#[test]
fn a_retry_that_the_vendor_owed_proves_nothing_of_our_call() {
    let owed = Try {
        next: Some(625),
        ..ended(512, 0, 503)
    };
    let old = [owed, ended(513, 0, 503)];
    let after = Vendor::of(
        [
            owed,
            ended(513, 0, 503),
            ended(512, 625, 200),
            ended(513, 600, 200),
        ],
        100,
    );
    let found = look(&[512, 513], &Vendor::of(old, 100), &after);
    assert_eq!(fates(&found), [(0, Fate::Delivered), (1, Fate::Delivered)]);
    assert_eq!(found.proven, [1]);
}

#[test]
fn the_end_of_a_try_that_the_vendor_owed_is_not_that_of_ours() {
    let owed = Try {
        next: Some(10),
        ..ended(512, -3115, 503)
    };
    let old = [owed, ended(513, 0, 503)];
    let new = [ended(512, 10, 503), ended(513, 10, 503)];
    let after = Vendor::of(old.into_iter().chain(new), 100);
    let found = look(&[512, 513], &Vendor::of(old, 100), &after);
    assert_eq!(
        fates(&found),
        [(0, Fate::Pending), (1, Fate::FailedAgain)],
        "ours may still be queued"
    );
}

#[test]
fn nothing_is_proven_when_what_came_before_is_too_much_to_read() {
    let old: Vec<Try> = (0..1200)
        .map(|event| ended(event, if event == 0 { 0 } else { -1 }, 200))
        .collect();
    let new = old.iter().copied().chain([ended(5000, 9, 200)]);
    let after = Vendor::of(new, 100);
    let found = look(&[5000], &Vendor::of(old.clone(), 100), &after);
    assert_eq!(fates(&found), [(0, Fate::Delivered)]);
    assert!(found.proven.is_empty());
}

#[test]
fn what_shares_the_newest_instant_is_known_though_it_fills_pages() {
    let old = [ended(1, -1, 200), ended(512, 0, 503), ended(513, 0, 503)];
    let before = Vendor::of(old, 1);
    let after = Vendor::of(old.into_iter().chain([ended(512, 0, 200)]), 100);
    let found = look(&[512, 513], &before, &after);
    assert_eq!(
        (fates(&found), found.proven),
        (vec![(0, Fate::Delivered)], vec![0])
    );
}

/// Two who resend the same event have its tries interleaved.
#[test]
fn a_chain_that_ended_is_no_failure_for_good_while_another_has_a_try_to_come() {
    let old = [ended(512, 0, 503)];
    let waits = Try {
        next: Some(30),
        ..ended(512, 5, 503)
    };
    let new = [waits, ended(512, 7, 503), ended(512, 30, 503)];
    for (shown, fate) in [(2, Fate::Pending), (3, Fate::FailedAgain)] {
        let after = Vendor::of(old.iter().chain(&new[..shown]).copied(), 100);
        let found = look(&[512], &Vendor::of(old, 100), &after);
        assert_eq!(fates(&found), [(0, fate)], "{shown}");
    }
}

#[test]
fn more_rows_on_one_instant_than_can_be_read_leave_that_instant_out() {
    let old: Vec<Try> = (0..i64::try_from(PAGES).unwrap() * 2)
        .map(|_| ended(512, 0, 503))
        .collect();
    let tie = old.iter().copied().chain([ended(512, 0, 200)]);
    let found = look(&[512], &Vendor::of(old.clone(), 1), &Vendor::of(tie, 100));
    assert_eq!(fates(&found), []);
    let later = old.iter().copied().chain([ended(512, 1, 200)]);
    let found = look(&[512], &Vendor::of(old.clone(), 1), &Vendor::of(later, 100));
    assert_eq!(fates(&found), [(0, Fate::Delivered)]);
}

#[test]
fn without_a_baseline_nothing_can_be_told() {
    let plan = resend(&[512]);
    assert!(Search::traces(all(&plan, &Baseline::default())).is_none());
    let undated = json!({"count": 1, "next": null, "previous": null, "results": [{"id": 7}]});
    assert_eq!(baseline(&plan, |_| json(&undated)), None);
    let empty = json!({"count": 0, "next": "http://x/?offset=1", "previous": null, "results": []});
    assert_eq!(baseline(&plan, |_| json(&empty)), None, "there may be rows");
    assert_eq!(baseline(&plan, |_| lost()), None);
}

#[test]
fn an_empty_list_is_a_baseline() {
    let found = look(
        &[512],
        &Vendor::of([], 100),
        &Vendor::of([ended(512, 1, 200)], 100),
    );
    assert_eq!(
        (fates(&found), found.proven),
        (vec![(0, Fate::Delivered)], vec![0])
    );
}

#[test]
fn trap_04_a_row_that_does_not_say_what_it_should_is_no_trace() {
    let plan = resend(&[512]);
    let old = Vendor::of([ended(512, 0, 503)], 100);
    let baseline = baseline(&plan, |read| old.answer(read)).unwrap();
    let full = row_of(9, &ended(512, 5, 503));
    for (field, value, fate) in [
        (
            "http_request_body",
            json!("{\"type\":\"post.created\"}"),
            None,
        ),
        ("http_request_body", json!("b'{}'"), None),
        ("created_at", json!("yesterday"), None),
        ("created_at", json!(null), None),
        ("http_response_code", json!(null), Some(Fate::Pending)),
        ("next_retry", json!("soon"), Some(Fate::Pending)),
        ("next_retry", json!(iso(second(1))), Some(Fate::Pending)),
        ("next_retry", json!(null), Some(Fate::FailedAgain)),
    ] {
        let mut row = full.clone();
        row[field] = value;
        let page = json!({"count": 1, "next": null, "previous": null, "results": [row]});
        let found = found(Search::traces(all(&plan, &baseline)).unwrap(), |_| {
            json(&page)
        });
        assert_eq!(
            found.findings.traces().next().map(|(_, fate)| fate),
            fate,
            "{field}"
        );
    }
}

#[test]
fn a_failure_is_told_for_good_when_no_earlier_chain_can_be_owed_a_try() {
    let old: Vec<Try> = (0..1200).map(|event| ended(event, -1, 200)).collect();
    let before = Vendor::of(old.iter().copied().chain([ended(0, 0, 200)]), 100);
    for (at, fate) in [
        (9, Fate::Pending),
        (3599, Fate::Pending),
        (3905, Fate::Pending),
        (7200, Fate::FailedAgain),
    ] {
        let mut after = before.clone();
        after.tries.push(ended(5000, at, 503));
        assert_eq!(fates(&look(&[5000], &before, &after)), [(0, fate)]);
    }
}

#[test]
fn of_two_attempts_on_one_instant_neither_is_passed_over() {
    let plan = resend(&[512]);
    let old = Vendor::of([ended(512, 0, 503)], 100);
    let baseline = baseline(&plan, |read| old.answer(read)).unwrap();
    let failed = row_of(9, &ended(512, 5, 503));
    let mut waits = failed.clone();
    waits["http_response_code"] = json!(null);
    for rows in [[&failed, &waits], [&waits, &failed]] {
        let page = json!({"count": 2, "next": null, "previous": null, "results": rows});
        let found = found(Search::traces(all(&plan, &baseline)).unwrap(), |_| {
            json(&page)
        });
        assert_eq!(fates(&found), [(0, Fate::Pending)]);
    }
}

#[test]
fn only_a_null_promises_that_no_retry_comes() {
    let plan = resend(&[512]);
    let old = Vendor::of([ended(512, 0, 503)], 100);
    let baseline = baseline(&plan, |read| old.answer(read)).unwrap();
    let mut silent = row_of(9, &ended(512, 5, 503));
    silent.as_object_mut().unwrap().remove("next_retry");
    let page = json!({"count": 1, "next": null, "previous": null, "results": [silent]});
    let found = found(Search::traces(all(&plan, &baseline)).unwrap(), |_| {
        json(&page)
    });
    assert_eq!(fates(&found), [(0, Fate::Pending)]);
}

#[test]
fn the_newest_attempt_counts_in_whatever_order_they_are_listed() {
    let plan = resend(&[512]);
    let old = Vendor::of([ended(512, 0, 503)], 100);
    let baseline = baseline(&plan, |read| old.answer(read)).unwrap();
    let unknown_yet = {
        let mut row = row_of(9, &ended(512, 5, 503));
        row["http_response_code"] = json!(null);
        row
    };
    let failed = row_of(10, &ended(512, 7, 503));
    let refused = row_of(8, &ended(512, 6, 410));
    for older in [&unknown_yet, &refused] {
        for rows in [[&failed, older], [older, &failed]] {
            let page = json!({"count": 2, "next": null, "previous": null, "results": rows});
            let found = found(Search::traces(all(&plan, &baseline)).unwrap(), |_| {
                json(&page)
            });
            assert_eq!(fates(&found), [(0, Fate::FailedAgain)]);
            let whys: Vec<_> = found.findings.whys().collect();
            assert_eq!(whys, [("HTTP 503", [(0, 1)].as_slice())]);
        }
    }
}

#[test]
fn below_a_page_that_ends_on_the_instant_of_the_baseline_may_be_ours() {
    let plan = resend(&[512]);
    let old = Vendor::of([ended(513, 0, 503)], 100);
    let baseline = baseline(&plan, |read| old.answer(read)).unwrap();
    let page = |id, event, next| {
        json!({"count": 3, "next": next, "previous": null,
            "results": [row_of(id, &ended(event, 0, 200))]})
    };
    let pages = [page(9, 514, Some("x")), page(8, 512, None)];
    let mut pages = pages.iter();
    let found = found(Search::traces(all(&plan, &baseline)).unwrap(), |_| {
        json(pages.next().unwrap())
    });
    assert_eq!(fates(&found), [(0, Fate::Delivered)]);
}

#[test]
fn an_earlier_attempt_that_cannot_be_read_leaves_everything_open() {
    let plan = resend(&[512]);
    let old = Vendor::of([ended(512, 0, 503)], 100);
    let baseline = baseline(&plan, |read| old.answer(read)).unwrap();
    let new = row_of(9, &ended(512, 5, 200));
    for (field, value, proven) in [
        ("next_retry", json!(null), true),
        ("next_retry", json!("soon"), false),
        ("next_retry", json!(iso(second(-9))), true),
        ("next_retry", json!(iso(second(0))), true),
        ("next_retry", json!(iso(second(1))), false),
        ("created_at", json!("yesterday"), false),
    ] {
        let mut earlier = row_of(0, &ended(512, -20, 503));
        earlier[field] = value;
        let newest = row_of(0, &ended(512, 0, 503));
        let page = json!({"count": 3, "next": null, "previous": null,
            "results": [new, newest, earlier]});
        let found = found(Search::traces(all(&plan, &baseline)).unwrap(), |_| {
            json(&page)
        });
        assert_eq!(fates(&found), [(0, Fate::Delivered)]);
        assert_eq!(found.proven == [0], proven, "{earlier}");
    }
}

#[test]
fn attempts_before_the_baseline_are_read_as_far_as_a_retry_reaches() {
    let every_minute = (0..300).map(|minute| ended(1, -60 * minute, 200));
    let owed = Try {
        next: Some(5),
        ..ended(512, -3120, 503)
    };
    let before = Vendor::of(every_minute.chain([owed]), 54);
    let plan = resend(&[512, 513]);
    let mut first = Search::baseline(&plan).unwrap();
    assert_eq!(drive(&mut first, |read| before.answer(read)).len(), 1);
    let baseline = first.into_baseline().unwrap();
    let look = |new: &[Try]| {
        let mut after = before.clone();
        after.tries.extend(new);
        let mut search = Search::traces(all(&plan, &baseline)).unwrap();
        let reads = drive(&mut search, |read| after.answer(read));
        (reads.len(), search.into_findings().proven)
    };
    let new = [ended(512, 5, 200), ended(513, 7, 200)];
    assert_eq!(look(&new), (2, vec![1]), "an hour is read");
    assert_eq!(look(&new[..1]), (1, vec![]), "the retry is seen");
    assert_eq!(look(&[]), (1, vec![]), "nothing is to be proven");
}

#[test]
fn what_was_read_before_a_refusal_is_told_as_part() {
    let old = Vendor::of([ended(512, 0, 503)], 100);
    let plan = resend(&[512, 513]);
    let baseline = baseline(&plan, |read| old.answer(read)).unwrap();
    let after = Vendor::of([ended(512, 1, 503), ended(513, 7200, 410)], 1);
    let mut pages = 0;
    let found = found(Search::traces(all(&plan, &baseline)).unwrap(), |read| {
        pages += 1;
        if pages > 1 {
            answered(403, "")
        } else {
            after.answer(read)
        }
    });
    assert_eq!(
        fates(&found),
        [(1, Fate::Pending)],
        "an older attempt may have been taken"
    );
    assert!(!found.findings.is_complete());
}
