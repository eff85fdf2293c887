//! What leaves for a confirmed plan: exactly its calls, each once.

use crate::kit::{Kit, Page, VENDOR_PASSWORD, Vendor, asked, events, notifications, plan_file};
use flate2::read::GzDecoder;
use redrive_core::idempotency::IDEMPOTENCY_KEY;
use redrive_core::plan::PlanFile;
use redrive_core::zuora::headers::TRACK_ID;
use serde_json::{Value, json};
use std::io::Read as _;

async fn scene() -> (Kit, Page, Vendor) {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    (kit, page, vendor)
}

fn plan_of(kit: &Kit, connection: &str, file: &Value) -> redrive_core::plan::Plan {
    let file: PlanFile = serde_json::from_value(file.clone()).unwrap();
    file.open(kit.connection(connection)).unwrap()
}

#[tokio::test]
async fn the_calls_are_those_of_the_plan_and_a_page_cannot_change_them() {
    let (kit, page, vendor) = scene().await;
    let file = plan_file(kit.connection("billing"), notifications(1500));
    let plan = plan_of(&kit, "billing", &file);
    let id = page.confirm(&file).await;
    for number in 0..2 {
        let path = format!("/api/confirmations/{id}/calls/{number}");
        let meddling = page
            .own(reqwest::Method::POST, &path)
            .header("idempotency-key", "mine")
            .header("content-encoding", "identity")
            .body("[\"other\"]");
        assert_eq!(crate::kit::reply(meddling).await.vendor_status(), "200");
    }
    for (seen, call) in vendor.calls().iter().zip(plan.calls()) {
        assert_eq!(seen.target, format!("/billing{}", call.request.target()));
        assert_eq!(seen.header("content-encoding"), "gzip");
        assert_eq!(seen.header("content-type"), "application/json");
        for name in [IDEMPOTENCY_KEY, TRACK_ID] {
            assert_eq!(Some(seen.header(name)), call.request.headers.get(name));
        }
        let mut body = String::new();
        GzDecoder::new(seen.body.as_slice())
            .read_to_string(&mut body)
            .unwrap();
        assert_eq!(Some(body), call.request.body);
    }
    assert_eq!(vendor.calls().len(), 2);
}

#[tokio::test]
async fn a_small_body_travels_plain() {
    let (kit, page, vendor) = scene().await;
    let id = page
        .confirm(&plan_file(kit.connection("billing"), notifications(2)))
        .await;
    page.send(&id, 0).await;
    let seen = vendor.calls().remove(0);
    assert_eq!(seen.header("content-encoding"), "");
    assert_eq!(seen.body, b"[\"mail0\",\"mail1\"]");
}

#[tokio::test]
async fn a_call_without_a_key_is_sent_once_whatever_came_back() {
    let (kit, page, vendor) = scene().await;
    let id = page
        .confirm(&plan_file(kit.connection("community"), events(1..5)))
        .await;
    for (number, status) in [(0, 204), (1, 500)] {
        vendor.tell(status, &[], "");
        assert_eq!(
            page.send(&id, number).await.vendor_status(),
            status.to_string()
        );
        let reply = page.send(&id, number).await;
        assert_eq!((reply.status, reply.kind().as_str()), (409, "already_sent"));
    }
    assert_eq!(vendor.calls().len(), 2);
}

#[tokio::test]
async fn confirming_the_same_plan_again_repeats_nothing_and_goes_on() {
    let (kit, page, vendor) = scene().await;
    let plan = plan_file(kit.connection("community"), events(1..5));
    let first = page.confirm(&plan).await;
    page.send(&first, 0).await;
    let second = kit.signed_in().await.confirm(&plan).await;
    assert_eq!(page.send(&second, 0).await.kind(), "not_confirmed");
    let second = page.confirm(&plan).await;
    assert_eq!(page.send(&second, 0).await.kind(), "already_sent");
    assert_eq!(page.send(&second, 1).await.vendor_status(), "200");
    assert_eq!(page.send(&first, 1).await.kind(), "already_sent");
    assert_eq!(vendor.calls().len(), 2);
}

