//! A demo, a page on which its operator is signed in, and the oracle's ear.

use crate::kit::{Page, asked_with, plan_file, reply, with_json};
use redrive_core::connection::Connection;
use redrive_core::plan::Draft;
use redrive_core::selfcommunity;
use redrive_gateway::clock::{Clock, Hand};
use redrive_gateway::demo::{self, Demo, OPERATOR};
use reqwest::Method;
use serde_json::{Value, json};

pub struct Scene {
    pub demo: Demo,
    pub hand: Hand,
    pub page: Page,
}

impl Scene {
    pub async fn start() -> Self {
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

    pub async fn another_page(&self) -> Page {
        let mut page = Page::new(self.demo.console_addr);
        page.sign_in(OPERATOR, self.demo.password.expose()).await;
        page
    }

    pub async fn connection(&self, id: &str) -> Connection {
        let all: Vec<Connection> =
            serde_json::from_slice(&self.page.get("/api/connections").await.body).unwrap();
        all.into_iter().find(|one| one.id.as_str() == id).unwrap()
    }

    /// An endpoint with events of the story, and a plan that resends some of them.
    pub async fn plan(&self, count: usize) -> Value {
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

    pub fn asked(&self, plan: &Value) -> Value {
        asked_with(plan, self.demo.password.expose())
    }

    pub async fn confirm(&self, plan: &Value) -> String {
        self.page.confirm_as(self.asked(plan)).await
    }

    /// How often each id was really sent.
    pub async fn oracle(&self) -> Value {
        let vendors = Page::new(self.demo.sandbox_addr);
        reply(vendors.bare(Method::GET, "/_sandbox/sends"))
            .await
            .json()
    }

    pub async fn sandbox(&self, path: &str, body: &Value) {
        let request = Page::new(self.demo.sandbox_addr).bare(Method::POST, path);
        let reply = reply(with_json(request, body)).await;
        assert!(
            reply.status < 300,
            "{} {}",
            reply.status,
            String::from_utf8_lossy(&reply.body)
        );
    }

    pub async fn assert_nothing_was_sent(&self, what: &str) {
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
