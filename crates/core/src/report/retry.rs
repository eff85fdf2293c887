//! Whether sending the same again can help, decided by code.

use crate::connection::Vendor;
use crate::http::NotSent;
use crate::kirim::contract::codes;
use crate::outcome::{NotAttempted, Outcome, Refusal, Refused, bare_status};
use crate::selfcommunity::Code;
use crate::zuora::contract::category;

/// What a retry is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retry {
    /// Nothing of it was applied, and what stood against it may be over.
    CanWork,
    /// The same again fails again, until something here or at the vendor is put right.
    FixFirst,
    /// However often it is sent, it cannot succeed.
    Never,
    /// Nobody here can tell: what became of it, or what the code means.
    AskTheVendor,
}

impl Retry {
    /// What sending again what ended so is worth.
    pub fn of(outcome: &Outcome, vendor: Vendor) -> Self {
        match outcome {
            // It may have been applied: to send it again could be to send it twice.
            Outcome::Unknown(_) => Self::AskTheVendor,
            Outcome::Rejected(refusal) => of_refusal(refusal, vendor),
            Outcome::NotAttempted(NotAttempted::NotSent(NotSent::Refused(_))) => Self::FixFirst,
            Outcome::NotAttempted(_) => Self::CanWork,
            Outcome::Accepted(_) | Outcome::Skipped(_) => Self::Never,
        }
    }
}

fn of_refusal(refusal: &Refusal, vendor: Vendor) -> Retry {
    let code = refusal.code.as_str();
    if let Some(status) = bare_status(code) {
        return of_status(status, vendor);
    }
    match vendor {
        Vendor::Selfcommunity => of_selfcommunity(code, refusal.of),
        Vendor::Kirim => of_kirim(code),
        Vendor::Zuora => of_zuora(code),
    }
}

/// The vendor gave no code of its own.
fn of_status(status: u16, vendor: Vendor) -> Retry {
    match (status, vendor) {
        (429, _) => Retry::CanWork,
        // Without a word of the vendor's, a 404 speaks of the address: the connection is set wrong.
        (401 | 403 | 404 | 409, _) | (400, Vendor::Selfcommunity) => Retry::FixFirst,
        _ => Retry::AskTheVendor,
    }
}

fn of_selfcommunity(code: &str, of: Refused) -> Retry {
    match (Code::from(code.to_owned()), of) {
        (Code::Throttled, _) => Retry::CanWork,
        // Of the endpoint, or of the one event that was sent.
        (Code::NotFound, _) | (Code::DoesNotExist, Refused::Item) => Retry::Never,
        (Code::MethodNotAllowed | Code::ParseError, _) => Retry::AskTheVendor,
        // Credentials, a switched-off endpoint, the password; or bad ids, which need to be found.
        _ => Retry::FixFirst,
    }
}

fn of_kirim(code: &str) -> Retry {
    match code {
        codes::RATE_LIMIT_EXCEEDED => Retry::CanWork,
        // Rows are purged after 30 days.
        codes::RESOURCE_NOT_FOUND => Retry::Never,
        codes::SUBSCRIPTION_DISABLED | "invalid_field_value" | "missing_required_field" => {
            Retry::FixFirst
        }
        _ if code.ends_with("_api_key") => Retry::FixFirst,
        _ => Retry::AskTheVendor,
    }
}

/// A word, or a resource with a category.
fn of_zuora(code: &str) -> Retry {
    match code {
        // No such history, or one whose mail arrived.
        "ObjectNotFound" | "InvalidStatus" => return Retry::Never,
        "TooManyRequests" => return Retry::CanWork,
        _ => {}
    }
    let Some((resource, category)) = category(code) else {
        return Retry::AskTheVendor;
    };
    match category {
        "50" | "61" | "70" | "99" => Retry::CanWork,
        "10" | "11" => Retry::FixFirst,
        "40" => Retry::Never,
        // These are about who we are.
        _ if resource.starts_with('9') => Retry::FixFirst,
        "20" | "21" | "22" | "23" | "27" | "30" => Retry::FixFirst,
        _ => Retry::AskTheVendor,
    }
}
