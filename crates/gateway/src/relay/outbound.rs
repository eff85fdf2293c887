//! A request as it leaves: built from nothing but core's request, the connection and its token.
//!
//! No header of the browser's request ever comes here. The address is checked against what was
//! meant, so that an odd id in a path leads nowhere else.

use super::account::Account;
use super::gzip;
use crate::error::ApiError;
use redrive_core::connection::Vendor;
use redrive_core::http::{Method, Request};
use redrive_core::secret::Secret;
use redrive_core::zuora;
use reqwest::Url;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName,
    HeaderValue, USER_AGENT,
};

const AGENT: &str = concat!("redrive/", env!("CARGO_PKG_VERSION"));
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
const GZIP: HeaderValue = HeaderValue::from_static("gzip");
/// Bodies above this many bytes travel gzipped where the vendor takes it.
const GZIP_FROM: usize = 1000;

/// Ready to be carried.
pub struct Outbound {
    pub method: reqwest::Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Option<Vec<u8>>,
}

impl Outbound {
    /// A request of core's, with its connection's credentials.
    pub fn new(account: &Account, request: &Request, token: &Secret) -> Result<Self, ApiError> {
        let mut headers = plain(account);
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
            .map_err(|_| refused("its token cannot stand in a header"))?;
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);
        for (name, value) in request.headers.iter() {
            let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(value),
            ) else {
                return Err(refused("one of its headers cannot be sent"));
            };
            headers.insert(name, value);
        }
        let mut body = request.body.clone().map(String::into_bytes);
        if let Some(bytes) = &mut body {
            headers.insert(CONTENT_TYPE, JSON);
            if speaks_gzip(account) && bytes.len() > GZIP_FROM {
                *bytes = gzip::pack(bytes).map_err(|_| refused("it cannot be compressed"))?;
                headers.insert(CONTENT_ENCODING, GZIP);
            }
        }
        let url = address(&account.base, request)?;
        Ok(Self {
            method: method(request.method),
            url,
            headers,
            body,
        })
    }

    /// The token route's form: the only request that carries the client's secret, and the only
    /// one without a token.
    pub fn token(account: &Account, id: &str, secret: &Secret) -> Result<Self, ApiError> {
        let request = Request::bare(Method::Post, zuora::contract::paths::TOKEN);
        let url = address(&account.base, &request)?;
        let form = Url::parse_with_params("http://form", zuora::token_form(id, secret))
            .map_err(|_| refused("its client's name cannot be sent"))?;
        let mut headers = plain(account);
        headers.insert(CONTENT_TYPE, FORM);
        let body = form.query().map(|query| query.as_bytes().to_vec());
        Ok(Self {
            method: reqwest::Method::POST,
            url,
            headers,
            body,
        })
    }

    /// A file that whoever knows its address may fetch: nothing of the connection goes with it.
    pub fn file(url: Url) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        Self {
            method: reqwest::Method::GET,
            url,
            headers,
            body: None,
        }
    }
}

fn plain(account: &Account) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    headers.insert(ACCEPT, JSON);
    if speaks_gzip(account) {
        headers.insert(ACCEPT_ENCODING, GZIP);
    }
    headers
}

const fn speaks_gzip(account: &Account) -> bool {
    matches!(account.connection.vendor(), Vendor::Zuora)
}

const fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Patch => reqwest::Method::PATCH,
    }
}

/// Base and target, joined as texts. A parser that reads anything else out of them than was
/// written (`..`, `?` or `#` in an id) means that the request would go elsewhere.
fn address(base: &Url, request: &Request) -> Result<Url, ApiError> {
    let elsewhere = || refused("its address is not what it should be");
    let prefix = base.path().trim_end_matches('/');
    let written = format!(
        "{}{prefix}{}",
        base.origin().ascii_serialization(),
        request.target()
    );
    let url = Url::parse(&written).map_err(|_| elsewhere())?;
    let as_written = url.as_str() == written && url.origin() == base.origin();
    if as_written && url.path() == format!("{prefix}{}", request.path) {
        Ok(url)
    } else {
        Err(elsewhere())
    }
}

fn refused(why: &'static str) -> ApiError {
    tracing::error!(why, "a request was not sent");
    ApiError::Internal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_id_leads_nowhere_else() {
        for base in ["https://vendor.example/prefix", "https://vendor.example"] {
            let base = Url::parse(base).unwrap();
            let good = Request::get("/a/b-1/").with_query("q", Some("x y?#../"));
            assert_eq!(
                address(&base, &good).unwrap().as_str(),
                format!(
                    "{}/a/b-1/?q=x%20y%3F%23..%2F",
                    base.as_str().trim_end_matches('/')
                )
            );
            for path in [
                "/a/../../c",
                "/a/%2e%2e/c",
                "/a/./c",
                "/a?x=1",
                "/a#x",
                "/a\\..\\b",
                "/ä",
                "/a b",
            ] {
                assert!(address(&base, &Request::get(path)).is_err(), "{path}");
            }
            for path in ["@evil.example/", ".evil.example/", ":1/", "//evil.example/"] {
                if let Ok(url) = address(&base, &Request::get(path)) {
                    assert_eq!(url.origin(), base.origin(), "{path}");
                }
            }
        }
    }
}
