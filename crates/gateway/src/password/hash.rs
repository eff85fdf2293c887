//! Argon2id with 19 MiB, two passes and one lane.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use redrive_core::secret::Secret;
use thiserror::Error;

/// No hash could be made, because the system gives no randomness.
#[derive(Debug, Error)]
#[error("no password could be hashed: {0}")]
pub struct NoHash(String);

fn argon2() -> Result<Argon2<'static>, NoHash> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| NoHash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

pub fn make(password: &Secret) -> Result<String, NoHash> {
    argon2()?
        .hash_password(password.expose().as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| NoHash(error.to_string()))
}

pub fn matches(hash: &str, password: &Secret) -> bool {
    let (Ok(hash), Ok(argon2)) = (PasswordHash::new(hash), argon2()) else {
        return false;
    };
    argon2
        .verify_password(password.expose().as_bytes(), &hash)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_its_password_and_names_its_cost() {
        let right = Secret::new("correct horse".to_owned());
        let hash = make(&right).unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(matches(&hash, &right));
        assert!(!matches(&hash, &Secret::new("correct horsE".to_owned())));
        assert!(!matches("nonsense", &right));
    }
}
