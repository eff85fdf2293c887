//! Every fault, seen by a real client, and what the oracle says of it.

use crate::common::community::{attempts, event_id, of};
use crate::common::{Answer, Server, send, try_send};
use redrive_core::kirim::contract::paths as kirim;
use redrive_core::selfcommunity::contract::paths as community;
use redrive_core::zuora::contract::paths as zuora;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

async fn event(server: &Server) -> u64 {
    attempts(server, 1).await.iter().find_map(event_id).unwrap()
}

fn resend(server: &Server, event: u64) -> RequestBuilder {
    server
        .community(Method::POST, &of(community::BULK_RESEND, 1))
        .json(&json!({"event": [event]}))
}

#[tokio::test]
async fn statuses_come_in_the_vendors_envelope_and_send_nothing() {
    let server = Server::start().await;
    let event = event(&server).await;
    for (kind, status) in [
        ("401", 401),
        ("403", 403),
        ("404", 404),
        ("409", 409),
        ("422", 422),
        ("429", 429),
        ("429_without_retry_after", 429),
        ("500", 500),
    ] {
        server.fault(kind, "selfcommunity.bulk_resend").await;
        let answer = send(resend(&server, event)).await;
        assert_eq!(answer.status.as_u16(), status);
        assert!(answer.json()["errors"][0]["code"].is_string(), "{kind}");
        assert_eq!(
            answer.header("retry-after"),
            if kind == "429" { "1" } else { "" }
        );
    }
    assert_eq!(server.sends("selfcommunity").await, 0);
    assert_eq!(send(resend(&server, event)).await.status, 204);
}

#[tokio::test]
async fn kirim_and_zuora_have_their_own_envelopes() {
    let server = Server::start().await;
    for kind in ["401", "403", "404", "409", "422", "429", "500"] {
        server.fault(kind, "any").await;
        let kirim = send(server.kirim(Method::GET, kirim::DELIVERIES)).await;
        assert_eq!(kirim.status.as_str(), kind);
        assert_eq!(
            kirim.json()["error"]["request_id"],
            kirim.header("x-request-id")
        );
        assert_ne!(kirim.header("x-ratelimit-reset"), "");
        server.fault(kind, "zuora.resend_emails").await;
        let path = &format!("/zuora{}", zuora::RESEND_EMAILS);
        let zuora = send(server.request(Method::POST, path).json(&json!(["x"]))).await;
        assert_eq!(zuora.status.as_str(), kind);
        assert_eq!(zuora.header("zuora-request-id").len(), 36);
        assert!(zuora.json().is_object());
    }
    server.fault("500", "zuora.list_emails").await;
    let listed =
        send(server.request(Method::GET, &format!("/zuora{}", zuora::EMAIL_HISTORY))).await;
    assert_eq!(listed.json()["reasons"][0]["code"], 50_000_060);
}

#[tokio::test]
async fn a_reset_before_sends_nothing_and_a_reset_after_sends() {
    let server = Server::start().await;
    let event = event(&server).await;
    for (kind, times) in [("reset_before", 0), ("reset_after", 1)] {
        server.fault(kind, "selfcommunity.bulk_resend").await;
        let cut = try_send(resend(&server, event)).await;
        let error = cut.expect_err("the connection must end without an answer");
        assert!(error.is_request() && !error.is_timeout(), "{error:?}");
        assert_eq!(
            server.sent("selfcommunity", &event.to_string()).await,
            times,
            "{kind}"
        );
    }
    let calls = server.ask("sends?calls=1").await;
    assert_eq!(calls[1]["cut"], true);
    assert_eq!(calls[1]["ids"], json!([event.to_string()]));
    // What was applied shows later as a new attempt.
    server.advance(2).await;
    assert_eq!(send(resend(&server, event)).await.status, 204);
}

