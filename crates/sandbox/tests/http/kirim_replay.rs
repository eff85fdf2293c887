//! Kirim's replays: what they take, in which order, and what refuses them.

use crate::common::kirim::{bulk, list, subscription};
use crate::common::{Server, send};
use redrive_core::kirim::contract::paths;
use reqwest::Method;
use serde_json::{Value, json};

const DELIVERIES: &str = paths::DELIVERIES;

#[tokio::test]
async fn one_delivery_shows_payload_and_attempts_and_is_replayed() {
    let server = Server::start().await;
    let orders = subscription(&server, "Orders-prod").await;
    let dead = list(&server, &format!("status=dead&subscription_id={orders}")).await;
    let id = dead[0]["id"].as_str().unwrap();
    let one = send(server.kirim(Method::GET, &format!("{DELIVERIES}/{id}")))
        .await
        .json();
    assert_eq!(one["data"]["attempts"].as_array().unwrap().len(), 8);
    assert!(one["data"]["payload"]["data"]["contact"]["name"].is_string());
    let answer = send(server.kirim(Method::POST, &format!("{DELIVERIES}/{id}/replay"))).await;
    assert_eq!(answer.status, 202);
    let data = &answer.json()["data"];
    assert_eq!(
        (data["replayed_from"].as_str(), data["status"].as_str()),
        (Some(id), Some("pending"))
    );
    assert_eq!(server.sent("kirim", id).await, 1);
    let new = data["id"].as_str().unwrap();
    server.advance(2).await;
    let new = send(server.kirim(Method::GET, &format!("{DELIVERIES}/{new}")))
        .await
        .json();
    assert_eq!(new["data"]["status"], "delivered");
    let missing = send(server.kirim(
        Method::POST,
        &format!("{DELIVERIES}/wbd_00000000000000000000000000/replay"),
    ))
    .await;
    assert_eq!(
        (
            missing.status.as_u16(),
            missing.json()["error"]["code"].as_str()
        ),
        (404, Some("resource_not_found"))
    );
}

#[tokio::test]
async fn a_bulk_replay_takes_the_oldest_thousand_and_says_so() {
    let server = Server::start().await;
    let orders = subscription(&server, "Orders-prod").await;
    let mut dead = list(&server, &format!("status=dead&subscription_id={orders}")).await;
    assert!(dead.len() > 1000);
    dead.reverse();
    let body = json!({"subscription_id": orders});
    let answer = send(bulk(&server, &body)).await;
    assert_eq!(
        answer.json()["data"],
        json!({"enqueued": 1000, "capped": true})
    );
    assert_eq!(server.sends("kirim").await, 1000);
    assert_eq!(
        server.sent("kirim", dead[0]["id"].as_str().unwrap()).await,
        1
    );
    assert_eq!(
        server
            .sent("kirim", dead.last().unwrap()["id"].as_str().unwrap())
            .await,
        0
    );
    // The originals keep their state, so the same call sends the same again.
    send(bulk(&server, &body)).await;
    assert_eq!(
        server.sent("kirim", dead[0]["id"].as_str().unwrap()).await,
        2
    );
    server
        .set("dialect", json!({"kirim": {"skip_replayed": true}}))
        .await;
    let rest = send(bulk(&server, &body)).await.json();
    assert_eq!(
        rest["data"],
        json!({"enqueued": dead.len() - 1000, "capped": false})
    );
}

#[tokio::test]
async fn the_order_of_a_capped_replay_is_a_switch() {
    let server = Server::start().await;
    let orders = subscription(&server, "Orders-prod").await;
    let dead = list(&server, &format!("status=dead&subscription_id={orders}")).await;
    server
        .set("dialect", json!({"kirim": {"order": "newest"}}))
        .await;
    send(bulk(&server, &json!({"subscription_id": orders}))).await;
    assert_eq!(
        server.sent("kirim", dead[0]["id"].as_str().unwrap()).await,
        1
    );
    server
        .set("dialect", json!({"kirim": {"order": "arbitrary"}}))
        .await;
    let answer = send(bulk(&server, &json!({"subscription_id": orders}))).await;
    assert_eq!(answer.json()["data"]["capped"], true);
}

