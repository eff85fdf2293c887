//! A vendor that writes down all it gets, and answers as it was told.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use redrive_core::zuora::contract::paths::TOKEN;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// One request as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: Method,
    pub target: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn is_token(&self) -> bool {
        self.target.ends_with(TOKEN)
    }
}

type Told = (u16, Vec<(&'static str, &'static str)>, Vec<u8>);

#[derive(Clone)]
pub struct Vendor {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    told: Arc<Mutex<VecDeque<Told>>>,
    /// Requests that may be answered; all, unless it was shut.
    gate: Arc<Semaphore>,
    arrivals: Arc<Semaphore>,
    token_status: Arc<AtomicU16>,
}

impl Vendor {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let vendor = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            seen: Arc::default(),
            told: Arc::default(),
            gate: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
            arrivals: Arc::new(Semaphore::new(0)),
            token_status: Arc::new(AtomicU16::new(200)),
        };
        let router = Router::new().fallback(answer).with_state(vendor.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        vendor
    }

    /// Answers the next request that is not for a token like this.
    pub fn tell(
        &self,
        status: u16,
        headers: &[(&'static str, &'static str)],
        body: impl Into<Vec<u8>>,
    ) {
        self.told
            .lock()
            .unwrap()
            .push_back((status, headers.to_vec(), body.into()));
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// What arrived beside requests for tokens.
    pub fn calls(&self) -> Vec<Seen> {
        self.seen()
            .into_iter()
            .filter(|seen| !seen.is_token())
            .collect()
    }

    pub fn tokens(&self) -> usize {
        self.seen().iter().filter(|seen| seen.is_token()).count()
    }

    /// From now on nobody gets a token: this is the answer.
    pub fn refuse_tokens(&self, status: u16) {
        self.token_status.store(status, Ordering::SeqCst);
    }

    /// Holds back every answer until it is opened.
    pub fn shut(&self) {
        self.gate.forget_permits(Semaphore::MAX_PERMITS);
    }

    pub fn open(&self) {
        self.gate.add_permits(Semaphore::MAX_PERMITS);
    }

    /// Waits until one more request arrived.
    pub async fn arrival(&self) {
        self.arrivals.acquire().await.unwrap().forget();
    }
}

async fn answer(
    State(vendor): State<Vendor>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let seen = Seen {
        method,
        target: uri.to_string(),
        headers,
        body: body.to_vec(),
    };
    let is_token = seen.is_token();
    vendor.seen.lock().unwrap().push(seen);
    let status = StatusCode::from_u16(vendor.token_status.load(Ordering::SeqCst)).unwrap();
    if is_token && status != StatusCode::OK {
        return status.into_response();
    }
    if is_token {
        let number = vendor.tokens();
        let body = format!(
            r#"{{"access_token":"token-{number}","token_type":"bearer","expires_in":3599,"scope":"","jti":"j"}}"#
        );
        return ([(header::CONTENT_TYPE, "application/json")], body).into_response();
    }
    vendor.arrivals.add_permits(1);
    let _pass = vendor.gate.acquire().await.unwrap();
    let told = vendor.told.lock().unwrap().pop_front();
    let (status, headers, body) = told.unwrap_or((200, vec![], b"{}".to_vec()));
    let mut response = (StatusCode::from_u16(status).unwrap(), body).into_response();
    for (name, value) in headers {
        response.headers_mut().insert(name, value.parse().unwrap());
    }
    response
}
