//! A plan of listed deliveries sends these, survives its file, and is no other plan.

use crate::connection::Settings;
use crate::kirim::contract::ReplayStatus;
use crate::kirim::{ListedDelivery, Portion};
use crate::plan::tests::{connection, nonce, now};
use crate::plan::{Count, Draft, Item, Plan, PlanError, PlanFile, Shape};
use chrono::TimeDelta;

/// One row every `gap`, so many at each moment, ending an hour before the plan.
pub(crate) fn listed(moments: usize, ties: usize, gap: TimeDelta) -> Draft {
    let count = i32::try_from(moments).unwrap();
    let first = now() - TimeDelta::hours(1) - gap * count;
    let rows = (0..moments * ties).map(|place| ListedDelivery {
        status: ReplayStatus::Dead,
        created_at: first + gap * i32::try_from(place / ties).unwrap(),
        id: format!("wbd_{place:026}").parse().unwrap(),
    });
    let rows: Vec<ListedDelivery> = rows.collect();
    Draft::ReplayListed {
        subscription: "wbs_01K0000000000000000000000C".parse().unwrap(),
        event_type: Some("contact.created".parse().unwrap()),
        matched: Count::Exact(rows.len() as u64),
        rows,
        avoid: vec![first + gap / 2, first + gap * 2 + gap / 2],
        pinned_at: now(),
    }
}

fn plan(draft: Draft) -> Plan {
    Plan::build(&connection(Settings::Kirim), draft, nonce(), now()).unwrap()
}

#[test]
fn every_listed_row_is_in_one_call_and_every_call_says_what_it_is() {
    let plan = plan(listed(25, 100, TimeDelta::milliseconds(3500)));
    let windows = plan.windows();
    let counts: Vec<usize> = windows.iter().map(Portion::count).collect();
    assert_eq!(counts, [100, 200, 1000, 1000, 200]);
    let mut end = 0;
    for (call, portion) in plan.calls().iter().zip(&windows) {
        assert_eq!((call.items.start, call.items.len()), (end, portion.count()));
        end = call.items.end;
    }
    assert_eq!(end, plan.items().len());
    assert_eq!(
        plan.calls()[0].request.body.as_deref(),
        Some(concat!(
            r#"{"subscription_id":"wbs_01K0000000000000000000000C","status":"dead","event_type":"contact.created","#,
            r#""created_after":"2026-06-01T10:58:32Z","created_before":"2026-06-01T10:58:33Z"}"#
        ))
    );
}

#[test]
fn a_row_of_a_leap_second_is_the_same_in_the_file() {
    let mut draft = listed(3, 2, TimeDelta::seconds(1));
    if let Draft::ReplayListed { rows, .. } = &mut draft {
        rows[0].created_at = "2016-12-31T23:59:60.5Z".parse().unwrap();
        rows[1].created_at = "2017-01-01T00:00:00.2Z".parse().unwrap();
    }
    let plan = plan(draft);
    let text = serde_json::to_string(&plan.to_file()).unwrap();
    let read = PlanFile::parse(&text).unwrap();
    assert_eq!(read.open(&connection(Settings::Kirim)), Ok(plan));
}

#[test]
fn what_shares_its_moment_with_a_row_to_avoid_goes_by_its_id() {
    let mut draft = listed(1, 2, TimeDelta::seconds(1));
    if let Draft::ReplayListed { rows, avoid, .. } = &mut draft {
        avoid.push(rows[0].created_at);
    }
    let plan = plan(draft);
    assert_eq!(plan.windows(), [Portion::Single; 2]);
    let paths: Vec<&str> = plan
        .calls()
        .iter()
        .map(|call| call.request.path.as_str())
        .collect();
    let wanted = [0, 1].map(|id| format!("/v1/webhook_deliveries/wbd_{id:026}/replay"));
    assert_eq!(paths, wanted);
    assert_ne!(plan.calls()[0].key, plan.calls()[1].key);
}

#[test]
fn trap_08_no_window_reaches_to_what_was_born_after_the_survey() {
    let mut draft = listed(3, 2, TimeDelta::minutes(20));
    if let Draft::ReplayListed { pinned_at, .. } = &mut draft {
        *pinned_at = now() + TimeDelta::days(1);
    }
    let plan = plan(draft);
    assert!(matches!(plan.draft(), Draft::ReplayListed { pinned_at, .. } if *pinned_at == now()));
    for portion in plan.windows() {
        assert!(matches!(portion, Portion::Window { before, .. } if before <= now()));
    }
}

#[test]
fn the_first_rows_go_ahead_in_calls_of_their_own() {
    let shape = Shape {
        first: Some(150),
        halving: true,
    };
    let draft = listed(25, 100, TimeDelta::milliseconds(3500));
    let kirim = connection(Settings::Kirim);
    let plan = Plan::shaped(&kirim, draft, shape, nonce(), now()).unwrap();
    // The second moment lies across the end of the first rows, so its hundred go one by one.
    let counts: Vec<usize> = plan.windows().iter().map(Portion::count).collect();
    let wanted = [&[100], [1; 100].as_slice(), &[100, 1000, 1000, 200]].concat();
    assert_eq!(counts, wanted);
    assert_eq!(plan.calls()[50].items, 149..150);
    assert!(!plan.shape().halving);
}

#[test]
fn a_plan_of_twenty_five_thousand_is_a_small_file_that_leads_to_it() {
    let plan = plan(listed(25_000, 1, TimeDelta::microseconds(3_456_789)));
    let text = serde_json::to_string(&plan.to_file()).unwrap();
    assert!(text.len() < 1_250_000, "{} bytes", text.len());
    let kirim = connection(Settings::Kirim);
    assert_eq!(PlanFile::parse(&text).unwrap().open(&kirim).unwrap(), plan);
}

#[test]
fn a_changed_row_or_moment_is_another_plan() {
    let plan = plan(listed(3, 2, TimeDelta::minutes(20)));
    let text = serde_json::to_string(&plan.to_file()).unwrap();
    let kirim = connection(Settings::Kirim);
    for (known, other) in [
        (
            "wbd_00000000000000000000000003",
            "wbd_00000000000000000000000009",
        ),
        (r#""exact":6"#, r#""at_least":6"#),
        (
            r#""pinned_at":"2026-06-01T12:00:00Z""#,
            r#""pinned_at":"2026-06-01T11:59:59Z""#,
        ),
    ] {
        let changed = text.replace(known, other);
        assert_ne!(changed, text);
        let opened = PlanFile::parse(&changed).unwrap().open(&kirim);
        assert_eq!(opened, Err(PlanError::DigestDiffers), "{other}");
    }
}

#[test]
fn a_listed_delivery_is_an_item_of_its_own() {
    let plan = plan(listed(1, 1, TimeDelta::seconds(1)));
    assert_eq!(
        plan.items(),
        [Item::Delivery(format!("wbd_{:026}", 0).parse().unwrap())]
    );
}
