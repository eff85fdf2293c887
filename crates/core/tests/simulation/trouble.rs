//! What can befall a call between its host and its vendor.

use crate::chance::Chance;
use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::connection::Vendor;
use redrive_core::http::Answer;
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    RequestLost,
    AnswerLost,
    /// Nobody waits any more, and then it arrives.
    ArrivesLate,
    /// It is applied, and counts as running for a while.
    RunsLong,
    /// Something on the way makes two of it, and brings the second answer.
    SentTwice,
    /// Something on the way says that all is well, and passes nothing on.
    AnsweredFor(u16),
    Limited,
    /// Refused by something in front of the service, which keeps nothing under a key.
    Refused(u16),
    /// Neither yes nor no, and nothing was applied.
    FailedBefore(u16),
    /// Neither yes nor no, and it was applied.
    FailedAfter(u16),
    /// The answer of a call that was applied is spoilt on its way.
    Garbled,
    /// A window says that it took more than it holds for us.
    CountsMore,
    NoToken,
    SignedOut,
    NotConfirmed,
    Unreachable,
    CarrierRefused,
}

use Trouble::{
    AnswerLost, AnsweredFor, ArrivesLate, CarrierRefused, CountsMore, FailedAfter, FailedBefore,
    Garbled, Limited, NoToken, NotConfirmed, Refused, RequestLost, RunsLong, SentTwice, SignedOut,
    Unreachable,
};

const ALL: [(usize, Trouble); 37] = [
    (8, RequestLost),
    (10, AnswerLost),
    (5, ArrivesLate),
    (3, RunsLong),
    (3, SentTwice),
    (2, AnsweredFor(200)),
    (1, AnsweredFor(201)),
    (3, AnsweredFor(202)),
    (8, Limited),
    (2, Refused(400)),
    (3, Refused(401)),
    (3, Refused(403)),
    (1, Refused(404)),
    (3, Refused(409)),
    (1, Refused(413)),
    (3, Refused(422)),
    (1, FailedBefore(302)),
    (1, FailedBefore(408)),
    (2, FailedBefore(500)),
    (2, FailedBefore(502)),
    (2, FailedBefore(503)),
    (1, FailedBefore(504)),
    (1, FailedAfter(302)),
    (1, FailedAfter(408)),
    (2, FailedAfter(500)),
    (2, FailedAfter(502)),
    (2, FailedAfter(503)),
    (2, FailedAfter(504)),
    (1, FailedAfter(520)),
    (1, FailedBefore(520)),
    (6, Garbled),
    (4, CountsMore),
    (2, NoToken),
    (2, SignedOut),
    (2, NotConfirmed),
    (3, Unreachable),
    (1, CarrierRefused),
];

impl Trouble {
    pub fn any(chance: &mut Chance) -> Self {
        chance.weighted(&ALL)
    }

    pub const fn name(self) -> &'static str {
        match self {
            RequestLost => "request lost",
            AnswerLost => "answer lost",
            ArrivesLate => "arrived late",
            RunsLong => "ran long",
            SentTwice => "sent twice on its way",
            AnsweredFor(_) => "2xx of something else",
            Limited => "429",
            Refused(400) => "400",
            Refused(401) => "401",
            Refused(403) => "403",
            Refused(409) => "409",
            Refused(422) => "422",
            Refused(_) => "other 4xx",
            FailedBefore(_) => "5xx, 408 or 3xx before",
            FailedAfter(_) => "5xx, 408 or 3xx after",
            Garbled => "garbled",
            CountsMore => "counts more",
            NoToken => "no token",
            SignedOut => "signed out",
            NotConfirmed => "not confirmed",
            Unreachable => "unreachable",
            CarrierRefused => "refused by the carrier",
        }
    }

    /// Whether a truthful ledger may call the items of this call unknown afterwards.
    pub const fn excuses_unknown(self) -> bool {
        match self {
            RequestLost | AnswerLost | ArrivesLate | RunsLong | AnsweredFor(_)
            | FailedBefore(_) | FailedAfter(_) | Garbled => true,
            // Except where it says that an earlier call with the same key still runs.
            CountsMore | SentTwice | Refused(_) | Limited | NoToken | SignedOut | NotConfirmed
            | Unreachable | CarrierRefused => false,
        }
    }
}

/// Says that three more were enqueued, where all that were listed were; whether it did. With fewer,
/// the sum would look like what was listed, and no console could tell it from the truth.
pub fn count_more(answer: &mut Answer, listed: usize) -> bool {
    let Ok(mut body) = serde_json::from_slice::<Value>(&answer.body) else {
        return false;
    };
    let Some(enqueued) = body["data"]["enqueued"].as_u64() else {
        return false;
    };
    if enqueued < u64::try_from(listed).unwrap() {
        return false;
    }
    body["data"]["enqueued"] = (enqueued + 3).into();
    answer.body = body.to_string().into_bytes();
    true
}

