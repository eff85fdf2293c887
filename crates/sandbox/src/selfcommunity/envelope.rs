//! `SelfCommunity`'s error envelope: entries of a field, or of the whole call.

use crate::envelope::Problem;
use crate::pipeline::Reply;
use redrive_core::selfcommunity::contract::{ErrorEntry, ErrorEnvelope, FieldMessage};

/// One entry about the whole call.
pub fn plain(status: u16, code: &str, message: &str) -> Reply {
    let entry = ErrorEntry {
        message: Some(message.to_owned()),
        code: Some(code.to_owned()),
        ..ErrorEntry::default()
    };
    Reply::json(
        status,
        &ErrorEnvelope {
            errors: vec![entry],
        },
    )
}

/// 400 about one field.
pub fn field(name: &str, code: &str, message: &str) -> Reply {
    let entry = ErrorEntry {
        field: Some(name.to_owned()),
        messages: vec![FieldMessage::Coded {
            message: message.to_owned(),
            code: code.to_owned(),
        }],
        ..ErrorEntry::default()
    };
    Reply::json(
        400,
        &ErrorEnvelope {
            errors: vec![entry],
        },
    )
}

/// A trouble that all vendors know.
pub fn problem(problem: Problem) -> Reply {
    match problem {
        Problem::Unauthorized => plain(401, "authentication_failed", "Given token not valid."),
        Problem::Forbidden => plain(403, "permission_denied", "Only administrators may do this."),
        Problem::NotFound => plain(404, "not_found", "Not found."),
        Problem::MethodNotAllowed => plain(405, "method_not_allowed", "Method not allowed."),
        Problem::Conflict => plain(
            409,
            "conflict",
            "The request conflicts with the current state.",
        ),
        Problem::Unprocessable => plain(422, "invalid", "The request cannot be processed."),
        Problem::Throttled(_) => plain(429, "throttled", "Request was throttled."),
        Problem::Internal(message) => plain(500, "error", message),
    }
}
