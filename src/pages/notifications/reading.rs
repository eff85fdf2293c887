//! Reading one page of rows, and how many there are in all. The vendor has no pages: each is a
//! query of its own, which begins below the last row of the one before.

use super::job::{self, Phase};
use super::query::Question;
use crate::ui::load::Reader;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::problem::Problem;
use redrive_core::zuora::contract::{Channel, NotificationId, NotificationRow, Row};
use redrive_core::zuora::{self, Cursor, NotificationFilter};
use std::sync::Arc;
use web_sys::AbortSignal;

/// A row of the list, shared by the table and the pane.
pub type Line = Arc<Row<NotificationRow>>;

/// The rows of one page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Nothing was read before it.
    pub first: bool,
    pub lines: Vec<Line>,
    pub more: bool,
}

impl Page {
    /// One row more than a page holds was asked for, to know whether there are more.
    fn cut(first: bool, mut rows: Vec<Row<NotificationRow>>, size: u32) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        Self {
            first,
            lines: rows.into_iter().map(Arc::new).collect(),
            more,
        }
    }

    /// The same without rows that the vendor gave no id: whether they are known cannot be told.
    pub fn named(mut self) -> Self {
        self.lines.retain(|line| line.known.id.is_some());
        self
    }

    /// Where the next page begins. Nothing when there is none, or when the last row does not say
    /// where it stands.
    pub fn next(&self) -> Option<Cursor> {
        let last = &self.lines.last().filter(|_| self.more)?.known;
        Some(Cursor {
            created_on: last.created_on.as_ref()?.utc()?,
            id: last.id.clone()?,
        })
    }
}

/// Rows of a page when everything is wanted: each page is a query that the vendor has to run.
const MANY: u32 = 1000;

/// Reads the page at a place, from the one that is `reached` on.
pub fn page(
    connection: ConnectionId,
    (place, reached): (
        impl Fn() -> (Question, Option<Cursor>) + 'static,
        Option<Page>,
    ),
    phase: RwSignal<Phase>,
    everything: RwSignal<bool>,
) -> Reader<Page> {
    Reader::from(reached, place, move |(question, cursor), abort| {
        let connection = connection.clone();
        let (first, all) = (cursor.is_none(), everything.get_untracked());
        let size = if all { MANY } else { question.size };
        async move {
            let submit = zuora::Read::SubmitPage {
                filter: question.filter,
                limit: size + 1,
                cursor,
            };
            let tell = Box::new(move |now| {
                phase.try_set(now);
            });
            let answer = job::run(connection, submit, abort, tell).await?;
            Ok(Page::cut(first, zuora::rows(&answer)?, size))
        }
    })
}

/// Reads the newest page once more, without a word on how far that is.
///
/// # Errors
/// The vendor's or the gateway's refusal.
pub async fn newest(
    connection: ConnectionId,
    question: Question,
    abort: AbortSignal,
) -> Result<Page, Problem> {
    let submit = zuora::Read::SubmitPage {
        filter: question.filter,
        limit: question.size + 1,
        cursor: None,
    };
    let answer = job::run(connection, submit, abort, Box::new(|_| ())).await?;
    Ok(Page::cut(true, zuora::rows(&answer)?, question.size))
}

/// Reads one by its id; nothing where the vendor has none of it.
pub fn one(connection: ConnectionId, channel: Channel, id: NotificationId) -> Reader<Option<Line>> {
    Reader::new(
        move || id.clone(),
        move |id, abort| {
            let connection = connection.clone();
            async move {
                let ids = vec![id];
                let submit = zuora::Read::SubmitIds { channel, ids };
                let answer = job::run(connection, submit, abort, Box::new(|_| ())).await?;
                Ok(zuora::rows(&answer)?.into_iter().next().map(Arc::new))
            }
        },
    )
}

/// Reads how many match.
pub fn count(
    connection: ConnectionId,
    filter: impl Fn() -> NotificationFilter + 'static,
) -> Reader<u64> {
    Reader::new(filter, move |filter, abort| {
        let connection = connection.clone();
        async move {
            let submit = zuora::Read::SubmitCount { filter };
            zuora::count(&job::run(connection, submit, abort, Box::new(|_| ())).await?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(ids: &[&str]) -> Vec<Row<NotificationRow>> {
        ids.iter()
            .map(|id| {
                let raw = serde_json::json!({"id": id, "createdon": "2026-04-02 10:15:00.250 UTC"});
                serde_json::from_value(raw).unwrap()
            })
            .collect()
    }

    #[test]
    fn the_row_beyond_the_page_is_not_shown_and_not_lost() {
        let page = Page::cut(true, rows(&["c", "b", "a"]), 2);
        assert_eq!((page.lines.len(), page.more), (2, true));
        let cursor = page.next().unwrap();
        assert_eq!(cursor.id.as_str(), "b");
        assert_eq!(
            Some(cursor.created_on),
            "2026-04-02T10:15:00.250Z".parse().ok()
        );
    }

    #[test]
    fn the_last_page_leads_nowhere() {
        assert_eq!(Page::cut(true, rows(&["b", "a"]), 2).next(), None);
        assert_eq!(Page::cut(true, Vec::new(), 2).next(), None);
        let nameless = Page::cut(true, rows(&["b", "", "a"]), 2);
        assert!(nameless.more && nameless.next().is_none());
    }
}
