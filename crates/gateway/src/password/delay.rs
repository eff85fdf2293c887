//! Growing delays after wrong passwords: by account and by address for whoever signs in, by session
//! for whoever is signed in and confirms.
//!
//! No delay lasts: an account waits a minute at most, and so does a session; an address waits a
//! quarter of an hour at most. A stranger who keeps on guessing at a name can keep its owner from
//! signing in for as long as they go on, because nothing else bounds guesses from many addresses.
//! Nobody who is signed in waits for a stranger: only who holds their session is counted with them.

use crate::clock::Clock;
use crate::lock::lock;
use crate::ticket::SessionKey;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Wrong passwords are forgotten after this long without another.
const MEMORY: Duration = Duration::from_hours(1);
/// Above this many entries, the forgotten ones are swept out.
const SWEEP_FROM: usize = 1000;

/// Whose wrong passwords are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    Account(String),
    Address(IpAddr),
    Session(SessionKey),
}

/// The half of an address of IPv6 that a network has been given; the other half it takes as it
/// likes, a new one for each try.
const NETWORK: u128 = !0 << 64;

impl Who {
    /// Names longer than any operator's share one count, so that they take no memory.
    pub fn account(name: &str) -> Self {
        Self::Account(name.chars().take(64).collect())
    }

    pub fn address(address: IpAddr) -> Self {
        Self::Address(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & NETWORK).into(),
        })
    }

    fn delay(&self, failures: u32) -> Duration {
        let (free, most) = match self {
            Self::Account(_) | Self::Session(_) => (4, Duration::from_mins(1)),
            Self::Address(_) => (9, Duration::from_mins(15)),
        };
        match failures.checked_sub(free + 1) {
            None => Duration::ZERO,
            Some(over) => Duration::from_secs(1 << over.min(20)).min(most),
        }
    }
}

struct Failures {
    count: u32,
    last: Instant,
    until: Instant,
}

pub struct Delays {
    clock: Clock,
    failures: Mutex<HashMap<Who, Failures>>,
}

impl Delays {
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            failures: Mutex::default(),
        }
    }

    /// How long these must still wait, if at all.
    pub fn wait(&self, who: &[Who]) -> Option<Duration> {
        let now = self.clock.now();
        let failures = lock(&self.failures);
        who.iter()
            .filter_map(|who| failures.get(who)?.until.checked_duration_since(now))
            .filter(|wait| !wait.is_zero())
            .max()
    }

    pub fn failed(&self, who: &[Who]) {
        let now = self.clock.now();
        let mut failures = lock(&self.failures);
        if failures.len() >= SWEEP_FROM {
            failures.retain(|_, entry| now.duration_since(entry.last) < MEMORY);
        }
        for who in who {
            let entry = failures.entry(who.clone()).or_insert(Failures {
                count: 0,
                last: now,
                until: now,
            });
            let fresh = now.duration_since(entry.last) < MEMORY;
            entry.count = if fresh {
                entry.count.saturating_add(1)
            } else {
                1
            };
            entry.last = now;
            entry.until = now + who.delay(entry.count);
        }
    }

    /// Forgives all but the address: whoever has an account of their own could go on guessing at
    /// others' from there.
    pub fn succeeded(&self, who: &[Who]) {
        let mut failures = lock(&self.failures);
        for who in who {
            match who {
                Who::Account(_) | Who::Session(_) => failures.remove(who),
                Who::Address(_) => None,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_end_and_are_forgotten() {
        let (clock, hand) = Clock::manual();
        let delays = Delays::new(clock);
        let who = [Who::account("admin")];
        let mut waits = Vec::new();
        for _ in 0..12 {
            delays.failed(&who);
            let wait = delays.wait(&who).unwrap_or_default();
            waits.push(wait.as_secs());
            hand.advance(wait);
            assert_eq!(delays.wait(&who), None, "a wait ends");
        }
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]);
        hand.advance(MEMORY);
        delays.failed(&who);
        assert_eq!(delays.wait(&who), None, "an hour later it begins anew");
    }

    #[test]
    fn an_address_that_tries_many_names_waits_too() {
        let delays = Delays::new(Clock::manual().0);
        let address = Who::address(IpAddr::from([192, 0, 2, 1]));
        for name in 0..10 {
            delays.failed(&[Who::account(&name.to_string()), address.clone()]);
            // An account of its own forgives it nothing.
            delays.succeeded(&[Who::account("own"), address.clone()]);
        }
        assert_eq!(
            delays.wait(&[Who::account("new"), address]),
            Some(Duration::from_secs(1))
        );
        assert_eq!(delays.wait(&[Who::account("new")]), None);
    }

    #[test]
    fn addresses_of_one_network_are_one() {
        let who = |text: &str| Who::address(text.parse().unwrap());
        assert_eq!(who("2001:db8:1:2::1"), who("2001:db8:1:2:f00::2"));
        assert_ne!(who("2001:db8:1:2::1"), who("2001:db8:1:3::1"));
        assert_ne!(who("192.0.2.1"), who("192.0.2.2"));
    }

    #[test]
    fn a_right_password_forgives() {
        let delays = Delays::new(Clock::manual().0);
        let who = [Who::account("admin")];
        for _ in 0..9 {
            delays.failed(&who);
        }
        delays.succeeded(&who);
        assert_eq!(delays.wait(&who), None);
    }
}
