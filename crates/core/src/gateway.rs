//! The words that go over the API of Redrive's gateway (docs/gateway-api.md): why it refuses, what
//! both sides of it say of records that were sent lately, and what they agree on beside.
//!
//! One side writes the words and the other branches on them: both take them from here, so that
//! neither can misspell one or forget to decide about it. Knows no route and no status.

mod sent;

pub use sent::{KnownSent, Places, SentLately, Stage};

use crate::lenient::words;

/// The header, name and word, of a request that nobody asked for: a screen that was left open makes
/// it by itself. It is answered like any other, and keeps no session open. There is no other word;
/// whatever stands there instead, or nothing, is a request that the operator asked for.
pub const ASKED_BY_NOBODY: (&str, &str) = ("redrive-asked", "nobody");

/// The most characters of the reason why a plan is carried out.
pub const REASON_MOST: usize = 200;

words! {
    /// The `kind` of an error of the gateway's own.
    pub enum ErrorKind {
        /// The body is not what the route takes.
        BadRequest = "bad_request",
        /// There is no such route.
        NoRoute = "no_route",
        /// The route has no such method.
        NoMethod = "no_method",
        /// The body is larger than the route takes.
        TooLarge = "too_large",
        /// The gateway itself failed.
        Internal = "internal",
        /// It comes from no page of this gateway's.
        ForeignRequest = "foreign_request",
        /// At signing in, the name or the password is wrong: which of them is not told.
        WrongCredentials = "wrong_credentials",
        /// There is no session, or it has ended.
        SignedOut = "signed_out",
        /// Too many wrong passwords: not before the seconds that stand beside it.
        Wait = "wait",
        /// Nothing that can be read from this vendor.
        NotARead = "not_a_read",
        /// There is no such connection.
        NoConnection = "no_connection",
        /// The vendor was not reached, so nothing was sent.
        Unreachable = "unreachable",
        /// The vendor's token route refused the credentials, so nothing was sent.
        NoToken = "no_token",
        /// The gateway could not write down that the call leaves, so nothing was sent.
        NotWritten = "not_written",
        /// It was sent and no whole answer came back: the only word that leaves open whether a
        /// vendor got it.
        AnswerLost = "answer_lost",
        /// The vendor's query still runs; it may be asked again.
        NotReady = "not_ready",
        /// The vendor's query gives no result, however often it is asked.
        JobFailed = "job_failed",
        /// The result of a query lies where this connection may not fetch it.
        FileRefused = "file_refused",
        /// The password under a plan is wrong.
        WrongPassword = "wrong_password",
        /// No confirmation of this session, or it has expired.
        NotConfirmed = "not_confirmed",
        /// The call was sent, and a repeat is not safe.
        AlreadySent = "already_sent",
        /// A later round of a call of which no refusal was seen.
        NotRefused = "not_refused",
        /// The call is being sent right now.
        InFlight = "in_flight",
        /// The call waits for the refusal of a larger one, which was not seen.
        NotItsTurn = "not_its_turn",
        /// The plan has fewer calls.
        NoSuchCall = "no_such_call",
        /// The plan does not open, or not for this connection.
        PlanRefused = "plan_refused",
        /// Another plan sent some of its records lately, and whoever confirms does not know so.
        SentLately = "sent_lately",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of the tables in the API's description, each once: their rows begin with a status.
    fn documented() -> Vec<String> {
        let tables = include_str!("../../../docs/gateway-api.md").lines();
        let refusals = tables.filter_map(|line| line.strip_prefix("| "));
        let refusals = refusals.filter(|row| row.starts_with(|first: char| first.is_ascii_digit()));
        let rows = refusals.filter_map(|row| row.split(" | ").nth(1));
        let mut words: Vec<String> = rows
            .flat_map(|cell| cell.split('`').skip(1).step_by(2))
            .map(str::to_owned)
            .collect();
        words.sort();
        words.dedup();
        words
    }

    #[test]
    fn every_documented_word_is_known_and_written_as_it_is_read() {
        let documented = documented();
        assert_eq!(documented.len(), 27, "{documented:?}");
        for word in documented {
            let kind: ErrorKind = serde_json::from_value(word.clone().into()).unwrap();
            assert!(!matches!(kind, ErrorKind::Other(_)), "{word}");
            assert_eq!(serde_json::json!(kind), word);
        }
    }

    #[test]
    fn a_word_of_a_newer_gateway_is_kept_as_it_came() {
        let kind: ErrorKind = serde_json::from_str(r#""new_word""#).unwrap();
        assert_eq!(kind, ErrorKind::Other("new_word".to_owned()));
        assert_eq!(kind.as_str(), "new_word");
    }
}
