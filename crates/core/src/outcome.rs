//! What became of an item when its call was made. Accepted is not delivered.

use crate::http::{Answer, NotSent};
use crate::kirim::contract::DeliveryId;
use serde::{Deserialize, Serialize};

/// Where every item ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its call never left, or was turned away unread.
    NotAttempted(NotAttempted),
    /// Left out on purpose.
    Skipped(String),
    /// The vendor took it, and said so.
    Accepted(Accepted),
    /// The vendor refused it.
    Rejected(Refusal),
    /// Its call left, and whether it was applied cannot be told from what came back.
    Unknown(Unknown),
}

/// The five kinds, for counting and filtering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// The vendor took it.
    Accepted,
    /// The vendor refused it, so it was not applied.
    Rejected,
    /// It left, and may or may not have been applied.
    Unknown,
    /// It was left out on purpose.
    Skipped,
    /// It never left, or was turned away unread.
    NotAttempted,
}

impl OutcomeKind {
    /// All five, in the order in which reports show them.
    pub const ALL: [Self; 5] = [
        Self::Accepted,
        Self::Rejected,
        Self::Unknown,
        Self::Skipped,
        Self::NotAttempted,
    ];

    /// The word that screens, files and addresses use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
            Self::NotAttempted => "not attempted",
        }
    }
}

/// What an acceptance amounts to with this vendor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accepted {
    /// Queued: the vendor names what it refuses and did not name this, or the number that it
    /// queued leaves none out.
    Queued,
    /// Taken by the vendor, which reports nothing per event.
    TakenWithoutReport,
    /// A new delivery was made of it.
    ReplayedAs(DeliveryId),
    /// The switch is where it was asked to be.
    Changed,
    /// Its answer does not say so, but the vendor's rows do: a new try of it is there.
    SeenAfterwards,
    /// The same, of a window that took more than was listed: what else it took nobody here knows.
    SeenAmongMore(Counted),
}

/// How many a window was to hold, and how many the vendor says that it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Counted {
    /// By us, when the plan was made.
    pub listed: u64,
    /// By the vendor, as it says.
    pub enqueued: u64,
    /// More matched than was taken.
    pub capped: bool,
}

impl Counted {
    /// Whether there was something in the window that was not listed.
    pub const fn is_more(self) -> bool {
        self.enqueued > self.listed || self.capped
    }
}

/// The vendor's refusal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Refusal {
    /// The vendor's code, or `HTTP 404` where it gave none.
    pub code: String,
    /// The vendor's words, or ours where it gave none.
    pub message: String,
    /// Whether it need be this item's fault.
    pub of: Refused,
}

/// What stands for a vendor's code where it gave none: `HTTP 404`.
pub(crate) fn code_of_status(status: u16) -> String {
    format!("{BARE}{status}")
}

/// The status, where a code is only what stands for the vendor's. Whatever the vendor, it then says
/// no more than that.
pub fn bare_status(code: &str) -> Option<u16> {
    code.strip_prefix(BARE)?.parse().ok()
}

const BARE: &str = "HTTP ";

/// What was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// This very item.
    Item,
    /// The whole call, and this item with it: it need not be the reason.
    Call,
}

/// Why it cannot be told what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// Its call is under way: whether it was applied can be told only when the answer comes.
    Awaited,
    /// The answer was lost on its way.
    NoAnswer(String),
    /// The program ended between the sending and the answer.
    Interrupted,
    /// The vendor, or something before it, failed with this status.
    ServerFailed {
        /// 500 or above.
        status: u16,
    },
    /// An earlier call with the same key is still running.
    InProgress,
    /// The status says neither yes nor no for this operation.
    UnexpectedStatus {
        /// Of HTTP.
        status: u16,
    },
    /// The answer's body does not say what it should.
    Unreadable {
        /// Of HTTP.
        status: u16,
    },
    /// The vendor answered for other ids than those sent, so its silence on this one means nothing.
    StrangersNamed {
        /// Of HTTP.
        status: u16,
    },
    /// The vendor refused the call item by item, and did not name this one.
    NotNamed {
        /// Of HTTP.
        status: u16,
    },
    /// A window enqueued another number than was listed: some of these, or others with them, or
    /// others instead. Reading rows back tells which.
    CountDiffers(Counted),
}

/// Why its call never left.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAttempted {
    /// Its turn has not come.
    Waiting,
    /// The run stopped before it.
    RunStopped,
    /// Its turn came, and the request could not leave.
    NotSent(NotSent),
    /// Its turn came, and the vendor had no room for the call (429): nothing of it was applied.
    RateLimited,
}

impl Outcome {
    /// Which of the five kinds it is.
    pub const fn kind(&self) -> OutcomeKind {
        match self {
            Self::NotAttempted(_) => OutcomeKind::NotAttempted,
            Self::Skipped(_) => OutcomeKind::Skipped,
            Self::Accepted(_) => OutcomeKind::Accepted,
            Self::Rejected(_) => OutcomeKind::Rejected,
            Self::Unknown(_) => OutcomeKind::Unknown,
        }
    }

    /// A refusal of the whole call, in the vendor's words where it has some.
    pub(crate) fn call_refused(answer: &Answer, words: Option<(String, String)>) -> Self {
        let (code, message) = words.unwrap_or_else(|| {
            (
                code_of_status(answer.status),
                "The vendor gave no reason that can be read.".to_owned(),
            )
        });
        Self::Rejected(Refusal {
            code,
            message,
            of: Refused::Call,
        })
    }
}
