//! Kirim's keys, lists, words, limits, idempotency and subscriptions.

use crate::common::kirim::{bulk, list, subscription};
use crate::common::{Server, send};
use redrive_core::kirim::contract::paths;
use reqwest::Method;
use serde_json::json;

const DELIVERIES: &str = paths::DELIVERIES;

#[tokio::test]
async fn a_key_opens_and_nothing_else_does() {
    let server = Server::start().await;
    for (key, code) in [
        (None, "missing_api_key"),
        (Some("kdv_live_x"), "invalid_api_key"),
        (Some(redrive_sandbox::KIRIM_EXPIRED_KEY), "expired_api_key"),
        (Some(redrive_sandbox::KIRIM_REVOKED_KEY), "revoked_api_key"),
    ] {
        let mut request = server.request(Method::GET, &format!("/kirim{}", paths::DELIVERIES));
        if let Some(key) = key {
            request = request.bearer_auth(key);
        }
        let answer = send(request).await;
        assert_eq!(answer.status, 401);
        let error = &answer.json()["error"];
        assert_eq!(
            (error["type"].as_str(), error["code"].as_str()),
            (Some("authentication_error"), Some(code))
        );
        assert_eq!(error["request_id"], answer.header("x-request-id"));
    }
}

#[tokio::test]
async fn cursors_walk_the_list_once_and_belong_to_their_filter() {
    let server = Server::start().await;
    let all = list(&server, "").await;
    let ids: std::collections::HashSet<_> = all.iter().map(|row| row["id"].to_string()).collect();
    assert_eq!(ids.len(), all.len());
    assert!(all.len() > 2000);
    assert!(all.windows(2).all(|pair| pair[0]["created_at"].as_str()
        >= pair[1]["created_at"].as_str()
        || pair[0]["created_at"].as_str().unwrap().len()
            != pair[1]["created_at"].as_str().unwrap().len()));
    let page = send(server.kirim(Method::GET, &format!("{DELIVERIES}?status=dead")))
        .await
        .json();
    assert_eq!(page["data"].as_array().unwrap().len(), 25);
    let cursor = page["next_cursor"].as_str().unwrap();
    for path in [
        format!("{DELIVERIES}?status=failed&cursor={cursor}"),
        format!("{DELIVERIES}?status=dead&cursor={cursor}0"),
    ] {
        let answer = send(server.kirim(Method::GET, &path)).await;
        assert_eq!(
            (
                answer.status.as_u16(),
                answer.json()["error"]["code"].as_str()
            ),
            (400, Some("invalid_cursor"))
        );
    }
    for limit in ["0", "101", "x"] {
        let answer = send(server.kirim(Method::GET, &format!("{DELIVERIES}?limit={limit}"))).await;
        assert_eq!(
            (
                answer.status.as_u16(),
                answer.json()["error"]["code"].as_str()
            ),
            (400, Some("invalid_limit"))
        );
    }
}

#[tokio::test]
async fn the_word_for_ended_rows_is_a_switch() {
    let server = Server::start().await;
    let orders = subscription(&server, "Orders-prod").await;
    let dead = list(&server, "status=dead").await.len();
    let failed = list(&server, "status=failed").await.len();
    server
        .set(
            "dialect",
            json!({"kirim": {"ended": "failed", "success_status": 200}}),
        )
        .await;
    assert_eq!(list(&server, "status=dead").await.len(), 0);
    let rows = list(&server, "status=failed").await;
    assert_eq!(rows.len(), dead + failed);
    assert!(rows.iter().all(|row| row["status"] == "failed"));
    let answer = send(bulk(&server, &json!({"subscription_id": orders}))).await;
    assert_eq!(
        (
            answer.status.as_u16(),
            answer.json()["data"]["enqueued"].as_u64()
        ),
        (200, Some(0))
    );
    server
        .set("dialect", json!({"kirim": {"ended": "dead"}}))
        .await;
    assert_eq!(list(&server, "status=failed").await.len(), 0);
}

#[tokio::test]
async fn subscriptions_are_made_given_secrets_and_removed() {
    let server = Server::start().await;
    let subscriptions = paths::SUBSCRIPTIONS;
    let http = json!({"url": "http://x.example", "events": []});
    let refused = send(server.kirim(Method::POST, subscriptions).json(&http)).await;
    assert_eq!(refused.json()["error"]["code"], "invalid_webhook_url");
    let body = json!({"url": "https://x.example", "events": ["message.received"]});
    let made = send(server.kirim(Method::POST, subscriptions).json(&body))
        .await
        .json();
    assert!(
        made["data"]["initial_secret"]
            .as_str()
            .unwrap()
            .starts_with("whsec_")
    );
    let path = format!("{subscriptions}/{}", made["data"]["id"].as_str().unwrap());
    let secret = send(
        server
            .kirim(Method::POST, &format!("{path}/secrets"))
            .json(&json!({"expires_in_hours": 1})),
    )
    .await;
    assert!(secret.json()["data"]["secret"].is_string());
    let read = send(server.kirim(Method::GET, &path)).await.json();
    assert_eq!(read["data"]["secrets"].as_array().unwrap().len(), 2);
    assert_eq!(send(server.kirim(Method::DELETE, &path)).await.status, 204);
    assert_eq!(send(server.kirim(Method::GET, &path)).await.status, 404);
}

