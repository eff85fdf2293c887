//! Signing in, asking who is signed in, signing out.

use super::{IDLE, SignedIn, cookie};
use crate::body::Body;
use crate::error::ApiError;
use crate::password::{OperatorName, Verdict};
use crate::peer::Peer;
use crate::state::Gateway;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use redrive_core::connection::Environment;
use redrive_core::secret::Secret;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct Credentials {
    name: String,
    password: Secret,
}

#[derive(Serialize)]
pub struct Session {
    operator: String,
    environment: Environment,
    idle_minutes: u64,
}

impl Session {
    fn of(operator: &OperatorName, gateway: &Gateway) -> Json<Self> {
        Json(Self {
            operator: operator.as_str().to_owned(),
            environment: gateway.environment,
            idle_minutes: IDLE.as_secs() / 60,
        })
    }
}

/// Signs in under a fresh id; whatever session the browser held before ends.
pub async fn begin(
    State(gateway): State<Gateway>,
    Peer(address): Peer,
    headers: HeaderMap,
    Body(Credentials { name, password }): Body<Credentials>,
) -> Result<Response, ApiError> {
    let verdict = gateway.passwords.at_signing_in(&name, password, address);
    let operator = match verdict.await {
        Verdict::Right(operator) => operator,
        // The name may be a password that was typed into the wrong field: it is not logged.
        Verdict::Wrong => {
            tracing::warn!("sign-in refused");
            return Err(ApiError::WrongCredentials);
        }
        Verdict::Wait(wait) => {
            tracing::warn!(seconds = wait.as_secs(), "sign-in must wait");
            return Err(ApiError::Wait(wait));
        }
    };
    if let Some(before) = cookie::read(&headers, gateway.serving.scheme) {
        gateway.end_session(before.key());
    }
    let id = gateway.sessions.begin(operator.clone())?;
    tracing::info!(operator = operator.as_str(), "signed in");
    let shown = Session::of(&operator, &gateway).into_response();
    Ok(with_cookie(
        shown,
        cookie::give(&id, gateway.serving.scheme),
    ))
}

pub async fn show(State(gateway): State<Gateway>, signed_in: SignedIn) -> Json<Session> {
    Session::of(&signed_in.operator, &gateway)
}

/// Signs out; what this session confirmed ends with it.
pub async fn end(State(gateway): State<Gateway>, signed_in: SignedIn) -> Response {
    gateway.end_session(signed_in.session);
    tracing::info!(operator = signed_in.operator.as_str(), "signed out");
    let done = StatusCode::NO_CONTENT.into_response();
    with_cookie(done, cookie::take_back(gateway.serving.scheme))
}

fn with_cookie(mut response: Response, line: Option<HeaderValue>) -> Response {
    if let Some(line) = line {
        response.headers_mut().insert(header::SET_COOKIE, line);
    }
    response
}
