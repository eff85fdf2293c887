//! What every Zuora call goes through: origin, token, header rules, rate limit; and the header
//! lines of every answer.

use super::concurrency::counts;
use super::envelope;
use super::is_open;
use crate::envelope::Problem;
use crate::limits::Class;
use crate::pipeline::{Call, Refusal, Reply};
use redrive_core::zuora::contract::headers::{
    ENTITY_IDS, ORG_IDS, RATE_RESET, REQUEST_ID, TRACK_ID, TrackId,
};

use std::sync::atomic::Ordering;

/// Origin, token, headers, limit.
pub fn admit(call: &Call) -> Result<(), Refusal> {
    let switches = &call.dialect.zuora;
    if switches.refuse_origin && call.header("origin").is_some() {
        // 90000010 = the base and the rest.
        let message = "This operation is not CORS enabled.";
        return Err(envelope::business(401, 40_000_010, message).into());
    }
    if !is_open(call.operation) {
        let token = call.bearer().unwrap_or_default();
        if !call.world.zuora.knows(token, call.micros()) {
            return Err(envelope::problem(call.operation, Problem::Unauthorized).into());
        }
        track(call)?;
        entity(call)?;
        organisations(call)?;
    }
    let level = call
        .world
        .limits
        .take(Class::Zuora, switches.calls_per_minute, call.at);
    if level.next_in == 0 {
        return Ok(());
    }
    let reply = envelope::problem(call.operation, Problem::Throttled(None));
    let reply = if switches.retry_after {
        reply.with("Retry-After", level.next_in)
    } else {
        reply
    };
    Err(reply.into())
}

fn track(call: &Call) -> Result<(), Refusal> {
    let Some(value) = call.headers.get(TRACK_ID) else {
        return Ok(());
    };
    let good = value
        .to_str()
        .is_ok_and(|text| TrackId::try_from(text.to_owned()).is_ok());
    if good {
        Ok(())
    } else {
        let message = "Zuora-Track-Id has at most 64 US-ASCII characters without : ; \" '";
        Err(envelope::bad_header(call.operation, message).into())
    }
}

fn entity(call: &Call) -> Result<(), Refusal> {
    let entities = &call.dialect.zuora.entities;
    let message = match call.header(ENTITY_IDS) {
        None if entities.len() > 1 => {
            "Zuora-Entity-Ids is required: this token is valid for several."
        }
        Some(_) if entities.len() < 2 => {
            "Zuora-Entity-Ids must not be sent: this token is valid for one."
        }
        Some(id) if !entities.iter().any(|known| known == id) => {
            "This token is not valid for this entity."
        }
        _ => return Ok(()),
    };
    Err(envelope::bad_header(call.operation, message).into())
}

fn organisations(call: &Call) -> Result<(), Refusal> {
    let known = &call.dialect.zuora.organisations;
    let Some(ids) = call.header(ORG_IDS) else {
        return Ok(());
    };
    if known.is_empty() {
        let message = "Zuora-Org-Ids is for Multi-Org tenants only.";
        return Err(envelope::bad_header(call.operation, message).into());
    }
    if ids
        .split(',')
        .all(|id| known.iter().any(|known| known == id.trim()))
    {
        Ok(())
    } else {
        Err(envelope::query(403, 10, "An organization is outside this user's reach.").into())
    }
}

/// Request id and track id, once: a kept answer has its own.
pub fn stamped(call: &Call, reply: Reply) -> Reply {
    if reply.has(REQUEST_ID) {
        return reply;
    }
    let reply = reply.with(REQUEST_ID, &call.request_id);
    match call.header(TRACK_ID) {
        Some(track) => reply.with(TRACK_ID, track),
        None => reply,
    }
}

/// Ids, rate limits, and on the older paths concurrency.
pub fn decorated(call: &Call, reply: Reply) -> Reply {
    let switches = &call.dialect.zuora;
    let minute = switches.calls_per_minute;
    let level = call.world.limits.level(Class::Zuora, minute, call.at);
    let (hour, day) = (u64::from(minute) * 45, u64::from(minute) * 540);
    let reply = stamped(call, reply)
        .with(
            "RateLimit-Limit",
            format!("{minute}, {minute};w=60, {hour};w=3600, {day};w=86400"),
        )
        .with("RateLimit-Remaining", level.remaining)
        .with(RATE_RESET, level.full_in);
    if !counts(call.operation) {
        return reply;
    }
    let running = call.world.limits.concurrent.load(Ordering::Relaxed);
    reply
        .with("Concurrency-Limit-Type", "Default")
        .with("Concurrency-Limit-Limit", switches.concurrency)
        .with(
            "Concurrency-Limit-Remaining",
            switches.concurrency.saturating_sub(running),
        )
}
