//! Nothing is sent unless the operator confirmed this very plan with the password.

use crate::kit::{
    Kit, PASSWORD, Page, Vendor, asked, events, notifications, plan_file, switch_off,
};
use redrive_core::gateway::REASON_MOST;
use serde_json::{Value, json};
use std::time::Duration;

struct Scene {
    kit: Kit,
    page: Page,
    vendor: Vendor,
    plan: Value,
}

async fn scene() -> Scene {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let plan = plan_file(kit.connection("community"), events(1..5));
    Scene {
        kit,
        page,
        vendor,
        plan,
    }
}

/// What confirms a plan, with one field otherwise.
fn with(plan: &Value, field: &str, value: impl Into<Value>) -> Value {
    let mut body = asked(plan);
    body[field] = value.into();
    body
}

#[tokio::test]
async fn a_confirmation_names_its_plan() {
    let Scene {
        page, plan, vendor, ..
    } = scene().await;
    let reply = page.post("/api/confirmations", &asked(&plan)).await;
    assert_eq!(reply.status, 201);
    let confirmed = reply.json();
    assert_eq!(confirmed["digest"], plan["digest"]);
    assert_eq!(confirmed["calls"], 2);
    assert_eq!(confirmed["unused_minutes"], 5);
    assert_eq!(confirmed["operator"], "admin");
    assert_eq!(confirmed["confirmation"].as_str().unwrap().len(), 64);
    assert!(vendor.seen().is_empty(), "confirming sends nothing yet");
}

