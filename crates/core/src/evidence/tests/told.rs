//! It says where everything went, which time each call covered, what was known of each item, and
//! why it failed again.

use super::*;
use crate::connection::Settings;
use crate::fate::Fate;
use crate::kirim::ListedDelivery;
use crate::kirim::contract::ReplayStatus;
use crate::plan::Count;
use crate::preflight::Fact;
use chrono::TimeDelta;

const SUBSCRIPTION: &str = "wbs_01K0000000000000000000000C";

fn lines(run: &Run, connection: &Connection, labels: &Labels) -> Vec<Value> {
    let text: String = Evidence::of(run, connection, labels).json_lines().collect();
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn opened(connection: &Connection, draft: Draft) -> Run {
    let plan = Plan::build(connection, draft, nonce(), now()).unwrap();
    Run::open(plan, "a".into(), String::new(), Manner::default(), now()).0
}

#[test]
fn every_window_of_a_listed_replay_says_the_bounds_that_it_was_sent_with() {
    let kirim = connection(Settings::Kirim);
    let row = |number: i32| ListedDelivery {
        status: if number < 2 {
            ReplayStatus::Dead
        } else {
            ReplayStatus::Failed
        },
        created_at: now() - TimeDelta::hours(1) + TimeDelta::milliseconds(1500) * number,
        id: format!("wbd_{number:026}").parse().unwrap(),
    };
    let rows: Vec<ListedDelivery> = (0..5).map(row).collect();
    let listed = Draft::ReplayListed {
        subscription: SUBSCRIPTION.parse().unwrap(),
        event_type: Some("contact.created".parse().unwrap()),
        matched: Count::Exact(5),
        // The last goes alone.
        avoid: vec![rows[4].created_at],
        rows,
        pinned_at: now(),
    };
    let run = opened(&kirim, listed);
    let lines = lines(&run, &kirim, &Labels::default());
    assert_eq!(lines[0]["subscription"], SUBSCRIPTION);
    assert_eq!(lines[0]["records"], json!({"exact": 5}));
    let calls = run.plan().calls();
    let mut statuses = Vec::new();
    for (call, line) in calls.iter().zip(&lines[1..]) {
        let body = call.request.body.as_deref();
        let Some(body) = body.filter(|body| body.contains("created_before")) else {
            assert_eq!(line.get("window"), None);
            continue;
        };
        let body: Value = serde_json::from_str(body).unwrap();
        for bound in ["status", "created_after", "created_before"] {
            assert_eq!(line["window"][bound], body[bound]);
            assert!(body[bound].is_string());
        }
        statuses.push(body["status"].clone());
    }
    assert_eq!(statuses, ["failed", "dead"]);
}

#[test]
fn a_listed_replay_says_to_when_it_was_pinned_and_to_which_type() {
    let kirim = connection(Settings::Kirim);
    let listed = Draft::ReplayListed {
        subscription: SUBSCRIPTION.parse().unwrap(),
        event_type: Some("contact.created".parse().unwrap()),
        matched: Count::Exact(1),
        avoid: Vec::new(),
        rows: vec![ListedDelivery {
            status: ReplayStatus::Dead,
            created_at: now() - TimeDelta::hours(1),
            id: format!("wbd_{:026}", 1).parse().unwrap(),
        }],
        pinned_at: now(),
    };
    let labels = Labels::of(&[], Some("Orders"));
    let head = &lines(&opened(&kirim, listed), &kirim, &labels)[0];
    assert_eq!(head["event_type"], "contact.created");
    assert_eq!(head["pinned_at"], "2026-06-01T12:00:00Z");
    assert_eq!(head["called"], "Orders");
    assert_eq!(
        (&head["environment"], &head["base_url"]),
        (&json!("sandbox"), &json!("http://127.0.0.1:9000/x"))
    );
}

#[test]
fn chosen_deliveries_of_one_subscription_name_it_and_those_of_two_name_none() {
    let kirim = connection(Settings::Kirim);
    let of = |groups: [&str; 2]| {
        let deliveries = (1..=2).map(|n| format!("wbd_{n:026}").parse().unwrap());
        let draft = Draft::ReplayDeliveries {
            deliveries: deliveries.collect(),
        };
        let facts = groups.map(|group| {
            Some(Fact {
                group: group.to_owned(),
                ..Fact::default()
            })
        });
        let labels = Labels::of(&facts, None);
        lines(&opened(&kirim, draft), &kirim, &labels)[0]
            .get("subscription")
            .cloned()
    };
    assert_eq!(of([SUBSCRIPTION; 2]), Some(json!(SUBSCRIPTION)));
    assert_eq!(of([SUBSCRIPTION, "wbs_other"]), None);
}

#[test]
fn an_endpoint_is_named() {
    let community = community(10);
    let head = &lines(
        &opened(&community, events(&[5])),
        &community,
        &Labels::default(),
    )[0];
    assert!(head["endpoint"].is_u64(), "{head}");
    assert_eq!(head.get("subscription"), None);
}

#[test]
fn what_was_known_of_an_item_and_why_it_failed_again_stand_beside_it() {
    let mut run = resent("ObjectNotFound", "No such e-mail.");
    let at = run.ended_at().unwrap();
    let found = Findings::of(vec![(0, Fate::FailedAgain)], true);
    let findings = found.because([(0, "550 no p•••@x.example")]);
    run.looked(
        at,
        Found {
            findings,
            ..Found::default()
        },
    )
    .unwrap();
    let facts = [
        Some(Fact {
            kind: Some("=Invoice Posted".into()),
            group: "acc1".into(),
            customer: Some("pia@x.example".into()),
            ..Fact::default()
        }),
        None,
        None,
    ];
    let labels = Labels::of(&facts, None);
    let lines = lines(&run, &billing(), &labels);
    let first = &lines[2];
    for (field, told) in [
        ("why", "550 no p•••@x.example"),
        ("type", "=Invoice Posted"),
        ("group", "acc1"),
        ("recipient", "p•••@x.example"),
        ("fate", "failed again"),
    ] {
        assert_eq!(first[field], told);
        assert!(field == "fate" || lines[3].get(field).is_none());
    }
    let csv: String = Evidence::of(&run, &billing(), &labels).csv().collect();
    let rows = cells(&csv);
    let told = [
        ("why_failed_again", "550 no p•••@x.example"),
        ("type", "'=Invoice Posted"),
        ("group", "acc1"),
        ("recipient", "p•••@x.example"),
        ("connection", "One"),
        ("environment", "sandbox"),
        ("base_url", "http://127.0.0.1:9000/x"),
    ];
    for (heading, cell) in told {
        let column = rows[0].iter().position(|word| word == heading).unwrap();
        assert_eq!(rows[1][column], cell);
    }
}
