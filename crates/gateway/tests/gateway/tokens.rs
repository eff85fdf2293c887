//! The token of a vendor that wants one: fetched, shared, renewed, and never a reason to send a
//! call twice.

use crate::kit::raw::{Manner, RawVendor};
use crate::kit::{Kit, Vendor, notifications, plan_file};
use redrive_core::zuora;
use serde_json::{Value, json};
use std::time::Duration;

fn job() -> Value {
    json!({ "zuora": zuora::Read::Job { id: "j1".parse().unwrap() } })
}

#[tokio::test]
async fn a_token_is_fetched_by_form_without_authorization() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    page.read("billing", &job()).await;
    let token = vendor.seen().remove(0);
    assert!(token.is_token());
    assert_eq!(token.header("authorization"), "");
    assert_eq!(
        token.header("content-type"),
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        String::from_utf8(token.body).unwrap(),
        "client_id=client&client_secret=client-secret&grant_type=client_credentials"
    );
    assert_eq!(
        vendor.calls().remove(0).header("authorization"),
        "Bearer token-1"
    );
}

#[tokio::test]
async fn many_reads_share_one_token_until_shortly_before_its_end() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let reads: Vec<_> = (0..20)
        .map(|_| {
            let page = page.clone();
            tokio::spawn(async move {
                page.read("billing", &job())
                    .await
                    .vendor_status()
                    .to_owned()
            })
        })
        .collect();
    for read in reads {
        assert_eq!(read.await.unwrap(), "200");
    }
    assert_eq!(vendor.tokens(), 1);
    for _ in 0..4 {
        kit.hand.advance(Duration::from_mins(15));
        page.read("billing", &job()).await;
    }
    assert_eq!(vendor.tokens(), 2);
}

#[tokio::test]
async fn a_read_is_asked_once_more_with_a_new_token() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    vendor.tell(401, &[], "{}");
    assert_eq!(page.read("billing", &job()).await.vendor_status(), "200");
    let tokens: Vec<String> = vendor
        .calls()
        .iter()
        .map(|seen| seen.header("authorization").to_owned())
        .collect();
    assert_eq!(tokens, ["Bearer token-1", "Bearer token-2"]);
    vendor.tell(401, &[], "{}");
    vendor.tell(401, &[], "{}");
    assert_eq!(
        page.read("billing", &job()).await.vendor_status(),
        "401",
        "and no third time"
    );
    assert_eq!(vendor.calls().len(), 4);
}

#[tokio::test]
async fn a_fixed_token_is_not_tried_again() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    vendor.tell(401, &[], "{}");
    let read = json!({ "selfcommunity": { "endpoint": { "id": 1 } } });
    assert_eq!(page.read("community", &read).await.vendor_status(), "401");
    assert_eq!(vendor.calls().len(), 1);
}

#[tokio::test]
async fn a_write_that_is_answered_401_is_relayed_and_its_token_dropped() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let id = page
        .confirm(&plan_file(kit.connection("billing"), notifications(3)))
        .await;
    vendor.tell(401, &[], r#"{"message":"no"}"#);
    let reply = page.send(&id, 0).await;
    assert_eq!((reply.status, reply.vendor_status()), (200, "401"));
    assert_eq!(vendor.calls().len(), 1, "it is never repeated by itself");
    let again = page.send(&id, 0).await;
    assert_eq!(again.vendor_status(), "200");
    assert_eq!(
        vendor.calls().remove(1).header("authorization"),
        "Bearer token-2"
    );
}

#[tokio::test]
async fn a_token_route_that_hangs_has_a_limit_of_its_own() {
    let vendor = RawVendor::start(Manner::Silent).await;
    let (mut config, hand) = crate::kit::config(&vendor.url);
    config.limits.token = Duration::from_millis(300);
    let kit = Kit::with(config, hand).await;
    let page = kit.signed_in().await;
    let id = page
        .confirm(&plan_file(kit.connection("billing"), notifications(3)))
        .await;
    let job = job();
    let (read, sent) = tokio::join!(page.read("billing", &job), page.sends(&id, 0));
    assert_eq!((read.status, read.kind().as_str()), (502, "unreachable"));
    assert_eq!(sent, "unreachable");
}

#[tokio::test]
async fn no_token_means_that_nothing_was_sent() {
    let vendor = Vendor::start().await;
    let (mut config, hand) = crate::kit::config(&vendor.url);
    for upstream in &mut config.upstreams {
        upstream.connection.base_url = format!("{}/prefix", vendor.url);
    }
    let kit = Kit::with(config, hand).await;
    let page = kit.signed_in().await;
    let id = page
        .confirm(&plan_file(kit.connection("billing"), notifications(3)))
        .await;
    // Where the token route itself fails, that says nothing of the credentials.
    for (status, kind) in [
        (401, "no_token"),
        (400, "no_token"),
        (503, "unreachable"),
        (429, "unreachable"),
    ] {
        vendor.refuse_tokens(status);
        let reply = page.send(&id, 0).await;
        assert_eq!((reply.status, reply.kind().as_str()), (502, kind));
        let json = reply.json();
        let message = json["error"]["message"].as_str().unwrap();
        assert!(message.contains(&status.to_string()), "{message}");
    }
    assert!(vendor.calls().is_empty());
}
