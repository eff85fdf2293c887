//! One file as an answer: packed or plain, whole or unchanged.

use super::name;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use std::borrow::Cow;

pub struct File {
    pub etag: Cow<'static, str>,
    pub plain: Bytes,
    pub brotli: Option<Bytes>,
}

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

pub fn respond(path: &str, file: File, asked: &HeaderMap) -> Response {
    let File {
        etag,
        plain,
        brotli,
    } = file;
    let packed = brotli.filter(|_| takes_brotli(asked));
    let tag = if packed.is_some() {
        format!("\"{etag}-br\"")
    } else {
        format!("\"{etag}\"")
    };
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let kept = if name::is_hashed(path) {
        FOR_EVER
    } else {
        ASK_AGAIN
    };
    headers.insert(header::CACHE_CONTROL, kept);
    let unchanged = is_known(asked, &tag);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(name::content_type(path)),
    );
    if packed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    *response.body_mut() = Body::from(packed.unwrap_or(plain));
    response
}

fn takes_brotli(asked: &HeaderMap) -> bool {
    list(asked, &header::ACCEPT_ENCODING).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight
            .trim()
            .strip_prefix("q=")
            .map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case("br") && weight.is_ok_and(|weight| weight > 0.0)
    })
}

fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    list(asked, &header::IF_NONE_MATCH)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

fn list<'a>(asked: &'a HeaderMap, name: &header::HeaderName) -> impl Iterator<Item = &'a str> {
    asked
        .get_all(name)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> File {
        File {
            etag: "t".into(),
            plain: Bytes::from_static(b"plain"),
            brotli: Some(Bytes::from_static(b"packed")),
        }
    }

    fn asked(name: header::HeaderName, value: &'static str) -> HeaderMap {
        [(name, HeaderValue::from_static(value))]
            .into_iter()
            .collect()
    }

    #[test]
    fn packed_for_those_who_take_it() {
        for (line, coding) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("br;q=0.5", Some("br")),
            ("br;q=0, gzip", None),
            ("gzip", None),
        ] {
            let response = respond("a.js", file(), &asked(header::ACCEPT_ENCODING, line));
            let found = response.headers().get(header::CONTENT_ENCODING);
            assert_eq!(
                found.map(|coding| coding.to_str().unwrap()),
                coding,
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_known_is_not_sent_again() {
        let known = asked(header::IF_NONE_MATCH, "\"x\", W/\"t\"");
        assert_eq!(
            respond("a.js", file(), &known).status(),
            StatusCode::NOT_MODIFIED
        );
        let other = asked(header::IF_NONE_MATCH, "\"t-br\"");
        assert_eq!(respond("a.js", file(), &other).status(), StatusCode::OK);
    }
}
