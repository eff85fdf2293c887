//! What every reading of a write has in common: statuses that say the same with all vendors.
//!
//! A reading never guesses. It is given the answer and the items of its call, and gives one
//! outcome to each.

use crate::http::Answer;
use crate::outcome::{Outcome, Unknown};

/// What a call's answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// One for each item of the call, in order.
    pub outcomes: Vec<Outcome>,
    /// Ids that the vendor named and that were not in the call, with their words.
    pub strangers: Vec<String>,
    /// What the vendor's support asks for.
    pub request_id: Option<String>,
}

impl Reading {
    /// The same outcome for every item.
    pub(crate) fn all(outcome: Outcome, items: usize, request_id: Option<String>) -> Self {
        Self {
            outcomes: vec![outcome; items],
            strangers: Vec::new(),
            request_id,
        }
    }

    /// Whether any outcome is such a one.
    pub(crate) fn has(&self, such: impl Fn(&Outcome) -> bool) -> bool {
        self.outcomes.iter().any(such)
    }
}

/// What a status means when it is neither a success nor a refusal that the vendor explains.
/// `None` for 2xx and 4xx, whose bodies each vendor writes its own way.
///
/// 408 says that the server gave up waiting, which a proxy also says of a call that was passed
/// on; a redirect is not followed, and where it came from is not known. So both are unknown.
pub(crate) fn neither_yes_nor_no(answer: &Answer) -> Option<Outcome> {
    let status = answer.status;
    match status {
        408 => Some(Outcome::Unknown(Unknown::UnexpectedStatus { status })),
        200..=299 | 400..=499 => None,
        500..=599 => Some(Outcome::Unknown(Unknown::ServerFailed { status })),
        _ => Some(Outcome::Unknown(Unknown::UnexpectedStatus { status })),
    }
}

#[cfg(test)]
mod tests {
    use crate::http::Answer;
    use crate::outcome::{Outcome, OutcomeKind};
    use crate::{kirim, selfcommunity, zuora};

    /// A proxy may say it of a call that it passed on, in the words of a refusal.
    #[test]
    fn a_server_that_gave_up_waiting_has_refused_nothing() {
        let bodies = [
            "",
            r#"{"errors":[{"message":"Timed out.","code":"timeout"}]}"#,
            r#"{"error":{"type":"t","code":"c","message":"m","request_id":"r"}}"#,
            r#"{"success":false,"reasons":[{"code":1,"message":"m"}]}"#,
        ];
        for status in [408, 302, 504] {
            for body in bodies {
                let answer = Answer::bare(status, body);
                let delivery = "wbd_00000000000000000000000001".parse().unwrap();
                let notification = "id1".parse().unwrap();
                for reading in [
                    selfcommunity::read_resend(&answer, 1),
                    selfcommunity::read_change(&answer, true, 1),
                    kirim::read_window(&answer, 1),
                    kirim::read_replay(&answer, &delivery),
                    zuora::read_resend(&answer, &[notification]),
                ] {
                    let kinds: Vec<_> = reading.outcomes.iter().map(Outcome::kind).collect();
                    assert_eq!(kinds, [OutcomeKind::Unknown], "{status} {body}");
                }
            }
        }
    }
}
