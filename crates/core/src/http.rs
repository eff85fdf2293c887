//! Requests and answers as plain values.
//!
//! Credentials are not here: whoever carries a request adds them, so that nothing in this crate
//! can print one.

use serde::{Deserialize, Serialize};

/// The methods our vendors know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads.
    Get,
    /// Sends, asks for a query, or makes a token.
    Post,
    /// Switches an endpoint or a subscription.
    Patch,
}

impl Method {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
        }
    }
}

/// One request without a host and without credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What of it a vendor may repeat follows from the plan's action and not from this.
    pub method: Method,
    /// Begins with a slash; the connection's base URL comes before it.
    pub path: String,
    /// Decoded pairs, in the order in which they are sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub query: Vec<(String, String)>,
    /// Beside credentials, `Content-Type` and `Accept`, which the carrier adds.
    #[serde(default, skip_serializing_if = "Headers::is_empty")]
    pub headers: Headers,
    /// JSON text; `None` sends no body at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

impl Request {
    /// A request without body.
    pub fn bare(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            query: Vec::new(),
            headers: Headers::default(),
            body: None,
        }
    }

    /// A GET.
    pub fn get(path: impl Into<String>) -> Self {
        Self::bare(Method::Get, path)
    }

    /// Adds one query pair when there is a value.
    pub fn with_query(mut self, name: &str, value: Option<impl ToString>) -> Self {
        if let Some(value) = value {
            self.query.push((name.to_owned(), value.to_string()));
        }
        self
    }

    /// Adds one header.
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push(name, value);
        self
    }

    /// The path with its encoded query.
    pub fn target(&self) -> String {
        let mut target = self.path.clone();
        for (index, (name, value)) in self.query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            encode(name, &mut target);
            target.push('=');
            encode(value, &mut target);
        }
        target
    }
}

/// Percent-encodes all but the characters that RFC 3986 calls unreserved.
fn encode(text: &str, into: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            into.push(char::from(byte));
        } else {
            into.push('%');
            for digit in [byte >> 4, byte & 15] {
                into.push(
                    HEX.get(usize::from(digit))
                        .map_or('0', |&hex| char::from(hex)),
                );
            }
        }
    }
}

/// Header lines; names compare without regard to case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Adds a line.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// The first value under this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// All lines in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(lines: I) -> Self {
        Self(
            lines
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}

/// What a vendor answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Of HTTP: a body may still say otherwise.
    pub status: u16,
    /// Those that the carrier let through.
    pub headers: Headers,
    /// As it came, decompressed.
    pub body: Vec<u8>,
}

impl Answer {
    /// An answer without headers.
    pub fn bare(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Headers::default(),
            body: body.into(),
        }
    }

    /// Whether the status says success. A body may still say otherwise.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// `Retry-After` in seconds, where it is a number.
    pub fn retry_after(&self) -> Option<u64> {
        self.headers.get("retry-after")?.trim().parse().ok()
    }
}

/// How a request ended, as far as its carrier can know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exchange {
    /// The vendor answered.
    Answered(Answer),
    /// It was sent, and no answer came back: it may or may not have been applied.
    Lost {
        /// The carrier's words.
        why: String,
    },
    /// It certainly never reached the vendor.
    NotSent {
        /// What stood against it.
        why: NotSent,
    },
}

/// Why a request never left.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotSent {
    /// No connection to the vendor could be made.
    Unreachable(String),
    /// The vendor took none of the credentials from which a call gets its token.
    CredentialsRefused(String),
    /// The operator's session ended.
    SignedOut,
    /// The confirmation was not given, is used up, or expired.
    NotConfirmed(String),
    /// The carrier refused it for another reason, which it names.
    Refused(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_encoded() {
        let request = Request::get("/x")
            .with_query("a b", Some("ü&="))
            .with_query("none", None::<u8>);
        assert_eq!(request.target(), "/x?a%20b=%C3%BC%26%3D");
    }

    #[test]
    fn only_what_begins_with_two_is_a_success() {
        for status in 0..700 {
            assert_eq!(Answer::bare(status, "").is_success(), status / 100 == 2);
        }
    }

    #[test]
    fn header_names_ignore_case() {
        let headers: Headers = [("Retry-After", "7")].into_iter().collect();
        let answer = Answer {
            status: 429,
            headers,
            body: Vec::new(),
        };
        assert_eq!(answer.retry_after(), Some(7));
        assert!(!answer.is_success());
    }
}
