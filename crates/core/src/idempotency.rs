//! Keys that make a repeat safe, where the vendor promises it: same key, same body, within 24 hours.
//!
//! Kirim compares method, path and body with the first use; Zuora gives the first result again,
//! failures included. A new attempt therefore takes a new key.

use crate::id::text_id;
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_at_most_255_characters() {
        assert!("k".repeat(255).parse::<IdempotencyKey>().is_ok());
        assert!("k".repeat(256).parse::<IdempotencyKey>().is_err());
        assert!("a b".parse::<IdempotencyKey>().is_err());
    }
}
