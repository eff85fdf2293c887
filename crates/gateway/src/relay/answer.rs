//! Taking a vendor's whole answer, or none of it.

use super::carrier::failure;
use super::gzip;
use crate::error::ApiError;
use redrive_core::http::{Answer, Headers};
use reqwest::Response;
use reqwest::header::CONTENT_ENCODING;

/// A body that breaks off, or that is larger than `most`, is a lost answer: half an answer could
/// read as a different one.
pub async fn read(mut response: Response, most: usize) -> Result<Answer, ApiError> {
    let status = response.status().as_u16();
    let packed = response
        .headers()
        .get(CONTENT_ENCODING)
        .is_some_and(|coding| coding.as_bytes().eq_ignore_ascii_case(b"gzip"));
    let headers: Headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| lost(&error))? {
        if body.len() + chunk.len() > most {
            return Err(ApiError::AnswerLost(
                "it is larger than the gateway takes".to_owned(),
            ));
        }
        body.extend_from_slice(&chunk);
    }
    if packed && !body.is_empty() {
        body = tokio::task::spawn_blocking(move || gzip::unpack(&body, most))
            .await
            .map_err(|_| ApiError::AnswerLost("it could not be unpacked".to_owned()))?
            .map_err(|error| ApiError::AnswerLost(format!("it could not be unpacked: {error}")))?;
    }
    Ok(Answer {
        status,
        headers,
        body,
    })
}

/// An answer had begun, so the request certainly arrived.
fn lost(error: &reqwest::Error) -> ApiError {
    match failure(error) {
        ApiError::Unreachable(why) => ApiError::AnswerLost(why),
        other => other,
    }
}