/// Whether an answer says that an earlier call with the same key still runs.
pub fn says_running(vendor: Vendor, answer: &Answer) -> bool {
    let code = b"idempotency_in_progress";
    match vendor {
        Vendor::Selfcommunity => false,
        Vendor::Kirim => {
            let has = |word: &[u8]| answer.body.windows(word.len()).any(|part| part == word);
            // Without a word of the vendor's a 409 may be that one.
            has(code) || answer.status == 409 && !has(b"\"code\"")
        }
        Vendor::Zuora => answer.status == 409,
    }
}

/// An answer of something in front of the service.
pub fn refusal(chance: &mut Chance, vendor: Vendor, status: u16) -> Answer {
    let code = chance.one_of(&[
        "some_code",
        "webhook_subscription_disabled",
        "idempotency_in_progress",
        "idempotency_key_reuse",
        "resource_not_found",
    ]);
    let body = match (chance.below(4), vendor) {
        (0, _) => String::new(),
        (1, _) => "<html>No</html>".to_owned(),
        (_, Vendor::Kirim) => {
            format!(r#"{{"error":{{"type":"t","code":"{code}","message":"m","request_id":"r"}}}}"#)
        }
        (2, Vendor::Zuora) => r#"{"reasons":[{"code":"InvalidValue","message":"m"}]}"#.to_owned(),
        (_, Vendor::Zuora) => r#"{"code":"No","message":"m"}"#.to_owned(),
        (2, Vendor::Selfcommunity) => {
            r#"{"errors":[{"field":"event","messages":[{"message":"m","code":"invalid"}]}]}"#
                .to_owned()
        }
        (_, Vendor::Selfcommunity) => r#"{"errors":[{"message":"m","code":"no"}]}"#.to_owned(),
    };
    Answer::bare(status, body)
}

/// All is well, says something in front of the service: a page to sign in, a proxy that means to
/// pass it on later. It is never what the vendor says when it took everything, which nobody could
/// tell from that.
pub fn answer_for(chance: &mut Chance, vendor: Vendor, status: u16) -> Answer {
    let mut pages = vec!["<html>Welcome</html>", "null", r#"{"status":"ok"}"#];
    if vendor != Vendor::Zuora || status != 202 {
        pages.extend(["", "{}"]);
    }
    Answer::bare(status, chance.one_of(&pages))
}

/// A call that had no room, with what vendors put into its headers, or without.
pub fn limited(chance: &mut Chance, vendor: Vendor, at: DateTime<Utc>) -> Answer {
    let mut answer = Answer::bare(429, Vec::new());
    if chance.percent(40) {
        let wait = chance.one_of(&["0", "1", "30", "7200", "soon", "99999999999999999999"]);
        answer.headers.push("Retry-After", wait);
    }
    quota(chance, vendor, at, &mut answer);
    answer
}

/// What a vendor may say of its quota on any answer.
pub fn quota(chance: &mut Chance, vendor: Vendor, at: DateTime<Utc>, answer: &mut Answer) {
    if !chance.percent(30) {
        return;
    }
    let remaining = chance.one_of(&["0", "1", "59", "-1", "many"]);
    match vendor {
        Vendor::Selfcommunity => {}
        Vendor::Kirim => {
            let full = at + TimeDelta::seconds(chance.one_of(&[-500, 0, 1, 60, 5000]));
            answer.headers.push("X-RateLimit-Limit", "60");
            answer.headers.push("X-RateLimit-Remaining", remaining);
            answer
                .headers
                .push("X-RateLimit-Reset", full.timestamp().to_string());
        }
        Vendor::Zuora => {
            answer.headers.push("RateLimit-Limit", "60, 60;w=60");
            answer.headers.push("RateLimit-Remaining", remaining);
            let left = chance.one_of(&["0", "1", "60", "86400", "999999999"]);
            answer.headers.push("RateLimit-Reset", left);
        }
    }
}

/// Spoils the answer of a call that was applied. A Zuora answer is never made blank: the vendor's
/// own word for 'all accepted' cannot be told from it by anybody.
pub fn garble(chance: &mut Chance, vendor: Vendor, answer: &mut Answer) {
    if vendor == Vendor::Selfcommunity && answer.status == 204 {
        answer.status = chance.one_of(&[200, 201, 202, 206]);
        return;
    }
    match chance.below(4) {
        0 if answer.body.len() > 2 => {
            let left = chance.between(1, answer.body.len() - 1);
            answer.body.truncate(left);
        }
        1 if vendor == Vendor::Zuora => {
            answer.body = br#"{"a-stranger":{"code":"ObjectNotFound","message":"m"}}"#.to_vec();
        }
        2 => answer.body = b"null".to_vec(),
        _ => answer.body = b"<html>Sorry</html>".to_vec(),
    }
    if !answer.is_success() {
        // A refusal that nobody can read is still one; only a success must be spoilt wholly.
        answer.status = 502;
    }
}
