//! What `SelfCommunity` calls its errors, and whom a refusal of a whole call is about.
//!
//! The vendor publishes no code: these are the names that its framework gives, inferred (contract
//! 1.0), and those of ours for what a stricter vendor might refuse (contract 1.13). Whatever else
//! comes is kept as it came, and nothing is concluded from it.

use crate::lenient::words;
use crate::outcome::{Refusal, Refused, bare_status};

words! {
    /// A code of the error envelope.
    pub enum Code {
        /// Of a field: it is missing (contract 1.0).
        Required = "required",
        /// Of a field: not a value that it takes (contract 1.0). Of the password: it is wrong
        /// (contract 1.13).
        Invalid = "invalid",
        /// Of a field: it is null (contract 1.0).
        Null = "null",
        /// Of a field: a text without a character (contract 1.0).
        Blank = "blank",
        /// Of a field: a list without an entry (contract 1.0).
        Empty = "empty",
        /// Of a field: something else than a list (contract 1.0).
        NotAList = "not_a_list",
        /// Of the events: one at least is not known (contract 1.13).
        DoesNotExist = "does_not_exist",
        /// Nobody is signed in: 401 (contract 1.0).
        NotAuthenticated = "not_authenticated",
        /// The token is not a valid one: 401 (contract 1.0).
        AuthenticationFailed = "authentication_failed",
        /// No administrator: 403 (contract 1.0).
        PermissionDenied = "permission_denied",
        /// No such endpoint: 404 (contract 1.0).
        NotFound = "not_found",
        /// The path has no such method: 405 (contract 1.0).
        MethodNotAllowed = "method_not_allowed",
        /// The body is no JSON: 400 (contract 1.0).
        ParseError = "parse_error",
        /// Too many calls: 429 (contract 1.0).
        Throttled = "throttled",
        /// The endpoint is switched off: 400 without a field (contract 1.13).
        EndpointInactive = "endpoint_inactive",
    }
}

impl Code {
    /// Whether it is said of the endpoint, of the request or of who we are, and so of all events
    /// of a call alike.
    const fn is_of_all(&self) -> bool {
        match self {
            Self::NotAuthenticated
            | Self::AuthenticationFailed
            | Self::PermissionDenied
            | Self::NotFound
            | Self::MethodNotAllowed
            | Self::ParseError
            | Self::Throttled
            | Self::EndpointInactive => true,
            Self::Required
            | Self::Invalid
            | Self::Null
            | Self::Blank
            | Self::Empty
            | Self::NotAList
            | Self::DoesNotExist
            | Self::Other(_) => false,
        }
    }
}

/// Whether a whole call may have been refused for the sake of one event in it, so that taking the
/// call apart can help.
pub fn may_be_of_one(refusal: &Refusal) -> bool {
    let of_all = match bare_status(&refusal.code) {
        Some(status) => status != 400,
        None => Code::from(refusal.code.clone()).is_of_all(),
    };
    refusal.of == Refused::Call && !of_all && !names_the_password(refusal)
}

/// The field stands before the message (`super::reading`).
fn names_the_password(refusal: &Refusal) -> bool {
    refusal.message.starts_with("password: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: &str, message: &str, of: Refused) -> bool {
        may_be_of_one(&Refusal {
            code: code.to_owned(),
            message: message.to_owned(),
            of,
        })
    }

    #[test]
    fn a_call_is_taken_apart_only_for_what_one_event_may_have_caused() {
        for code in ["does_not_exist", "invalid", "HTTP 400", "new_word"] {
            assert!(refused(code, "event: m", Refused::Call), "{code}");
            assert!(!refused(code, "password: m", Refused::Call), "{code}");
            assert!(!refused(code, "m", Refused::Item), "{code}");
        }
        for code in ["endpoint_inactive", "permission_denied", "HTTP 404"] {
            assert!(!refused(code, "m", Refused::Call), "{code}");
        }
    }
}
