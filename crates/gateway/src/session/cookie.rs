//! The cookie that holds a session's id: out of reach of scripts and of other sites.
//!
//! Behind https its name makes the browser refuse it from anywhere but this very host. On plain
//! loopback that name is not allowed, so a plain one is used.

use crate::config::Scheme;
use crate::ticket::SessionId;
use axum::http::{HeaderMap, HeaderValue, header};

const fn name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Https => "__Host-redrive",
        Scheme::Http => "redrive",
    }
}

/// The session's id, if the request shows one.
pub fn read(headers: &HeaderMap, scheme: Scheme) -> Option<SessionId> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name(scheme))
        .map(|(_, value)| SessionId::shown(value))
}

/// Gives the id to the browser, for as long as it runs.
pub fn give(id: &SessionId, scheme: Scheme) -> Option<HeaderValue> {
    line(id.as_str(), "", scheme)
}

/// Takes it back.
pub fn take_back(scheme: Scheme) -> Option<HeaderValue> {
    line("", "; Max-Age=0", scheme)
}

fn line(value: &str, life: &str, scheme: Scheme) -> Option<HeaderValue> {
    let secure = if scheme == Scheme::Https {
        "; Secure"
    } else {
        ""
    };
    let name = name(scheme);
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{life}")
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_https_the_cookie_is_bound_to_this_host() {
        let line = give(&SessionId::shown("abc"), Scheme::Https).unwrap();
        assert_eq!(
            line,
            "__Host-redrive=abc; Path=/; HttpOnly; SameSite=Strict; Secure"
        );
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "a=b; redrive=plain".parse().unwrap());
        assert!(read(&headers, Scheme::Https).is_none());
        assert_eq!(read(&headers, Scheme::Http).unwrap().as_str(), "plain");
    }
}
