//! Checking operators' passwords: for signing in, and again for every confirmation.
//!
//! Argon2id takes memory and time on purpose, so only two run at once. An unknown name costs the
//! same work as a wrong password. No password is kept or logged.

mod delay;
mod hash;

pub use hash::{NoHash, NotAHash, PasswordHash};

use crate::clock::Clock;
use crate::config::Operator;
use delay::{Delays, Who};
use redrive_core::secret::Secret;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Two cores, two hashes.
const AT_ONCE: usize = 2;

/// An operator that exists.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OperatorName(Arc<str>);

impl OperatorName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a check found.
pub enum Verdict {
    Right(OperatorName),
    Wrong,
    Wait(Duration),
}

/// The operators' passwords.
pub struct Passwords {
    hashes: HashMap<OperatorName, PasswordHash>,
    /// Checked in place of an unknown name's.
    nobodys: PasswordHash,
    slots: Semaphore,
    delays: Delays,
}

impl Passwords {
    pub fn new(operators: Vec<Operator>, clock: Clock) -> Result<Self, NoHash> {
        let hashes = operators
            .into_iter()
            .map(|Operator { name, hash }| (OperatorName(name.into()), hash))
            .collect();
        Ok(Self {
            hashes,
            nobodys: PasswordHash::of(&Secret::new(String::new()))?,
            slots: Semaphore::new(AT_ONCE),
            delays: Delays::new(clock),
        })
    }

    /// Checks one password, unless too many wrong ones came before it.
    ///
    /// The delay is looked at with a slot in hand, so that a burst cannot pass it together.
    pub async fn check(&self, name: &str, password: Secret, address: IpAddr) -> Verdict {
        let Ok(_slot) = self.slots.acquire().await else {
            return Verdict::Wrong;
        };
        let who = [Who::account(name), Who::Address(address)];
        if let Some(wait) = self.delays.wait(&who) {
            return Verdict::Wait(wait);
        }
        let known = self.hashes.get_key_value(&OperatorName(name.into()));
        let hash = known.map_or(&self.nobodys, |(_, hash)| hash).clone();
        let matches = tokio::task::spawn_blocking(move || hash.matches(&password))
            .await
            .unwrap_or(false);
        match known {
            Some((name, _)) if matches => {
                self.delays.succeeded(&who);
                Verdict::Right(name.clone())
            }
            _ => {
                self.delays.failed(&who);
                Verdict::Wrong
            }
        }
    }
}
