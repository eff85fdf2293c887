//! Keys that make a repeat safe, where the vendor promises it: same key, same body, within 24 hours.
//!
//! Kirim compares method, path and body with the first use; Zuora gives the first result again,
//! failures included. A new attempt therefore takes a new key.

use crate::http::Answer;
use crate::id::text_id;
use crate::kirim::contract::headers::IDEMPOTENT_REPLAYED;
use crate::plan::Nonce;

/// The request header, the same with Kirim and Zuora.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

text_id!(
    /// At most 255 printable characters, the bound of both vendors.
    IdempotencyKey,
    "an idempotency key",
    |text| {
        if text.is_empty() {
            Err("it is empty")
        } else if text.len() > 255 {
            Err("it is longer than 255 characters")
        } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Err("only printable US-ASCII characters without spaces may stand in it")
        } else {
            Ok(())
        }
    }
);

impl IdempotencyKey {
    /// The key of one call of the plan with this nonce: unlike every other, and short enough by
    /// its make.
    pub fn of_call(nonce: &Nonce, call: usize) -> Self {
        Self(format!("redrive-{nonce}-{call}"))
    }

    /// The key of the same call in a later round: what was refused under one key may be kept under
    /// it, so that whoever asks for the call once more needs another. The first round is round 0.
    pub fn in_round(&self, round: u32) -> Self {
        match round {
            0 => self.clone(),
            later => Self(format!("{self}-{later}")),
        }
    }
}

/// Whether the vendor says that it gives what it answered to the first use of the key. Any other
/// refusal of a repeat may come from something in front of it, which knows nothing of that use.
pub fn is_kept_first_result(answer: &Answer) -> bool {
    let replayed = answer.headers.get(IDEMPOTENT_REPLAYED);
    replayed.is_some_and(|replayed| replayed.eq_ignore_ascii_case("true"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_has_a_key_of_its_own_in_every_round() {
        let nonce: Nonce = "0123456789abcdef0123456789abcdef".parse().unwrap();
        let calls = (0..12).map(|call| IdempotencyKey::of_call(&nonce, call));
        let keys: Vec<String> = calls
            .flat_map(|key| (0..12).map(move |round| key.in_round(round).to_string()))
            .collect();
        let different: std::collections::HashSet<&String> = keys.iter().collect();
        assert_eq!(different.len(), keys.len());
        assert_eq!(keys[0], "redrive-0123456789abcdef0123456789abcdef-0");
        assert!(keys.iter().all(|key| key.parse::<IdempotencyKey>().is_ok()));
    }

    #[test]
    fn a_key_has_at_most_255_characters() {
        assert!("k".repeat(255).parse::<IdempotencyKey>().is_ok());
        assert!("k".repeat(256).parse::<IdempotencyKey>().is_err());
        assert!("a b".parse::<IdempotencyKey>().is_err());
    }
}
