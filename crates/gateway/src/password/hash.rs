//! Argon2id with 19 MiB, two passes and one lane: hashes as they are made, and as they are taken
//! from somebody who made them before.
//!
//! A hash of another cost is refused: an unknown name is answered after the work of ours, so one
//! that costs more or less would tell which names there are.

use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::PasswordVerifier as _;
use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, Version};
use redrive_core::secret::Secret;
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// No hash could be made, because the system gives no randomness.
#[derive(Debug, Error)]
#[error("no password could be hashed: {0}")]
pub struct NoHash(String);

/// A text that is no hash that is checked here. It must not hold the text: that may be a password.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAHash {
    #[error(
        "it is no hash of a password; one begins with $argon2id$, and `redrive password` makes it"
    )]
    Unreadable,
    #[error(
        "it is a hash by {0}, and only argon2id is checked: make a new one with `redrive password`"
    )]
    Algorithm(&'static str),
    #[error(
        "it is not of the one cost that is checked, v=19 and m={MEMORY},t={PASSES},p={LANES}: \
         make a new one with `redrive password`"
    )]
    Cost,
}

/// How others' hashes begin, and what made them.
const OTHERS: [(&str, &str); 12] = [
    ("$argon2i$", "argon2i"),
    ("$argon2d$", "argon2d"),
    ("$2a$", "bcrypt"),
    ("$2b$", "bcrypt"),
    ("$2y$", "bcrypt"),
    ("$scrypt$", "scrypt"),
    ("$7$", "scrypt"),
    ("$y$", "yescrypt"),
    ("$pbkdf2", "PBKDF2"),
    ("$1$", "MD5-crypt"),
    ("$5$", "SHA-256-crypt"),
    ("$6$", "SHA-512-crypt"),
];

/// What is kept of a password. A clone is the same one.
#[derive(Clone)]
pub struct PasswordHash(Arc<str>);

impl fmt::Debug for PasswordHash {
    /// Whoever reads a hash can try passwords on it, without our delays.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("[password hash]")
    }
}

impl PasswordHash {
    /// Hashes a password with fresh salt.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn of(password: &Secret) -> Result<Self, NoHash> {
        let failed = |error: &dyn fmt::Display| NoHash(error.to_string());
        argon2()
            .map_err(|error| failed(&error))?
            .hash_password(password.expose().as_bytes())
            .map(|hash| Self(hash.to_string().into()))
            .map_err(|error| failed(&error))
    }

    /// Takes a hash that [`PasswordHash::of`] made before.
    ///
    /// # Errors
    /// When it is none, or one of another algorithm or cost.
    pub fn parse(text: &str) -> Result<Self, NotAHash> {
        let other = OTHERS.iter().find(|(start, _)| text.starts_with(start));
        if let Some((_, name)) = other {
            return Err(NotAHash::Algorithm(name));
        }
        let hash = phc::PasswordHash::new(text).map_err(|_| NotAHash::Unreadable)?;
        if hash.algorithm != Algorithm::Argon2id.ident() || hash.salt.is_none() {
            return Err(NotAHash::Unreadable);
        }
        let cost = Params::try_from(&hash.params).map_err(|_| NotAHash::Cost)?;
        let ours = Params::new(MEMORY, PASSES, LANES, None).map_err(|_| NotAHash::Cost)?;
        let length = hash.hash.as_ref().map(|output| output.as_bytes().len());
        match (length, hash.version) {
            (None, _) => Err(NotAHash::Unreadable),
            (Some(Params::DEFAULT_OUTPUT_LEN), Some(19)) if cost == ours => Ok(Self(text.into())),
            _ => Err(NotAHash::Cost),
        }
    }

    /// As it is written down.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn matches(&self, password: &Secret) -> bool {
        let (Ok(hash), Ok(argon2)) = (phc::PasswordHash::new(&self.0), argon2()) else {
            return false;
        };
        argon2
            .verify_password(password.expose().as_bytes(), &hash)
            .is_ok()
    }
}

fn argon2() -> Result<Argon2<'static>, argon2::Error> {
    let params = Params::new(MEMORY, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_its_password_and_names_its_cost() {
        let right = Secret::new("correct horse".to_owned());
        let hash = PasswordHash::of(&right).unwrap();
        assert!(
            hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{}",
            hash.as_str()
        );
        for hash in [PasswordHash::parse(hash.as_str()).unwrap(), hash] {
            assert!(hash.matches(&right));
            assert!(!hash.matches(&Secret::new("correct horsE".to_owned())));
            assert!(!format!("{hash:?}").contains("argon2"));
        }
    }

    #[test]
    fn hashes_of_others_are_refused_by_name_and_passwords_are_not_repeated() {
        let ours = PasswordHash::of(&Secret::new("correct horse".to_owned())).unwrap();
        let ours = ours.as_str();
        let cheaper = ours.replace("m=19456", "m=8192");
        let dearer = ours.replace("t=2", "t=4");
        let older = ours.replace("v=19", "v=16");
        let unversioned = ours.replace("$v=19", "");
        let without_output = ours.rsplit_once('$').unwrap().0;
        // 24 whole bytes of 32: an ending inside of one would be no base64 at all, most often.
        let cut = ours.get(..ours.len() - 11).unwrap();
        for (text, why) in [
            (cheaper.as_str(), NotAHash::Cost),
            (&dearer, NotAHash::Cost),
            (&older, NotAHash::Cost),
            (&unversioned, NotAHash::Cost),
            (cut, NotAHash::Cost),
            (without_output, NotAHash::Unreadable),
            ("$argon2id$", NotAHash::Unreadable),
            ("hunter2", NotAHash::Unreadable),
            ("$hunter2", NotAHash::Unreadable),
            ("", NotAHash::Unreadable),
            ("$2b$12$hunter2", NotAHash::Algorithm("bcrypt")),
            ("$argon2i$v=19$hunter2", NotAHash::Algorithm("argon2i")),
            ("$6$hunter2", NotAHash::Algorithm("SHA-512-crypt")),
        ] {
            let refused = PasswordHash::parse(text).unwrap_err();
            assert_eq!(refused, why, "{text}");
            assert!(!format!("{refused} {refused:?}").contains("hunter2"));
        }
    }
}
