//! The signing secret: rotated, or shown (contract 1.10, 1.11).

use super::{endpoints, envelope};
use crate::credentials::SELFCOMMUNITY_PASSWORD;
use crate::pipeline::{Answer, Call, Reply};
use serde_json::{Value, json};

/// A new secret at once. The answer is the endpoint, with 200, without the secret.
pub async fn expire(call: &Call) -> Answer {
    let id = endpoints::find(call).await?;
    let secret = call.world.dice(|dice| dice.opaque("whs_"));
    sqlx::query("UPDATE sc_endpoint SET secret = ? WHERE id = ?")
        .bind(secret)
        .bind(id)
        .execute(&call.world.db)
        .await?;
    endpoints::shown(call, id, 200).await
}

/// The secret, with 201. A password is checked where one is sent.
pub async fn reveal(call: &Call) -> Answer {
    let id = endpoints::find(call).await?;
    let body: Value = serde_json::from_slice(&call.body).unwrap_or_default();
    if let Some(password) = body.get("password")
        && password != SELFCOMMUNITY_PASSWORD
    {
        return Err(envelope::field("password", "invalid", "Wrong password.").into());
    }
    let secret: String = sqlx::query_scalar("SELECT secret FROM sc_endpoint WHERE id = ?")
        .bind(id)
        .fetch_one(&call.world.db)
        .await?;
    Ok(Reply::json(201, &json!({"signing_secret": secret})))
}
