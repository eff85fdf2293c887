//! Nothing is sent when anything about a confirmation is wrong: asked of the oracle.

use super::scene::Scene;
use crate::kit::{Page, asked_with, reply};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn nothing_is_sent_without_a_confirmation_of_this_very_plan() {
    let scene = Scene::start().await;
    let plan = scene.plan(3).await;
    let page = &scene.page;

    for password in ["wrong", ""] {
        let reply = page
            .post("/api/confirmations", &asked_with(&plan, password))
            .await;
        assert_eq!(reply.kind(), "wrong_password");
    }
    let mut missing = scene.asked(&plan);
    missing.as_object_mut().unwrap().remove("password");
    assert_eq!(
        page.post("/api/confirmations", &missing).await.kind(),
        "bad_request"
    );

    let mut other_digest = plan.clone();
    other_digest["digest"] = "0".repeat(64).into();
    let mut one_more = plan.clone();
    one_more["draft"]["resend_events"]["events"]
        .as_array_mut()
        .unwrap()
        .push(json!(1));
    for plan in [other_digest, one_more] {
        let reply = page.post("/api/confirmations", &scene.asked(&plan)).await;
        assert_eq!(reply.kind(), "plan_refused");
    }

    let id = scene.confirm(&plan).await;
    let path = format!("/api/confirmations/{id}/calls/0");
    for (what, request) in [
        ("without our header", page.bare(Method::POST, &path)),
        (
            "from a foreign origin",
            page.own(Method::POST, &path)
                .header("origin", "https://evil.example"),
        ),
        (
            "by a form of another site",
            page.bare(Method::POST, &path)
                .header("redrive", "1")
                .header("sec-fetch-site", "cross-site"),
        ),
    ] {
        assert_eq!(reply(request).await.kind(), "foreign_request", "{what}");
    }
    let colleague = scene.another_page().await;
    assert_eq!(colleague.send(&id, 0).await.kind(), "not_confirmed");
    assert_eq!(
        Page::new(scene.demo.console_addr).send(&id, 0).await.kind(),
        "signed_out"
    );
    assert_eq!(page.send(&"0".repeat(64), 0).await.kind(), "not_confirmed");

    scene.hand.advance(Duration::from_mins(5));
    assert_eq!(page.send(&id, 0).await.kind(), "not_confirmed", "expired");
    scene.assert_nothing_was_sent("at the end").await;
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn a_hand_made_request_finds_no_way_past_the_page() {
    let scene = Scene::start().await;
    let plan = scene.plan(3).await;
    let connection = scene.connection("community").await;
    let request = redrive_core::plan::PlanFile::parse(&plan.to_string())
        .unwrap()
        .open(&connection)
        .unwrap()
        .calls()[0]
        .request
        .clone();
    let as_json = serde_json::to_value(&request).unwrap();
    let mut answers = Vec::new();
    for path in [
        "/api/connections/community/read".to_owned(),
        "/api/connections/community/send".to_owned(),
        "/api/confirmations/x/calls/0".to_owned(),
        format!("/api/connections/community{}", request.path),
        format!("/api{}", request.path),
        request.path.clone(),
    ] {
        for body in [
            as_json.clone(),
            json!({ "selfcommunity": as_json }),
            plan.clone(),
        ] {
            answers.push(scene.page.post(&path, &body).await.status);
        }
    }
    assert!(
        answers.iter().all(|status| (400..500).contains(status)),
        "{answers:?}"
    );
    scene.assert_nothing_was_sent("hand-made").await;
    scene.demo.shutdown().await;
}
