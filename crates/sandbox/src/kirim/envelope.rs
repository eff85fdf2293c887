//! Kirim's error envelope, its types and codes, and the request id on every answer.

use crate::envelope::Problem;
use crate::pipeline::{Call, Reply};
use redrive_core::kirim::contract::{ErrorBody, ErrorEnvelope, One, codes, headers};
use serde::Serialize;

fn error(call: &Call, status: u16, kind: &str, code: &str, message: &str) -> Reply {
    error_at(call, status, kind, code, message, None)
}

fn error_at(
    call: &Call,
    status: u16,
    kind: &str,
    code: &str,
    message: &str,
    param: Option<&str>,
) -> Reply {
    let body = ErrorEnvelope {
        error: ErrorBody {
            kind: kind.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
            param: param.map(str::to_owned),
            request_id: call.request_id.clone(),
        },
    };
    Reply::json(status, &body)
}

/// One thing.
pub fn one<T: Serialize>(call: &Call, status: u16, data: T) -> Reply {
    let body = One {
        data,
        request_id: call.request_id.clone(),
    };
    Reply::json(status, &body)
}

/// The request id as a header line, once.
pub fn stamped(call: &Call, reply: Reply) -> Reply {
    if reply.has(headers::REQUEST_ID) {
        reply
    } else {
        reply.with(headers::REQUEST_ID, &call.request_id)
    }
}

/// A trouble that all vendors know.
pub fn problem(call: &Call, problem: Problem) -> Reply {
    match problem {
        Problem::Unauthorized => unauthorized(call, "invalid_api_key"),
        Problem::Forbidden => error(
            call,
            403,
            "permission_error",
            "organization_suspended",
            "This organization is suspended.",
        ),
        Problem::NotFound => not_found(call),
        Problem::MethodNotAllowed => error(
            call,
            405,
            "invalid_request_error",
            "method_not_allowed",
            "This path knows no such method.",
        ),
        Problem::Conflict => disabled(call),
        Problem::Unprocessable => error(
            call,
            422,
            "invalid_request_error",
            "invalid_field_value",
            "The request cannot be processed.",
        ),
        Problem::Throttled(_) => throttled(call),
        Problem::Internal(message) => error(call, 500, "api_error", "internal_error", message),
    }
}

/// 401 with one of its codes.
pub fn unauthorized(call: &Call, code: &str) -> Reply {
    error(
        call,
        401,
        "authentication_error",
        code,
        "This API key opens nothing.",
    )
}

/// 404, also for what belongs to others.
pub fn not_found(call: &Call) -> Reply {
    error(
        call,
        404,
        "not_found",
        codes::RESOURCE_NOT_FOUND,
        "No such resource.",
    )
}

/// 409: the subscription is not active.
pub fn disabled(call: &Call) -> Reply {
    error(
        call,
        409,
        "conflict",
        codes::SUBSCRIPTION_DISABLED,
        "Turn the subscription on first.",
    )
}

/// 409: the first call with this key still runs.
pub fn in_progress(call: &Call) -> Reply {
    error(
        call,
        409,
        "conflict",
        codes::IDEMPOTENCY_IN_PROGRESS,
        "A call with this idempotency key is still running.",
    )
}

/// 422: the key belongs to another call.
pub fn key_reuse(call: &Call) -> Reply {
    error(
        call,
        422,
        "invalid_request_error",
        codes::IDEMPOTENCY_KEY_REUSE,
        "This idempotency key was used for another request.",
    )
}

/// 429.
pub fn throttled(call: &Call) -> Reply {
    error(
        call,
        429,
        "rate_limit_error",
        codes::RATE_LIMIT_EXCEEDED,
        "Too many requests.",
    )
}

/// A bad value of a field or a parameter.
pub fn invalid(call: &Call, param: &str, message: &str) -> Reply {
    coded(call, "invalid_field_value", param, message)
}

/// A validation error with its own code.
pub fn coded(call: &Call, code: &str, param: &str, message: &str) -> Reply {
    error_at(
        call,
        call.dialect.kirim.validation_status,
        "invalid_request_error",
        code,
        message,
        Some(param),
    )
}

/// A list parameter out of its range is always 400.
pub fn bad_list(call: &Call, code: &str, param: &str, message: &str) -> Reply {
    error_at(
        call,
        400,
        "invalid_request_error",
        code,
        message,
        Some(param),
    )
}
