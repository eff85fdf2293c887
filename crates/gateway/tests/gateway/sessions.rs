//! Signing in and out, and how sessions end by themselves.

use crate::kit::{Kit, PASSWORD, Vendor, reply};
use redrive_core::gateway::ASKED_BY_NOBODY;
use serde_json::json;
use std::time::Duration;

const MINUTE: Duration = Duration::from_mins(1);

async fn kit() -> Kit {
    Kit::start(&Vendor::start().await.url).await
}

#[tokio::test]
async fn an_operator_signs_in_and_out() {
    let kit = kit().await;
    let mut page = kit.page();
    let reply = page.sign_in("admin", PASSWORD).await;
    let session = json!({ "operator": "admin", "environment": "sandbox", "idle_minutes": 20 });
    assert_eq!(reply.json(), session);
    let cookie = reply.header("set-cookie");
    let (pair, rest) = cookie.split_once("; ").unwrap();
    assert_eq!(rest, "Path=/; HttpOnly; SameSite=Strict");
    assert_eq!(pair.split_once('=').unwrap().1.len(), 64, "32 random bytes");
    assert_eq!(page.get("/api/session").await.json(), session);
    let reply = page.delete("/api/session").await;
    assert_eq!(reply.status, 204);
    assert!(reply.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(page.get("/api/session").await.kind(), "signed_out");
}

#[tokio::test]
async fn an_unknown_name_reads_like_a_wrong_password() {
    let kit = kit().await;
    let wrong = kit.page().sign_in("admin", "nonsense").await;
    let unknown = kit.page().sign_in("nobody", PASSWORD).await;
    assert_eq!(
        (wrong.status, wrong.kind().as_str()),
        (401, "wrong_credentials")
    );
    assert_eq!(
        (wrong.status, wrong.json()),
        (unknown.status, unknown.json())
    );
    assert!(wrong.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn signing_in_gives_a_new_id_and_ends_the_old_one() {
    let kit = kit().await;
    let mut page = kit.signed_in().await;
    let before = page.clone();
    page.sign_in("admin", PASSWORD).await;
    assert_ne!(page.cookie, before.cookie);
    assert_eq!(before.get("/api/session").await.kind(), "signed_out");
    assert_eq!(page.get("/api/session").await.status, 200);
}

#[tokio::test]
async fn an_id_that_was_brought_along_is_never_taken() {
    let kit = kit().await;
    let mut page = kit.page();
    let planted = format!("redrive={}", "0".repeat(64));
    page.cookie = Some(planted.clone());
    page.sign_in("admin", PASSWORD).await;
    assert_ne!(page.cookie, Some(planted));
}

#[tokio::test]
async fn a_session_ends_after_twenty_idle_minutes() {
    let kit = kit().await;
    let page = kit.signed_in().await;
    for _ in 0..3 {
        kit.hand.advance(19 * MINUTE);
        assert_eq!(page.get("/api/session").await.status, 200);
    }
    kit.hand.advance(20 * MINUTE);
    assert_eq!(page.get("/api/session").await.kind(), "signed_out");
}

#[tokio::test]
async fn what_nobody_asked_for_is_answered_and_keeps_no_session_open() {
    let kit = kit().await;
    let page = kit.signed_in().await;
    let asked_as = |word: &'static str| {
        let request = page.own(reqwest::Method::GET, "/api/session");
        reply(request.header(ASKED_BY_NOBODY.0, word))
    };
    // Any other word is no word: somebody asked.
    kit.hand.advance(19 * MINUTE);
    assert_eq!(asked_as("somebody").await.status, 200);
    for _ in 0..19 {
        kit.hand.advance(MINUTE);
        assert_eq!(asked_as(ASKED_BY_NOBODY.1).await.status, 200);
    }
    kit.hand.advance(MINUTE);
    assert_eq!(asked_as(ASKED_BY_NOBODY.1).await.kind(), "signed_out");
    assert_eq!(page.get("/api/session").await.kind(), "signed_out");
}

#[tokio::test]
async fn a_session_ends_after_eight_hours_of_use() {
    let kit = kit().await;
    let page = kit.signed_in().await;
    for _ in 0..31 {
        kit.hand.advance(15 * MINUTE);
        assert_eq!(page.get("/api/session").await.status, 200);
    }
    kit.hand.advance(15 * MINUTE);
    assert_eq!(page.get("/api/session").await.kind(), "signed_out");
}

#[tokio::test]
async fn wrong_passwords_wait_longer_and_longer_but_not_for_ever() {
    let kit = kit().await;
    for _ in 0..5 {
        assert_eq!(
            kit.page().sign_in("admin", "wrong").await.kind(),
            "wrong_credentials"
        );
    }
    let reply = kit.page().sign_in("admin", PASSWORD).await;
    assert_eq!(
        (reply.status, reply.kind().as_str()),
        (429, "wait"),
        "even the right one"
    );
    assert_eq!(reply.json()["error"]["retry_after"], 1);
    assert_eq!(reply.header("retry-after"), "1");
    kit.hand.advance(Duration::from_secs(1));
    assert_eq!(
        kit.page().sign_in("admin", "wrong").await.kind(),
        "wrong_credentials"
    );
    assert_eq!(
        kit.page().sign_in("admin", PASSWORD).await.json()["error"]["retry_after"],
        2
    );
    kit.hand.advance(Duration::from_secs(2));
    assert_eq!(kit.page().sign_in("admin", PASSWORD).await.status, 200);
    assert_eq!(
        kit.page().sign_in("admin", "wrong").await.kind(),
        "wrong_credentials"
    );
}

#[tokio::test]
async fn a_burst_does_not_pass_the_delay_together() {
    let kit = kit().await;
    let tries = (0..40).map(|_| {
        let mut page = kit.page();
        tokio::spawn(async move { page.sign_in("admin", "wrong").await.kind() })
    });
    let mut checked = 0;
    for one in tries.collect::<Vec<_>>() {
        checked += usize::from(one.await.unwrap() == "wrong_credentials");
    }
    // Two at once: one may be under way when the fifth begins the delay.
    assert!((5..=6).contains(&checked), "{checked} were checked");
}

#[tokio::test]
async fn bodies_are_json_and_not_too_large() {
    let kit = kit().await;
    let page = kit.page();
    let form = page
        .own(reqwest::Method::POST, "/api/session")
        .body(r#"{"name":"a","password":"b"}"#);
    assert_eq!(reply(form).await.kind(), "bad_request");
    let reply = page
        .post("/api/session", &json!({ "name": "admin", "password": 7 }))
        .await;
    assert_eq!((reply.status, reply.kind().as_str()), (400, "bad_request"));
    let reply = page
        .post(
            "/api/session",
            &json!({ "name": "a".repeat(70_000), "password": "" }),
        )
        .await;
    assert_eq!((reply.status, reply.kind().as_str()), (413, "too_large"));
    let json = reply.json();
    let message = json["error"]["message"].as_str().unwrap();
    assert!(!message.contains("plan"), "{message}");
}
