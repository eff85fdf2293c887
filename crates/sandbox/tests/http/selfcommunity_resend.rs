//! `SelfCommunity`'s resends: what is taken, what comes of it, and every switch of it.

use crate::common::community::{attempts, event_id, of};
use crate::common::{Server, send};
use redrive_core::selfcommunity::contract::paths;
use redrive_sandbox::SELFCOMMUNITY_PASSWORD;
use reqwest::Method;
use serde_json::{Value, json};

/// The bulk resend of the first endpoint.
fn bulk_path() -> String {
    of(paths::BULK_RESEND, 1)
}

#[tokio::test]
async fn a_resend_makes_a_new_attempt_and_leaves_the_old() {
    let server = Server::start().await;
    let before = attempts(&server, 1).await;
    let event = before.iter().find_map(event_id).unwrap();
    let answer = send(
        server
            .community(Method::POST, &bulk_path())
            .json(&json!({"event": [event, event, 99_999_999]})),
    )
    .await;
    assert_eq!((answer.status.as_u16(), answer.bytes.len()), (204, 0));
    assert_eq!(
        server.ask("sends").await["selfcommunity"],
        json!({event.to_string(): 1})
    );
    server.advance(2).await;
    let after = attempts(&server, 1).await;
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(
        (event_id(&after[0]), &after[0]["http_response_code"]),
        (Some(event), &json!(200))
    );
    let single = of(paths::RESEND, 2);
    assert_eq!(
        send(
            server
                .community(Method::POST, &single)
                .json(&json!({"event": event}))
        )
        .await
        .status,
        204
    );
    assert_eq!(server.sent("selfcommunity", &event.to_string()).await, 2);
}

#[tokio::test]
async fn a_receiver_that_is_down_is_tried_six_times() {
    let server = Server::start().await;
    let before = attempts(&server, 1).await;
    let event = before.iter().find_map(event_id).unwrap();
    server
        .set(
            "receivers",
            json!({"vendor": "selfcommunity", "receiver": "1", "state": "down"}),
        )
        .await;
    send(
        server
            .community(Method::POST, &bulk_path())
            .json(&json!({"event": [event]})),
    )
    .await;
    server.advance(2).await;
    let first = attempts(&server, 1).await;
    assert_eq!(
        (first.len(), first[0]["next_retry"].is_string()),
        (before.len() + 1, true)
    );
    server.advance(5000).await;
    let all = attempts(&server, 1).await;
    assert_eq!(all.len(), before.len() + 6);
    assert!(all[0]["next_retry"].is_null());
}

#[tokio::test]
async fn bodies_are_checked_field_by_field() {
    let server = Server::start().await;
    for (body, code) in [
        (json!({}), "required"),
        (json!({"event": 5}), "not_a_list"),
        (json!({"event": []}), "empty"),
        (json!({"event": ["a"]}), "invalid"),
    ] {
        let answer = send(server.community(Method::POST, &bulk_path()).json(&body)).await;
        assert_eq!(answer.status, 400);
        let error = &answer.json()["errors"][0];
        assert_eq!(
            (
                error["field"].as_str(),
                error["messages"][0]["code"].as_str()
            ),
            (Some("event"), Some(code))
        );
    }
    let missing = of(paths::BULK_RESEND, 99);
    assert_eq!(
        send(
            server
                .community(Method::POST, &missing)
                .json(&json!({"event": [1]}))
        )
        .await
        .status,
        404
    );
}

#[tokio::test]
async fn what_is_not_published_is_a_switch() {
    let server = Server::start().await;
    let event = attempts(&server, 1)
        .await
        .iter()
        .find_map(event_id)
        .unwrap();
    let bulk = async |path: &str, body: Value| {
        let answer = send(server.community(Method::POST, path).json(&body)).await;
        let code = if answer.bytes.is_empty() {
            String::new()
        } else {
            let error = answer.json()["errors"][0].clone();
            let code = error["messages"][0]["code"].as_str();
            code.or(error["code"].as_str()).unwrap().to_owned()
        };
        (answer.status.as_u16(), code)
    };
    let taken = (204, String::new());
    let refused = |code: &str| (400, code.to_owned());
    let inactive = of(paths::BULK_RESEND, 4);
    assert_eq!(bulk(&inactive, json!({"event": [event]})).await, taken);
    assert_eq!(
        bulk(&bulk_path(), json!({"event": [event], "password": "x"})).await,
        refused("invalid")
    );
    assert_eq!(
        bulk(
            &bulk_path(),
            json!({"event": [event], "password": SELFCOMMUNITY_PASSWORD})
        )
        .await,
        taken
    );
    server.set("dialect", json!({"selfcommunity": {
        "unknown_event": "refused", "bulk_cap": 2, "inactive_endpoint": "refused", "password": "required",
    }})).await;
    let body = |events: Value| json!({"event": events, "password": SELFCOMMUNITY_PASSWORD});
    assert_eq!(
        bulk(&bulk_path(), json!({"event": [event]})).await,
        refused("required")
    );
    assert_eq!(
        bulk(&bulk_path(), body(json!([event, 99_999_999]))).await,
        refused("does_not_exist")
    );
    assert_eq!(
        bulk(&bulk_path(), body(json!([1, 2, 3]))).await,
        refused("max_length")
    );
    assert_eq!(
        bulk(&inactive, body(json!([event]))).await,
        refused("endpoint_inactive")
    );
    server
        .set(
            "dialect",
            json!({"selfcommunity": {"password": "ignored", "calls_per_minute": 1}}),
        )
        .await;
    assert_eq!(
        bulk(&bulk_path(), json!({"event": [event], "password": "x"})).await,
        taken
    );
    assert_eq!(
        bulk(&bulk_path(), json!({"event": [event]})).await,
        (429, "throttled".to_owned())
    );
}
