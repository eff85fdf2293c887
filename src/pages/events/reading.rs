//! Where events come from: an endpoint's tries, page by page, with the endpoint that they went to.

use super::book::Book;
use super::rows::put;
use crate::api::read::read_for;
use crate::clock;
use crate::forms::known::Known;
use crate::table::grid::newer::NewRows;
use crate::table::grid::{Arrival, Grid};
use crate::table::list::{Purpose, Source};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::preflight::Fact;
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use redrive_core::selfcommunity::contract::{Attempt, Endpoint, EndpointId, Row};
use redrive_core::selfcommunity::{self, Read as CommunityRead};
use web_sys::AbortSignal;

/// Tries of one page: the most that the vendor gives.
const LIMIT: u32 = 100;

/// One page of tries.
pub struct PageOfTries {
    pub endpoint: Endpoint,
    /// How many tries there are in all.
    pub count: u64,
    pub tries: Vec<Row<Attempt>>,
    /// How many tries lie before the next page, where there is one.
    pub next: Option<u64>,
}

/// The events of an endpoint.
pub struct EventSource {
    pub connection: ConnectionId,
    pub endpoint: EndpointId,
    pub grid: Grid,
    pub known: Known,
    pub book: StoredValue<Book>,
}

impl Source for EventSource {
    /// The list has one question.
    type Question = ();
    /// How many tries lie before.
    type Cursor = u64;
    type Part = PageOfTries;
    type Notes = Book;

    async fn read(
        &self,
        (): (),
        from: Option<u64>,
        purpose: Purpose,
        abort: &AbortSignal,
    ) -> Result<PageOfTries, Problem> {
        let ask = async |read| {
            let read = Read::Selfcommunity(read);
            read_for(purpose.asked(), &self.connection, &read, Some(abort)).await
        };
        let (id, offset) = (self.endpoint, from.unwrap_or_default());
        let endpoint = selfcommunity::endpoint(&ask(CommunityRead::Endpoint { id }).await?)?;
        let read = CommunityRead::Attempts {
            id,
            limit: LIMIT,
            offset,
        };
        let tries = selfcommunity::attempts(&ask(read).await?)?;
        let reached = offset.saturating_add(tries.results.len() as u64);
        Ok(PageOfTries {
            endpoint: endpoint.known,
            count: tries.count,
            next: (!tries.results.is_empty() && reached < tries.count).then_some(reached),
            tries: tries.results,
        })
    }

    fn next(page: &PageOfTries) -> Option<u64> {
        page.next
    }

    fn write(&self, page: &PageOfTries, arrival: Arrival) {
        let now = clock::now();
        self.book.update_value(|book| {
            if arrival == Arrival::Anew {
                book.clear();
            }
            let rows = book.take(&page.tries);
            let facts = rows.events.iter().map(|event| {
                let fact = Fact::of_event(event, &page.endpoint, now);
                (event.id.to_string(), fact)
            });
            self.known.note(facts);
            self.grid
                .take(arrival, |taking| put(taking, &rows, &page.endpoint));
        });
    }

    fn new_rows(&self, page: &PageOfTries) -> NewRows {
        self.book.with_value(|book| NewRows {
            count: book.unknown(&page.tries),
            // With every try of the page unknown, more of them may lie behind it.
            at_least: page.next.is_some() && !book.knows_any(&page.tries),
        })
    }

    fn notes(&self) -> StoredValue<Book> {
        self.book
    }
}
