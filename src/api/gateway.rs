//! Requests to the gateway that serves this page: the one header that it asks for, its errors,
//! and answers that it relays. Knows no route's meaning.

use super::courier::{Courier, Fetched, Lost, Next};
use crate::stopped::unless_stopped;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::{Array, Object};
use redrive_core::gateway::{ASKED_BY_NOBODY, ErrorKind, SentLately};
use redrive_core::http::{Answer, Headers};
use redrive_core::lenient::strict;
use redrive_core::problem::{Problem, ProblemKind};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use web_sys::AbortSignal;

/// The one header that the gateway asks for, and that of a body.
const HEADERS: [(&str, &str); 2] = [("redrive", "1"), ("content-type", "application/json")];

/// Who wants an answer: a session lasts as long as somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    ByTheOperator,
    /// A screen that is left open reads by itself.
    ByNobody,
}

/// The gateway's own no, or that none of its answers came.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Refusal {
    #[serde(rename = "kind")]
    pub by: RefusedBy,
    pub message: String,
    /// Seconds.
    #[serde(default)]
    pub retry_after: Option<u64>,
    /// What of a plan was sent lately in others.
    #[serde(default)]
    pub sent: Vec<SentLately>,
}

/// Whose no it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "ErrorKind")]
pub enum RefusedBy {
    /// The gateway's, in a word of its API.
    Gateway(ErrorKind),
    /// Nobody's: no answer of the gateway's came.
    Nobody,
}

impl From<ErrorKind> for RefusedBy {
    fn from(kind: ErrorKind) -> Self {
        Self::Gateway(kind)
    }
}

impl Refusal {
    fn no_gateway(why: impl std::fmt::Display) -> Self {
        Self {
            by: RefusedBy::Nobody,
            message: format!("Redrive's own server did not answer ({why})."),
            retry_after: None,
            sent: Vec::new(),
        }
    }

    /// Whether the gateway said just this.
    pub fn says(&self, kind: &ErrorKind) -> bool {
        matches!(&self.by, RefusedBy::Gateway(said) if said == kind)
    }

    /// Whether it is about the password that was typed under a plan, and not about the plan.
    pub fn is_of_the_password(&self) -> bool {
        self.says(&ErrorKind::WrongPassword) || self.says(&ErrorKind::Wait)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        use ErrorKind as No;
        let (kind, code) = match &refusal.by {
            RefusedBy::Nobody => (ProblemKind::NoAnswer, "no_gateway"),
            RefusedBy::Gateway(no) => {
                let kind = match no {
                    No::SignedOut => ProblemKind::SignedOut,
                    No::Unreachable | No::AnswerLost => ProblemKind::NoAnswer,
                    No::NoToken => ProblemKind::CredentialsRefused,
                    No::Wait => ProblemKind::RateLimited,
                    No::NoConnection => ProblemKind::NotFound,
                    _ => ProblemKind::Refused,
                };
                (kind, no.as_str())
            }
        };
        Self {
            code: Some(code.to_owned()),
            retry_after: refusal.retry_after,
            ..Self::ours(kind, refusal.message)
        }
    }
}

/// GET, answered with JSON.
///
/// # Errors
/// The gateway's refusal, or ours when it gave no answer.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Refusal> {
    json(&text(send(Request::get(path), None).await?).await?)
}

/// POST of JSON, answered with JSON.
///
/// # Errors
/// The gateway's refusal, or ours when it gave no answer.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Refusal> {
    let body = serde_json::to_string(body).map_err(Refusal::no_gateway)?;
    json(&text(send(Request::post(path), Some(body)).await?).await?)
}

/// POST of JSON, answered with nothing.
///
/// # Errors
/// The gateway's refusal, or ours when it gave no answer.
pub async fn tell(path: &str, body: &impl Serialize) -> Result<(), Refusal> {
    let body = serde_json::to_string(body).map_err(Refusal::no_gateway)?;
    text(send(Request::post(path), Some(body)).await?)
        .await
        .map(drop)
}

/// DELETE, answered with nothing.
///
/// # Errors
/// The gateway's refusal, or ours when it gave no answer.
pub async fn delete(path: &str) -> Result<(), Refusal> {
    text(send(Request::delete(path), None).await?)
        .await
        .map(drop)
}

