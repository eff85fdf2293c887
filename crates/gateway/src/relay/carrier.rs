//! The HTTP client, and the honest word on how an exchange ended.
//!
//! No redirect is followed, no proxy is asked, nothing is repeated. Reads share connections. Every
//! write opens its own: on a connection that the vendor is just closing, nobody could say whether
//! the request arrived, and the client library would have reason to try another.

use super::answer;
use super::outbound::Outbound;
use super::public::PublicOnly;
use crate::config::Limits;
use crate::error::ApiError;
use redrive_core::http::Answer;
use reqwest::{Client, ClientBuilder, redirect, retry};
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

/// An idle connection is given up before a vendor is likely to do so.
const REST: Duration = Duration::from_secs(15);

/// What kind of exchange it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    Read,
    Write,
    /// A file on a host that only the vendor's answer named.
    ForeignFile,
}

pub struct Carrier {
    reads: Client,
    writes: Client,
    files: Client,
    limits: Limits,
}

impl Carrier {
    pub fn new(limits: Limits) -> Result<Self, reqwest::Error> {
        // Whoever was first has chosen; it fails for no other reason.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            reads: builder(limits)
                .timeout(limits.read)
                .pool_idle_timeout(REST)
                .build()?,
            writes: builder(limits)
                .timeout(limits.write)
                .pool_max_idle_per_host(0)
                .build()?,
            files: builder(limits)
                .timeout(limits.read)
                .pool_max_idle_per_host(0)
                .dns_resolver(Arc::new(PublicOnly))
                .build()?,
            limits,
        })
    }

    pub async fn carry(&self, means: Means, outbound: Outbound) -> Result<Answer, ApiError> {
        let client = match means {
            Means::Read => &self.reads,
            Means::Write => &self.writes,
            Means::ForeignFile => &self.files,
        };
        let Outbound {
            method,
            url,
            headers,
            body,
        } = outbound;
        let mut request = client.request(method, url).headers(headers);
        if let Some(body) = body {
            request = request.body(body);
        }
        let response = request.send().await.map_err(|error| failure(&error))?;
        answer::read(response, self.limits.answer).await
    }
}

fn builder(limits: Limits) -> ClientBuilder {
    Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .referer(false)
        .connect_timeout(limits.connect)
        .tcp_nodelay(true)
}

/// Only a connection that was never made is certain to have carried nothing.
pub(super) fn failure(error: &reqwest::Error) -> ApiError {
    if error.is_connect() || error.is_builder() {
        return ApiError::Unreachable(cause(error));
    }
    if error.is_timeout() {
        return ApiError::AnswerLate;
    }
    ApiError::AnswerLost(cause(error))
}

/// The innermost words: the outer ones repeat the address, whose query may be secret.
fn cause(error: &reqwest::Error) -> String {
    let mut innermost = error.source();
    while let Some(deeper) = innermost.and_then(std::error::Error::source) {
        innermost = Some(deeper);
    }
    innermost.map_or_else(|| "the exchange failed".to_owned(), ToString::to_string)
}
