//! Kirim over real HTTP: every operation, every switch, limits, idempotency.

mod common;

use common::{Server, send};
use reqwest::Method;
use serde_json::{Value, json};

const DELIVERIES: &str = "/v1/webhook_deliveries";

/// The id of the subscription with this description.
async fn subscription(server: &Server, name: &str) -> String {
    let list = send(server.kirim(Method::GET, "/v1/webhook_subscriptions"))
        .await
        .json();
    let found = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["description"].as_str().unwrap().starts_with(name))
        .unwrap();
    found["id"].as_str().unwrap().to_owned()
}

async fn list(server: &Server, query: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{DELIVERIES}?limit=100&{query}{cursor}");
        let page = send(server.kirim(Method::GET, &path)).await.json();
        rows.extend(page["data"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

fn bulk(server: &Server, body: &Value) -> reqwest::RequestBuilder {
    server
        .kirim(Method::POST, &format!("{DELIVERIES}/bulk_replay"))
        .json(body)
}

#[tokio::test]
async fn a_key_opens_and_nothing_else_does() {
    let server = Server::start().await;
    for (key, code) in [
        (None, "missing_api_key"),
        (Some("kdv_live_x"), "invalid_api_key"),
        (Some(redrive_sandbox::KIRIM_EXPIRED_KEY), "expired_api_key"),
        (Some(redrive_sandbox::KIRIM_REVOKED_KEY), "revoked_api_key"),
    ] {
        let mut request = server.request(Method::GET, "/kirim/v1/webhook_deliveries");
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
    let path = format!("/v1/webhook_subscriptions/{legacy}");
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

#[tokio::test]
async fn subscriptions_are_made_given_secrets_and_removed() {
    let server = Server::start().await;
    let subscriptions = "/v1/webhook_subscriptions";
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