#[tokio::test]
async fn a_call_with_a_key_may_be_repeated_as_it_was() {
    let (kit, page, vendor) = scene().await;
    let id = page
        .confirm(&plan_file(kit.connection("billing"), notifications(1000)))
        .await;
    page.send(&id, 0).await;
    page.send(&id, 0).await;
    let calls = vendor.calls();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].body, calls[1].body);
    assert_eq!(
        calls[0].header(IDEMPOTENCY_KEY),
        calls[1].header(IDEMPOTENCY_KEY)
    );
    assert!(!calls[0].header(IDEMPOTENCY_KEY).is_empty());
}

#[tokio::test]
async fn there_are_no_other_calls() {
    let (kit, page, vendor) = scene().await;
    let id = page
        .confirm(&plan_file(kit.connection("community"), events(1..5)))
        .await;
    assert_eq!(page.send(&id, 2).await.kind(), "no_such_call");
    for odd in ["-1", "x", "18446744073709551616", "0%2F1"] {
        let request = page.own(
            reqwest::Method::POST,
            &format!("/api/confirmations/{id}/calls/{odd}"),
        );
        assert_eq!(
            crate::kit::reply(request).await.kind(),
            "no_such_call",
            "{odd}"
        );
    }
    for unknown in ["0".repeat(64), "x".to_owned()] {
        assert_eq!(page.send(&unknown, 0).await.kind(), "not_confirmed");
    }
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn of_fifty_who_ask_at_once_one_is_served() {
    for (connection, draft) in [("community", events(1..3)), ("billing", notifications(2))] {
        let (kit, page, vendor) = scene().await;
        let id = page
            .confirm(&plan_file(kit.connection(connection), draft))
            .await;
        vendor.shut();
        let mut all = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (page, id) = (page.clone(), id.clone());
            all.spawn(async move {
                let reply = page.send(&id, 0).await;
                (reply.vendor_status().to_owned(), reply.kind())
            });
        }
        // All others are refused while the one is still under way.
        for _ in 0..49 {
            let refused = all.join_next().await.unwrap().unwrap();
            assert_eq!(refused, (String::new(), "in_flight".to_owned()));
        }
        vendor.open();
        assert_eq!(all.join_next().await.unwrap().unwrap().0, "200");
        assert_eq!(vendor.calls().len(), 1, "{connection}");
    }
}

#[tokio::test]
async fn a_page_that_is_closed_does_not_stop_its_call() {
    let (kit, page, vendor) = scene().await;
    let id = page
        .confirm(&plan_file(kit.connection("community"), events(1..3)))
        .await;
    vendor.shut();
    let closed = {
        let (page, id) = (page.clone(), id.clone());
        tokio::spawn(async move { page.send(&id, 0).await })
    };
    vendor.arrival().await;
    closed.abort();
    assert!(closed.await.is_err());
    assert_eq!(page.send(&id, 0).await.kind(), "in_flight");
    vendor.open();
    while page.send(&id, 0).await.kind() == "in_flight" {
        tokio::task::yield_now().await;
    }
    assert_eq!(page.send(&id, 0).await.kind(), "already_sent");
    assert_eq!(vendor.calls().len(), 1);
}

#[tokio::test]
async fn the_vendors_password_goes_only_where_the_vendor_checks_it() {
    let (kit, page, vendor) = scene().await;
    let id = page
        .confirm(&plan_file(kit.connection("community"), events(1..3)))
        .await;
    page.send(&id, 0).await;
    let body: Value = serde_json::from_slice(&vendor.calls().remove(0).body).unwrap();
    assert_eq!(
        body,
        json!({ "event": [1, 2], "password": VENDOR_PASSWORD })
    );
    let id = page
        .confirm(&plan_file(kit.connection("billing"), notifications(2)))
        .await;
    page.send(&id, 0).await;
    assert!(!String::from_utf8_lossy(&vendor.calls().remove(1).body).contains(VENDOR_PASSWORD));

    let (mut config, hand) = crate::kit::config(&vendor.url);
    config.upstreams[0].connection.settings =
        serde_json::from_value(json!({ "selfcommunity": { "cap": 2 } })).unwrap();
    let kit = Kit::with(config, hand).await;
    let page = kit.signed_in().await;
    let plan = plan_file(kit.connection("community"), events(1..3));
    let reply = page.post("/api/confirmations", &asked(&plan)).await;
    page.send(reply.json()["confirmation"].as_str().unwrap(), 0)
        .await;
    assert_eq!(vendor.calls().remove(2).body, b"{\"event\":[1,2]}");
}
