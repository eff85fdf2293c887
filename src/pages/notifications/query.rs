//! What the address asks for, as a question to the vendor. Nonsense in the address is said, never
//! guessed at. Pure: no page, no browser.

use crate::table::filters::{AFTER, BEFORE, value};
use crate::table::instant_filter::read_instant;
use chrono::{DateTime, Utc};
use redrive_core::zuora::NotificationFilter;
use redrive_core::zuora::contract::{AccountId, Channel, NotificationStatus};

pub const ACCOUNT: &str = "account";
pub const STATUS: &str = "status";
pub const SIZE: &str = "size";

/// Rows of a page: what can be chosen.
pub const SIZES: [u32; 3] = [25, 50, 100];
const SIZE_DEFAULT: u32 = 50;

/// Which notifications by what became of them. Failed when the address says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Failed,
    Ok,
    Warning,
    Any,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Failed, Self::Ok, Self::Warning, Self::Any];

    /// As it stands in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Any => "any",
        }
    }

    /// As it stands in the list of choices.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Failed => "Failed",
            Self::Ok => "OK",
            Self::Warning => "Warning",
            Self::Any => "Any status",
        }
    }

    const fn asked(self) -> Option<NotificationStatus> {
        match self {
            Self::Failed => Some(NotificationStatus::Failed),
            Self::Ok => Some(NotificationStatus::Ok),
            Self::Warning => Some(NotificationStatus::Warning),
            Self::Any => None,
        }
    }
}

/// What is asked of the vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub filter: NotificationFilter,
    /// Rows of a page.
    pub size: u32,
}

/// The address, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub question: Question,
    pub status: Status,
    /// What in the address could not be followed, and what is done instead.
    pub complaints: Vec<String>,
}

impl Asked {
    /// Reads the query of the address.
    pub fn read(channel: Channel, query: &[(String, String)]) -> Self {
        let mut complaints = Vec::new();
        let status = status(value(query, STATUS), &mut complaints);
        let size = size(value(query, SIZE), &mut complaints);
        let account = account(value(query, ACCOUNT), &mut complaints);
        let created_after = instant(value(query, AFTER), "after", &mut complaints);
        let created_before = instant(value(query, BEFORE), "before", &mut complaints);
        if let (Some(after), Some(before)) = (created_after, created_before)
            && after >= before
        {
            complaints.push(
                "“Created after” is not earlier than “created before”, so nothing can match."
                    .to_owned(),
            );
        }
        Self {
            question: Question {
                filter: NotificationFilter {
                    channel,
                    account,
                    status: status.asked(),
                    created_after,
                    created_before,
                },
                size,
            },
            status,
            complaints,
        }
    }

    /// Whether more than the status narrows the list.
    pub fn narrowed(&self) -> bool {
        let filter = &self.question.filter;
        filter.account.is_some()
            || filter.created_after.is_some()
            || filter.created_before.is_some()
    }
}

fn status(text: &str, complaints: &mut Vec<String>) -> Status {
    if text.is_empty() {
        return Status::default();
    }
    Status::ALL
        .into_iter()
        .find(|status| status.word().eq_ignore_ascii_case(text))
        .unwrap_or_else(|| {
            complaints.push(format!(
                "The address asks for status “{}”, which does not exist; showing Failed.",
                short(text)
            ));
            Status::default()
        })
}

fn size(text: &str, complaints: &mut Vec<String>) -> u32 {
    if text.is_empty() {
        return SIZE_DEFAULT;
    }
    SIZES
        .into_iter()
        .find(|size| text.parse() == Ok(*size))
        .unwrap_or_else(|| {
            complaints.push(format!(
                "The address asks for pages of “{}” rows; only 25, 50 and 100 exist, showing {SIZE_DEFAULT}.",
                short(text)
            ));
            SIZE_DEFAULT
        })
}

fn account(text: &str, complaints: &mut Vec<String>) -> Option<AccountId> {
    if text.is_empty() {
        return None;
    }
    text.parse()
        .map_err(|error| {
            complaints.push(format!(
                "The account “{}” is {error}; showing every account.",
                short(text)
            ));
        })
        .ok()
}

fn instant(text: &str, side: &str, complaints: &mut Vec<String>) -> Option<DateTime<Utc>> {
    if text.is_empty() {
        return None;
    }
    let at = read_instant(text);
    if at.is_none() {
        complaints.push(format!(
            "“Created {side}” is “{}” in the address, which is no instant; it is left out.",
            short(text)
        ));
    }
    at
}

/// A text of the address, cut so that a complaint stays one sentence.
fn short(text: &str) -> String {
    let mut head: String = text.chars().take(60).collect();
    if head.len() < text.len() {
        head.push('…');
    }
    crate::ui::foreign::visible(&head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Asked {
        let query: Vec<(String, String)> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Asked::read(Channel::Email, &query)
    }

    #[test]
    fn an_empty_address_asks_for_what_failed() {
        let asked = read(&[]);
        assert_eq!(
            asked.question.filter.status,
            Some(NotificationStatus::Failed)
        );
        assert_eq!((asked.question.size, asked.narrowed()), (50, false));
        assert!(asked.complaints.is_empty());
    }

    #[test]
    fn every_filter_reaches_the_question() {
        let asked = read(&[
            ("status", "Any"),
            ("account", "2c92a0f9"),
            ("after", "2026-04-01T00:00"),
            ("before", "2026-04-02T00:00:00Z"),
            ("size", "100"),
        ]);
        assert_eq!((asked.status, asked.question.size), (Status::Any, 100));
        let filter = asked.question.filter;
        assert_eq!(filter.status, None);
        assert_eq!(filter.account, "2c92a0f9".parse().ok());
        assert_eq!(filter.created_after, "2026-04-01T00:00:00Z".parse().ok());
        assert_eq!(filter.created_before, "2026-04-02T00:00:00Z".parse().ok());
        assert!(asked.complaints.is_empty());
    }

    #[test]
    fn nonsense_is_said_and_left_out() {
        let asked = read(&[
            ("status", "x"),
            ("account", "a' OR '1'='1"),
            ("after", "yesterday"),
            ("size", "51"),
        ]);
        assert_eq!(
            asked.complaints.first().map(String::as_str),
            Some("The address asks for status “x”, which does not exist; showing Failed.")
        );
        assert_eq!(asked.complaints.len(), 4);
        assert_eq!(asked.question, read(&[]).question);
    }

    #[test]
    fn a_window_that_ends_before_it_begins_is_said() {
        let asked = read(&[
            ("after", "2026-04-02T00:00"),
            ("before", "2026-04-01T00:00"),
        ]);
        assert_eq!(asked.complaints.len(), 1);
    }
}
