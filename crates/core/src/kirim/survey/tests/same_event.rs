//! A replay that failed again stands in the list beside what it replayed.

use super::vendor::{answered, id};
use super::*;
use serde_json::json;

#[test]
fn deliveries_of_one_event_are_told_and_all_of_them_are_listed() {
    let row = |number: usize, event: &str, replayed: Option<usize>| {
        json!({
            "id": id(number), "object": "webhook_delivery", "status": "dead", "event_id": event,
            "replayed_from": replayed.map(id), "created_at": format!("1970-01-01T00:00:0{number}Z"),
        })
    };
    let mut survey = begun(asked(ReplayStatuses::Dead));
    survey.read(&answered(vec![], false, None)).unwrap();
    let page = |rows, more: Option<&str>| answered(rows, more.is_some(), more.map(str::to_owned));
    let newest = vec![row(4, "evt_1", Some(1)), row(3, "evt_3", None)];
    survey.read(&page(newest, Some("next"))).unwrap();
    // A row may come twice while the list moves, and is one all the same.
    let rest = vec![
        row(3, "evt_3", None),
        row(2, "evt_2", None),
        row(1, "evt_1", None),
    ];
    survey.read(&page(rest, None)).unwrap();

    let known = survey.of_same_event();
    let mut ids: Vec<&String> = known.keys().collect();
    ids.sort();
    assert_eq!(ids, [&id(1), &id(4)]);
    assert!(known[&id(1)].event.is_some() && known[&id(1)].event == known[&id(4)].event);
    assert!(known[&id(1)].created_at < known[&id(4)].created_at);
    assert_eq!(
        rows_of(&survey.finish().unwrap()).len(),
        4,
        "the operator decides"
    );
}
