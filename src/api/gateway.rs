//! Requests to the gateway that serves this page: the one header that it asks for, its errors,
//! and answers that it relays. Knows no route's meaning.

use gloo_net::http::{Request, RequestBuilder, Response};
use redrive_core::http::{Answer, Headers};
use redrive_core::lenient::strict;
use redrive_core::problem::{Problem, ProblemKind};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use web_sys::AbortSignal;

/// The gateway's own no. `kind` is one of the words of its API; `no_gateway` is ours, for when
/// none of its answers came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Refusal {
    pub kind: String,
    pub message: String,
    /// Seconds.
    #[serde(default)]
    pub retry_after: Option<u64>,
}

impl Refusal {
    fn no_gateway(why: impl std::fmt::Display) -> Self {
        Self {
            kind: "no_gateway".to_owned(),
            message: format!("Redrive's own server did not answer ({why})."),
            retry_after: None,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal.kind.as_str() {
            "signed_out" => ProblemKind::SignedOut,
            "unreachable" | "answer_lost" | "no_gateway" => ProblemKind::NoAnswer,
            "no_token" => ProblemKind::CredentialsRefused,
            "wait" => ProblemKind::RateLimited,
            "no_connection" => ProblemKind::NotFound,
            _ => ProblemKind::Refused,
        };
        Self {
            code: Some(refusal.kind),
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
    json(&own(send(Request::get(path), None).await?).await?)
}

/// POST of JSON, answered with JSON.
///
/// # Errors
/// The gateway's refusal, or ours when it gave no answer.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Refusal> {
    let body = serde_json::to_string(body).map_err(Refusal::no_gateway)?;
    json(&own(send(Request::post(path), Some(body)).await?).await?)
}

/// POST of JSON, answered with nothing.
///
/// # Errors
/// The gateway's refusal, or ours when it gave no answer.
pub async fn tell(path: &str, body: &impl Serialize) -> Result<(), Refusal> {
    let body = serde_json::to_string(body).map_err(Refusal::no_gateway)?;
    own(send(Request::post(path), Some(body)).await?)
        .await
        .map(drop)
}

/// DELETE, answered with nothing.
///
/// # Errors
/// The gateway's refusal, or ours when it gave no answer.
pub async fn delete(path: &str) -> Result<(), Refusal> {
    own(send(Request::delete(path), None).await?)
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

/// As [`relayed`], until the signal aborts it.
///
/// # Errors
/// As there.
pub async fn relayed_until(
    path: &str,
    body: String,
    abort: &AbortSignal,
) -> Result<Answer, Refusal> {
    relay(Request::post(path).abort_signal(Some(abort)), Some(body)).await
}

async fn relay(request: RequestBuilder, body: Option<String>) -> Result<Answer, Refusal> {
    let response = send(request, body).await?;
    let Some(status) = response
        .headers()
        .get("vendor-status")
        .and_then(|text| text.parse().ok())
    else {
        own(response).await?;
        return Err(Refusal::no_gateway("its answer is not one of its own"));
    };
    let headers: Headers = response
        .headers()
        .entries()
        .filter_map(|(name, value)| Some((name.strip_prefix("vendor-")?.to_owned(), value)))
        .collect();
    let body = response.binary().await.map_err(Refusal::no_gateway)?;
    Ok(Answer {
        status,
        headers,
        body,
    })
}

async fn send(request: RequestBuilder, body: Option<String>) -> Result<Response, Refusal> {
    let request = request.header("redrive", "1");
    let request = match body {
        Some(body) => request
            .header("content-type", "application/json")
            .body(body),
        None => request.build(),
    };
    request
        .map_err(Refusal::no_gateway)?
        .send()
        .await
        .map_err(Refusal::no_gateway)
}

/// The body of a success, or the refusal that an error carries.
async fn own(response: Response) -> Result<String, Refusal> {
    #[derive(Deserialize)]
    struct Envelope {
        error: Refusal,
    }
    let text = response.text().await.map_err(Refusal::no_gateway)?;
    if response.ok() {
        return Ok(text);
    }
    Err(strict::<Envelope>(text.as_bytes()).map_or_else(
        |_| {
            Refusal::no_gateway(format!(
                "status {} came from something before it",
                response.status()
            ))
        },
        |envelope| envelope.error,
    ))
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    strict(text.as_bytes()).map_err(Refusal::no_gateway)
}
