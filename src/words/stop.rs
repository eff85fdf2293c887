//! Why a run stopped, and what an operator can do about it.

use super::outcome::not_sent;
use redrive_core::connection::Vendor;
use redrive_core::run::StopReason;

/// What happened and what was not sent.
pub fn reason(why: &StopReason) -> String {
    match why {
        StopReason::CredentialsRefused => "The vendor refused our credentials (401).".to_owned(),
        StopReason::Forbidden => {
            "The vendor does not allow this to our credentials (403).".to_owned()
        }
        StopReason::Conflict => "The vendor's state stands against it (409).".to_owned(),
        StopReason::RateLimited {
            retry_after: Some(seconds),
        } => {
            format!("The vendor asked us to slow down (429), and to wait {seconds} seconds.")
        }
        StopReason::RateLimited { retry_after: None } => {
            "The vendor asked us to slow down (429), and did not say for how long.".to_owned()
        }
        StopReason::OutcomeUnknown => {
            "What became of a call cannot be told, so no further call was made.".to_owned()
        }
        StopReason::NotSent(why) => not_sent(why),
        StopReason::ByOperator => "You stopped it.".to_owned(),
        StopReason::Interrupted => {
            "The tab was closed or reloaded while a call was under way.".to_owned()
        }
    }
}

/// What to do next.
pub const fn remedy(why: &StopReason, vendor: Vendor) -> &'static str {
    match (why, vendor) {
        (StopReason::CredentialsRefused, _) => {
            "Whoever runs Redrive must renew the connection's credentials. Then make a new plan of what was not accepted."
        }
        (StopReason::Forbidden, _) => "Ask whoever owns the vendor account for the permission.",
        (StopReason::Conflict, Vendor::Kirim) => {
            "Most often the subscription is switched off. Switch it on, then make a new plan. Switching it on also lets live events flow again."
        }
        (StopReason::Conflict, _) => {
            "Wait until the vendor has ended the earlier call, then look at the records before sending anything again."
        }
        (StopReason::RateLimited { .. }, _) => {
            "Nothing of the refused call was applied. Wait, then make a new plan of the rest."
        }
        (StopReason::OutcomeUnknown | StopReason::Interrupted, _) => {
            "Look at the records first: if they show a new try, it was applied. Only then decide whether to send it again."
        }
        (StopReason::NotSent(_), _) => {
            "Nothing of this call reached the vendor. Make a new plan of what was not attempted."
        }
        (StopReason::ByOperator, _) => {
            "What was sent cannot be taken back. The rest can be planned anew."
        }
    }
}
