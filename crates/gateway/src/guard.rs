//! The one check before every route: is this request from our own page, to a name of ours?
//!
//! A foreign page cannot send our header without a preflight, which nobody answers; a foreign
//! name bent to our address shows in `Host`. It knows nothing of sessions.

use crate::config::{Hosts, Scheme, Serving};
use crate::error::ApiError;
use crate::state::Gateway;
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::net::{IpAddr, Ipv6Addr};

/// The header that every request to the API carries.
const OUR_HEADER: &str = "redrive";

/// Whether a path belongs to the API rather than to the console.
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

pub async fn guard(State(gateway): State<Gateway>, request: Request, next: Next) -> Response {
    match check(&gateway.serving, &request) {
        Ok(()) => next.run(request).await,
        Err(error) => {
            tracing::warn!(%error, "foreign request refused");
            error.into_response()
        }
    }
}

fn check(serving: &Serving, request: &Request) -> Result<(), ApiError> {
    let headers = request.headers();
    let host = headers
        .get(header::HOST)
        .and_then(|host| Authority::try_from(host.as_bytes()).ok())
        .filter(|host| is_ours(&serving.hosts, host.host()))
        .ok_or(ApiError::Foreign("it names a host that is not served here"))?;
    if !is_api(request.uri().path()) {
        return Ok(());
    }
    if text(headers, OUR_HEADER) != Some("1") {
        return Err(ApiError::Foreign(
            "it lacks the header that this console sends",
        ));
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(());
    }
    if headers.contains_key("sec-fetch-site")
        && text(headers, "sec-fetch-site") != Some("same-origin")
    {
        return Err(ApiError::Foreign("it comes from another site"));
    }
    let scheme = match serving.scheme {
        Scheme::Http => "http",
        Scheme::Https => "https",
    };
    let own = format!("{scheme}://{host}");
    if headers.contains_key(header::ORIGIN)
        && !text(headers, "origin").is_some_and(|origin| origin.eq_ignore_ascii_case(&own))
    {
        return Err(ApiError::Foreign("it comes from another origin"));
    }
    Ok(())
}

/// The header's value, when it stands there once and is text.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut lines = headers.get_all(name).iter();
    match (lines.next(), lines.next()) {
        (Some(line), None) => line.to_str().ok(),
        _ => None,
    }
}

fn is_ours(hosts: &Hosts, host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .map_or_else(
            || host.parse().ok(),
            |host| host.parse().ok().map(|ip: Ipv6Addr| IpAddr::V6(ip)),
        );
    let is_localhost = host.eq_ignore_ascii_case("localhost");
    match hosts {
        Hosts::Loopback => is_localhost || address.is_some_and(|address| address.is_loopback()),
        Hosts::Addresses => is_localhost || address.is_some(),
        Hosts::Named(names) => names.iter().any(|name| name.eq_ignore_ascii_case(host)),
    }
}
