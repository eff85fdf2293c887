//! Where notifications come from: pages of rows, one by its id, and how many there are in all. The
//! vendor has no pages: each is a query of its own, which begins below the last row of the one
//! before.

use super::query::Question;
use super::rows::put;
use crate::api::job::{self, Phase};
use crate::forms::known::Known;
use crate::table::grid::newer::NewRows;
use crate::table::grid::{Arrival, Grid};
use crate::table::list::{Purpose, Source};
use crate::ui::load::Reader;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::preflight::Fact;
use redrive_core::problem::Problem;
use redrive_core::zuora::contract::{Channel, NotificationId, NotificationRow, Row};
use redrive_core::zuora::{self, Cursor, NotificationFilter};
use std::collections::HashMap;
use std::sync::Arc;
use web_sys::AbortSignal;

/// A row of the list, shared by the table and the pane.
pub type Line = Arc<Row<NotificationRow>>;

/// The rows that are loaded, by what each is known by.
pub type LinesById = HashMap<String, Line>;

/// The rows of one page.
#[derive(Debug, PartialEq)]
pub struct Page {
    pub lines: Vec<Line>,
    pub more: bool,
}

impl Page {
    /// One row more than a page holds was asked for, to know whether there are more.
    fn cut(mut rows: Vec<Row<NotificationRow>>, size: u32) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        Self {
            lines: rows.into_iter().map(Arc::new).collect(),
            more,
        }
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

/// The notifications of a tenant that went one way.
pub struct NotificationSource {
    pub connection: ConnectionId,
    pub channel: Channel,
    pub grid: Grid,
    pub known: Known,
    pub lines: StoredValue<LinesById>,
    /// How far the vendor is with what is shown next.
    pub phase: RwSignal<Phase>,
    /// That the list is read anew.
    pub renewed: Trigger,
}

impl Source for NotificationSource {
    type Question = Question;
    type Cursor = Cursor;
    type Part = Page;
    type Notes = LinesById;

    async fn read(
        &self,
        question: Question,
        cursor: Option<Cursor>,
        purpose: Purpose,
        abort: &AbortSignal,
    ) -> Result<Page, Problem> {
        let size = match purpose {
            Purpose::Everything => MANY,
            Purpose::Shown | Purpose::Newer => question.size,
        };
        let submit = zuora::Read::SubmitPage {
            filter: question.filter,
            limit: size + 1,
            cursor,
        };
        // A look for what is newer says nothing of how far it is.
        let phase = (purpose != Purpose::Newer).then_some(self.phase);
        let (connection, asked) = (self.connection.clone(), purpose.asked());
        let rows = job::run_for(asked, connection, submit, abort.clone(), phase).await?;
        Ok(Page::cut(zuora::rows(&rows.answer)?, size))
    }

    fn next(page: &Page) -> Option<Cursor> {
        page.next()
    }

    fn write(&self, page: &Page, arrival: Arrival) {
        // Of rows without an id it cannot be told whether they are here.
        let named = page.lines.iter().filter(|line| line.known.id.is_some());
        let lines: Vec<Line> = match arrival {
            Arrival::Before => named.cloned().collect(),
            Arrival::Anew | Arrival::Behind => page.lines.clone(),
        };
        let fact = |line: &Line| {
            let id = line.known.id.as_ref()?.to_string();
            Some((id, Fact::of_notification(&line.known, self.channel)))
        };
        self.known.note(lines.iter().filter_map(fact));
        self.lines.update_value(|known| {
            if arrival == Arrival::Anew {
                known.clear();
            }
            self.grid.take(arrival, |taking| {
                put(taking, &lines, self.channel, |id, line| {
                    known.insert(id, Arc::clone(line));
                });
            });
        });
        if arrival == Arrival::Before {
            self.renew();
        }
    }

    fn new_rows(&self, page: &Page) -> NewRows {
        let ids = page.lines.iter();
        let ids = ids.map(|line| line.known.id.as_ref().map(NotificationId::as_str));
        let ids: Vec<Option<&str>> = ids.collect();
        NewRows::to(self.grid, &ids, page.more)
    }

    fn notes(&self) -> StoredValue<LinesById> {
        self.lines
    }

    fn renew(&self) {
        self.renewed.notify();
    }
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
                let rows = job::run(connection, submit, abort, None).await?;
                Ok(zuora::rows(&rows.answer)?.into_iter().next().map(Arc::new))
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
            zuora::count(&job::run(connection, submit, abort, None).await?.answer)
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
        let page = Page::cut(rows(&["c", "b", "a"]), 2);
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
        assert_eq!(Page::cut(rows(&["b", "a"]), 2).next(), None);
        assert_eq!(Page::cut(Vec::new(), 2).next(), None);
        let nameless = Page::cut(rows(&["b", "", "a"]), 2);
        assert!(nameless.more && nameless.next().is_none());
    }
}
