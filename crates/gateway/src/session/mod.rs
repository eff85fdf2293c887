//! Who is signed in.
//!
//! Sessions live in memory: a restart signs everybody out. A session ends 20 minutes after its
//! last use and 8 hours after it began, whichever comes first. Only what somebody asked for is a
//! use: a screen that reads by itself would keep it open for whoever passes by.

mod asked;
mod cookie;
mod extract;
mod routes;

pub use extract::SignedIn;
pub use routes::{begin, end, show};

use crate::clock::Clock;
use crate::lock::lock;
use crate::password::OperatorName;
use crate::ticket::{SessionId, SessionKey};
use asked::Asked;
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

const IDLE: Duration = Duration::from_mins(20);
const LONGEST: Duration = Duration::from_hours(8);

struct Session {
    operator: OperatorName,
    began: Instant,
    used: Instant,
}

impl Session {
    fn is_open(&self, now: Instant) -> bool {
        now.duration_since(self.used) < IDLE && now.duration_since(self.began) < LONGEST
    }
}

pub struct Sessions {
    clock: Clock,
    open: Mutex<HashMap<SessionKey, Session>>,
}

impl Sessions {
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            open: Mutex::default(),
        }
    }

    /// Begins a session under a name that nobody held before.
    pub fn begin(&self, operator: OperatorName) -> Result<SessionId, getrandom::Error> {
        let id = SessionId::new()?;
        let now = self.clock.now();
        let mut open = lock(&self.open);
        open.retain(|_, session| session.is_open(now));
        open.insert(
            id.key(),
            Session {
                operator,
                began: now,
                used: now,
            },
        );
        Ok(id)
    }

    /// Whose session this is; its idle time begins anew where the operator asked.
    fn shown(&self, key: SessionKey, asked: Asked) -> Option<OperatorName> {
        let now = self.clock.now();
        let mut open = lock(&self.open);
        let session = open.get_mut(&key)?;
        if session.is_open(now) {
            if asked == Asked::ByTheOperator {
                session.used = now;
            }
            return Some(session.operator.clone());
        }
        open.remove(&key);
        None
    }

    pub fn end(&self, key: SessionKey) {
        lock(&self.open).remove(&key);
    }
}
