//! Checking operators' passwords: for signing in, and again for every confirmation.
//!
//! Argon2id takes memory and time on purpose, so only two run at once. An unknown name costs the
//! same work as a wrong password. A check that has begun comes to its end and is counted, whether
//! or not anybody still waits for it. No password is kept or logged.

mod delay;
mod hash;

pub use hash::{NoHash, NotAHash, PasswordHash};

use crate::clock::Clock;
use crate::config::Operator;
use crate::ticket::SessionKey;
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
    slots: Arc<Semaphore>,
    delays: Arc<Delays>,
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
            slots: Arc::new(Semaphore::new(AT_ONCE)),
            delays: Arc::new(Delays::new(clock)),
        })
    }

    /// Checks the password of somebody who signs in.
    pub async fn at_signing_in(&self, name: &str, password: Secret, address: IpAddr) -> Verdict {
        let who = vec![Who::account(name), Who::address(address)];
        self.check(name, password, who).await
    }

    /// Checks the password of somebody who is signed in. What strangers type under their name, or
    /// at their address, does not hold them up.
    pub async fn at_confirming(
        &self,
        operator: &OperatorName,
        session: SessionKey,
        password: Secret,
    ) -> Verdict {
        let who = vec![Who::Session(session)];
        self.check(operator.as_str(), password, who).await
    }

    /// Checks one password, unless too many wrong ones came before it.
    ///
    /// The delay is looked at with a slot in hand, so that a burst cannot pass it together.
    async fn check(&self, name: &str, password: Secret, who: Vec<Who>) -> Verdict {
        let Ok(slot) = Arc::clone(&self.slots).acquire_owned().await else {
            return Verdict::Wrong;
        };
        if let Some(wait) = self.delays.wait(&who) {
            return Verdict::Wait(wait);
        }
        let known = self.hashes.get_key_value(&OperatorName(name.into()));
        let hash = known.map_or(&self.nobodys, |(_, hash)| hash).clone();
        let known = known.map(|(name, _)| name.clone());
        let delays = Arc::clone(&self.delays);
        // Whoever closes the connection drops this future, but not the work: that keeps its slot,
        // and its end is counted.
        let work = move || {
            let _slot = slot;
            let matches = hash.matches(&password);
            match known {
                Some(name) if matches => {
                    delays.succeeded(&who);
                    Verdict::Right(name)
                }
                _ => {
                    delays.failed(&who);
                    Verdict::Wrong
                }
            }
        };
        tokio::task::spawn_blocking(work)
            .await
            .unwrap_or(Verdict::Wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::sync::mpsc;
    use std::task::{Context, Waker};
    use tokio::runtime::Builder;

    /// Lets a check begin, and closes its connection.
    fn begin_and_leave(check: impl Future<Output = Verdict>) {
        let begun = pin!(check).poll(&mut Context::from_waker(Waker::noop()));
        assert!(begun.is_pending());
    }

    #[test]
    fn whoever_closes_the_connection_frees_no_slot_and_is_counted() {
        // One thread for all hashes, and that one is busy until it is let go.
        let mut runtime = Builder::new_current_thread();
        let runtime = runtime.max_blocking_threads(1).build().unwrap();
        runtime.block_on(async {
            let passwords = Passwords::new(Vec::new(), Clock::manual().0).unwrap();
            let wrong = || {
                let password = Secret::new("wrong".to_owned());
                passwords.at_signing_in("admin", password, IpAddr::from([192, 0, 2, 1]))
            };
            for _ in 0..3 {
                let (go, held) = mpsc::channel::<()>();
                tokio::task::spawn_blocking(move || held.recv());
                for _ in 0..20 {
                    begin_and_leave(wrong());
                }
                assert_eq!(
                    passwords.slots.available_permits(),
                    0,
                    "two are not done yet"
                );
                drop(go);
                let all = u32::try_from(AT_ONCE).unwrap();
                drop(passwords.slots.acquire_many(all).await);
            }
            // Six were counted, so the sixth's delay holds.
            let Verdict::Wait(wait) = wrong().await else {
                panic!("nobody counted them");
            };
            assert_eq!(wait, Duration::from_secs(2));
        });
    }
}
