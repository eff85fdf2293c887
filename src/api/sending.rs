//! Confirming a plan, and having its calls sent.
//!
//! The gateway builds the calls from the plan itself; this side names one by its number. It knows
//! no run and no screen. Passwords are sent once and dropped.

use super::gateway::{self, Refusal};
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
    /// The places of its records that the operator was told to have been sent lately, in order: of
    /// any other, the gateway tells first.
    pub knows_sent: &'a [usize],
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
        knows_sent: &'a [usize],
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
    let Refusal { kind, message, .. } = refusal;
    let not_sent = |why| Exchange::NotSent { why };
    match kind.as_str() {
        "unreachable" => not_sent(NotSent::Unreachable(message)),
        "no_token" => not_sent(NotSent::CredentialsRefused(message)),
        "signed_out" => not_sent(NotSent::SignedOut),
        "not_confirmed" => not_sent(NotSent::NotConfirmed(message)),
        "foreign_request" | "no_such_call" | "not_its_turn" | "not_refused" | "plan_refused"
        | "wait" => not_sent(NotSent::Refused(message)),
        _ => Exchange::Lost { why: message },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(kind: &str) -> Refusal {
        Refusal {
            kind: kind.to_owned(),
            message: "m".to_owned(),
            ..Refusal::default()
        }
    }

    #[test]
    fn only_what_certainly_stayed_counts_as_not_sent() {
        for kind in [
            "unreachable",
            "no_token",
            "signed_out",
            "not_confirmed",
            "foreign_request",
            "no_such_call",
            "not_its_turn",
            "not_refused",
        ] {
            assert!(
                matches!(ended(refusal(kind)), Exchange::NotSent { .. }),
                "{kind}"
            );
        }
        assert!(matches!(
            ended(refusal("no_token")),
            Exchange::NotSent {
                why: NotSent::CredentialsRefused(_)
            }
        ));
        for kind in [
            "answer_lost",
            "already_sent",
            "in_flight",
            "no_gateway",
            "",
            "new_word",
        ] {
            assert!(
                matches!(ended(refusal(kind)), Exchange::Lost { .. }),
                "{kind}"
            );
        }
    }
}
