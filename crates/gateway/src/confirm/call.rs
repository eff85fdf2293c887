//! Sending one call of a confirmed plan.

use super::claim::Claim;
use crate::error::ApiError;
use crate::path::Named;
use crate::relay::relayed;
use crate::session::SignedIn;
use crate::state::Gateway;
use crate::ticket::ConfirmationId;
use axum::extract::State;
use axum::response::Response;
use redrive_core::http::Answer;

/// The request's body is not read: there is nothing that a page could change.
pub async fn send(
    State(gateway): State<Gateway>,
    signed_in: SignedIn,
    Named((confirmation, number)): Named<(String, String)>,
) -> Result<Response, ApiError> {
    send_in(gateway, signed_in, &confirmation, &number, 0).await
}

/// The same call once more after it was refused as a whole, with the key of this round.
pub async fn send_anew(
    State(gateway): State<Gateway>,
    signed_in: SignedIn,
    Named((confirmation, number, round)): Named<(String, String, String)>,
) -> Result<Response, ApiError> {
    let round = round.parse().map_err(|_| ApiError::NoRoute)?;
    send_in(gateway, signed_in, &confirmation, &number, round).await
}

async fn send_in(
    gateway: Gateway,
    SignedIn { operator, session }: SignedIn,
    confirmation: &str,
    number: &str,
    round: u32,
) -> Result<Response, ApiError> {
    let id = ConfirmationId::shown(confirmation);
    // No number is still asked of this confirmation, so that a stranger learns nothing else.
    let number = number.parse().unwrap_or(usize::MAX);
    let sending = gateway.sending().await;
    let claim = gateway
        .confirmations
        .claim(session, id.key(), number, round)?;
    tracing::info!(
        operator = operator.as_str(),
        digest = claim.plan().digest().as_str(),
        call = claim.number(),
        round,
        "sending"
    );
    // A page that is closed drops this handler; the call must come to its end all the same.
    let carried = async move {
        let result = carry(gateway, claim).await;
        drop(sending);
        result
    };
    tokio::spawn(carried)
        .await
        .unwrap_or_else(|_| {
            Err(ApiError::AnswerLost(
                "the gateway failed meanwhile".to_owned(),
            ))
        })
        .map(relayed)
}

async fn carry(gateway: Gateway, claim: Claim) -> Result<Answer, ApiError> {
    let digest = claim.plan().digest().clone();
    let number = claim.number();
    let result = leave(&gateway, &claim).await;
    match &result {
        Ok(answer) => tracing::info!(
            digest = digest.as_str(),
            call = number,
            status = answer.status,
            request_id = request_id(answer),
            "answered"
        ),
        Err(error) => tracing::warn!(
            digest = digest.as_str(),
            call = number,
            kind = error.kind().as_str(),
            "not answered"
        ),
    }
    claim.ended(&result);
    result
}

async fn leave(gateway: &Gateway, claim: &Claim) -> Result<Answer, ApiError> {
    let account = gateway.relay.account(claim.plan().connection().as_str())?;
    let request = claim.request().ok_or(ApiError::NoSuchCall)?;
    claim.written().await?;
    gateway.relay.send(account, &request).await
}

/// What the vendor's support asks for, whichever vendor it is.
fn request_id(answer: &Answer) -> Option<&str> {
    ["x-request-id", "zuora-request-id"]
        .into_iter()
        .find_map(|name| answer.headers.get(name))
}
