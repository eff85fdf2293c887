//! Random names that whoever holds them may use: sessions and confirmations.
//!
//! 32 random bytes go out as hexadecimal text; only their hash is kept, so that no dump of the
//! maps lets anybody in.

use getrandom::Error as NoRandomness;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

const BYTES: usize = 32;

/// Fresh randomness as lowercase hexadecimal text.
pub fn random_text(bytes: usize) -> Result<String, NoRandomness> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random)?;
    Ok(random
        .iter()
        .fold(String::with_capacity(bytes * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        }))
}

/// What is kept of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hashed([u8; BYTES]);

fn hashed(text: &str) -> Hashed {
    Hashed(Sha256::digest(text.as_bytes()).into())
}

macro_rules! ticket {
    ($(#[$doc:meta])* $name:ident, $(#[$key_doc:meta])* $key:ident) => {
        $(#[$doc])*
        pub struct $name(String);

        $(#[$key_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $key(Hashed);

        impl $name {
            pub fn new() -> Result<Self, NoRandomness> {
                random_text(BYTES).map(Self)
            }

            /// Whatever text was shown: an unknown one simply opens nothing.
            pub fn shown(text: &str) -> Self {
                Self(text.to_owned())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub fn key(&self) -> $key {
                $key(hashed(&self.0))
            }
        }
    };
}

ticket!(
    /// What the cookie holds.
    SessionId,
    /// Names a session without opening it.
    SessionKey
);

ticket!(
    /// What a page shows to have a call sent.
    ConfirmationId,
    /// Names a confirmation without opening it.
    ConfirmationKey
);
