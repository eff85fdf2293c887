//! How many calls of the older path family run at once (contract 3.0).

use super::envelope;
use crate::envelope::Problem;
use crate::operation::Operation;
use crate::pipeline::{Call, Refusal};
use std::sync::atomic::{AtomicU32, Ordering};

/// One running call; its place is free again when this is dropped.
#[derive(Debug)]
pub struct Slot<'c>(Option<&'c AtomicU32>);

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        if let Some(running) = self.0 {
            running.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// Whether this call counts: the resend routes do not.
pub const fn counts(operation: Operation) -> bool {
    matches!(operation, Operation::ZuoraEmails | Operation::ZuoraCallouts)
}

/// A place for this call; 429 where all are taken.
pub fn slot(call: &Call) -> Result<Slot<'_>, Refusal> {
    if !counts(call.operation) {
        return Ok(Slot(None));
    }
    let running = &call.world.limits.concurrent;
    let before = running.fetch_add(1, Ordering::Relaxed);
    let slot = Slot(Some(running));
    if before >= call.dialect.zuora.concurrency {
        return Err(envelope::problem(call.operation, Problem::Throttled(None)).into());
    }
    Ok(slot)
}
