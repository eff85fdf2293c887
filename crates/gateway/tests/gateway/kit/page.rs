//! A page of the console, as far as the gateway can tell: cookie, headers, JSON.

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use std::net::SocketAddr;

#[derive(Clone)]
pub struct Page {
    client: Client,
    base: String,
    pub cookie: Option<String>,
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The kind of an error, or nothing.
    pub fn kind(&self) -> String {
        self.json()["error"]["kind"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn vendor_status(&self) -> &str {
        self.header("vendor-status")
    }
}

impl Page {
    pub fn new(address: SocketAddr) -> Self {
        // The gateway under test chooses the same cryptography; the first choice stands.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none());
        Self {
            client: client.build().unwrap(),
            base: format!("http://{address}"),
            cookie: None,
        }
    }

    /// A request without anything that our own page would add.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base));
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    /// A request as our own page makes it.
    pub fn own(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path)
            .header("redrive", "1")
            .header("sec-fetch-site", "same-origin")
            .header("origin", &self.base)
    }

    pub async fn get(&self, path: &str) -> Reply {
        reply(self.own(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        reply(with_json(self.own(Method::POST, path), body)).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        reply(self.own(Method::DELETE, path)).await
    }

    pub async fn sign_in(&mut self, name: &str, password: &str) -> Reply {
        let body = json!({ "name": name, "password": password });
        let reply = self.post("/api/session", &body).await;
        if let Some(line) = reply.headers.get("set-cookie") {
            self.cookie = line.to_str().unwrap().split(';').next().map(str::to_owned);
        }
        reply
    }

    /// Reads from a connection.
    pub async fn read(&self, connection: &str, read: &Value) -> Reply {
        self.post(&format!("/api/connections/{connection}/read"), read)
            .await
    }

    /// Confirms a plan, whoever sent the same before, and gives the confirmation's id.
    pub async fn confirm(&self, plan: &Value) -> String {
        self.confirm_as(asked(plan)).await
    }

    /// The same with what is handed in.
    pub async fn confirm_as(&self, mut asked: Value) -> String {
        let mut reply = self.post("/api/confirmations", &asked).await;
        if reply.status == 409 {
            let mut known = asked["knows_sent"].as_array().cloned().unwrap_or_default();
            let told = reply.json()["error"]["sent"].take();
            known.extend(told.as_array().cloned().unwrap_or_default());
            asked["knows_sent"] = known.into();
            reply = self.post("/api/confirmations", &asked).await;
        }
        assert_eq!(reply.status, 201, "{}", reply.json());
        reply.json()["confirmation"].as_str().unwrap().to_owned()
    }

    /// Has a call sent, and tells the vendor's status or the kind of the gateway's refusal.
    pub async fn sends(&self, confirmation: &str, number: usize) -> String {
        let reply = self.send(confirmation, number).await;
        match reply.vendor_status() {
            "" => reply.kind(),
            status => status.to_owned(),
        }
    }

    /// Gives a confirmation back, and tells the status.
    pub async fn give_back(&self, confirmation: &str) -> u16 {
        self.delete(&format!("/api/confirmations/{confirmation}"))
            .await
            .status
    }

    /// The same, of a call that was refused as a whole, in a later round.
    pub async fn sends_anew(&self, confirmation: &str, number: usize, round: u32) -> String {
        let path = format!("/api/confirmations/{confirmation}/calls/{number}/rounds/{round}");
        let reply = reply(self.own(Method::POST, &path)).await;
        match reply.vendor_status() {
            "" => reply.kind(),
            status => status.to_owned(),
        }
    }

    /// Has a call sent.
    pub async fn send(&self, confirmation: &str, number: usize) -> Reply {
        reply(self.own(
            Method::POST,
            &format!("/api/confirmations/{confirmation}/calls/{number}"),
        ))
        .await
    }
}

/// What confirms a plan of which nothing was sent before.
pub fn asked(plan: &Value) -> Value {
    asked_with(plan, super::PASSWORD)
}

/// The same with this password.
pub fn asked_with(plan: &Value, password: &str) -> Value {
    json!({ "plan": plan, "reason": "an outage", "password": password,
            "vendor_password": super::VENDOR_PASSWORD })
}

pub fn with_json(request: RequestBuilder, body: &Value) -> RequestBuilder {
    request
        .header("content-type", "application/json")
        .body(body.to_string())
}

pub async fn reply(request: RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Reply {
        status,
        headers,
        body: response.bytes().await.unwrap().to_vec(),
    }
}
