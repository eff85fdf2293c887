//! The controls: reset, clock, births, hostile rows, the document.

use crate::common::community::of;
use crate::common::{Server, send};
use redrive_core::kirim::contract::paths;
use redrive_core::selfcommunity::contract::paths::ATTEMPTS;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn rows_are_born_while_others_are_replayed() {
    let server = Server::start().await;
    let list = send(server.kirim(Method::GET, &format!("{}?status=dead", paths::DELIVERIES)))
        .await
        .json();
    let row = &list["data"][0];
    let path = paths::REPLAY.replace("{id}", row["id"].as_str().unwrap());
    let births = json!({"vendor": "kirim", "subscription": row["subscription_id"], "status": "dead", "count": 500});
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..8 {
        calls.spawn(send(
            server
                .request(Method::POST, "/_sandbox/births")
                .json(&births),
        ));
        for _ in 0..8 {
            calls.spawn(send(server.kirim(Method::POST, &path)));
        }
    }
    while let Some(answer) = calls.join_next().await {
        let answer = answer.unwrap();
        assert!(
            answer.status.is_success(),
            "{}",
            String::from_utf8_lossy(&answer.bytes)
        );
    }
}

#[tokio::test]
async fn a_reset_forgets_everything() {
    let server = Server::start().await;
    let dialect = server.ask("dialect").await;
    let about = server.ask("about").await["records"].clone();
    let receivers = server.ask("receivers").await;
    let list = send(server.kirim(Method::GET, &format!("{}?status=dead", paths::DELIVERIES)))
        .await
        .json();
    let id = list["data"][0]["id"].as_str().unwrap();
    send(server.kirim(Method::POST, &paths::REPLAY.replace("{id}", id))).await;
    server.fault("500", "any").await;
    server
        .set("dialect", json!({"kirim": {"plan": "tiny"}}))
        .await;
    server
        .set(
            "receivers",
            json!({"vendor": "zuora", "receiver": "x.example", "state": "down"}),
        )
        .await;
    server.advance(1000).await;
    let told = server.set("reset", json!({})).await;
    assert_eq!(told, json!({"seed": 1, "scale": "small"}));
    assert_eq!(server.sends("kirim").await, 0);
    assert_eq!(server.ask("faults").await, json!([]));
    assert_eq!(server.ask("dialect").await, dialect);
    assert_eq!(server.ask("clock").await["ahead_seconds"], 0);
    assert_eq!(server.ask("receivers").await, receivers);
    assert_eq!(server.ask("about").await["records"], about);
    let again = send(server.kirim(Method::GET, &paths::DELIVERY.replace("{id}", id))).await;
    assert_eq!(again.status, 200, "the same seed gives the same ids");
    assert_eq!(server.set("reset", json!({"seed": 9})).await["seed"], 9);
    assert_eq!(
        send(server.kirim(Method::GET, &paths::DELIVERY.replace("{id}", id)))
            .await
            .status,
        404
    );
    assert_eq!(
        send(
            server
                .request(Method::POST, "/_sandbox/reset")
                .json(&json!({"size": 1}))
        )
        .await
        .status,
        400
    );
}

#[tokio::test]
async fn rows_are_born_when_a_test_wants_them() {
    let server = Server::start().await;
    let list = send(server.kirim(Method::GET, paths::SUBSCRIPTIONS))
        .await
        .json();
    let subscription = list["data"][0]["id"].as_str().unwrap();
    for _ in 0..2 {
        let born = server
            .set("births", json!({"vendor": "kirim", "subscription": subscription, "status": "failed", "count": 1300}))
            .await;
        assert_eq!(born["ids"].as_array().unwrap().len(), 1300);
    }
    for status in ["parked", ""] {
        let body = json!({"vendor": "kirim", "subscription": subscription, "status": status});
        assert_eq!(
            send(server.request(Method::POST, "/_sandbox/births").json(&body))
                .await
                .status,
            400
        );
    }
}

#[tokio::test]
async fn hostile_rows_hold_every_text_unchanged() {
    let server = Server::start().await;
    let rows = server.set("hostile", json!({})).await["rows"]
        .as_u64()
        .unwrap();
    assert!(rows > 20);
    let page = send(server.kirim(
        Method::GET,
        &format!("{}?status=dead&limit=100", paths::DELIVERIES),
    ))
    .await;
    let text = String::from_utf8(page.bytes).unwrap();
    for part in [
        "<img src=x onerror=",
        "before\\u0000after",
        "\u{202e}",
        "=HYPERLINK",
        "\u{1f9e8}",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let attempts = &format!("{}?limit=100", of(ATTEMPTS, 1));
    let text =
        String::from_utf8(send(server.community(Method::GET, attempts)).await.bytes).unwrap();
    assert!(text.contains("wordwordword") && text.contains("\\u0000"));
    let zuora = crate::common::zuora::Zuora::sign_in(&server).await;
    let rows = zuora.query("SELECT * FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC LIMIT 20").await;
    assert!(rows.iter().any(|row| row["subject"] == "before\0after"));
}

#[tokio::test]
async fn the_document_names_every_operation() {
    let server = Server::start().await;
    let document = server.ask("openapi.json").await;
    let names = server.ask("operations").await;
    let text = document.to_string();
    for name in names["operations"].as_array().unwrap() {
        assert!(
            text.contains(&format!("\"{}\"", name.as_str().unwrap())),
            "{name}"
        );
    }
    assert!(document["components"]["schemas"]["Dialect"].is_object());
    assert!(document["paths"][format!("/kirim{}", paths::BULK_REPLAY)]["post"].is_object());
}
