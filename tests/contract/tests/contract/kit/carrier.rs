//! The smallest carrier there can be: a request of core's, a base address and a token go in, and
//! an honest word on how it ended comes out.

use redrive_core::http::{Answer, Exchange, Headers, Method, NotSent, Request};
use reqwest::{Client, redirect, retry};
use std::time::Duration;

/// Carries requests to one vendor.
#[derive(Debug, Clone)]
pub struct Carrier {
    base: String,
    bearer: String,
    reads: Client,
    writes: Client,
}

/// A client that does exactly what it is told: no redirect, no repeat, no proxy.
pub fn client(idle: usize) -> Client {
    // Whoever was first has chosen; it fails for no other reason.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .pool_max_idle_per_host(idle)
        .timeout(Duration::from_mins(1))
        .build()
        .unwrap()
}

impl Carrier {
    pub fn new(base: String, bearer: String) -> Self {
        assert!(base.starts_with("http://127.0.0.1:"), "{base}");
        Self {
            base,
            bearer,
            reads: client(4),
            // On a kept connection nobody could say whether a call was carried.
            writes: client(0),
        }
    }

    /// The same carrier to where nobody listens.
    pub fn to(&self, base: &str) -> Self {
        Self::new(base.to_owned(), self.bearer.clone())
    }

    /// The same carrier with another token.
    pub fn with_bearer(&self, bearer: &str) -> Self {
        Self::new(self.base.clone(), bearer.to_owned())
    }

    /// Carries one request, once.
    pub async fn carry(&self, request: &Request) -> Exchange {
        let (client, method) = match request.method {
            Method::Get => (&self.reads, reqwest::Method::GET),
            Method::Post => (&self.writes, reqwest::Method::POST),
            Method::Patch => (&self.writes, reqwest::Method::PATCH),
        };
        let mut call = client
            .request(method, format!("{}{}", self.base, request.target()))
            .bearer_auth(&self.bearer);
        for (name, value) in request.headers.iter() {
            call = call.header(name, value);
        }
        if let Some(body) = &request.body {
            call = call
                .header("content-type", "application/json")
                .body(body.clone());
        }
        ended(call).await
    }

    /// Carries a read, which must be answered.
    pub async fn ask(&self, request: &Request) -> Answer {
        match self.carry(request).await {
            Exchange::Answered(answer) => answer,
            other => panic!("{}: {other:?}", request.target()),
        }
    }

    /// Fetches a file from the address that the vendor named, without any credential.
    pub async fn file(&self, address: &str) -> Answer {
        let host = self.base.rsplit_once('/').unwrap().0;
        assert!(address.starts_with(host), "{address} is not of {host}");
        match ended(self.reads.get(address)).await {
            Exchange::Answered(answer) => answer,
            other => panic!("{address}: {other:?}"),
        }
    }
}

async fn ended(call: reqwest::RequestBuilder) -> Exchange {
    match exchanged(call).await {
        Ok(answer) => Exchange::Answered(answer),
        Err(error) if error.is_connect() || error.is_builder() => Exchange::NotSent {
            why: NotSent::Unreachable(error.to_string()),
        },
        Err(error) => Exchange::Lost {
            why: error.to_string(),
        },
    }
}

async fn exchanged(call: reqwest::RequestBuilder) -> Result<Answer, reqwest::Error> {
    let response = call.send().await?;
    let headers: Headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default()))
        .collect();
    Ok(Answer {
        status: response.status().as_u16(),
        headers,
        body: response.bytes().await?.to_vec(),
    })
}
