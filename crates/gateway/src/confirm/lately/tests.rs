//! Who sent what, as another plan has to know it.

use super::*;
use redrive_core::connection::Connection;
use redrive_core::plan::Draft;
use serde_json::{Value, json};

fn made_at() -> DateTime<Utc> {
    "2026-04-02T10:00:00Z".parse().unwrap()
}

fn plan(connection: &str, draft: &Value, nonce: char) -> Plan {
    let connection: Connection = serde_json::from_value(json!({
        "id": connection, "label": "C", "environment": "sandbox", "base_url": "http://v",
        "settings": { "selfcommunity": {} },
    }))
    .unwrap();
    let draft: Draft = serde_json::from_value(draft.clone()).unwrap();
    let nonce = nonce.to_string().repeat(32).parse().unwrap();
    Plan::build(&connection, draft, nonce, made_at()).unwrap()
}

fn events(connection: &str, ids: &[u64], nonce: char) -> Plan {
    let draft = json!({ "resend_events": { "endpoint": 1, "events": ids } });
    plan(connection, &draft, nonce)
}

#[test]
fn another_plan_is_told_what_was_sent_by_whom_and_the_same_plan_is_not() {
    let mut lately = Lately::default();
    let first = events("c", &[1, 2, 3], 'a');
    lately.note(&first, "anna", &[0, 1], made_at());
    let later = made_at() + TimeDelta::hours(1);
    lately.note(&events("c", &[9, 3], 'b'), "ben", &[1], later);

    let told = lately.of(&events("c", &[7, 3, 2], 'c'), later).unwrap();
    assert_eq!(told.places, [1, 2]);
    assert_eq!((told.operator.as_str(), told.at), ("ben", later));
    // Its third went in another plan meanwhile, the others in itself.
    assert_eq!(lately.of(&first, later).unwrap().places, [2]);
    assert_eq!(lately.of(&events("c", &[7, 8], 'c'), later), None);
    assert_eq!(lately.of(&events("other", &[1, 2, 3], 'c'), later), None);
}

#[test]
fn what_was_never_applied_after_all_is_taken_back_and_what_others_sent_is_not() {
    let mut lately = Lately::default();
    let first = events("c", &[1, 2], 'a');
    lately.note(&first, "anna", &[0, 1], made_at());
    lately.note(&events("c", &[2], 'b'), "ben", &[0], made_at());
    lately.take_back(&first, 0);
    let told = lately.of(&events("c", &[1, 2], 'c'), made_at()).unwrap();
    assert_eq!((told.places, told.operator.as_str()), (vec![1], "ben"));
}

#[test]
fn a_day_later_it_is_no_news_and_is_forgotten() {
    let mut lately = Lately::default();
    lately.note(&events("c", &[1], 'a'), "anna", &[0], made_at());
    let other = events("c", &[1], 'b');
    let day = made_at() + TimeDelta::hours(24);
    lately.forget(day);
    assert!(lately.of(&other, day).is_some());
    let later = day + TimeDelta::seconds(1);
    assert_eq!(lately.of(&other, later), None);
    lately.forget(later);
    assert!(lately.0.is_empty());
}

#[test]
fn a_switch_is_no_record() {
    let mut lately = Lately::default();
    let switch = json!({ "set_endpoint_active": { "endpoint": 1, "active": true } });
    lately.note(&plan("c", &switch, 'a'), "anna", &[0], made_at());
    assert_eq!(lately.of(&plan("c", &switch, 'b'), made_at()), None);
}

#[test]
fn as_many_others_do_not_pass_for_those_that_are_known() {
    let mut lately = Lately::default();
    lately.note(&events("c", &[1, 2], 'a'), "anna", &[0, 1], made_at());
    let plan = events("c", &[1, 2, 3, 4], 'b');
    let sent = lately.of(&plan, made_at()).unwrap();
    let known = |places: &[usize]| KnownPlaces(places.to_vec());
    for (places, all) in [
        (&[][..], false),
        (&[2, 3], false),
        (&[0, 2, 3], false),
        (&[0, 1], true),
        (&[0, 1, 3], true),
    ] {
        assert!(known(places).fit(&plan));
        assert_eq!(known(places).hold(&sent), all, "{places:?}");
    }
    for wrong in [&[1, 0][..], &[1, 1], &[4], &[0, 1, 2, 3, 4]] {
        assert!(!known(wrong).fit(&plan), "{wrong:?}");
    }
}
