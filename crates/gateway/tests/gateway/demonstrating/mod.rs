//! The demo as a whole: this gateway before the real sandbox, whose oracle says what was sent.

mod refusing;
mod scene;

use crate::kit::{events, plan_file};
use redrive_core::plan::Draft;
use redrive_core::{kirim, zuora};
use scene::Scene;
use serde_json::{Value, json};

#[tokio::test]
async fn a_confirmed_plan_is_sent_once() {
    let scene = Scene::start().await;
    let plan = scene.plan(3).await;
    let id = scene.confirm(&plan).await;
    scene.assert_nothing_was_sent("confirmed only").await;
    assert_eq!(scene.page.send(&id, 0).await.vendor_status(), "204");
    assert_eq!(scene.page.send(&id, 0).await.kind(), "already_sent");
    let sent = scene.oracle().await["selfcommunity"].clone();
    let wanted = plan["draft"]["resend_events"]["events"].as_array().unwrap();
    assert_eq!(sent.as_object().unwrap().len(), wanted.len());
    for event in wanted {
        assert_eq!(sent[event.to_string()], 1);
    }
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn fifty_who_ask_at_once_send_it_once() {
    let scene = Scene::start().await;
    let id = scene.confirm(&scene.plan(3).await).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (page, id) = (scene.page.clone(), id.clone());
        all.spawn(async move { page.send(&id, 0).await.vendor_status().to_owned() });
    }
    let answers = all.join_all().await;
    assert_eq!(answers.iter().filter(|status| *status == "204").count(), 1);
    let sent = scene.oracle().await["selfcommunity"].clone();
    assert!(
        sent.as_object().unwrap().values().all(|times| times == 1),
        "{sent}"
    );
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn a_connection_that_is_cut_after_the_call_was_applied_is_a_lost_answer() {
    let scene = Scene::start().await;
    let id = scene.confirm(&scene.plan(3).await).await;
    scene
        .sandbox(
            "/_sandbox/faults",
            &json!({ "kind": "reset_after", "count": 1 }),
        )
        .await;
    let reply = scene.page.send(&id, 0).await;
    assert_eq!((reply.status, reply.kind().as_str()), (502, "answer_lost"));
    assert_eq!(scene.page.send(&id, 0).await.kind(), "already_sent");
    let sent = scene.oracle().await["selfcommunity"].clone();
    assert_eq!(
        sent.as_object().unwrap().len(),
        3,
        "it was applied, and nobody said so"
    );
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn dead_deliveries_are_replayed_once_each_however_often_a_call_is_repeated() {
    let scene = Scene::start().await;
    let filter = kirim::DeliveryFilter {
        status: Some(kirim::contract::DeliveryStatus::Dead),
        ..Default::default()
    };
    let read = kirim::Read::Deliveries {
        filter,
        limit: 3,
        cursor: None,
    };
    let page = scene
        .page
        .read("messaging", &json!({ "kirim": read }))
        .await
        .json();
    let deliveries: Vec<kirim::contract::DeliveryId> = page["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|delivery| serde_json::from_value(delivery["id"].clone()).unwrap())
        .collect();
    let draft = Draft::ReplayDeliveries {
        deliveries: deliveries.clone(),
    };
    let plan = plan_file(&scene.connection("messaging").await, draft);
    let id = scene.confirm(&plan).await;
    for number in 0..3 {
        let (first, second) = (
            scene.page.send(&id, number).await,
            scene.page.send(&id, number).await,
        );
        assert!(first.vendor_status().starts_with('2'), "{}", first.json());
        assert_eq!(first.body, second.body);
        assert_eq!(first.header("vendor-idempotent-replayed"), "false");
        assert_eq!(second.header("vendor-idempotent-replayed"), "true");
        assert!(!first.header("vendor-x-ratelimit-remaining").is_empty());
    }
    assert_eq!(scene.page.send(&id, 3).await.kind(), "no_such_call");
    let sent = scene.oracle().await["kirim"].clone();
    assert_eq!(sent.as_object().unwrap().len(), 3);
    for delivery in deliveries {
        assert_eq!(sent[delivery.as_str()], 1);
    }
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn a_data_query_gives_ids_and_their_mails_are_resent_with_gzip() {
    let scene = Scene::start().await;
    let filter = zuora::NotificationFilter {
        channel: zuora::contract::Channel::Email,
        account: None,
        status: None,
        created_after: None,
        created_before: None,
    };
    let read = zuora::Read::SubmitPage {
        filter,
        limit: 1000,
        cursor: None,
    };
    let submitted = scene.page.read("billing", &json!({ "zuora": read })).await;
    let id: zuora::contract::JobId =
        serde_json::from_value(submitted.json()["data"]["id"].clone()).unwrap();
    let rows = json!({ "zuora": zuora::Read::QueryRows { id } });
    let answer = loop {
        let answer = scene.page.read("billing", &rows).await;
        if answer.kind() != "not_ready" {
            break answer;
        }
        scene
            .sandbox("/_sandbox/clock", &json!({ "advance_seconds": 5 }))
            .await;
    };
    assert_eq!(answer.vendor_status(), "200", "{}", answer.json());
    let text = String::from_utf8(answer.body).unwrap();
    let ids: Vec<zuora::contract::NotificationId> = text
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["id"]
                .as_str()
                .unwrap()
                .parse()
                .unwrap()
        })
        .collect();
    assert!(ids.len() > 100, "{}", ids.len());
    let draft = Draft::ResendNotifications {
        channel: zuora::contract::Channel::Email,
        notifications: ids.clone(),
    };
    let plan = plan_file(&scene.connection("billing").await, draft);
    let confirmation = scene.confirm(&plan).await;
    for _ in 0..2 {
        assert_eq!(
            scene.page.send(&confirmation, 0).await.vendor_status(),
            "202"
        );
    }
    let sent = scene.oracle().await["zuora"].clone();
    assert_eq!(sent.as_object().unwrap().len(), ids.len());
    assert!(
        sent.as_object().unwrap().values().all(|times| times == 1),
        "the key held"
    );
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn a_plan_for_an_unknown_event_is_the_vendors_to_refuse() {
    let scene = Scene::start().await;
    let refusing = json!({ "selfcommunity": { "unknown_event": "refused" } });
    scene.sandbox("/_sandbox/dialect", &refusing).await;
    let plan = plan_file(
        &scene.connection("community").await,
        events(900_000_000..900_000_002),
    );
    let id = scene.confirm(&plan).await;
    let reply = scene.page.send(&id, 0).await;
    assert_eq!(reply.status, 200);
    assert!(
        reply.vendor_status().starts_with('4'),
        "{}",
        reply.vendor_status()
    );
    scene.assert_nothing_was_sent("refused by the vendor").await;
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn a_demo_makes_up_a_password_each_time() {
    let (one, two) = (Scene::start().await, Scene::start().await);
    assert_ne!(one.demo.password, two.demo.password);
    assert_eq!(one.demo.password.expose().len(), 24);
    one.demo.shutdown().await;
    two.demo.shutdown().await;
}
