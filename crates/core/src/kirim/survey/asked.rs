//! What a survey is asked for, and when that is everything.

use crate::kirim::contract::{EventType, ReplayStatus, SubscriptionId};
use chrono::{DateTime, Utc};
use thiserror::Error;

/// What is to be replayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyAsked {
    pub subscription: SubscriptionId,
    pub statuses: ReplayStatuses,
    pub event_type: Option<EventType>,
    /// This instant and later.
    pub created_after: Option<DateTime<Utc>>,
    /// Earlier than this instant.
    pub created_before: Option<DateTime<Utc>>,
    /// The newest so many.
    pub at_most: Option<u64>,
}

/// Which of the two words for an end without success: the vendor's pages disagree on them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ReplayStatuses {
    #[default]
    Dead,
    Failed,
    Both,
}

impl ReplayStatuses {
    /// The words, in the order in which they are listed.
    pub const fn each(self) -> &'static [ReplayStatus] {
        match self {
            Self::Dead => &[ReplayStatus::Dead],
            Self::Failed => &[ReplayStatus::Failed],
            Self::Both => &[ReplayStatus::Failed, ReplayStatus::Dead],
        }
    }

    /// One of the words alone.
    pub const fn of(status: ReplayStatus) -> Self {
        match status {
            ReplayStatus::Dead => Self::Dead,
            ReplayStatus::Failed => Self::Failed,
        }
    }

    /// The word that was not asked for.
    pub const fn other(self) -> Option<ReplayStatus> {
        match self {
            Self::Dead => Some(ReplayStatus::Failed),
            Self::Failed => Some(ReplayStatus::Dead),
            Self::Both => None,
        }
    }
}

/// Why nothing can be listed: nothing can have been born when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoRoom {
    /// Not then, and never.
    #[error("the window ends at or before its beginning")]
    WindowReversed,
    /// Not yet.
    #[error("the window begins after the plan was made, so nothing can be in it")]
    WindowInFuture,
}

impl SurveyAsked {
    /// Where its births end that may reach to `pinned_at` and not beyond.
    pub(super) fn end(&self, pinned_at: DateTime<Utc>) -> Result<DateTime<Utc>, NoRoom> {
        let before = self.created_before;
        let end = before.map_or(pinned_at, |before| before.min(pinned_at));
        match self.created_after {
            Some(after) if before.is_some_and(|before| after >= before) => {
                Err(NoRoom::WindowReversed)
            }
            Some(after) if after >= end => Err(NoRoom::WindowInFuture),
            _ => Ok(end),
        }
    }

    /// Whether nothing but the subscription narrows it: a screen demands that to be said in so
    /// many words.
    pub const fn is_unlimited(&self) -> bool {
        self.event_type.is_none() && self.created_after.is_none() && self.created_before.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_alone_is_listed_under_that_word() {
        for status in [ReplayStatus::Dead, ReplayStatus::Failed] {
            assert_eq!(ReplayStatuses::of(status).each(), [status]);
        }
    }

    #[test]
    fn a_filter_is_unlimited_until_one_thing_narrows_it() {
        let open = SurveyAsked {
            subscription: "wbs_01K0000000000000000000000C".parse().unwrap(),
            statuses: ReplayStatuses::Both,
            event_type: None,
            created_after: None,
            created_before: None,
            at_most: Some(5),
        };
        let at = Some(DateTime::UNIX_EPOCH);
        assert!(open.is_unlimited());
        let kind = SurveyAsked {
            event_type: Some("contact.created".parse().unwrap()),
            ..open.clone()
        };
        let after = SurveyAsked {
            created_after: at,
            ..open.clone()
        };
        let before = SurveyAsked {
            created_before: at,
            ..open.clone()
        };
        for narrowed in [kind, after, before] {
            assert!(!narrowed.is_unlimited());
        }
    }
}
