//! What a problem's code means in plain words, and what to do about it. The vendor's own words
//! stand beside it, not here.

use redrive_core::connection::Vendor;
use redrive_core::kirim::contract::codes as kirim;
use redrive_core::outcome::{OutcomeKind, bare_status};
use redrive_core::report::{Group, Rank, Retry};
use redrive_core::selfcommunity::Code;
use redrive_core::wording::codes;
use redrive_core::zuora::contract::category;

/// One or two sentences for a group of problems.
pub fn of(group: &Group, vendor: Vendor) -> &'static str {
    match group.rank {
        Rank::Unknown => unknown(&group.code),
        Rank::TookMore => {
            "The window took more than was listed. Look at the newest deliveries of the subscription: what else was replayed stands there."
        }
        Rank::NotAttempted => not_attempted(group),
        Rank::Rejected => rejected(group, vendor),
    }
}

fn unknown(code: &str) -> &'static str {
    match code {
        codes::NO_ANSWER => "Sent, and the answer was lost. It may or may not have been applied.",
        codes::INTERRUPTED => {
            "Sent, and the program ended before the answer came. It may or may not have been applied."
        }
        codes::IN_PROGRESS => "The vendor still works on the same call.",
        codes::COUNT_DIFFERS => {
            "The window held another number than was listed. Rows that are read back tell which of them were replayed."
        }
        _ => "The vendor's answer says neither yes nor no. It may or may not have been applied.",
    }
}

fn not_attempted(group: &Group) -> &'static str {
    match group.helps {
        Retry::CanWork => "Their calls never left, or were turned away unread. Nothing was sent.",
        Retry::FixFirst | Retry::Never | Retry::AskTheVendor => {
            "Their calls were refused before they left. Nothing was sent."
        }
    }
}

fn rejected(group: &Group, vendor: Vendor) -> &'static str {
    let code = group.code.as_str();
    debug_assert!(group.kind == OutcomeKind::Rejected, "ranked by its kind");
    match bare_status(code) {
        Some(401) => return "The vendor refused our credentials. They must be renewed first.",
        Some(403) => return "The vendor account does not allow this. Ask its owner.",
        Some(404) => return "The vendor knows no such place. The connection may be set wrong.",
        Some(429) => return "The vendor had no room for the call.",
        _ => {}
    }
    match vendor {
        Vendor::Selfcommunity => selfcommunity(code),
        Vendor::Kirim => kirim(code),
        Vendor::Zuora => zuora(code),
    }
}

fn selfcommunity(code: &str) -> &'static str {
    match Code::from(code.to_owned()) {
        Code::DoesNotExist => {
            "The community knows no such event. One bad id refuses the whole call, so the others may be fine."
        }
        Code::NotFound => "The endpoint no longer exists.",
        Code::EndpointInactive => {
            "The endpoint is switched off, and nothing was sent. Switch it on, then plan these again."
        }
        Code::PermissionDenied => "Only administrators of the community may do this.",
        Code::NotAuthenticated | Code::AuthenticationFailed => {
            "The community refused our credentials. They must be renewed first."
        }
        Code::Throttled => "The community had no room for the call.",
        Code::Required
        | Code::Invalid
        | Code::Blank
        | Code::Null
        | Code::Empty
        | Code::NotAList => "The community found a value wrong; the message says which.",
        Code::MethodNotAllowed | Code::ParseError | Code::Other(_) => other(),
    }
}

fn kirim(code: &str) -> &'static str {
    match code {
        kirim::SUBSCRIPTION_DISABLED => {
            "The subscription is switched off, and nothing was queued. Switch it on, then plan these again."
        }
        kirim::RESOURCE_NOT_FOUND => "No such delivery any more: rows are purged after 30 days.",
        kirim::RATE_LIMIT_EXCEEDED => "The vendor had no room for the call.",
        kirim::IDEMPOTENCY_KEY_REUSE => {
            "The vendor knows the key of this call with something else. A new plan has new keys."
        }
        "expired_api_key" | "revoked_api_key" | "invalid_api_key" | "missing_api_key" => {
            "The vendor refused our key. It must be renewed first."
        }
        _ => other(),
    }
}

fn zuora(code: &str) -> &'static str {
    match code {
        "ObjectNotFound" => {
            "The history was purged or the id is mistyped. Look the customer up instead."
        }
        "InvalidStatus" => "The vendor resends only what failed, and this one arrived.",
        "TooManyRequests" => "The vendor had no room for the call.",
        _ => match category(code) {
            Some((_, "10")) => "The vendor account does not allow this. Ask its owner.",
            // These are about who we are, whatever they say of it.
            Some((resource, category)) if category == "11" || resource.starts_with('9') => {
                "The vendor refused our credentials. They must be renewed first."
            }
            _ => other(),
        },
    }
}

const fn other() -> &'static str {
    "The vendor refused these; its message is all that is known."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_we_are_and_what_we_may_are_told_apart() {
        for (code, told) in [
            ("50000010", "does not allow this"),
            ("50000011", "refused our credentials"),
            ("90000021", "refused our credentials"),
            ("50000020", "its message is all that is known"),
            ("abcdef10", "its message is all that is known"),
        ] {
            assert!(zuora(code).contains(told), "{code}");
        }
    }
}