#[tokio::test]
async fn a_wrong_or_missing_password_confirms_nothing() {
    let Scene {
        page, plan, vendor, ..
    } = scene().await;
    for password in [
        "wrong",
        "",
        " correct horse battery",
        crate::kit::VENDOR_PASSWORD,
    ] {
        let reply = page
            .post("/api/confirmations", &with(&plan, "password", password))
            .await;
        assert_eq!(
            (reply.status, reply.kind().as_str()),
            (403, "wrong_password")
        );
    }
    let mut missing = asked(&plan);
    missing.as_object_mut().unwrap().remove("password");
    assert_eq!(
        page.post("/api/confirmations", &missing).await.kind(),
        "bad_request"
    );
    let null = with(&plan, "password", Value::Null);
    assert_eq!(
        page.post("/api/confirmations", &null).await.kind(),
        "bad_request"
    );
    page.confirm(&plan).await;
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn wrong_passwords_wait_here_too() {
    let Scene {
        kit, page, plan, ..
    } = scene().await;
    for _ in 0..5 {
        page.post("/api/confirmations", &with(&plan, "password", "wrong"))
            .await;
    }
    let reply = page.post("/api/confirmations", &asked(&plan)).await;
    assert_eq!((reply.status, reply.kind().as_str()), (429, "wait"));
    assert_eq!(reply.json()["error"]["retry_after"], 1);
    kit.hand.advance(Duration::from_secs(1));
    page.confirm(&plan).await;
}

#[tokio::test]
async fn a_stranger_who_guesses_keeps_nobody_from_confirming() {
    let Scene {
        kit, page, plan, ..
    } = scene().await;
    for _ in 0..10 {
        let reply = kit.page().sign_in("admin", "wrong").await;
        kit.hand.advance(Duration::from_mins(1));
        assert_eq!(reply.kind(), "wrong_credentials");
    }
    kit.page().sign_in("admin", "wrong").await;
    let stranger = kit.page().sign_in("admin", PASSWORD).await;
    assert_eq!(stranger.kind(), "wait");
    page.confirm(&plan).await;
}

#[tokio::test]
async fn a_plan_that_does_not_open_is_refused() {
    let Scene {
        kit,
        page,
        plan,
        vendor,
    } = scene().await;
    let changed = |field: &str, value: Value| {
        let mut plan = plan.clone();
        plan[field] = value;
        plan
    };
    let mut more = plan.clone();
    more["draft"]["resend_events"]["events"]
        .as_array_mut()
        .unwrap()
        .push(json!(99));
    for (what, plan) in [
        ("another digest", changed("digest", json!("0".repeat(64)))),
        ("one event more", more),
        (
            "another instant",
            changed("made_at", json!("2026-04-02T10:00:01Z")),
        ),
        (
            "another connection",
            changed("connection", json!("messaging")),
        ),
        ("no connection", changed("connection", json!("elsewhere"))),
        ("another format", changed("redrive_plan", json!(3))),
        ("the first format", changed("redrive_plan", json!(1))),
        (
            "another target",
            changed(
                "target",
                json!({ "environment": "production", "base_url": "http://elsewhere.example" }),
            ),
        ),
        (
            "a request",
            json!({ "method": "POST", "path": "/", "body": "{}" }),
        ),
        ("nothing", Value::Null),
    ] {
        let reply = page.post("/api/confirmations", &asked(&plan)).await;
        assert_eq!(
            (reply.status, reply.kind().as_str()),
            (422, "plan_refused"),
            "{what}"
        );
    }
    let filter = json!({"subscription_id": "wbs_01K0000000000000000000000C", "status": "dead"});
    let mut by_filter = changed("connection", json!("messaging"));
    by_filter["draft"] = json!({"replay_matching": {"filter": filter, "matched": "unknown"}});
    let reply = page.post("/api/confirmations", &asked(&by_filter)).await;
    assert_eq!(
        (reply.status, reply.kind().as_str()),
        (422, "plan_refused"),
        "a kind that is made no more"
    );
    let told = reply.json()["error"]["message"].to_string();
    for words in [
        "whatever a filter matches",
        "nothing is sent",
        "list what matches now",
    ] {
        assert!(told.contains(words), "{told}");
    }
    let elsewhere = Kit::start("http://127.0.0.1:1").await;
    let mut other_cap = elsewhere.connection("community").clone();
    other_cap.settings = serde_json::from_value(json!({ "selfcommunity": { "cap": 3 } })).unwrap();
    let built_otherwise = plan_file(&other_cap, events(1..5));
    assert_eq!(
        page.post("/api/confirmations", &asked(&built_otherwise))
            .await
            .kind(),
        "plan_refused"
    );
    drop(kit);
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn more_than_a_few_records_need_a_reason() {
    let Scene { kit, page, .. } = scene().await;
    let many = plan_file(kit.connection("billing"), notifications(11));
    for reason in ["", "  \n "] {
        let reply = page
            .post("/api/confirmations", &with(&many, "reason", reason))
            .await;
        assert_eq!((reply.status, reply.kind().as_str()), (422, "plan_refused"));
    }
    let long = with(&many, "reason", "a".repeat(REASON_MOST + 1));
    assert_eq!(
        page.post("/api/confirmations", &long).await.kind(),
        "plan_refused"
    );
    let longest = with(&many, "reason", "ü".repeat(REASON_MOST));
    page.confirm_as(longest).await;
    let few = plan_file(kit.connection("billing"), notifications(10));
    assert_eq!(
        page.post("/api/confirmations", &with(&few, "reason", ""))
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn five_unused_minutes_end_it_and_each_use_begins_them_anew() {
    let Scene {
        kit, page, vendor, ..
    } = scene().await;
    let plan = plan_file(kit.connection("community"), events(1..9));
    let id = page.confirm(&plan).await;
    for number in 0..2 {
        kit.hand.advance(Duration::from_secs(299));
        assert_eq!(page.send(&id, number).await.vendor_status(), "200");
    }
    kit.hand.advance(Duration::from_mins(5));
    let reply = page.send(&id, 2).await;
    assert_eq!(
        (reply.status, reply.kind().as_str()),
        (403, "not_confirmed")
    );
    assert_eq!(vendor.calls().len(), 2);
}

#[tokio::test]
async fn it_belongs_to_its_session_and_ends_with_it() {
    let Scene {
        kit,
        mut page,
        plan,
        vendor,
    } = scene().await;
    let id = page.confirm(&plan).await;
    let colleague = kit.signed_in().await;
    assert_eq!(
        colleague.send(&id, 0).await.kind(),
        "not_confirmed",
        "another session"
    );
    let mut other = kit.page();
    other.sign_in("other", PASSWORD).await;
    assert_eq!(
        other.send(&id, 0).await.kind(),
        "not_confirmed",
        "another operator"
    );
    assert_eq!(kit.page().send(&id, 0).await.kind(), "signed_out", "nobody");
    let before = page.clone();
    page.sign_in("admin", PASSWORD).await;
    assert_eq!(
        page.send(&id, 0).await.kind(),
        "not_confirmed",
        "signed in anew"
    );
    assert_eq!(
        before.send(&id, 0).await.kind(),
        "signed_out",
        "the session before"
    );
    let id = page.confirm(&plan).await;
    page.delete("/api/session").await;
    assert_eq!(page.send(&id, 0).await.kind(), "signed_out");
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn a_plan_of_a_hundred_thousand_records_fits_and_a_larger_body_does_not() {
    let Scene { kit, page, .. } = scene().await;
    let many = plan_file(kit.connection("billing"), notifications(100_000));
    let reply = page.post("/api/confirmations", &asked(&many)).await;
    assert_eq!((reply.status, &reply.json()["calls"]), (201, &json!(100)));
    let huge = with(&many, "reason", "a".repeat(64 << 20));
    let reply = page.post("/api/confirmations", &huge).await;
    assert_eq!((reply.status, reply.kind().as_str()), (413, "too_large"));
    assert!(
        reply.json()["error"]["message"]
            .as_str()
            .unwrap()
            .contains("plan fewer")
    );
}

#[tokio::test]
async fn switching_an_endpoint_takes_a_confirmation_like_everything_else() {
    let Scene {
        kit, page, vendor, ..
    } = scene().await;
    let id = page
        .confirm(&plan_file(kit.connection("community"), switch_off()))
        .await;
    assert_eq!(page.send(&id, 0).await.vendor_status(), "200");
    let seen = vendor.calls().remove(0);
    assert_eq!(
        (seen.method.as_str(), seen.body.as_slice()),
        ("PATCH", &b"{\"is_active\":false}"[..])
    );
}
