//! Zuora's tokens, header rules, histories and limits.

use crate::common::zuora::{PATH, Zuora};
use crate::common::{Server, send};
use redrive_core::zuora::contract::paths;
use redrive_sandbox::{ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET};
use reqwest::Method;
use serde_json::json;

const EMAILS: &str = paths::EMAIL_HISTORY;

#[tokio::test]
async fn a_token_is_given_for_the_secret_and_expires() {
    let server = Server::start().await;
    let form = |secret: &str, grant: &str| {
        let body = format!("client_id={ZUORA_CLIENT_ID}&client_secret={secret}&grant_type={grant}");
        server
            .request(Method::POST, &format!("/zuora{}", paths::TOKEN))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
    };
    assert_eq!(send(form("wrong", "client_credentials")).await.status, 401);
    assert_eq!(
        send(form(ZUORA_CLIENT_SECRET, "password")).await.status,
        400
    );
    let given = send(form(ZUORA_CLIENT_SECRET, "client_credentials"))
        .await
        .json();
    assert_eq!(
        (given["token_type"].as_str(), given["expires_in"].as_f64()),
        (Some("bearer"), Some(3599.0))
    );
    let read = || {
        server
            .request(Method::GET, &format!("/zuora{EMAILS}"))
            .bearer_auth(given["access_token"].as_str().unwrap())
    };
    assert_eq!(send(read()).await.status, 200);
    server.advance(3600).await;
    let late = send(read()).await;
    assert_eq!(late.status, 401);
    assert!(late.json()["message"].is_string());
}

#[tokio::test]
async fn headers_follow_the_vendors_rules() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let answer = send(zuora.get(EMAILS).header("Zuora-Track-Id", "redrive-1")).await;
    assert_eq!(
        (
            answer.header("zuora-track-id"),
            answer.header("zuora-request-id").len()
        ),
        ("redrive-1", 36)
    );
    assert!(answer.header("ratelimit-reset").parse::<u64>().unwrap() <= 60);
    assert!(answer.header("ratelimit-limit").contains(";w=3600"));
    assert_eq!(answer.header("concurrency-limit-limit"), "40");
    let resent = send(zuora.post(PATH).json(&json!(["x"]))).await;
    assert_eq!(
        (
            resent.header("concurrency-limit-limit"),
            resent.header("zuora-track-id")
        ),
        ("", "")
    );
    for (name, value) in [
        ("Zuora-Track-Id", "a:b"),
        ("Zuora-Entity-Ids", "e1"),
        ("Zuora-Org-Ids", "o1"),
    ] {
        assert_eq!(
            send(zuora.post(PATH).header(name, value).json(&json!(["x"])))
                .await
                .status,
            400,
            "{name}"
        );
    }
    server
        .set(
            "dialect",
            json!({"zuora": {"entities": ["e1", "e2"], "organisations": ["o1"]}}),
        )
        .await;
    assert_eq!(send(zuora.get(EMAILS)).await.status, 400);
    assert_eq!(
        send(
            zuora
                .get(EMAILS)
                .header("Zuora-Entity-Ids", "e2")
                .header("Zuora-Org-Ids", "o1")
        )
        .await
        .status,
        200
    );
    assert_eq!(
        send(
            zuora
                .get(EMAILS)
                .header("Zuora-Entity-Ids", "e2")
                .header("Zuora-Org-Ids", "o1,o2")
        )
        .await
        .status,
        403
    );
    let page = send(zuora.get(EMAILS).header("Origin", "https://x.example")).await;
    assert_eq!(page.json()["reasons"][0]["code"], 90_000_010);
}