#[tokio::test]
async fn bounds_are_switches() {
    let server = Server::start().await;
    let orders = subscription(&server, "Orders-prod").await;
    let at = "2026-01-01T00:00:00Z";
    server.set("births", json!({"vendor": "kirim", "subscription": orders, "status": "dead", "count": 4, "created_at": at})).await;
    let ask = |after: &str, before: &str| json!({"subscription_id": orders, "created_after": after, "created_before": before});
    let (early, late) = ("2025-12-31T00:00:00Z", "2026-01-02T00:00:00Z");
    for (switch, word, from_here, to_here) in [
        ("created_after", "inclusive", 4, 0),
        ("created_after", "exclusive", 0, 0),
        ("created_before", "inclusive", 0, 4),
        ("created_before", "exclusive", 0, 0),
    ] {
        server
            .set("dialect", json!({"kirim": {switch: word}}))
            .await;
        let from = send(bulk(&server, &ask(at, late))).await.json();
        let to = send(bulk(&server, &ask(early, at))).await.json();
        assert_eq!(
            (&from["data"]["enqueued"], &to["data"]["enqueued"]),
            (&json!(from_here), &json!(to_here)),
            "{switch} {word}"
        );
    }
}

#[tokio::test]
async fn bad_bodies_are_named_by_their_field() {
    let server = Server::start().await;
    let orders = subscription(&server, "Orders-prod").await;
    for (body, param) in [
        (json!({}), "subscription_id"),
        (json!({"subscription_id": "wbs_1"}), "subscription_id"),
        (
            json!({"subscription_id": orders, "status": "pending"}),
            "status",
        ),
        (
            json!({"subscription_id": orders, "event_type": ""}),
            "event_type",
        ),
        (
            json!({"subscription_id": orders, "event_type": "x".repeat(65)}),
            "event_type",
        ),
        (
            json!({"subscription_id": orders, "created_after": "soon"}),
            "created_after",
        ),
        (
            json!({"subscription_id": orders, "created_after": "2026-01-02T00:00:00Z", "created_before": "2026-01-02T00:00:00Z"}),
            "created_before",
        ),
    ] {
        let answer = send(bulk(&server, &body)).await;
        assert_eq!(
            (
                answer.status.as_u16(),
                answer.json()["error"]["param"].as_str()
            ),
            (400, Some(param))
        );
    }
    server
        .set("dialect", json!({"kirim": {"validation_status": 422}}))
        .await;
    assert_eq!(send(bulk(&server, &json!({}))).await.status, 422);
    let other = json!({"subscription_id": "wbs_00000000000000000000000000"});
    assert_eq!(send(bulk(&server, &other)).await.status, 404);
    assert_eq!(server.sends("kirim").await, 0);
}

#[tokio::test]
async fn a_disabled_subscription_is_409_until_it_is_active() {
    let server = Server::start().await;
    let legacy = subscription(&server, "Legacy bot").await;
    let body = json!({"subscription_id": legacy});
    let refused = send(bulk(&server, &body)).await;
    assert_eq!(
        (
            refused.status.as_u16(),
            refused.json()["error"]["code"].as_str()
        ),
        (409, Some("webhook_subscription_disabled"))
    );
    let path = paths::SUBSCRIPTION.replace("{id}", &legacy);
    let patched = send(
        server
            .kirim(Method::PATCH, &path)
            .json(&json!({"status": "active"})),
    )
    .await
    .json();
    assert_eq!(
        (
            patched["data"]["status"].as_str(),
            &patched["data"]["disabled_at"]
        ),
        (Some("active"), &Value::Null)
    );
    assert_eq!(send(bulk(&server, &body)).await.status, 202);
    // Its receiver still refuses, so the replays die at once.
    server.advance(2).await;
    let rows = list(&server, &format!("subscription_id={legacy}&status=dead")).await;
    assert!(
        rows.iter()
            .any(|row| !row["replayed_from"].is_null() && row["attempt_count"] == 1)
    );
}
