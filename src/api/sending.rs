//! Confirming a plan, and having its calls sent.
//!
//! The gateway builds the calls from the plan itself; this side names one by its number. It knows
//! no run and no screen. Passwords are sent once and dropped.

use super::gateway::{self, Refusal, RefusedBy};
use redrive_core::gateway::{ErrorKind, KnownSent};
use redrive_core::http::{Exchange, NotSent};
use redrive_core::plan::PlanFile;
use redrive_core::secret::Secret;
use serde::{Deserialize, Serialize};

/// A plan that the gateway is willing to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    #[serde(rename = "confirmation")]
    id: String,
    /// Whose password it was: not always theirs whom the page greets, where another tab signed in.
    pub operator: String,
}

/// What the operator hands in with a plan.
pub struct Approval<'a> {
    pub plan: &'a PlanFile,
    pub reason: &'a str,
    pub password: &'a Secret,
    pub vendor_password: Option<&'a Secret>,
    /// What of it the operator knows other plans to have sent or to be about to send: of anything
    /// else that others sent lately or are about to, the gateway tells first.
    pub knows_sent: &'a [KnownSent],
}

/// Confirms a plan with the operator's password.
///
/// # Errors
/// The gateway's refusal: nothing was sent, and the plan may be confirmed again.
pub async fn confirm(approval: Approval<'_>) -> Result<Confirmation, Refusal> {
    #[derive(Serialize)]
    struct Body<'a> {
        plan: &'a PlanFile,
        reason: &'a str,
        password: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        vendor_password: Option<&'a str>,
        knows_sent: &'a [KnownSent],
    }
    let body = Body {
        plan: approval.plan,
        reason: approval.reason,
        password: approval.password.expose(),
        vendor_password: approval.vendor_password.map(Secret::expose),
        knows_sent: approval.knows_sent,
    };
    gateway::post("/api/confirmations", &body).await
}

/// Gives a confirmation back: nothing more is sent with it. One that cannot be given back ends by
/// itself some minutes later.
pub async fn give_back(confirmation: Confirmation) {
    // Nobody waits for this, and nothing depends on it.
    let _ = gateway::delete(&format!("/api/confirmations/{}", confirmation.id)).await;
}

/// Has one call of a confirmed plan sent in its round, and tells how that ended as far as it can be
/// known.
pub async fn send_call(confirmation: &Confirmation, call: usize, round: u32) -> Exchange {
    let call = match round {
        0 => format!("calls/{call}"),
        later => format!("calls/{call}/rounds/{later}"),
    };
    let path = format!("/api/confirmations/{}/{call}", confirmation.id);
    match gateway::relayed(&path, None).await {
        Ok(answer) => Exchange::Answered(answer),
        Err(refusal) => ended(refusal),
    }
}

/// Which of the gateway's refusals leave no doubt that nothing was sent. All others leave one.
fn ended(refusal: Refusal) -> Exchange {
    use ErrorKind as No;
    let Refusal { by, message, .. } = refusal;
    let RefusedBy::Gateway(no) = by else {
        return Exchange::Lost { why: message };
    };
    let why = match no {
        No::Unreachable => NotSent::Unreachable(message),
        No::NoToken => NotSent::CredentialsRefused(message),
        No::SignedOut => NotSent::SignedOut,
        No::NotConfirmed => NotSent::NotConfirmed(message),
        No::ForeignRequest
        | No::NoSuchCall
        | No::NotItsTurn
        | No::NotRefused
        | No::NotWritten
        | No::PlanRefused
        | No::Wait => NotSent::Refused(message),
        // Sent, or perhaps sent before; and words of which none says that nothing left.
        No::AnswerLost
        | No::AlreadySent
        | No::InFlight
        | No::Internal
        | No::BadRequest
        | No::TooLarge
        | No::NoRoute
        | No::NoMethod
        | No::NoConnection
        // No words about a call: what they are doing here is not known, so they prove nothing.
        | No::NotARead
        | No::NotReady
        | No::JobFailed
        | No::FileRefused
        | No::WrongCredentials
        | No::WrongPassword
        | No::SentLately
        | No::Other(_) => return Exchange::Lost { why: message },
    };
    Exchange::NotSent { why }
}

#[cfg(test)]
mod tests {
    use super::*;

    use ErrorKind as No;

    fn refusal(by: RefusedBy) -> Refusal {
        Refusal {
            by,
            message: "m".to_owned(),
            retry_after: None,
            sent: Vec::new(),
        }
    }

    #[test]
    fn only_what_certainly_stayed_counts_as_not_sent() {
        for no in [
            No::Unreachable,
            No::NoToken,
            No::SignedOut,
            No::NotConfirmed,
            No::ForeignRequest,
            No::NoSuchCall,
            No::NotItsTurn,
            No::NotRefused,
            No::NotWritten,
        ] {
            let ended = ended(refusal(no.clone().into()));
            assert!(matches!(ended, Exchange::NotSent { .. }), "{no:?}");
        }
        assert!(matches!(
            ended(refusal(No::NoToken.into())),
            Exchange::NotSent {
                why: NotSent::CredentialsRefused(_)
            }
        ));
        for by in [
            No::AnswerLost.into(),
            No::AlreadySent.into(),
            No::InFlight.into(),
            No::Other("new_word".to_owned()).into(),
            RefusedBy::Nobody,
        ] {
            let ended = ended(refusal(by.clone()));
            assert!(matches!(ended, Exchange::Lost { .. }), "{by:?}");
        }
    }
}
