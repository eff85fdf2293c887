//! What an adapter's API guarantees. Wording, buttons and what a lost answer allows follow from
//! these values, not from the vendor's name.

use crate::connection::Settings;
use crate::kirim::contract::BULK_CAP;
use crate::plan::Draft;
use crate::zuora;
use crate::zuora::contract::{Channel, RESEND_CAP};

/// The guarantees behind one action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promises {
    /// Decides what may be claimed of an item.
    pub answer_names: AnswerNames,
    /// Decides what is done about a lost answer first.
    pub repeat: Repeat,
    /// Decides what is done about it next.
    pub lost_answer: LostAnswer,
    /// Decides whether anything can be said after acceptance.
    pub read_back: ReadBack,
    /// Items of one call at most; ours where the vendor publishes none.
    pub cap: usize,
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
    SafeWithKey {
        /// From the first use of the key.
        hours: u32,
    },
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

/// Where it shows afterwards whether what was accepted was delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadBack {
    /// A later attempt of the same event.
    Attempts,
    /// The new delivery, which names the one it replays.
    Replays,
    /// A later row of the history about the same object; rows name no other row.
    History,
    /// The same, of what goes out by mail: it tells what the mail server said, and no more.
    MailHistory,
    /// Nothing names the item.
    Nothing,
}

impl ReadBack {
    /// For how many hours after a call its rows may still change by what the vendor does itself: it
    /// tries again for hours what its receiver does not take. After that nothing more comes.
    pub const fn hours(self) -> i64 {
        match self {
            // Six tries in 65 minutes; as much again, because thousands may wait before them.
            Self::Attempts => 2,
            // Eight tries in 31 hours and 13 minutes, each pause a fifth longer by chance.
            Self::Replays => 38,
            // As often and as far apart as a tenant may set it for its callouts.
            Self::History => zuora::TRIED_HOURS,
            // Nothing is said of its being tried again, but mail may wait.
            Self::MailHistory => 24,
            Self::Nothing => 0,
        }
    }
}

/// Whether records can be asked for by their ids before they are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsByIds {
    /// The rows of many at once.
    Given,
    /// The API documents no way.
    NoWay,
    /// The draft names no records.
    NoRecords,
}

/// Within how many hours after its first try a call may be made again, where the vendor remembers
/// its key for so many: the repeat must arrive well before that, and clocks differ.
pub const fn repeatable_hours(remembered: u32) -> u32 {
    remembered.saturating_sub(1)
}

impl Draft {
    /// Whether the same call may be made again.
    pub const fn repeat(&self) -> Repeat {
        match self {
            Self::ResendEvents { .. } => Repeat::SendsAgain,
            Self::ReplayListed { .. }
            | Self::ReplayDeliveries { .. }
            | Self::ResendNotifications { .. } => Repeat::SafeWithKey { hours: 24 },
            Self::SetEndpointActive { .. } | Self::SetSubscriptionStatus { .. } => Repeat::Harmless,
        }
    }

    /// How one may learn what a lost answer would have said.
    pub const fn lost_answer(&self) -> LostAnswer {
        match self {
            Self::ResendEvents { .. } => LostAnswer::ReadAttempts,
            Self::ReplayListed { .. } | Self::ReplayDeliveries { .. } => {
                LostAnswer::SameKeyOrReadReplays
            }
            Self::ResendNotifications { .. } => LostAnswer::SameKey,
            Self::SetEndpointActive { .. } | Self::SetSubscriptionStatus { .. } => {
                LostAnswer::ReadSwitch
            }
        }
    }

    /// Where it shows whether what was accepted was delivered.
    pub const fn read_back(&self) -> ReadBack {
        match self {
            Self::ResendEvents { .. } => ReadBack::Attempts,
            Self::ReplayListed { .. } | Self::ReplayDeliveries { .. } => ReadBack::Replays,
            Self::ResendNotifications {
                channel: Channel::Email,
                ..
            } => ReadBack::MailHistory,
            Self::ResendNotifications { .. } => ReadBack::History,
            Self::SetEndpointActive { .. } | Self::SetSubscriptionStatus { .. } => {
                ReadBack::Nothing
            }
        }
    }

    /// Whether what it names can be asked for by ids.
    pub const fn rows_by_ids(&self) -> RowsByIds {
        match self {
            Self::ResendNotifications { .. } => RowsByIds::Given,
            // Attempts have no filter, and which event one is of stands inside of a text. Of a
            // delivery's own route no page of the vendor's could be read (contract 1.9, 2.3).
            Self::ResendEvents { .. } | Self::ReplayDeliveries { .. } => RowsByIds::NoWay,
            // What was listed is known by its rows.
            Self::ReplayListed { .. }
            | Self::SetEndpointActive { .. }
            | Self::SetSubscriptionStatus { .. } => RowsByIds::NoRecords,
        }
    }

    /// What the vendor guarantees for this action on such a connection.
    pub fn promises(&self, settings: &Settings) -> Promises {
        let (answer_names, cap) = match self {
            Self::ResendEvents { .. } => {
                let cap = match settings {
                    Settings::Selfcommunity { cap, .. } => *cap,
                    Settings::Kirim | Settings::Zuora { .. } => 1,
                };
                let cap = usize::try_from(cap).unwrap_or(usize::MAX);
                (AnswerNames::Nothing, cap)
            }
            Self::ReplayListed { .. } => {
                let cap = usize::try_from(BULK_CAP).unwrap_or(usize::MAX);
                (AnswerNames::CountOnly, cap)
            }
            Self::ResendNotifications { .. } => (AnswerNames::Failures, RESEND_CAP),
            Self::ReplayDeliveries { .. }
            | Self::SetEndpointActive { .. }
            | Self::SetSubscriptionStatus { .. } => (AnswerNames::Item, 1),
        };
        Promises {
            answer_names,
            repeat: self.repeat(),
            lost_answer: self.lost_answer(),
            read_back: self.read_back(),
            cap,
        }
    }
}
