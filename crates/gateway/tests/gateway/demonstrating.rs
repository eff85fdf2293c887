//! The demo as a whole: this gateway before the real sandbox, whose oracle says what was sent.

use crate::kit::{Page, asked_with, events, plan_file, reply, with_json};
use redrive_core::connection::Connection;
use redrive_core::plan::Draft;
use redrive_core::{selfcommunity, zuora};
use redrive_gateway::clock::{Clock, Hand};
use redrive_gateway::demo::{self, Demo, OPERATOR};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

struct Scene {
    demo: Demo,
    hand: Hand,
    page: Page,
}

impl Scene {
    async fn start() -> Self {
        let (clock, hand) = Clock::manual();
        let demo = demo::start(demo::Options {
            clock,
            ..Default::default()
        })
        .await
        .unwrap();
        let mut page = Page::new(demo.console_addr);
        let signed_in = page.sign_in(OPERATOR, demo.password.expose()).await;
        assert_eq!(signed_in.status, 200);
        Self { demo, hand, page }
    }

    async fn another_page(&self) -> Page {
        let mut page = Page::new(self.demo.console_addr);
        page.sign_in(OPERATOR, self.demo.password.expose()).await;
        page
    }

    async fn connection(&self, id: &str) -> Connection {
        let all: Vec<Connection> =
            serde_json::from_slice(&self.page.get("/api/connections").await.body).unwrap();
        all.into_iter().find(|one| one.id.as_str() == id).unwrap()
    }

    /// An endpoint with events of the story, and a plan that resends some of them.
    async fn plan(&self, count: usize) -> Value {
        let read =
            json!({ "selfcommunity": selfcommunity::Read::Endpoints { limit: 50, offset: 0 } });
        let endpoints = self.page.read("community", &read).await.json();
        for endpoint in endpoints["results"].as_array().unwrap() {
            let endpoint: selfcommunity::contract::EndpointId =
                serde_json::from_value(endpoint["id"].clone()).unwrap();
            let read = selfcommunity::Read::Attempts {
                id: endpoint,
                limit: 100,
                offset: 0,
            };
            let attempts = self
                .page
                .read("community", &json!({ "selfcommunity": read }))
                .await
                .json();
            let mut ids: Vec<u64> = attempts["results"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|attempt| event_of(attempt["http_request_body"].as_str()?))
                .collect();
            ids.sort_unstable();
            ids.dedup();
            ids.truncate(count);
            if ids.len() == count {
                let events = ids
                    .into_iter()
                    .map(selfcommunity::contract::EventId::new)
                    .collect();
                let draft = Draft::ResendEvents { endpoint, events };
                return plan_file(&self.connection("community").await, draft);
            }
        }
        panic!("no endpoint with {count} events");
    }

    fn asked(&self, plan: &Value) -> Value {
        asked_with(plan, self.demo.password.expose())
    }

    async fn confirm(&self, plan: &Value) -> String {
        let reply = self
            .page
            .post("/api/confirmations", &self.asked(plan))
            .await;
        assert_eq!(reply.status, 201, "{}", reply.json());
        reply.json()["confirmation"].as_str().unwrap().to_owned()
    }

    /// How often each id was really sent.
    async fn oracle(&self) -> Value {
        let vendors = Page::new(self.demo.sandbox_addr);
        reply(vendors.bare(Method::GET, "/_sandbox/sends"))
            .await
            .json()
    }

    async fn sandbox(&self, path: &str, body: &Value) {
        let request = Page::new(self.demo.sandbox_addr).bare(Method::POST, path);
        let reply = reply(with_json(request, body)).await;
        assert!(
            reply.status < 300,
            "{} {}",
            reply.status,
            String::from_utf8_lossy(&reply.body)
        );
    }

    async fn assert_nothing_was_sent(&self, what: &str) {
        for (vendor, ids) in self.oracle().await.as_object().unwrap() {
            assert_eq!(ids, &json!({}), "{what}: {vendor}");
        }
    }
}

