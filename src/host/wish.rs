//! What an operator wants of a run: done at once where the run is carried out, told to the tab
//! that does so otherwise.

use crate::api::sending::Confirmation;
use chrono::{DateTime, Utc};
use redrive_core::journal::Entry;
use redrive_core::run::{Manner, Pause, Run, State};
use serde::{Deserialize, Serialize};

/// One wish. It is granted between two calls, never during one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    Pause,
    GoOn,
    TryAgain,
    Stop,
    Manner(Manner),
    Recheck,
    ReadAgain,
    /// The plan was confirmed once more: whoever carries it out may send with this.
    Confirmed(Confirmation),
}

impl Wish {
    /// The entry that grants it; `None` where the run is past it.
    pub fn grant(&self, run: &mut Run, now: DateTime<Utc>) -> Option<Entry> {
        match self {
            Self::Pause => run.pause(now),
            Self::GoOn => run.go_on(now),
            Self::TryAgain => run.try_again(now),
            Self::Stop => run.stop(now),
            Self::Manner(manner) => run.set_manner(now, *manner),
            Self::Recheck => run.recheck(now),
            Self::ReadAgain => run.read_back_again(now),
            Self::Confirmed(_) if asks_only_for_a_word(run.state()) => run.go_on(now),
            Self::Confirmed(_) => None,
        }
    }
}

/// Whether the run waits for nothing but the word to go on. To confirm is to give it; any other
/// question has to be answered by itself.
pub const fn asks_only_for_a_word(state: &State) -> bool {
    matches!(
        state,
        State::Paused {
            why: Pause::NotConfirmed | Pause::SignedOut | Pause::Interrupted | Pause::ByOperator,
            ..
        }
    )
}
