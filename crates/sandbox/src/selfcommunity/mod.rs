//! `SelfCommunity`: events resent to one endpoint by id; the answer says nothing of any.

mod attempts;
mod cors;
pub mod dialect;
mod endpoint_body;
mod endpoints;
pub mod envelope;
pub mod hostile;
mod page;
mod resend;
mod secret;
mod settle;
pub mod story;
mod table;

pub use cors::preflight;
pub use settle::settle;
pub use table::{INDICES, TABLES};

use crate::credentials::{SELFCOMMUNITY_ADMIN, SELFCOMMUNITY_MEMBER};
use crate::envelope::Problem;
use crate::limits::Class;
use crate::operation::Operation;
use crate::pipeline::{Answer, Call, Refusal, Reply};

/// Token, role, and the limit where a dialect has one.
pub fn admit(call: &Call) -> Result<(), Refusal> {
    match call.bearer() {
        Some(SELFCOMMUNITY_ADMIN) => {}
        Some(SELFCOMMUNITY_MEMBER) => return Err(envelope::problem(Problem::Forbidden).into()),
        Some(_) => return Err(envelope::problem(Problem::Unauthorized).into()),
        None => {
            let message = "Authentication credentials were not provided.";
            return Err(envelope::plain(401, "not_authenticated", message).into());
        }
    }
    let Some(limit) = call.dialect.selfcommunity.calls_per_minute else {
        return Ok(());
    };
    let level = call.world.limits.take(Class::SelfCommunity, limit, call.at);
    match level.next_in {
        0 => Ok(()),
        seconds => Err(envelope::problem(Problem::Throttled(None))
            .with("Retry-After", seconds)
            .into()),
    }
}

/// Cross-origin lines, where the origin is allowed.
pub fn decorated(call: &Call, reply: Reply) -> Reply {
    cors::decorated(call, reply)
}

/// The operation itself.
pub async fn handle(call: &Call) -> Answer {
    match call.operation {
        Operation::ScEndpoints => endpoints::list(call, None).await,
        Operation::ScSearch => endpoints::list(call, call.query("target")).await,
        Operation::ScEventTypes => Ok(Reply::json(200, &table::EVENT_TYPES)),
        Operation::ScCreate => endpoints::create(call).await,
        Operation::ScEndpoint => endpoints::read(call).await,
        Operation::ScReplace => endpoints::change(call, true).await,
        Operation::ScPatch => endpoints::change(call, false).await,
        Operation::ScDelete => endpoints::delete(call).await,
        Operation::ScAttempts => attempts::list(call).await,
        Operation::ScExpireSecret => secret::expire(call).await,
        Operation::ScRevealSecret => secret::reveal(call).await,
        Operation::ScResend => resend::one(call).await,
        Operation::ScBulkResend => resend::bulk(call).await,
        _ => Err(envelope::problem(Problem::NotFound).into()),
    }
}
