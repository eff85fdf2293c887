//! Texts of this screen that are made and not read: the line that says what and how many,
//! and the tone of a status. Pure: no page, no browser.

use super::query::{NotificationQuery, Status};
use crate::ui::load::Load;
use crate::ui::time::utc_text;
use crate::words::number::counted;
use crate::words::plan::{capital, nouns};
use redrive_core::zuora::contract::NotificationStatus;

/// What is shown and how many there are: `118 failed e-mails of account 2c92, newest first.`
pub fn headline(asked: &NotificationQuery, count: &Load<u64>) -> String {
    let (one, many) = nouns(asked.question.filter.channel);
    let with = |noun: &str| match asked.status {
        Status::Failed => format!("failed {noun}"),
        Status::Ok | Status::Warning | Status::Any => noun.to_owned(),
    };
    let (subject, end) = match count {
        Load::Ready(count) => {
            let count = usize::try_from(*count).unwrap_or(usize::MAX);
            (counted(count, &with(one), &with(many)), "")
        }
        Load::Loading => (capital(&with(many)), ": counting…"),
        Load::Failed(_) => (capital(&with(many)), ": number unknown"),
    };
    format!("{subject}{}, newest first{end}", narrowed_by(asked))
}

fn narrowed_by(asked: &NotificationQuery) -> String {
    let filter = &asked.question.filter;
    let status = match asked.status {
        Status::Ok => " with status OK",
        Status::Warning => " with a warning",
        Status::Failed | Status::Any => "",
    };
    let account = filter
        .account
        .as_ref()
        .map(|account| format!(" of account {account}"))
        .unwrap_or_default();
    let time = match (
        filter.created_after.map(utc_text),
        filter.created_before.map(utc_text),
    ) {
        (Some(after), Some(before)) => format!(", created from {after} until before {before}"),
        (Some(after), None) => format!(", created from {after}"),
        (None, Some(before)) => format!(", created before {before}"),
        (None, None) => String::new(),
    };
    format!("{status}{account}{time}")
}

/// The tone of a status's pill.
pub const fn tone(status: &NotificationStatus) -> &'static str {
    match status {
        NotificationStatus::Ok => "good",
        NotificationStatus::Failed => "bad",
        NotificationStatus::Warning => "warn",
        NotificationStatus::Other(_) => "idle",
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::FIELDS;
    use super::*;
    use redrive_core::problem::{Problem, ProblemKind};
    use redrive_core::zuora::contract::Channel;

    fn asked(pairs: &[(&str, &str)]) -> NotificationQuery {
        let query: Vec<(String, String)> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let reading = crate::filters::read(FIELDS, &query, chrono::DateTime::UNIX_EPOCH);
        NotificationQuery::of(Channel::Email, &reading, 50)
    }

    #[test]
    fn the_headline_says_what_and_how_many() {
        assert_eq!(
            headline(&asked(&[]), &Load::Ready(1118)),
            "1,118 failed e-mails, newest first"
        );
        assert_eq!(
            headline(
                &asked(&[
                    ("status", "ok"),
                    ("account", "a1"),
                    ("before", "2026-04-02T00:00")
                ]),
                &Load::Ready(1)
            ),
            "1 e-mail with status OK of account a1, created before 2 Apr 2026 00:00:00 UTC, newest first"
        );
        assert_eq!(
            headline(&asked(&[]), &Load::Loading),
            "Failed e-mails, newest first: counting…"
        );
        let failed = Load::Failed(Problem::ours(ProblemKind::NoAnswer, "m"));
        assert_eq!(
            headline(&asked(&[]), &failed),
            "Failed e-mails, newest first: number unknown"
        );
    }
}
