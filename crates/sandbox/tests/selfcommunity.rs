//! `SelfCommunity` over real HTTP: every operation and every switch.

mod common;

use common::{Server, send};
use redrive_sandbox::{SELFCOMMUNITY_MEMBER, SELFCOMMUNITY_PASSWORD};
use reqwest::Method;
use serde_json::{Value, json};

const ENDPOINTS: &str = "/api/v2/webhook/endpoint/";
const BULK: &str = "/api/v2/webhook/endpoint/1/event/resend/bulk/";

async fn attempts(server: &Server, endpoint: u64) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut next = format!(
        "{}/selfcommunity{ENDPOINTS}{endpoint}/attempt/?limit=100",
        server.base
    );
    loop {
        let request = server
            .client
            .get(&next)
            .bearer_auth(redrive_sandbox::SELFCOMMUNITY_ADMIN);
        let page = send(request).await.json();
        rows.extend(page["results"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(link) => next = link.to_owned(),
            None => {
                assert_eq!(rows.len() as u64, page["count"]);
                return rows;
            }
        }
    }
}

fn event_id(attempt: &Value) -> Option<u64> {
    let body: Value = serde_json::from_str(attempt["http_request_body"].as_str()?).ok()?;
    body["event_id"].as_u64()
}

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
    let path = |query: &str| format!("{ENDPOINTS}1/attempt/?{query}");
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
    let types = send(server.community(Method::GET, &format!("{ENDPOINTS}event/")))
        .await
        .json();
    assert!(types.as_array().unwrap().contains(&json!("post.created")));
    let found = send(server.community(Method::GET, &format!("{ENDPOINTS}search/?target=CRM.")))
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
async fn a_resend_makes_a_new_attempt_and_leaves_the_old() {
    let server = Server::start().await;
    let before = attempts(&server, 1).await;
    let event = before.iter().find_map(event_id).unwrap();
    let answer = send(
        server
            .community(Method::POST, BULK)
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
    let single = format!("{ENDPOINTS}2/event/resend/");
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
            .community(Method::POST, BULK)
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
        let answer = send(server.community(Method::POST, BULK).json(&body)).await;
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
    let missing = BULK.replace("/1/", "/99/");
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
        let code = match answer.bytes.as_slice() {
            [] => String::new(),
            _ => {
                let error = answer.json()["errors"][0].clone();
                let code = error["messages"][0]["code"]
                    .as_str()
                    .or(error["code"].as_str());
                code.unwrap().to_owned()
            }
        };
        (answer.status.as_u16(), code)
    };
    let taken = (204, String::new());
    let refused = |code: &str| (400, code.to_owned());
    let inactive = BULK.replace("/1/", "/4/");
    assert_eq!(bulk(&inactive, json!({"event": [event]})).await, taken);
    assert_eq!(
        bulk(BULK, json!({"event": [event], "password": "x"})).await,
        refused("invalid")
    );
    assert_eq!(
        bulk(
            BULK,
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
        bulk(BULK, json!({"event": [event]})).await,
        refused("required")
    );
    assert_eq!(
        bulk(BULK, body(json!([event, 99_999_999]))).await,
        refused("does_not_exist")
    );
    assert_eq!(
        bulk(BULK, body(json!([1, 2, 3]))).await,
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
        bulk(BULK, json!({"event": [event], "password": "x"})).await,
        taken
    );
    assert_eq!(
        bulk(BULK, json!({"event": [event]})).await,
        (429, "throttled".to_owned())
    );
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
