//! What an adapter's API guarantees. Wording, buttons and what a lost answer allows follow from
//! these values, not from the vendor's name.

use crate::connection::Settings;
use crate::kirim::contract::BULK_CAP;
use crate::plan::Draft;
use crate::zuora::contract::RESEND_CAP;

/// The guarantees behind one action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promises {
    pub answer_names: AnswerNames,
    pub repeat: Repeat,
    pub lost_answer: LostAnswer,
    /// Items of one call at most.
    pub cap: usize,
    pub cap_is: CapIs,
}

/// What a success tells of each item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerNames {
    /// Taken as a whole; nothing per item.
    Nothing,
    /// How many, not which.
    CountOnly,
    /// Those that failed; silence is acceptance.
    Failures,
    /// The one item that was sent.
    Item,
}

/// Whether the same call may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It would send again.
    SendsAgain,
    /// With the same key and body, within these hours, nothing is applied twice.
    SafeWithKey { hours: u32 },
    /// Setting a switch twice is setting it once.
    Harmless,
}

/// How one may learn what a lost answer would have said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LostAnswer {
    /// Read attempts: the same event with a later creation.
    ReadAttempts,
    /// The same key and body; else rows whose `replayed_from` names the item.
    SameKeyOrReadReplays,
    /// The same key and body.
    SameKey,
    /// Read the switch.
    ReadSwitch,
}

/// Whose number the cap is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapIs {
    Vendors,
    /// The vendor publishes none.
    Ours,
}

impl Draft {
    /// What the vendor guarantees for this action on such a connection.
    pub fn promises(&self, settings: &Settings) -> Promises {
        match self {
            Self::ResendEvents { .. } => Promises {
                answer_names: AnswerNames::Nothing,
                repeat: Repeat::SendsAgain,
                lost_answer: LostAnswer::ReadAttempts,
                cap: match settings {
                    Settings::Selfcommunity { cap, .. } => {
                        usize::try_from(*cap).unwrap_or(usize::MAX)
                    }
                    Settings::Kirim | Settings::Zuora { .. } => 1,
                },
                cap_is: CapIs::Ours,
            },
            Self::ReplayMatching { .. } | Self::ReplayListed { .. } => Promises {
                answer_names: AnswerNames::CountOnly,
                repeat: Repeat::SafeWithKey { hours: 24 },
                lost_answer: LostAnswer::SameKeyOrReadReplays,
                cap: usize::try_from(BULK_CAP).unwrap_or(usize::MAX),
                cap_is: CapIs::Vendors,
            },
            Self::ReplayDeliveries { .. } => Promises {
                answer_names: AnswerNames::Item,
                repeat: Repeat::SafeWithKey { hours: 24 },
                lost_answer: LostAnswer::SameKeyOrReadReplays,
                cap: 1,
                cap_is: CapIs::Vendors,
            },
            Self::ResendNotifications { .. } => Promises {
                answer_names: AnswerNames::Failures,
                repeat: Repeat::SafeWithKey { hours: 24 },
                lost_answer: LostAnswer::SameKey,
                cap: RESEND_CAP,
                cap_is: CapIs::Vendors,
            },
            Self::SetEndpointActive { .. } | Self::SetSubscriptionStatus { .. } => Promises {
                answer_names: AnswerNames::Item,
                repeat: Repeat::Harmless,
                lost_answer: LostAnswer::ReadSwitch,
                cap: 1,
                cap_is: CapIs::Vendors,
            },
        }
    }
}
