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
