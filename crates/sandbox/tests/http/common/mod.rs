//! A sandbox behind a real socket, and the shortest words to talk to it.

pub mod community;
pub mod kirim;
pub mod zuora;

use redrive_sandbox::{KIRIM_KEY, Options, SELFCOMMUNITY_ADMIN, Sandbox, Scale, serve};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

/// One sandbox for one test.
pub struct Server {
    pub base: String,
    pub client: Client,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.bytes)))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Server {
    pub async fn start() -> Self {
        let options = Options {
            seed: 1,
            scale: Scale::Small,
            ..Options::default()
        };
        Self::with(options).await
    }

    pub async fn with(options: Options) -> Self {
        let sandbox = Sandbox::open(options).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            serve(listener, sandbox.router(), std::future::pending())
                .await
                .unwrap();
        });
        // Another test of this binary may have been first; any choice will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            base,
            client: Client::builder()
                .timeout(Duration::from_secs(20))
                .build()
                .unwrap(),
        }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    /// A Kirim call.
    pub fn kirim(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, &format!("/kirim{path}"))
            .bearer_auth(KIRIM_KEY)
    }

    /// A `SelfCommunity` call.
    pub fn community(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, &format!("/selfcommunity{path}"))
            .bearer_auth(SELFCOMMUNITY_ADMIN)
    }

    /// A control with a body.
    pub async fn set(&self, control: &str, body: Value) -> Value {
        let answer = send(
            self.request(Method::POST, &format!("/_sandbox/{control}"))
                .json(&body),
        )
        .await;
        assert_eq!(
            answer.status,
            200,
            "{}",
            String::from_utf8_lossy(&answer.bytes)
        );
        answer.json()
    }

    /// A control that only shows.
    pub async fn ask(&self, control: &str) -> Value {
        send(self.request(Method::GET, &format!("/_sandbox/{control}")))
            .await
            .json()
    }

    pub async fn fault(&self, kind: &str, operation: &str) {
        self.set("faults", json!({"kind": kind, "operation": operation}))
            .await;
    }

    pub async fn advance(&self, seconds: u32) {
        self.set("clock", json!({"advance_seconds": seconds})).await;
    }

    /// How often an id was really sent.
    pub async fn sent(&self, vendor: &str, id: &str) -> u64 {
        self.ask("sends").await[vendor][id].as_u64().unwrap_or(0)
    }

    /// How many sends there were in all.
    pub async fn sends(&self, vendor: &str) -> u64 {
        self.ask("sends").await[vendor]
            .as_object()
            .unwrap()
            .values()
            .map(|times| times.as_u64().unwrap())
            .sum()
    }
}

/// Sends, and reads the whole answer.
pub async fn send(request: RequestBuilder) -> Answer {
    try_send(request).await.unwrap()
}

/// Sends, where it may fail.
pub async fn try_send(request: RequestBuilder) -> Result<Answer, reqwest::Error> {
    let response = request.send().await?;
    Ok(Answer {
        status: response.status(),
        headers: response.headers().clone(),
        bytes: response.bytes().await?.to_vec(),
    })
}
