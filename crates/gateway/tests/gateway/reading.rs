//! Reads: what leaves, and what comes back.

use crate::kit::{Kit, Vendor};
use flate2::{Compression, write::GzEncoder};
use redrive_core::selfcommunity::contract::EndpointId;
use redrive_core::{kirim, selfcommunity, zuora};
use reqwest::header::HeaderName;
use serde_json::{Value, json};
use std::io::Write as _;

fn endpoint() -> Value {
    let id = EndpointId::new(1);
    json!({ "selfcommunity": selfcommunity::Read::Endpoint { id } })
}

fn subscriptions() -> Value {
    json!({ "kirim": kirim::Read::Subscriptions { limit: 5, cursor: Some("a b&c".to_owned()) } })
}

fn job() -> Value {
    json!({ "zuora": zuora::Read::Job { id: "j1".parse().unwrap() } })
}

#[tokio::test]
async fn connections_are_listed_without_credentials() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    let reply = page.get("/api/connections").await;
    let ids: Vec<Value> = reply
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].clone())
        .collect();
    assert_eq!(ids, ["community", "messaging", "billing"]);
    let text = String::from_utf8(reply.body).unwrap();
    for secret in ["community-token", "messaging-key", "client-secret"] {
        assert!(!text.contains(secret));
    }
}

#[tokio::test]
async fn a_read_leaves_with_our_credentials_and_nothing_of_the_pages() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    let request = page
        .own(reqwest::Method::POST, "/api/connections/messaging/read")
        .header("authorization", "Bearer foreign")
        .header("x-forwarded-for", "10.0.0.1")
        .header("accept-language", "de")
        .header("idempotency-key", "foreign");
    let reply = crate::kit::reply(crate::kit::with_json(request, &subscriptions())).await;
    assert_eq!(reply.vendor_status(), "200");
    let seen = vendor.calls().remove(0);
    assert!(seen.target.starts_with("/messaging/"), "{}", seen.target);
    assert!(
        seen.target.ends_with("?limit=5&cursor=a%20b%26c"),
        "{}",
        seen.target
    );
    assert_eq!(seen.header("authorization"), "Bearer messaging-key");
    let mut names: Vec<&str> = seen.headers.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "authorization", "host", "user-agent"]);
}

#[tokio::test]
async fn an_answer_is_relayed_byte_for_byte_with_its_status_and_listed_headers() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    let body = b"<h1>\0\xff bad gateway".to_vec();
    vendor.tell(
        502,
        &[
            ("content-type", "text/html"),
            ("retry-after", "7"),
            ("x-request-id", "req_1"),
            ("x-ratelimit-remaining", "3"),
            ("set-cookie", "redrive=stolen"),
            ("location", "https://evil.example/"),
        ],
        body.clone(),
    );
    let reply = page.read("community", &endpoint()).await;
    assert_eq!((reply.status, reply.vendor_status()), (200, "502"));
    assert_eq!(reply.body, body);
    assert_eq!(reply.header("vendor-content-type"), "text/html");
    assert_eq!(reply.header("content-type"), "application/octet-stream");
    assert_eq!(reply.header("vendor-retry-after"), "7");
    assert_eq!(reply.header("vendor-x-request-id"), "req_1");
    assert_eq!(reply.header("vendor-x-ratelimit-remaining"), "3");
    for stays in [
        "set-cookie",
        "vendor-set-cookie",
        "vendor-location",
        "location",
    ] {
        assert!(reply.headers.get(stays).is_none(), "{stays}");
    }
}

#[tokio::test]
async fn only_relayed_answers_carry_a_vendor_status() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    vendor.tell(401, &[], "{}");
    let theirs = page.read("community", &endpoint()).await;
    assert_eq!((theirs.status, theirs.vendor_status()), (200, "401"));
    let ours = Kit::start(&vendor.url)
        .await
        .page()
        .read("community", &endpoint())
        .await;
    assert_eq!((ours.status, ours.vendor_status()), (401, ""));
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_nothing_more() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    let elsewhere: &'static str = format!("{}/elsewhere", vendor.url).leak();
    vendor.tell(307, &[("location", elsewhere)], "");
    assert_eq!(
        page.read("community", &endpoint()).await.vendor_status(),
        "307"
    );
    assert_eq!(vendor.calls().len(), 1);
}

#[tokio::test]
async fn what_is_no_read_of_this_vendor_goes_nowhere() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    for body in [
        job(),
        subscriptions(),
        json!({ "selfcommunity": { "delete_endpoint": { "id": 1 } } }),
        json!({ "method": "GET", "path": "/", "url": "http://127.0.0.1/" }),
        json!("endpoint"),
        json!(null),
    ] {
        let reply = page.read("community", &body).await;
        assert_eq!(
            (reply.status, reply.kind().as_str()),
            (400, "not_a_read"),
            "{body}"
        );
    }
    let reply = page.read("other", &endpoint()).await;
    assert_eq!(
        (reply.status, reply.kind().as_str()),
        (404, "no_connection")
    );
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn an_odd_id_leads_to_no_other_path() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    for id in ["../../elsewhere", "%2e%2e/x", "a?b=c", "a#b"] {
        let body = json!({ "zuora": { "job": { "id": id } } });
        let reply = page.read("billing", &body).await;
        assert!(
            matches!(reply.kind().as_str(), "internal" | "not_a_read"),
            "{id}: {}",
            reply.json()
        );
    }
    assert!(vendor.calls().is_empty());
}

#[tokio::test]
async fn gzip_is_asked_of_one_vendor_and_taken_off() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(b"{\"plain\":true}").unwrap();
    vendor.tell(
        200,
        &[("content-encoding", "gzip")],
        encoder.finish().unwrap(),
    );
    let reply = page.read("billing", &job()).await;
    assert_eq!(reply.body, b"{\"plain\":true}");
    assert_eq!(vendor.calls().remove(0).header("accept-encoding"), "gzip");
    vendor.tell(202, &[("content-encoding", "gzip")], "");
    assert_eq!(
        page.read("billing", &job()).await.vendor_status(),
        "202",
        "blank is blank"
    );
    page.read("community", &endpoint()).await;
    assert_eq!(vendor.calls().remove(2).header("accept-encoding"), "");
}
