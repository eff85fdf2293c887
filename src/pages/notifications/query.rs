//! What notifications can be filtered by, and the question to the vendor that comes of it. Pure:
//! no page, no browser.
//!
//! Not by whom they went to: an e-mail address would stand in the page's address.

use crate::filters::{Created, Field, Kind, Reading, parses};
use redrive_core::zuora::NotificationFilter;
use redrive_core::zuora::contract::{AccountId, Channel, NotificationStatus};

pub const ACCOUNT: &str = "account";
pub const STATUS: &str = "status";
/// Rows of a page. How the list is shown, not what it asks for.
pub const SIZE: &str = "size";

/// In the order in which they stand over the list. What failed is asked for where the address
/// does not say otherwise.
pub const FIELDS: &[Field] = &[
    Field {
        usual: Status::Failed.word(),
        without: Status::Any.word(),
        ..Field::new(
            STATUS,
            "Status",
            Kind::Choice(&[
                ("failed", "Failed"),
                ("ok", "OK"),
                ("warning", "Warning"),
                ("any", "Any status"),
            ]),
        )
    },
    Field::new(ACCOUNT, "Account", Kind::Text(parses::<AccountId>)),
    Field::new("created", "Created", Kind::Created),
];

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
pub struct NotificationQuery {
    pub question: Question,
    pub status: Status,
}

impl NotificationQuery {
    /// The question of what could be read in the address, in pages of `size` rows.
    pub fn of(channel: Channel, reading: &Reading, size: u32) -> Self {
        let status = Status::ALL
            .into_iter()
            .find(|status| status.word() == reading.text(STATUS))
            .unwrap_or_default();
        // The list goes on to what is written meanwhile.
        let open = matches!(reading.created, Some(Created::Last(_)));
        let filter = NotificationFilter {
            channel,
            account: reading.parsed(ACCOUNT),
            status: status.asked(),
            created_after: reading.span.after,
            created_before: reading.span.before.filter(|_| !open),
        };
        Self {
            question: Question { filter, size },
            status,
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

/// Rows of a page, of what the address says. Another number than is offered is not followed: how
/// many rows are shown changes nothing of what is asked.
pub fn size(text: &str) -> u32 {
    let wanted = SIZES.into_iter().find(|size| text.parse() == Ok(*size));
    wanted.unwrap_or(SIZE_DEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::read;

    fn of(pairs: &[(&str, &str)]) -> (NotificationQuery, usize) {
        let query: Vec<(String, String)> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let reading = read(FIELDS, &query, "2026-04-14T12:00:00Z".parse().unwrap());
        let asked = NotificationQuery::of(Channel::Email, &reading, size(""));
        (asked, reading.complaints.len())
    }

    #[test]
    fn an_empty_address_asks_for_what_failed() {
        let (asked, complaints) = of(&[]);
        assert_eq!(
            asked.question.filter.status,
            Some(NotificationStatus::Failed)
        );
        assert_eq!((asked.question.size, asked.narrowed()), (50, false));
        assert_eq!(complaints, 0);
    }

    #[test]
    fn every_filter_reaches_the_question() {
        let (asked, complaints) = of(&[
            ("status", "Any"),
            ("account", "2c92a0f9"),
            ("after", "2026-04-01T00:00"),
            ("before", "2026-04-02T00:00:00Z"),
        ]);
        assert_eq!((asked.status, complaints), (Status::Any, 0));
        let filter = asked.question.filter;
        assert_eq!(filter.status, None);
        assert_eq!(filter.account, "2c92a0f9".parse().ok());
        assert_eq!(filter.created_after, "2026-04-01T00:00:00Z".parse().ok());
        assert_eq!(filter.created_before, "2026-04-02T00:00:00Z".parse().ok());
    }

    #[test]
    fn every_choice_is_a_status() {
        let Kind::Choice(choices) = FIELDS[0].kind else {
            panic!("status is a choice")
        };
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        assert_eq!(words, Status::ALL.map(Status::word));
    }

    #[test]
    fn nonsense_is_said_and_left_out() {
        let (asked, complaints) = of(&[
            ("status", "x"),
            ("account", "pia@customer.example"),
            ("after", "yesterday"),
        ]);
        assert_eq!((asked, complaints), (of(&[]).0, 3));
        assert_eq!((size("51"), size("100")), (50, 100));
    }
}
