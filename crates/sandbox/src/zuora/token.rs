//! Gives tokens for the one client (contract 3.5).

use super::envelope;
use crate::credentials::{ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET};
use crate::pipeline::{Answer, Call, Reply, pairs};
use redrive_core::zuora::contract::TokenReply;

/// A new token.
pub fn create(call: &Call) -> Answer {
    let form = pairs(std::str::from_utf8(&call.body).unwrap_or_default());
    let field = |name: &str| {
        form.iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    };
    if field("grant_type") != Some("client_credentials") {
        return Err(envelope::gateway(400, "grant_type must be client_credentials.").into());
    }
    if field("client_id") != Some(ZUORA_CLIENT_ID)
        || field("client_secret") != Some(ZUORA_CLIENT_SECRET)
    {
        return Err(envelope::gateway(401, "Invalid client id or secret.").into());
    }
    let (access_token, jti) = call
        .world
        .dice(|dice| (dice.opaque("sbx"), dice.opaque("")));
    let seconds = call.dialect.zuora.token_seconds;
    let until = call.micros() + i64::from(seconds) * 1_000_000;
    call.world.zuora.keep_token(access_token.clone(), until);
    Ok(Reply::json(
        200,
        &TokenReply {
            access_token,
            token_type: "bearer".to_owned(),
            expires_in: f64::from(seconds),
            scope: "user.sandbox entity.e1 tenant.77 service.billing".to_owned(),
            jti,
        },
    ))
}
