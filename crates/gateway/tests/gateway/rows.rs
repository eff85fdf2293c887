//! The result of a data query: only from where it may lie, and without credentials.

use crate::kit::{Kit, Page, Reply, Vendor};
use redrive_core::zuora;
use reqwest::header::HeaderName;
use serde_json::{Value, json};

async fn rows(page: &Page) -> Reply {
    let read = zuora::Read::QueryRows {
        id: "j1".parse().unwrap(),
    };
    page.read("billing", &json!({ "zuora": read })).await
}

fn job(status: &str, file: Option<&str>) -> String {
    let mut data = json!({ "id": "j1", "queryStatus": status });
    if let Some(file) = file {
        data["dataFile"] = Value::from(file);
    }
    json!({ "data": data }).to_string()
}

#[tokio::test]
async fn a_file_at_the_connections_own_origin_is_fetched_without_credentials() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    let file = format!("{}/elsewhere/j1.json?sig=x", vendor.url);
    vendor.tell(200, &[], job("completed", Some(&file)));
    vendor.tell(
        200,
        &[("content-type", "text/plain")],
        "{\"id\":1}\n{\"id\":2}\n",
    );
    let reply = rows(&page).await;
    assert_eq!((reply.status, reply.vendor_status()), (200, "200"));
    assert_eq!(reply.body, b"{\"id\":1}\n{\"id\":2}\n");
    let calls = vendor.calls();
    assert_eq!(calls[0].header("authorization"), "Bearer token-1");
    assert_eq!(calls[1].target, "/elsewhere/j1.json?sig=x");
    let mut names: Vec<&str> = calls[1].headers.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["accept", "host", "user-agent"],
        "nothing of the connection"
    );
}

#[tokio::test]
async fn a_file_elsewhere_is_not_fetched() {
    let vendor = Vendor::start().await;
    let other = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    for file in [
        format!("{}/j1.json", other.url),
        "https://files.example.evil.example/x".to_owned(),
        "http://files.example/x".to_owned(),
        "https://files.example:8443/x".to_owned(),
        "https://10.0.0.1/named-but-private".to_owned(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "/relative".to_owned(),
        String::new(),
    ] {
        vendor.tell(200, &[], job("completed", Some(&file)));
        let reply = rows(&page).await;
        assert_eq!(
            (reply.status, reply.kind().as_str()),
            (502, "file_refused"),
            "{file}"
        );
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn an_unfinished_job_is_no_result() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    for (status, kind) in [
        ("submitted", "not_ready"),
        ("accepted", "not_ready"),
        ("in_progress", "not_ready"),
        ("failed", "job_failed"),
        ("cancelled", "job_failed"),
        ("completed", "job_failed"),
        ("unheard_of", "job_failed"),
    ] {
        vendor.tell(200, &[], job(status, None));
        let reply = rows(&page).await;
        assert_eq!(
            (reply.status, reply.kind().as_str()),
            (409, kind),
            "{status}"
        );
    }
    assert_eq!(vendor.calls().len(), 7);
}

#[tokio::test]
async fn a_refusal_of_the_job_is_relayed() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    vendor.tell(404, &[], r#"{"code":404,"message":"no such job"}"#);
    let reply = rows(&page).await;
    assert_eq!((reply.status, reply.vendor_status()), (200, "404"));
    vendor.tell(401, &[], "{}");
    vendor.tell(200, &[], job("in_progress", None));
    assert_eq!(
        rows(&page).await.kind(),
        "not_ready",
        "a stale token is renewed here too"
    );
}
