//! An outcome in words: a code for machines, a sentence for people. Screens and files say the same.

use crate::http::NotSent;
use crate::outcome::{Accepted, Counted, NotAttempted, Outcome, Refused, Unknown};
use std::borrow::Cow;

/// Our words where the vendor gave no code of its own.
pub mod codes {
    /// A window took more than was listed.
    pub const TOOK_MORE: &str = "took more";
    /// The answer was lost.
    pub const NO_ANSWER: &str = "no answer";
    /// The program ended before the answer came.
    pub const INTERRUPTED: &str = "interrupted";
    /// The vendor still works on the same call.
    pub const IN_PROGRESS: &str = "in progress";
    /// A window held another number than was listed.
    pub const COUNT_DIFFERS: &str = "count differs";
}

/// The short code of a row: the vendor's where it gave one, ours else, empty for what is fine.
pub fn code(outcome: &Outcome) -> Cow<'_, str> {
    Cow::Borrowed(match outcome {
        Outcome::Rejected(refusal) => &refusal.code,
        Outcome::Unknown(why) => match why {
            Unknown::Awaited => "in flight",
            Unknown::NoAnswer(_) => codes::NO_ANSWER,
            Unknown::Interrupted => codes::INTERRUPTED,
            Unknown::InProgress => codes::IN_PROGRESS,
            Unknown::ServerFailed { status }
            | Unknown::UnexpectedStatus { status }
            | Unknown::Unreadable { status }
            | Unknown::StrangersNamed { status }
            | Unknown::NotNamed { status } => return Cow::Owned(format!("HTTP {status}")),
            Unknown::CountDiffers(_) => codes::COUNT_DIFFERS,
        },
        Outcome::NotAttempted(NotAttempted::NotSent(_)) => "not sent",
        Outcome::Accepted(Accepted::SeenAmongMore(_)) => codes::TOOK_MORE,
        Outcome::Accepted(_) | Outcome::NotAttempted(_) | Outcome::Skipped(_) => "",
    })
}

/// The sentence of a row.
pub fn message(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Accepted(accepted) => accepted_message(accepted),
        Outcome::Rejected(refusal) => match refusal.of {
            Refused::Item => refusal.message.clone(),
            Refused::Call => format!("The whole call was refused: {}", refusal.message),
        },
        Outcome::Unknown(why) => unknown_message(why),
        Outcome::Skipped(why) => why.clone(),
        Outcome::NotAttempted(why) => match why {
            NotAttempted::Waiting => "Waiting for its turn.".to_owned(),
            NotAttempted::RunStopped => "The run stopped before its turn came.".to_owned(),
            NotAttempted::NotSent(why) => not_sent(why),
            NotAttempted::RateLimited => {
                "The vendor had no room for its call (429) and applied nothing of it.".to_owned()
            }
        },
    }
}

fn accepted_message(accepted: &Accepted) -> String {
    match accepted {
        Accepted::Queued => "Queued by the vendor. Queued is not delivered.".to_owned(),
        Accepted::TakenWithoutReport => {
            "Taken by the vendor, which reports nothing per event.".to_owned()
        }
        Accepted::ReplayedAs(id) => format!("Replayed as {id}."),
        Accepted::Changed => "Changed.".to_owned(),
        Accepted::SeenAfterwards => {
            "Its answer does not say so; the vendor's rows show that it was applied.".to_owned()
        }
        Accepted::SeenAmongMore(counted) => format!(
            "The vendor's rows show that it was applied. Its window was to hold {}: what else was taken with it stands nowhere here.",
            counts(counted)
        ),
    }
}

fn unknown_message(why: &Unknown) -> String {
    match why {
        Unknown::Awaited => "It is being sent; its answer has not come yet.".to_owned(),
        Unknown::NoAnswer(why) => format!(
            "{} It may or may not have been applied; it is not sent again without the vendor's promise.",
            with_reason("It was sent and no answer came back", why)
        ),
        Unknown::Interrupted => "The program ended after it was sent and before the answer came. It may or may not have been applied; it is not sent again without the vendor's promise.".to_owned(),
        Unknown::ServerFailed { status } => format!(
            "The vendor, or something before it, failed with status {status}. It may or may not have been applied; it is not sent again without the vendor's promise."
        ),
        Unknown::InProgress => "The vendor still works on the same call; this is not a yes.".to_owned(),
        Unknown::UnexpectedStatus { status } => {
            format!("The answer's status {status} says neither yes nor no for this call.")
        }
        Unknown::Unreadable { status } => {
            format!("The vendor answered {status}, and the body cannot be read. That is no yes.")
        }
        Unknown::StrangersNamed { status } => format!(
            "The vendor answered {status} about ids that were not sent, so its silence on this one means nothing."
        ),
        Unknown::NotNamed { status } => {
            format!("The vendor answered {status}, refused some by name and did not name this one.")
        }
        Unknown::CountDiffers(counted) => format!(
            "The window was to hold {}. Which ones can be told only by reading them back.",
            counts(counted)
        ),
    }
}

/// How many were listed, and how many were taken: to follow "was to hold".
pub fn counts(counted: &Counted) -> String {
    let number = |count: u64| grouped(usize::try_from(count).unwrap_or(usize::MAX));
    let more = if counted.capped {
        " and says that more matched"
    } else {
        ""
    };
    format!(
        "{}, and the vendor enqueued {}{more}",
        number(counted.listed),
        number(counted.enqueued)
    )
}

/// Why a request never left.
pub fn not_sent(why: &NotSent) -> String {
    match why {
        NotSent::Unreachable(why) => {
            with_reason("It was not sent: the vendor could not be reached", why)
        }
        NotSent::CredentialsRefused(why) => with_reason(
            "It was not sent: the vendor refused Redrive's credentials",
            why,
        ),
        NotSent::SignedOut => "It was not sent: your session had ended.".to_owned(),
        NotSent::NotConfirmed(why) | NotSent::Refused(why) => format!("It was not sent: {why}"),
    }
}

/// A reason that is a sentence of its own says all of it; what is no more than a hint stands in
/// brackets.
fn with_reason(what: &str, why: &str) -> String {
    if why.ends_with('.') {
        why.to_owned()
    } else {
        format!("{what} ({why}).")
    }
}

/// Whether the sentence of an outcome says no more than that the vendor took it: once its rows tell
/// what became of it, that is said instead.
pub const fn says_only_taken(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Accepted(Accepted::Queued | Accepted::TakenWithoutReport)
    )
}

/// With a comma every three digits: `2,340`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_is_said_once() {
        let lost = |why: &str| message(&Outcome::Unknown(Unknown::NoAnswer(why.to_owned())));
        let told = lost("It was sent, but no whole answer came back: reset.");
        assert!(told.starts_with("It was sent, but no whole answer came back: reset. It may or"));
        assert_eq!(told.matches("It was sent").count(), 1);
        assert!(lost("reset").starts_with("It was sent and no answer came back (reset). It may"));
        let why = "The vendor cannot be reached, so nothing was sent: refused.";
        assert_eq!(not_sent(&NotSent::Unreachable(why.to_owned())), why);
    }

    #[test]
    fn numbers_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1000, "1,000"),
            (2_340_001, "2,340,001"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