/// POST, answered with a vendor's answer that the gateway relays.
///
/// # Errors
/// The gateway's refusal, or ours when the answer is neither a relayed one nor a refusal: it then
/// comes from something in between, and is nobody's word.
pub async fn relayed(path: &str, body: Option<String>) -> Result<Answer, Refusal> {
    relay(Request::post(path), body).await
}

/// As [`relayed`], for whoever asks; until the signal aborts it, where there is one.
///
/// # Errors
/// As there.
pub async fn relayed_for(
    asked: Asked,
    path: &str,
    body: String,
    abort: Option<&AbortSignal>,
) -> Result<Answer, Refusal> {
    let request = Request::post(path).abort_signal(abort);
    let request = match asked {
        Asked::ByTheOperator => request,
        Asked::ByNobody => request.header(ASKED_BY_NOBODY.0, ASKED_BY_NOBODY.1),
    };
    relay(request, Some(body)).await
}

/// As [`relayed_for`] the operator, fetched by a courier as long as that is not broken, and `next`
/// behind it.
///
/// # Errors
/// As there.
pub async fn relayed_by(
    courier: &Courier,
    path: &str,
    body: String,
    next: Option<Next>,
    abort: &AbortSignal,
) -> Result<Answer, Refusal> {
    match courier.fetch(path, &body, next, abort).await {
        Ok(fetched) => of_vendor(fetched),
        Err(Lost::NoAnswer(why)) => Err(Refusal::no_gateway(why)),
        Err(Lost::NoCourier) => relayed_for(Asked::ByTheOperator, path, body, Some(abort)).await,
    }
}

/// How [`relayed`] asks, in the browser's own terms: all but the body.
pub fn manner() -> Object {
    let lines = HEADERS.map(|(name, value)| Array::of2(&name.into(), &value.into()));
    let manner = [
        Array::of2(&"method".into(), &"POST".into()),
        Array::of2(&"headers".into(), &Array::from_iter(lines)),
    ];
    // It throws for what is no list of pairs.
    Object::from_entries(&Array::from_iter(manner)).unwrap_or_default()
}

async fn relay(request: RequestBuilder, body: Option<String>) -> Result<Answer, Refusal> {
    let response = send(request, body).await?;
    of_vendor(Fetched {
        status: response.status(),
        headers: response.headers().entries().collect(),
        body: response.binary().await.map_err(Refusal::no_gateway)?,
    })
}

/// The vendor's answer in the gateway's, or the gateway's refusal.
fn of_vendor(fetched: Fetched) -> Result<Answer, Refusal> {
    let headers = fetched.headers.iter();
    let headers: Headers = headers
        .filter_map(|(name, value)| Some((name.strip_prefix("vendor-")?, value)))
        .collect();
    let Some(status) = headers.get("status").and_then(|text| text.parse().ok()) else {
        own(fetched.status, &fetched.body)?;
        return Err(Refusal::no_gateway("its answer is not one of its own"));
    };
    Ok(Answer {
        status,
        headers,
        body: fetched.body,
    })
}

async fn send(request: RequestBuilder, body: Option<String>) -> Result<Response, Refusal> {
    // What asks is as good as its state, which a fault may have left half written.
    unless_stopped().await;
    let [asked_for, of_json] = HEADERS;
    let request = request.header(asked_for.0, asked_for.1);
    let request = match body {
        Some(body) => request.header(of_json.0, of_json.1).body(body),
        None => request.build(),
    };
    request
        .map_err(Refusal::no_gateway)?
        .send()
        .await
        .map_err(Refusal::no_gateway)
}

/// The body of a success, or the refusal that an error carries.
async fn text(response: Response) -> Result<String, Refusal> {
    let (status, text) = (response.status(), response.text().await);
    let text = text.map_err(Refusal::no_gateway)?;
    own(status, text.as_bytes())?;
    Ok(text)
}

/// The refusal that an error carries.
fn own(status: u16, body: &[u8]) -> Result<(), Refusal> {
    #[derive(Deserialize)]
    struct Envelope {
        error: Refusal,
    }
    if (200..300).contains(&status) {
        return Ok(());
    }
    Err(strict::<Envelope>(body).map_or_else(
        |_| Refusal::no_gateway(format!("status {status} came from something before it")),
        |envelope| envelope.error,
    ))
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    strict(text.as_bytes()).map_err(Refusal::no_gateway)
}
