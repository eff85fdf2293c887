//! Confirming a plan: the operator's password, the plan that it is for, and why.

use crate::body::Body;
use crate::error::ApiError;
use crate::password::Verdict;
use crate::session::SignedIn;
use crate::state::Gateway;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use redrive_core::gateway::{KnownSent, REASON_MOST};
use redrive_core::plan::{Plan, PlanDigest, PlanFile};
use redrive_core::secret::Secret;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct Asked {
    plan: Box<RawValue>,
    #[serde(default)]
    reason: String,
    password: Secret,
    #[serde(default)]
    vendor_password: Option<Secret>,
    /// What of it the operator knows other plans to have sent lately.
    #[serde(default)]
    knows_sent: Vec<KnownSent>,
}

#[derive(Serialize)]
pub struct Confirmed {
    confirmation: String,
    operator: String,
    digest: PlanDigest,
    calls: usize,
    unused_minutes: u64,
}

/// Checks the password first: without it, nobody learns what a plan would lead to.
pub async fn begin(
    State(gateway): State<Gateway>,
    signed_in: SignedIn,
    asked: Result<Body<Asked>, ApiError>,
) -> Result<(StatusCode, Json<Confirmed>), ApiError> {
    let Body(asked) = asked.map_err(|error| match error {
        ApiError::TooLarge => ApiError::PlanTooLarge,
        other => other,
    })?;
    let SignedIn { operator, session } = &signed_in;
    let passwords = &gateway.passwords;
    match passwords
        .at_confirming(operator, *session, asked.password)
        .await
    {
        Verdict::Right(_) => {}
        Verdict::Wrong => {
            tracing::warn!(operator = operator.as_str(), "confirmation refused");
            return Err(ApiError::WrongPassword);
        }
        Verdict::Wait(wait) => return Err(ApiError::Wait(wait)),
    }
    let plan = open(gateway.clone(), asked.plan).await?;
    let reason = asked.reason.trim();
    if plan.needs_reason() && reason.is_empty() {
        return Err(ApiError::PlanRefused(
            "it needs a reason in your own words".to_owned(),
        ));
    }
    if reason.chars().count() > REASON_MOST {
        let why = format!("its reason is longer than {REASON_MOST} characters");
        return Err(ApiError::PlanRefused(why));
    }
    let connection = &gateway
        .relay
        .account(plan.connection().as_str())?
        .connection;
    let vendor_password = asked.vendor_password.filter(|password| {
        !password.is_empty() && plan.takes_vendor_password(&connection.settings)
    });
    let operator = signed_in.operator.clone();
    let id = gateway
        .confirmations
        .begin(
            signed_in,
            Arc::clone(&plan),
            asked.knows_sent,
            vendor_password,
        )
        .await?;
    tracing::info!(
        operator = operator.as_str(),
        connection = connection.id.as_str(),
        action = plan.draft().action(),
        digest = plan.digest().as_str(),
        calls = plan.calls().len(),
        items = plan.items().len(),
        // Escaped: a line break in it must not look like another entry.
        reason = ?reason,
        "confirmed"
    );
    let confirmed = Confirmed {
        confirmation: id.as_str().to_owned(),
        operator: operator.as_str().to_owned(),
        digest: plan.digest().clone(),
        calls: plan.calls().len(),
        unused_minutes: super::UNUSED.as_secs() / 60,
    };
    Ok((StatusCode::CREATED, Json(confirmed)))
}

/// Builds the plan anew. A large one takes a while, so it does not hold up others.
async fn open(gateway: Gateway, text: Box<RawValue>) -> Result<Arc<Plan>, ApiError> {
    tokio::task::spawn_blocking(move || {
        let file = PlanFile::parse(text.get()).map_err(refused)?;
        let account = gateway
            .relay
            .account(file.connection.as_str())
            .map_err(|_| refused("it is for a connection that is not configured here"))?;
        file.open(&account.connection)
            .map(Arc::new)
            .map_err(refused)
    })
    .await
    .map_err(|_| ApiError::Internal)?
}

fn refused(why: impl ToString) -> ApiError {
    ApiError::PlanRefused(why.to_string())
}
