//! One sandbox for one test, its controls and its oracle.

use super::carrier::{Carrier, client};
use redrive_core::connection::Vendor;
use redrive_core::secret::Secret;
use redrive_core::zuora::contract::paths::TOKEN;
use redrive_core::{http::Answer, zuora};
use redrive_sandbox::{
    FaultKind, KIRIM_KEY, Options, SELFCOMMUNITY_ADMIN, Sandbox, Scale, ZUORA_CLIENT_ID,
    ZUORA_CLIENT_SECRET, serve,
};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How often every id was sent.
pub type Sends = BTreeMap<String, u64>;

/// A running sandbox.
pub struct Server {
    pub base: String,
    client: Client,
}

impl Server {
    pub async fn start() -> Self {
        let options = Options {
            seed: 1,
            scale: Scale::Small,
            ..Options::default()
        };
        let sandbox = Sandbox::open(options).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            serve(listener, sandbox.router(), std::future::pending())
                .await
                .unwrap();
        });
        let server = Self::at(base);
        // A data query goes through its stages at once; one test gives it time.
        server
            .dialect(json!({"zuora": {"query_stage_ms": 0}}))
            .await;
        server
    }

    /// The controls of a sandbox that runs already.
    pub fn at(base: String) -> Self {
        Self {
            base,
            client: client(4),
        }
    }

    /// A carrier with the credentials of a good client.
    pub async fn carrier(&self, vendor: Vendor) -> Carrier {
        let bearer = match vendor {
            Vendor::Selfcommunity => SELFCOMMUNITY_ADMIN.to_owned(),
            Vendor::Kirim => KIRIM_KEY.to_owned(),
            Vendor::Zuora => self.token().await,
        };
        Carrier::new(format!("{}/{}", self.base, word(vendor)), bearer)
    }

    /// A fresh token of Zuora's.
    async fn token(&self) -> String {
        let secret = Secret::new(ZUORA_CLIENT_SECRET.to_owned());
        let response = self
            .client
            .post(format!("{}/zuora{TOKEN}", self.base))
            .form(&zuora::token_form(ZUORA_CLIENT_ID, &secret))
            .send()
            .await
            .unwrap();
        let answer = Answer {
            status: response.status().as_u16(),
            headers: redrive_core::http::Headers::default(),
            body: response.bytes().await.unwrap().to_vec(),
        };
        zuora::token(&answer).unwrap().access_token
    }

    /// A control with a body.
    pub async fn set(&self, control: &str, body: Value) -> Value {
        let address = format!("{}/_sandbox/{control}", self.base);
        json_of(
            self.client
                .post(address)
                .header("content-type", "application/json")
                .body(body.to_string()),
        )
        .await
    }

    async fn shown(&self, control: &str) -> Value {
        json_of(self.client.get(format!("{}/_sandbox/{control}", self.base))).await
    }

    /// Flips switches.
    pub async fn dialect(&self, part: Value) {
        self.set("dialect", part).await;
    }

    /// Arms one fault for the next call of an operation.
    pub async fn arm(&self, kind: FaultKind, operation: &str) {
        let fault = json!({"kind": kind, "operation": operation, "delay_ms": 5});
        self.set("faults", fault).await;
    }

    /// Passes the time.
    pub async fn advance(&self, seconds: u32) {
        self.set("clock", json!({"advance_seconds": seconds})).await;
    }

    /// Passes a little time.
    pub async fn advance_ms(&self, milliseconds: u32) {
        self.set("clock", json!({"advance_ms": milliseconds})).await;
    }

    /// How often every id of a vendor was really sent.
    pub async fn sends(&self, vendor: Vendor) -> Sends {
        serde_json::from_value(self.shown("sends").await[word(vendor)].clone()).unwrap()
    }

    /// Births dead deliveries on one timestamp; gives their ids.
    pub async fn births(&self, subscription: &str, at: &str, count: u32) -> Vec<String> {
        self.births_of("dead", subscription, at, count).await
    }

    /// Births deliveries of this status on one timestamp; gives their ids.
    pub async fn births_of(
        &self,
        status: &str,
        subscription: &str,
        at: &str,
        count: u32,
    ) -> Vec<String> {
        let wanted = json!({"vendor": "kirim", "subscription": subscription, "status": status,
            "count": count, "created_at": at});
        serde_json::from_value(self.set("births", wanted).await["ids"].clone()).unwrap()
    }

    /// Has pending deliveries die.
    pub async fn deaths(&self, ids: &[String]) {
        let died = self.set("deaths", json!({"ids": ids})).await;
        assert_eq!(died["died"], ids.len());
    }
}

/// The word that stands in paths and in the oracle.
const fn word(vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::Selfcommunity => "selfcommunity",
        Vendor::Kirim => "kirim",
        Vendor::Zuora => "zuora",
    }
}

async fn json_of(call: RequestBuilder) -> Value {
    let response = call.send().await.unwrap();
    let status = response.status();
    let body = response.bytes().await.unwrap();
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    serde_json::from_slice(&body).unwrap()
}
