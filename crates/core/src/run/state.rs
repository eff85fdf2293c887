//! Where a run stands, and what its host is to do next.

use crate::journal::Entry;
use crate::outcome::Counted;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// A call may be sent, but not before this instant.
    Ready {
        /// Its number in the plan, from 0.
        call: usize,
        /// By the operator's speed, the vendor's quota or what it asked for.
        not_before: DateTime<Utc>,
    },
    /// A call is under way.
    InFlight {
        /// Its number in the plan.
        call: usize,
    },
    /// The vendor's rows are to be read, but not before this instant; sending waits for it.
    Looking {
        /// What for.
        look: Look,
        /// How often it was looked for this already.
        pass: u32,
        /// Rows take a while to appear.
        not_before: DateTime<Utc>,
    },
    /// The operator has to say how it goes on.
    Paused {
        /// What is asked.
        why: Pause,
        /// Where it goes on.
        then: Then,
    },
    /// No further call will be made, unless the operator asks for one.
    Ended(End),
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Every call was made, or was found needless.
    Done,
    /// It was stopped before.
    Stopped(StopReason),
}

/// What the vendor's rows are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// Before a call: what is there already, so that it is never taken for ours.
    Baseline,
    /// Whether a call was applied whose answer does not say it.
    Applied {
        /// Its number in the plan.
        call: usize,
    },
    /// Whether the first items were delivered; `next` is the call after theirs.
    Canary {
        /// Its number in the plan.
        next: usize,
    },
    /// After sending: whether what was accepted was delivered.
    Delivered,
}

/// Where a paused run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// With this call.
    Call(usize),
    /// By reading whether this call was applied.
    Look(usize),
    /// With whatever comes after this call.
    After(usize),
}

/// What can be tried once more while a run waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToTry {
    /// To learn what became of this call.
    Resolve(usize),
    /// To have this call taken, of which nothing was applied: what stood against it may be put right.
    MakeAgain(usize),
    /// To read what is there before this call leaves.
    ReadBefore(usize),
}

/// What it does to try once more what a run waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trying {
    /// The vendor's rows are read, and no call leaves.
    Reads,
    /// A call leaves, if need be after a look at what is there.
    Sends,
}

/// Why a run waits for the operator. Nothing is lost by waiting, for minutes or for days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// Somebody pressed the button.
    ByOperator,
    /// The program ended while it was being carried out.
    Interrupted,
    /// The operator's session ended.
    SignedOut,
    /// The confirmation was used up or expired.
    NotConfirmed,
    /// The carrier refused a call, and says why.
    NotSent(String),
    /// The vendor could not be reached, several times in a row.
    Unreachable,
    /// 401, or no token for a call: every further one would be refused too.
    CredentialsRefused,
    /// 403: the same.
    Forbidden,
    /// 409: the vendor's state stands against it.
    Conflict,
    /// 422: the vendor knows our key with something else.
    KeyReused,
    /// 429, again and again.
    RateLimited,
    /// What is at the vendor before a call could not be read, so that nobody could tell afterwards
    /// whether a call was applied whose answer is lost.
    BaselineUnread,
    /// What became of a call cannot be told, although everything was tried that is safe.
    Unresolved {
        /// Its number in the plan.
        call: usize,
    },
    /// The window of this call took more than was listed.
    TookMore {
        /// Its number in the plan.
        call: usize,
        /// How many it was to hold, and how many it took.
        counted: Counted,
    },
    /// The share of rejected items is beyond what the operator allows.
    TooManyRejected,
    /// The first items were sent and read back.
    Canary,
}

/// Why a run stopped before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// Somebody pressed the button.
    ByOperator,
    /// One of the first items failed again, and the operator wanted it to stop then.
    CanaryFailed,
}

/// What the host is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Make the entry durable, then send this call of the plan.
    Send {
        /// Its number in the plan.
        call: usize,
        /// What is to be durable before.
        intent: Entry,
    },
    /// Make the entry durable, then ask again.
    Write(Entry),
    /// A call is under way: bring its answer first.
    AwaitAnswer {
        /// Its number in the plan.
        call: usize,
    },
    /// Carry [`super::Run::search`] out and bring back what it found.
    Look(Look),
    /// Ask again at this instant.
    Wait {
        /// Not before it: something may come earlier.
        until: DateTime<Utc>,
    },
    /// The operator has to decide.
    Ask(Pause),
    /// Nothing is left to do.
    Finished,
}

/// What an operator sees of a run as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Looking at what is there before the first call.
    Checking,
    /// Calls leave, or wait for somebody or for their turn.
    Sending,
    /// Sent, and being read back.
    ReadingBack,
    /// Sent and read back, and the vendor may still have a word to say of some: its rows are read
    /// now and then.
    Awaiting,
    /// Sent, and read back as far as it can be.
    Settled,
}