#[tokio::test]
async fn a_key_sends_once_and_is_forgotten_after_a_day() {
    let server = Server::start().await;
    let orders = subscription(&server, "Orders-prod").await;
    let body = json!({"subscription_id": orders, "status": "failed"});
    let keyed = || bulk(&server, &body).header("Idempotency-Key", "k1");
    let first = send(keyed()).await;
    assert_eq!(first.header("idempotent-replayed"), "false");
    let again = send(keyed()).await;
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(
        (first.bytes, first.headers["x-request-id"].clone()),
        (again.bytes, again.headers["x-request-id"].clone())
    );
    let sent = server.sends("kirim").await;
    let other =
        send(bulk(&server, &json!({"subscription_id": orders})).header("Idempotency-Key", "k1"))
            .await;
    assert_eq!(
        (
            other.status.as_u16(),
            other.json()["error"]["code"].as_str()
        ),
        (422, Some("idempotency_key_reuse"))
    );
    assert_eq!(server.sends("kirim").await, sent);
    server.advance(24 * 3600 + 1).await;
    assert_eq!(send(keyed()).await.header("idempotent-replayed"), "false");
    let calls = server.ask("sends?calls=1").await;
    let replayed: Vec<_> = calls
        .as_array()
        .unwrap()
        .iter()
        .map(|call| call["replayed"].as_bool().unwrap())
        .collect();
    assert_eq!(replayed, [false, true, false, false]);
    assert_eq!(calls[0]["idempotency_key"], "k1");
}

#[tokio::test]
async fn a_second_call_waits_for_the_first_or_gives_up_with_409() {
    let server = Server::start().await;
    let orders = subscription(&server, "Orders-prod").await;
    let body = json!({"subscription_id": orders, "status": "failed"});
    let keyed = |key: &str| bulk(&server, &body).header("Idempotency-Key", key.to_owned());
    server
        .set(
            "faults",
            json!({"kind": "delay", "operation": "kirim.bulk_replay", "delay_ms": 400}),
        )
        .await;
    let (one, two) = tokio::join!(send(keyed("slow")), send(keyed("slow")));
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (202, 202));
    assert_eq!(one.bytes, two.bytes);
    server
        .set("dialect", json!({"kirim": {"in_progress_wait_ms": 1}}))
        .await;
    server
        .set(
            "faults",
            json!({"kind": "delay", "operation": "kirim.bulk_replay", "delay_ms": 400}),
        )
        .await;
    let (one, two) = tokio::join!(send(keyed("busy")), send(keyed("busy")));
    let refused = if one.status == 409 { one } else { two };
    assert_eq!(refused.json()["error"]["code"], "idempotency_in_progress");
}

#[tokio::test]
async fn tokens_run_out_and_come_back() {
    let server = Server::start().await;
    server
        .set("dialect", json!({"kirim": {"plan": "tiny"}}))
        .await;
    let path = format!("{DELIVERIES}/wbd_00000000000000000000000000/replay");
    let first = send(server.kirim(Method::POST, &path)).await;
    assert_eq!(
        (
            first.header("x-ratelimit-limit"),
            first.header("x-ratelimit-remaining")
        ),
        ("6", "5")
    );
    let now = server.ask("clock").await["now"]
        .as_str()
        .unwrap()
        .to_owned();
    let reset: i64 = first.header("x-ratelimit-reset").parse().unwrap();
    assert!(reset > 1_700_000_000, "epoch seconds, at {now}");
    for _ in 0..5 {
        send(server.kirim(Method::POST, &path)).await;
    }
    let refused = send(server.kirim(Method::POST, &path)).await;
    assert_eq!(
        (
            refused.status.as_u16(),
            refused.json()["error"]["code"].as_str()
        ),
        (429, Some("rate_limit_exceeded"))
    );
    assert!((1..=10).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
    assert_eq!(
        send(server.kirim(Method::GET, DELIVERIES)).await.status,
        200
    );
    server.advance(10).await;
    assert_eq!(send(server.kirim(Method::POST, &path)).await.status, 404);
}
