//! Troubles that all three vendors know, each in the vendor's own words.

use crate::operation::Vendor;
use crate::pipeline::{Call, Reply};
use crate::{kirim, selfcommunity, zuora};

/// A trouble that is not particular to one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Conflict,
    Unprocessable,
    /// With the seconds of `Retry-After`, or without the header.
    Throttled(Option<u64>),
    Internal(&'static str),
}

/// The vendor's answer to it.
pub fn reply(call: &Call, problem: Problem) -> Reply {
    let reply = match call.vendor {
        Vendor::SelfCommunity => selfcommunity::envelope::problem(problem),
        Vendor::Kirim => kirim::envelope::problem(call, problem),
        Vendor::Zuora => zuora::envelope::problem(call.operation, problem),
    };
    match problem {
        Problem::Throttled(Some(seconds)) => reply.with("Retry-After", seconds),
        _ => reply,
    }
}
