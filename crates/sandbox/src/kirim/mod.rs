//! Kirim: deliveries chosen by a filter that the server applies, at most 1000 a call.

pub mod births;
mod cursor;
mod deliveries;
pub mod dialect;
pub mod envelope;
mod filter;
pub mod hostile;
mod replay;
mod settle;
pub mod story;
mod subscriptions;
mod table;

pub use envelope::stamped;
pub use settle::settle;
pub use table::{INDICES, TABLES};

use crate::credentials::{KIRIM_EXPIRED_KEY, KIRIM_KEY, KIRIM_REVOKED_KEY};
use crate::limits::{Class, Level};
use crate::operation::Operation;
use crate::pipeline::{Answer, Call, Kept, Refusal, Reply};
use redrive_core::kirim::contract::headers;

/// Key, then rate limit.
pub fn admit(call: &Call) -> Result<(), Refusal> {
    let code = match call.bearer() {
        Some(KIRIM_KEY) => return limited(call),
        Some(KIRIM_EXPIRED_KEY) => "expired_api_key",
        Some(KIRIM_REVOKED_KEY) => "revoked_api_key",
        Some(_) => "invalid_api_key",
        None => "missing_api_key",
    };
    Err(envelope::unauthorized(call, code).into())
}

fn bucket(call: &Call) -> (Class, u32) {
    let (writes, reads) = call.dialect.kirim.plan.per_minute();
    match call.method.as_str() {
        "GET" | "HEAD" => (Class::KirimRead, reads),
        _ => (Class::KirimWrite, writes),
    }
}

fn limited(call: &Call) -> Result<(), Refusal> {
    let (class, limit) = bucket(call);
    let level = call.world.limits.take(class, limit, call.at);
    match level.next_in {
        0 => Ok(()),
        seconds => Err(envelope::throttled(call)
            .with("Retry-After", seconds)
            .into()),
    }
}

/// Request id and rate-limit lines.
pub fn decorated(call: &Call, reply: Reply) -> Reply {
    let (class, limit) = bucket(call);
    let Level {
        remaining, full_in, ..
    } = call.world.limits.level(class, limit, call.at);
    stamped(call, reply)
        .with(headers::RATE_LIMIT, limit)
        .with(headers::RATE_REMAINING, remaining)
        .with(headers::RATE_RESET, call.at.timestamp() + full_in)
}

/// The first answer under an idempotency key says that it is the first.
pub fn first(answer: Answer) -> Answer {
    match answer {
        Ok(reply) => Ok(reply.with(headers::IDEMPOTENT_REPLAYED, false)),
        Err(Refusal::Reply(reply)) => {
            Err((*reply).with(headers::IDEMPOTENT_REPLAYED, false).into())
        }
        Err(failure) => Err(failure),
    }
}

/// The kept answer again, or 422 where the call is another one.
pub fn repeated(call: &Call, kept: Kept) -> Answer {
    if kept.same_address && kept.same_body {
        let mut reply = kept.reply.with(headers::IDEMPOTENT_REPLAYED, true);
        reply.replayed = true;
        Ok(reply)
    } else {
        Err(envelope::key_reuse(call).into())
    }
}

/// The operation itself.
pub async fn handle(call: &Call) -> Answer {
    match call.operation {
        Operation::KirimDeliveries => deliveries::list(call).await,
        Operation::KirimDelivery => deliveries::read(call).await,
        Operation::KirimReplay => replay::one(call).await,
        Operation::KirimBulkReplay => replay::bulk(call).await,
        Operation::KirimSubscriptions => subscriptions::list(call).await,
        Operation::KirimSubscription => subscriptions::read(call).await,
        Operation::KirimCreate => subscriptions::create(call).await,
        Operation::KirimPatch => subscriptions::patch(call).await,
        Operation::KirimDelete => subscriptions::delete(call).await,
        Operation::KirimSecret => subscriptions::add_secret(call).await,
        _ => Err(envelope::not_found(call).into()),
    }
}
