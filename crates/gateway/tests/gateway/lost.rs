//! How an exchange that fails is called. `unreachable` is a promise that nothing was sent.

use crate::kit::raw::{Manner, RawVendor};
use crate::kit::{Kit, events, plan_file};
use serde_json::json;

/// Sends one call at a vendor of this manner: status, kind, and how often the vendor was asked.
async fn send(manner: Manner) -> (u16, String, usize) {
    let vendor = RawVendor::start(manner).await;
    let kit = match manner {
        Manner::Silent => Kit::impatient(&vendor.url).await,
        _ => Kit::start(&vendor.url).await,
    };
    let page = kit.signed_in().await;
    let id = page
        .confirm(&plan_file(kit.connection("community"), events(1..2)))
        .await;
    let reply = page.send(&id, 0).await;
    assert_eq!(reply.vendor_status(), "");
    let again = page.send(&id, 0).await;
    assert_eq!(again.kind(), "already_sent", "it may have been applied");
    (reply.status, reply.kind(), vendor.asked())
}

fn lost(status: u16) -> (u16, String, usize) {
    (status, "answer_lost".to_owned(), 1)
}

#[tokio::test]
async fn a_connection_that_ends_without_a_word() {
    assert_eq!(send(Manner::Close).await, lost(502));
}

#[tokio::test]
async fn an_answer_that_breaks_off() {
    assert_eq!(send(Manner::BreakOff).await, lost(502));
}

#[tokio::test]
async fn an_answer_that_cannot_be_unpacked() {
    assert_eq!(send(Manner::FalseGzip).await, lost(502));
}

#[tokio::test]
async fn an_answer_that_never_ends() {
    assert_eq!(send(Manner::Flood).await, lost(502));
}

#[tokio::test]
async fn an_answer_that_never_comes() {
    assert_eq!(send(Manner::Silent).await, lost(504));
}

#[tokio::test]
async fn nobody_listens_there() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let kit = Kit::start(&nobody).await;
    let page = kit.signed_in().await;
    let id = page
        .confirm(&plan_file(kit.connection("community"), events(1..2)))
        .await;
    for _ in 0..2 {
        let reply = page.send(&id, 0).await;
        assert_eq!(
            (reply.status, reply.kind().as_str()),
            (502, "unreachable"),
            "and it may be tried again"
        );
    }
    let reply = page
        .read(
            "community",
            &json!({ "selfcommunity": { "endpoint": { "id": 1 } } }),
        )
        .await;
    assert_eq!((reply.status, reply.kind().as_str()), (502, "unreachable"));
    let reply = page
        .read("billing", &json!({ "zuora": { "job": { "id": "j" } } }))
        .await;
    assert_eq!((reply.status, reply.kind().as_str()), (502, "unreachable"));
}

#[tokio::test]
async fn no_name_and_no_tls_are_no_connection_either() {
    for url in ["http://no-such-name.invalid".to_owned(), {
        // It speaks, but not TLS.
        RawVendor::start(Manner::CloseAfterAnswer)
            .await
            .url
            .replace("http:", "https:")
    }] {
        let kit = Kit::start(&url).await;
        let reply = kit
            .signed_in()
            .await
            .read(
                "community",
                &json!({ "selfcommunity": { "endpoint": { "id": 1 } } }),
            )
            .await;
        assert_eq!(
            (reply.status, reply.kind().as_str()),
            (502, "unreachable"),
            "{url}"
        );
    }
}

/// A vendor that closes a connection just as the next call is about to take it: were connections
/// shared, this call would be lost or, worse, sent again by the client library.
#[tokio::test]
async fn each_write_has_a_connection_of_its_own() {
    let vendor = RawVendor::start(Manner::CloseAfterAnswer).await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let id = page
        .confirm(&plan_file(kit.connection("community"), events(0..40)))
        .await;
    for number in 0..20 {
        assert_eq!(
            page.send(&id, number).await.vendor_status(),
            "204",
            "call {number}"
        );
    }
    assert_eq!(vendor.asked(), 20);
}