#[tokio::test]
async fn histories_have_hidden_defaults_no_id_and_a_foreign_next_page() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let first = send(zuora.get(EMAILS)).await.json();
    let rows = first["emailHistories"].as_array().unwrap();
    assert!(
        rows.iter()
            .all(|row| row["result"] == "Failed" && row.get("id").is_none())
    );
    assert!(
        rows.iter()
            .all(|row| row["sendTime"].as_str().unwrap().len() == 19)
    );
    let now =
        chrono::DateTime::parse_from_rfc3339(server.ask("clock").await["now"].as_str().unwrap())
            .unwrap();
    let text = |days: i64| {
        (now - chrono::Duration::days(days))
            .format("%Y-%m-%dT%H:%M:%S")
            .to_string()
    };
    let wide = format!(
        "{EMAILS}?startTime={}&endTime={}&pageSize=41&failedOnly=false",
        text(3),
        text(0)
    );
    let page = send(zuora.get(&wide)).await.json();
    assert_eq!(page["emailHistories"].as_array().unwrap().len(), 40);
    let next = page["nextPage"].as_str().unwrap();
    assert!(
        !next.starts_with(&server.base) && next.contains("page=2") && next.contains("pageSize=40")
    );
    let too_wide = format!("{EMAILS}?startTime={}&endTime={}", text(4), text(0));
    let refused = send(zuora.get(&too_wide)).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["success"]),
        (200, &json!(false))
    );
    assert_eq!(refused.json()["reasons"][0]["code"], 50_000_027);
    server.set("dialect", json!({"zuora": {"window_error_status": 400, "next_page_base": null, "numbers_as_text": true, "zone_hours": 2}})).await;
    assert_eq!(send(zuora.get(&too_wide)).await.status, 400);
    let page = send(zuora.get(&wide)).await.json();
    assert!(page["nextPage"].as_str().unwrap().starts_with(&server.base));
    assert!(page["emailHistories"][0]["eventCategory"].is_string());
    assert_eq!(
        send(zuora.get(&format!("{EMAILS}?page=2"))).await.status,
        400
    );
    // The vendor's own client sends a fraction and an offset.
    let sdk = format!("{EMAILS}?startTime={}.123456%2B00:00", text(1));
    assert_eq!(send(zuora.get(&sdk)).await.json()["success"], true);
    let account = page["emailHistories"][0]["accountId"].as_str().unwrap();
    let of_account = send(zuora.get(&format!("{wide}&accountId={account}")))
        .await
        .json();
    assert!(
        of_account["emailHistories"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["accountId"] == account)
    );
}

#[tokio::test]
async fn callouts_have_no_longest_window_and_may_show_content() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let path = &format!(
        "{}?startTime=2020-01-01T00:00:00&pageSize=40",
        paths::CALLOUT_HISTORY
    );
    let page = send(zuora.get(path)).await.json();
    let row = &page["calloutHistories"][0];
    assert!(row["eventContext"].is_object() && row.get("responseContent").is_none());
    let page = send(zuora.get(&format!("{path}&includeResponseContent=true")))
        .await
        .json();
    assert!(page["calloutHistories"][0]["responseContent"].is_string());
}

#[tokio::test]
async fn the_tenant_has_a_limit() {
    let server = Server::start().await;
    server
        .set("dialect", json!({"zuora": {"calls_per_minute": 2}}))
        .await;
    let zuora = Zuora::sign_in(&server).await;
    assert_eq!(send(zuora.get(EMAILS)).await.status, 200);
    let refused = send(zuora.get(EMAILS)).await;
    assert_eq!(
        (
            refused.status.as_u16(),
            refused.json()["reasons"][0]["code"].as_i64()
        ),
        (429, Some(50_000_070))
    );
    assert!(refused.header("retry-after").parse::<u64>().unwrap() <= 30);
    server
        .set("dialect", json!({"zuora": {"retry_after": false}}))
        .await;
    assert_eq!(send(zuora.get(EMAILS)).await.header("retry-after"), "");
}

#[tokio::test]
async fn only_so_many_calls_run_at_once_on_the_older_paths() {
    let server = Server::start().await;
    server
        .set("dialect", json!({"zuora": {"concurrency": 1}}))
        .await;
    let zuora = Zuora::sign_in(&server).await;
    server
        .set(
            "faults",
            json!({"kind": "delay", "operation": "zuora.list_emails", "delay_ms": 300, "count": 2}),
        )
        .await;
    let (one, two) = tokio::join!(send(zuora.get(EMAILS)), send(zuora.get(EMAILS)));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429]);
    assert_eq!(
        send(zuora.get(EMAILS))
            .await
            .header("concurrency-limit-remaining"),
        "1"
    );
}
