//! What an armed fault does to a call: an answer instead of it, or a spoiled answer after it.

use super::call::Call;
use super::reply::Reply;
use crate::envelope::{self, Problem};
use crate::faults::{Fault, Kind};

/// The answer that comes instead of the call, for faults that do not let it be applied.
pub fn instead(fault: &Fault, call: &Call) -> Option<Reply> {
    let problem = match fault.kind {
        Kind::ResetBefore => {
            return Some(Reply {
                cut: true,
                ..Reply::empty(502)
            });
        }
        Kind::BadGateway => return Some(bad_gateway()),
        Kind::Unauthorized => Problem::Unauthorized,
        Kind::Forbidden => Problem::Forbidden,
        Kind::NotFound => Problem::NotFound,
        Kind::Conflict => Problem::Conflict,
        Kind::Unprocessable => Problem::Unprocessable,
        Kind::Throttled => Problem::Throttled(Some(fault.retry_after_seconds)),
        Kind::ThrottledSilently => Problem::Throttled(None),
        Kind::Internal => Problem::Internal("Something went wrong."),
        Kind::Delay
        | Kind::ResetAfter
        | Kind::BadGatewayAfter
        | Kind::TruncatedJson
        | Kind::WrongContentType
        | Kind::BlankBody => return None,
    };
    Some(envelope::reply(call, problem))
}

/// The answer of an applied call as the fault lets it out.
pub fn spoil(fault: &Fault, mut reply: Reply) -> Reply {
    match fault.kind {
        Kind::ResetAfter => reply.cut = true,
        Kind::BadGatewayAfter => {
            return Reply {
                sent: reply.sent,
                ..bad_gateway()
            };
        }
        Kind::TruncatedJson => reply.body.truncate(reply.body.len() / 2),
        Kind::WrongContentType => reply.content_type = Some("text/html".to_owned()),
        Kind::BlankBody => reply.body.clear(),
        _ => {}
    }
    reply
}

/// A gateway's page: no envelope, no vendor header.
fn bad_gateway() -> Reply {
    Reply {
        status: 502,
        content_type: Some("text/html".to_owned()),
        body: b"<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"
            .to_vec(),
        ..Reply::default()
    }
}
