//! A vendor's answer on its way to the page: always 200, with the vendor's own status and a few of
//! its headers under names that no one in between uses.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use redrive_core::http::Answer;

/// Headers that a reading may need.
const PASSED: [&str; 6] = [
    "content-type",
    "idempotent-replayed",
    "retry-after",
    "x-request-id",
    "zuora-request-id",
    "zuora-track-id",
];
/// Families of them.
const PASSED_FAMILIES: [&str; 2] = ["x-ratelimit-", "ratelimit-"];

pub fn relayed(answer: Answer) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    // The page reads it as what the vendor says it is; a browser that is led here shows nothing.
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert("vendor-status", HeaderValue::from(answer.status));
    for (name, value) in answer.headers.iter() {
        let name = name.to_ascii_lowercase();
        let passes = PASSED.contains(&name.as_str())
            || PASSED_FAMILIES
                .iter()
                .any(|family| name.starts_with(family));
        if passes
            && let Ok(name) = HeaderName::try_from(format!("vendor-{name}"))
            && let Ok(value) = HeaderValue::from_bytes(value.as_bytes())
        {
            headers.append(name, value);
        }
    }
    *response.body_mut() = Body::from(answer.body);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_headers_pass_under_names_of_their_own() {
        let answer = Answer {
            status: 429,
            headers: [
                ("Retry-After", "7"),
                ("RateLimit-Reset", "30"),
                ("X-RateLimit-Limit", "60"),
                ("Set-Cookie", "a=b"),
                ("Location", "https://elsewhere.example/"),
                ("Content-Security-Policy", "default-src *"),
            ]
            .into_iter()
            .collect(),
            body: b"<h1>".to_vec(),
        };
        let response = relayed(answer);
        assert_eq!(response.status(), 200);
        let mut names: Vec<&str> = response.headers().keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "content-type",
                "vendor-ratelimit-reset",
                "vendor-retry-after",
                "vendor-status",
                "vendor-x-ratelimit-limit"
            ]
        );
    }
}
