//! A demo with its operator signed in, as far as the gateway can tell: cookie, header, JSON.

use super::carrier::client;
use super::drive::{Driven, drive_by};
use super::plans::{nonce, plan_with_nonce};
use super::server::Server;
use redrive_core::connection::{Connection, Vendor};
use redrive_core::gateway::ErrorKind;
use redrive_core::http::{Answer, Exchange, Headers, NotSent};
use redrive_core::plan::{Draft, Plan};
use redrive_core::read::Read;
use redrive_gateway::clock::{Clock, Hand};
use redrive_gateway::demo::{self, Demo, OPERATOR};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use std::sync::Mutex;

/// The gateway, its sandbox, and a page.
pub struct Gate {
    pub hand: Hand,
    /// The sandbox behind it: controls and oracle.
    pub server: Server,
    pub connections: Vec<Connection>,
    demo: Demo,
    client: Client,
    cookie: Mutex<Option<String>>,
}

impl Gate {
    pub async fn start() -> Self {
        let (clock, hand) = Clock::manual();
        let options = demo::Options {
            clock,
            ..Default::default()
        };
        let demo = demo::start(options).await.unwrap();
        let mut gate = Self {
            hand,
            server: Server::at(format!("http://{}", demo.sandbox_addr)),
            connections: Vec::new(),
            demo,
            client: client(0),
            cookie: Mutex::default(),
        };
        gate.sign_in().await;
        let list = gate.own(Method::GET, "/api/connections");
        gate.connections = serde_json::from_slice(&answered(list).await.body).unwrap();
        gate
    }

    /// Begins a session, in place of the one before.
    pub async fn sign_in(&self) {
        let body = json!({"name": OPERATOR, "password": self.password()});
        let signed_in = self.post("/api/session", &body).send().await.unwrap();
        assert_eq!(signed_in.status(), 200);
        let line = signed_in.headers()["set-cookie"].to_str().unwrap();
        *self.cookie.lock().unwrap() = line.split(';').next().map(str::to_owned);
    }

    /// What the operator signs in and confirms with.
    pub fn password(&self) -> &str {
        self.demo.password.expose()
    }

    pub fn connection(&self, vendor: Vendor) -> &Connection {
        self.connections
            .iter()
            .find(|one| one.vendor() == vendor)
            .unwrap()
    }

    /// A plan on the demo's connection of its vendor.
    pub fn plan(&self, draft: Draft) -> Plan {
        plan_with_nonce(self.connection(draft.vendor()), draft, nonce())
    }

    /// A request with the session, and nothing else that our own page would add.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        let address = format!("http://{}{path}", self.demo.console_addr);
        let request = self.client.request(method, address);
        match &*self.cookie.lock().unwrap() {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    /// A request as our own page makes it.
    pub fn own(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path)
            .header("redrive", "1")
            .header("sec-fetch-site", "same-origin")
    }

    pub fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.own(Method::POST, path)
            .header("content-type", "application/json")
            .body(body.to_string())
    }

    /// What confirms a plan.
    pub fn asked(&self, plan: &Plan) -> Value {
        json!({"plan": plan.to_file(), "reason": "a test", "password": self.password()})
    }

    /// Confirms a plan, whoever sent the same before, and gives the confirmation's id.
    pub async fn confirm(&self, plan: &Plan) -> String {
        let mut asked = self.asked(plan);
        let mut answer = answered(self.post("/api/confirmations", &asked)).await;
        let mut body: Value = serde_json::from_slice(&answer.body).unwrap();
        if answer.status == 409 {
            asked["knows_sent"] = body["error"]["sent"].take();
            answer = answered(self.post("/api/confirmations", &asked)).await;
            body = serde_json::from_slice(&answer.body).unwrap();
        }
        assert_eq!(answer.status, 201, "{body}");
        assert_eq!(body["digest"], plan.digest().as_str());
        body["confirmation"].as_str().unwrap().to_owned()
    }

    /// Where a call of a confirmation is sent from.
    pub fn call_path(confirmation: &str, call: usize) -> String {
        format!("/api/confirmations/{confirmation}/calls/{call}")
    }

    /// Has a call sent.
    pub async fn send(&self, confirmation: &str, call: usize) -> Exchange {
        self.send_in(confirmation, call, 0).await
    }

    /// Has a call sent in this round.
    pub async fn send_in(&self, confirmation: &str, call: usize, round: u32) -> Exchange {
        let mut path = Self::call_path(confirmation, call);
        if round > 0 {
            path = format!("{path}/rounds/{round}");
        }
        exchange(answered(self.own(Method::POST, &path)).await)
    }

    /// A read, relayed.
    pub async fn read(&self, connection: &str, read: &Read) -> Exchange {
        let path = format!("/api/connections/{connection}/read");
        exchange(answered(self.post(&path, &json!(read))).await)
    }

    /// Confirms a plan and carries it out, doing something before each call.
    pub async fn drive_from(&self, plan: &Plan, before: impl AsyncFn(usize)) -> Driven {
        let confirmation = self.confirm(plan).await;
        drive_by(plan, async |call| {
            before(call).await;
            self.send(&confirmation, call).await
        })
        .await
    }
}

/// What the gateway answered; the kind of its error, or nothing.
pub async fn kind_of(request: RequestBuilder) -> String {
    kind(&answered(request).await)
}

fn kind(answer: &Answer) -> String {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    body["error"]["kind"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// What a relayed answer, or a refusal of the gateway's, says of the exchange with the vendor.
fn exchange(answer: Answer) -> Exchange {
    if let Some(status) = answer.headers.get("vendor-status") {
        return Exchange::Answered(Answer {
            status: status.parse().unwrap(),
            headers: answer
                .headers
                .iter()
                .filter_map(|(name, value)| Some((name.strip_prefix("vendor-")?, value)))
                .collect(),
            body: answer.body,
        });
    }
    let kind = kind(&answer);
    let why = match ErrorKind::from(kind.clone()) {
        ErrorKind::AnswerLost | ErrorKind::AlreadySent | ErrorKind::InFlight => {
            return Exchange::Lost { why: kind };
        }
        ErrorKind::SignedOut => NotSent::SignedOut,
        ErrorKind::NotConfirmed => NotSent::NotConfirmed(kind),
        _ => NotSent::Refused(kind),
    };
    Exchange::NotSent { why }
}

async fn answered(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let headers: Headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    Answer {
        status: response.status().as_u16(),
        headers,
        body: response.bytes().await.unwrap().to_vec(),
    }
}
