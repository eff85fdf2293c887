//! `SelfCommunity`'s roles, endpoints, lists and cross-origin rules.

use crate::common::community::{attempts, event_id, of};
use crate::common::{Server, send};
use redrive_core::selfcommunity::contract::paths;
use redrive_sandbox::SELFCOMMUNITY_MEMBER;
use reqwest::Method;
use serde_json::json;

const ENDPOINTS: &str = paths::ENDPOINTS;

#[tokio::test]
async fn only_an_admin_may() {
    let server = Server::start().await;
    let path = format!("/selfcommunity{ENDPOINTS}");
    let none = send(server.request(Method::GET, &path)).await;
    assert_eq!(
        (
            none.status.as_u16(),
            none.json()["errors"][0]["code"].as_str()
        ),
        (401, Some("not_authenticated"))
    );
    let wrong = send(server.request(Method::GET, &path).bearer_auth("x")).await;
    assert_eq!(
        (
            wrong.status.as_u16(),
            wrong.json()["errors"][0]["code"].as_str()
        ),
        (401, Some("authentication_failed"))
    );
    let member = send(
        server
            .request(Method::GET, &path)
            .bearer_auth(SELFCOMMUNITY_MEMBER),
    )
    .await;
    assert_eq!(
        (
            member.status.as_u16(),
            member.json()["errors"][0]["code"].as_str()
        ),
        (403, Some("permission_denied"))
    );
}

#[tokio::test]
async fn the_story_has_its_endpoints_and_attempts() {
    let server = Server::start().await;
    let list = send(server.community(Method::GET, ENDPOINTS)).await.json();
    assert_eq!(list["count"], 5);
    let feed = attempts(&server, 1).await;
    assert!(
        feed.iter().any(|row| event_id(row).is_none()),
        "some bodies tell no event"
    );
    assert!(
        feed.iter()
            .filter(|row| row["http_response_code"] == 503)
            .count()
            > 50,
        "an outage"
    );
    let shop = attempts(&server, 3).await;
    assert!(shop.iter().all(|row| row["http_response_code"] == 410));
    let now = server.ask("clock").await["now"]
        .as_str()
        .unwrap()
        .to_owned();
    let local = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap();
    assert!(shop.iter().any(|row| {
        row["next_retry"]
            .as_str()
            .is_some_and(|text| local(text) > local(&now))
    }));
    assert!(
        shop.iter()
            .all(|row| row["created_at"].as_str().unwrap().ends_with("+01:00"))
    );
    assert!(
        attempts(&server, 5)
            .await
            .iter()
            .any(|row| row["http_response_code"].is_null())
    );
}

#[tokio::test]
async fn limits_are_clamped_and_orders_obeyed() {
    let server = Server::start().await;
    let path = |query: &str| format!("{}?{query}", of(paths::ATTEMPTS, 1));
    let count = async |query: &str| {
        let page = send(server.community(Method::GET, &path(query)))
            .await
            .json();
        page["results"].as_array().unwrap().len()
    };
    assert_eq!(
        (
            count("").await,
            count("limit=1000").await,
            count("limit=x").await
        ),
        (10, 100, 10)
    );
    server
        .set(
            "dialect",
            json!({"selfcommunity": {"list_limit_default": 3, "list_limit_max": 7}}),
        )
        .await;
    assert_eq!((count("").await, count("limit=1000").await), (3, 7));
    let oldest = send(server.community(Method::GET, &path("ordering=created_at&limit=1")))
        .await
        .json();
    assert!(
        oldest["results"][0]["created_at"]
            .as_str()
            .unwrap()
            .starts_with("2021-")
    );
    assert!(
        oldest["next"]
            .as_str()
            .unwrap()
            .contains("ordering=created_at")
    );
    server
        .set(
            "dialect",
            json!({"selfcommunity": {"attempt_event": "array"}}),
        )
        .await;
    let array = send(server.community(Method::GET, &path("limit=1")))
        .await
        .json();
    assert!(array["results"][0]["event"][0]["type"].is_string());
}

#[tokio::test]
async fn endpoints_are_searched_made_changed_and_removed() {
    let server = Server::start().await;
    let types = send(server.community(Method::GET, paths::EVENT_TYPES))
        .await
        .json();
    assert!(types.as_array().unwrap().contains(&json!("post.created")));
    let found = send(server.community(Method::GET, &format!("{}?target=CRM.", paths::SEARCH)))
        .await
        .json();
    assert_eq!(found["count"], 1);
    let missing = send(
        server
            .community(Method::POST, ENDPOINTS)
            .json(&json!({"target": "https://x.example"})),
    )
    .await;
    assert_eq!(
        (
            missing.status.as_u16(),
            missing.json()["errors"][0]["field"].as_str()
        ),
        (400, Some("events"))
    );
    let body = json!({"target": "https://x.example", "events": [{"type": "post.created"}]});
    let made = send(server.community(Method::POST, ENDPOINTS).json(&body)).await;
    assert_eq!(
        (made.status.as_u16(), &made.json()["is_active"]),
        (201, &json!(true))
    );
    let path = format!("{ENDPOINTS}{}/", made.json()["id"]);
    let patched = send(
        server
            .community(Method::PATCH, &path)
            .json(&json!({"is_active": false})),
    )
    .await
    .json();
    assert_eq!(
        (&patched["is_active"], &patched["target"]),
        (&json!(false), &json!("https://x.example"))
    );
    assert_eq!(
        send(
            server
                .community(Method::PUT, &path)
                .json(&json!({"is_active": true}))
        )
        .await
        .status,
        400
    );
    assert_eq!(
        send(server.community(Method::PUT, &path).json(&body))
            .await
            .status,
        200
    );
    let reveal = format!("{path}secret/reveal/");
    let secret = send(server.community(Method::POST, &reveal)).await;
    assert_eq!(secret.status, 201);
    assert_eq!(
        send(
            server
                .community(Method::POST, &format!("{path}secret/expire/"))
                .json(&json!({}))
        )
        .await
        .status,
        200
    );
    assert_ne!(
        send(server.community(Method::POST, &reveal)).await.json(),
        secret.json()
    );
    assert_eq!(
        send(
            server
                .community(Method::POST, &reveal)
                .json(&json!({"password": "x"}))
        )
        .await
        .status,
        400
    );
    assert_eq!(
        send(server.community(Method::DELETE, &path)).await.status,
        204
    );
    assert_eq!(send(server.community(Method::GET, &path)).await.status, 404);
}

#[tokio::test]
async fn pages_of_allowed_origins_may_call() {
    let server = Server::start().await;
    let origin = "https://console.example";
    let ask = |method: Method| server.community(method, ENDPOINTS).header("Origin", origin);
    assert_eq!(
        send(ask(Method::GET))
            .await
            .header("access-control-allow-origin"),
        ""
    );
    server
        .set(
            "dialect",
            json!({"selfcommunity": {"cors_origins": [origin], "cors_credentials": true}}),
        )
        .await;
    let answer = send(ask(Method::GET)).await;
    assert_eq!(answer.header("access-control-allow-origin"), origin);
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    let preflight = send(ask(Method::OPTIONS)).await;
    assert_eq!(
        (
            preflight.status.as_u16(),
            preflight.header("access-control-allow-headers")
        ),
        (204, "Authorization, Content-Type")
    );
    assert_eq!(
        send(server.community(Method::PATCH, ENDPOINTS))
            .await
            .json()["errors"][0]["code"],
        "method_not_allowed"
    );
    assert_eq!(
        send(server.community(Method::GET, "/api/v2/nothing/"))
            .await
            .json()["errors"][0]["code"],
        "not_found"
    );
}