#[tokio::test]
async fn a_bad_gateway_before_or_after_looks_the_same() {
    let server = Server::start().await;
    let event = event(&server).await;
    let mut seen: Vec<Answer> = Vec::new();
    for (kind, times) in [("502", 0), ("502_after", 1)] {
        server.fault(kind, "selfcommunity.bulk_resend").await;
        seen.push(send(resend(&server, event)).await);
        assert_eq!(
            server.sent("selfcommunity", &event.to_string()).await,
            times,
            "{kind}"
        );
    }
    assert!(seen.iter().all(|answer| answer.status == 502));
    assert_eq!(seen[0].bytes, seen[1].bytes);
    assert_eq!(seen[0].header("content-type"), "text/html");
}

#[tokio::test]
async fn spoiled_bodies_are_applied_all_the_same() {
    let server = Server::start().await;
    let list = send(server.kirim(Method::GET, &format!("{}?status=dead", kirim::DELIVERIES)))
        .await
        .json();
    let id = list["data"][0]["id"].as_str().unwrap();
    let path = kirim::REPLAY.replace("{id}", id);
    let mut times = 0;
    for (kind, look) in [
        ("truncated_json", |answer: &Answer| {
            serde_json::from_slice::<Value>(&answer.bytes).is_err()
        }),
        ("wrong_content_type", |answer: &Answer| {
            answer.header("content-type") == "text/html"
        }),
        ("blank_body", |answer: &Answer| answer.bytes.is_empty()),
    ] as [(&str, fn(&Answer) -> bool); 3]
    {
        server.fault(kind, "kirim.replay").await;
        let answer = send(server.kirim(Method::POST, &path)).await;
        times += 1;
        assert!(answer.status == 202 && look(&answer), "{kind}: {answer:?}");
        assert_eq!(server.sent("kirim", id).await, times);
    }
}

#[tokio::test]
async fn faults_count_down_wait_and_can_be_cleared() {
    let server = Server::start().await;
    server.set("faults", json!({"kind": "500", "operation": "kirim.list_deliveries", "count": 2, "delay_ms": 30})).await;
    let started = std::time::Instant::now();
    assert_eq!(
        send(server.kirim(Method::GET, kirim::DELIVERIES))
            .await
            .status,
        500
    );
    assert!(started.elapsed().as_millis() >= 30);
    assert_eq!(server.ask("faults").await[0]["count"], 1);
    send(server.request(Method::DELETE, "/_sandbox/faults")).await;
    assert_eq!(
        send(server.kirim(Method::GET, kirim::DELIVERIES))
            .await
            .status,
        200
    );
    let refused = send(
        server
            .request(Method::POST, "/_sandbox/faults")
            .json(&json!({"kind": "999"})),
    )
    .await;
    assert_eq!(refused.status, 400);
}

#[tokio::test]
async fn a_call_is_held_until_everything_is_disarmed() {
    let server = Server::start().await;
    let held = json!({"kind": "delay", "operation": "kirim.list_deliveries", "delay_ms": 600_000});
    server.set("faults", held).await;
    let call = tokio::spawn(send(server.kirim(Method::GET, kirim::DELIVERIES)));
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while server.ask("faults").await != json!([]) {
        assert!(std::time::Instant::now() < deadline);
    }
    assert!(!call.is_finished());
    send(server.request(Method::DELETE, "/_sandbox/faults")).await;
    assert_eq!(call.await.unwrap().status, 200);
}

#[tokio::test]
async fn a_caller_who_hangs_up_does_not_stop_what_was_begun() {
    let server = Server::start().await;
    let event = event(&server).await;
    server
        .set(
            "faults",
            json!({"kind": "delay", "operation": "selfcommunity.bulk_resend", "delay_ms": 200}),
        )
        .await;
    let short = resend(&server, event).timeout(std::time::Duration::from_millis(50));
    assert!(try_send(short).await.unwrap_err().is_timeout());
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while server.sent("selfcommunity", &event.to_string()).await == 0 {
        assert!(std::time::Instant::now() < deadline);
        tokio::task::yield_now().await;
    }
}
