//! Zuora's error shapes. Which one an answer has depends on the family of its path.

use crate::envelope::Problem;
use crate::operation::Operation;
use crate::pipeline::Reply;
use redrive_core::zuora::contract::{BusinessError, Failure, NotificationError, NumberedReason};
use serde_json::json;

/// Six digits for a request without a body, two for the category.
const NO_BODY: i64 = 50_000_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    /// `success: false` with numbered reasons.
    Business,
    /// Reasons with word codes.
    Notifications,
    /// One number and a message.
    Query,
    /// A message.
    Token,
}

const fn family(operation: Operation) -> Family {
    match operation {
        Operation::ZuoraEmails | Operation::ZuoraCallouts => Family::Business,
        Operation::ZuoraSubmitQuery
        | Operation::ZuoraQueries
        | Operation::ZuoraQuery
        | Operation::ZuoraCancelQuery => Family::Query,
        Operation::ZuoraToken => Family::Token,
        _ => Family::Notifications,
    }
}

/// An error in the family's shape.
fn error(operation: Operation, status: u16, word: &str, category: i64, message: &str) -> Reply {
    match family(operation) {
        Family::Business => business(status, category, message),
        Family::Notifications => reasons(status, word, message),
        Family::Query => query(status, category, message),
        Family::Token => gateway(status, message),
    }
}

/// `success: false`; the status may well be 200.
pub fn business(status: u16, category: i64, message: &str) -> Reply {
    let body = BusinessError {
        success: false,
        process_id: Some("0A1B2C3D4E5F6071".to_owned()),
        reasons: vec![NumberedReason {
            code: NO_BODY + category,
            message: message.to_owned(),
        }],
    };
    Reply::json(status, &body)
}

/// The envelope of the resend routes, where it is no map of ids.
pub fn reasons(status: u16, code: &str, message: &str) -> Reply {
    let body = NotificationError {
        reasons: vec![Failure {
            code: code.to_owned(),
            message: message.to_owned(),
        }],
    };
    Reply::json(status, &body)
}

/// The envelope of data queries, and of a gateway's 403.
pub fn query(status: u16, category: i64, message: &str) -> Reply {
    Reply::json(
        status,
        &json!({"code": NO_BODY + category, "message": message}),
    )
}

/// The gateway's 401.
pub fn gateway(status: u16, message: &str) -> Reply {
    Reply::json(status, &json!({"message": message}))
}

/// A trouble that all vendors know.
pub fn problem(operation: Operation, problem: Problem) -> Reply {
    let of = |status, word, category, message| error(operation, status, word, category, message);
    match problem {
        Problem::Unauthorized => gateway(401, "Authentication error."),
        Problem::Forbidden => query(
            403,
            10,
            "This user has no permission to resend notifications.",
        ),
        Problem::NotFound => of(404, "ObjectNotFound", 40, "No such object."),
        Problem::MethodNotAllowed => of(405, "MethodNotAllowed", 45, "No such method here."),
        Problem::Conflict => of(
            409,
            "RequestInProgress",
            50,
            "The request is still being worked on.",
        ),
        Problem::Unprocessable => of(422, "InvalidValue", 20, "The request cannot be processed."),
        Problem::Throttled(_) => of(429, "TooManyRequests", 70, "Rate limit exceeded."),
        Problem::Internal(message) => of(500, "InternalError", 60, message),
    }
}

/// 422: the idempotency key belongs to another call.
pub fn key_reuse(operation: Operation) -> Reply {
    let message = "This idempotency key was used with another request.";
    error(operation, 422, "IdempotencyKeyReuse", 20, message)
}

/// 409: the first call with this key still runs.
pub fn in_progress(operation: Operation) -> Reply {
    let message = "A request with this idempotency key is still being worked on.";
    error(operation, 409, "RequestInProgress", 50, message)
}

/// 400 about a header line.
pub fn bad_header(operation: Operation, message: &str) -> Reply {
    error(operation, 400, "InvalidHeader", 20, message)
}