/// The event that an attempt's body names; some bodies are cut off.
fn event_of(body: &str) -> Option<u64> {
    let (_, rest) = body.split_once("\"event_id\": ")?;
    rest.split(|letter: char| !letter.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[tokio::test]
async fn a_confirmed_plan_is_sent_once() {
    let scene = Scene::start().await;
    let plan = scene.plan(3).await;
    let id = scene.confirm(&plan).await;
    scene.assert_nothing_was_sent("confirmed only").await;
    assert_eq!(scene.page.send(&id, 0).await.vendor_status(), "204");
    assert_eq!(scene.page.send(&id, 0).await.kind(), "already_sent");
    let sent = scene.oracle().await["selfcommunity"].clone();
    let wanted = plan["draft"]["events"].as_array().unwrap();
    assert_eq!(sent.as_object().unwrap().len(), wanted.len());
    for event in wanted {
        assert_eq!(sent[event.to_string()], 1);
    }
    scene.demo.shutdown().await;
}

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
    one_more["draft"]["events"]
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

#[tokio::test]
async fn fifty_who_ask_at_once_send_it_once() {
    let scene = Scene::start().await;
    let id = scene.confirm(&scene.plan(3).await).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (page, id) = (scene.page.clone(), id.clone());
        all.spawn(async move { page.send(&id, 0).await.vendor_status().to_owned() });
    }
    let answers = all.join_all().await;
    assert_eq!(answers.iter().filter(|status| *status == "204").count(), 1);
    let sent = scene.oracle().await["selfcommunity"].clone();
    assert!(
        sent.as_object().unwrap().values().all(|times| times == 1),
        "{sent}"
    );
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn a_connection_that_is_cut_after_the_call_was_applied_is_a_lost_answer() {
    let scene = Scene::start().await;
    let id = scene.confirm(&scene.plan(3).await).await;
    scene
        .sandbox(
            "/_sandbox/faults",
            &json!({ "kind": "reset_after", "count": 1 }),
        )
        .await;
    let reply = scene.page.send(&id, 0).await;
    assert_eq!((reply.status, reply.kind().as_str()), (502, "answer_lost"));
    assert_eq!(scene.page.send(&id, 0).await.kind(), "already_sent");
    let sent = scene.oracle().await["selfcommunity"].clone();
    assert_eq!(
        sent.as_object().unwrap().len(),
        3,
        "it was applied, and nobody said so"
    );
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn a_data_query_gives_ids_and_their_mails_are_resent_with_gzip() {
    let scene = Scene::start().await;
    let filter = zuora::NotificationFilter {
        channel: zuora::contract::Channel::Email,
        account: None,
        status: None,
        created_after: None,
        created_before: None,
    };
    let read = zuora::Read::SubmitPage {
        filter,
        limit: 1000,
        cursor: None,
    };
    let submitted = scene.page.read("billing", &json!({ "zuora": read })).await;
    let id: zuora::contract::JobId =
        serde_json::from_value(submitted.json()["data"]["id"].clone()).unwrap();
    let rows = json!({ "zuora": zuora::Read::QueryRows { id } });
    let answer = loop {
        let answer = scene.page.read("billing", &rows).await;
        if answer.kind() != "not_ready" {
            break answer;
        }
        scene
            .sandbox("/_sandbox/clock", &json!({ "advance_seconds": 5 }))
            .await;
    };
    assert_eq!(answer.vendor_status(), "200", "{}", answer.json());
    let text = String::from_utf8(answer.body).unwrap();
    let ids: Vec<zuora::contract::NotificationId> = text
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["id"]
                .as_str()
                .unwrap()
                .parse()
                .unwrap()
        })
        .collect();
    assert!(ids.len() > 100, "{}", ids.len());
    let draft = Draft::ResendNotifications {
        channel: zuora::contract::Channel::Email,
        notifications: ids.clone(),
    };
    let plan = plan_file(&scene.connection("billing").await, draft);
    let confirmation = scene.confirm(&plan).await;
    for _ in 0..2 {
        assert_eq!(
            scene.page.send(&confirmation, 0).await.vendor_status(),
            "202"
        );
    }
    let sent = scene.oracle().await["zuora"].clone();
    assert_eq!(sent.as_object().unwrap().len(), ids.len());
    assert!(
        sent.as_object().unwrap().values().all(|times| times == 1),
        "the key held"
    );
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn a_plan_for_an_unknown_event_is_the_vendors_to_refuse() {
    let scene = Scene::start().await;
    let refusing = json!({ "selfcommunity": { "unknown_event": "refused" } });
    scene.sandbox("/_sandbox/dialect", &refusing).await;
    let plan = plan_file(
        &scene.connection("community").await,
        events(900_000_000..900_000_002),
    );
    let id = scene.confirm(&plan).await;
    let reply = scene.page.send(&id, 0).await;
    assert_eq!(reply.status, 200);
    assert!(
        reply.vendor_status().starts_with('4'),
        "{}",
        reply.vendor_status()
    );
    scene.assert_nothing_was_sent("refused by the vendor").await;
    scene.demo.shutdown().await;
}

#[tokio::test]
async fn a_demo_makes_up_a_password_each_time() {
    let (one, two) = (Scene::start().await, Scene::start().await);
    assert_ne!(one.demo.password, two.demo.password);
    assert_eq!(one.demo.password.expose().len(), 24);
    one.demo.shutdown().await;
    two.demo.shutdown().await;
}
