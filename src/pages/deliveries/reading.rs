//! Reading a page of deliveries, and looking for newer ones.

use super::rows::put;
use crate::api::read::read_until;
use crate::clock;
use crate::forms::known::Known;
use crate::table::grid::Grid;
use crate::table::grid::newer::{Fresh, Look, looking};
use crate::table::paging::Trail;
use crate::ui::load::Reader;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::contract::{Delivery, LIST_LIMIT_MAX, List};
use redrive_core::kirim::{self, DeliveryFilter, Read as KirimRead};
use redrive_core::preflight::Fact;
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use std::sync::Arc;
use web_sys::AbortSignal;

/// One page as the vendor gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Nothing was read before it.
    pub first: bool,
    pub list: Arc<List<Delivery>>,
}

impl Page {
    pub fn rows(&self) -> impl Iterator<Item = &Delivery> {
        self.list.data.iter()
    }

    /// Where the next one begins.
    pub fn next(&self) -> Option<String> {
        let cursor = self.list.next_cursor.clone();
        cursor.filter(|_| self.list.has_more)
    }

    /// Remembers what its rows tell.
    pub fn note(&self, known: Known) {
        let now = clock::now();
        let fact =
            |row: &Delivery| Some((row.id.as_ref()?.to_string(), Fact::of_delivery(row, now)));
        known.note(self.rows().filter_map(fact));
    }
}

/// Reads page after page of the way.
pub fn pages(connection: ConnectionId, trail: Trail<DeliveryFilter, String>) -> Reader<Page> {
    Reader::new(trail.place(), move |(filter, cursor), abort| {
        let connection = connection.clone();
        async move { page(&connection, filter, cursor, &abort).await }
    })
}

async fn page(
    connection: &ConnectionId,
    filter: DeliveryFilter,
    cursor: Option<String>,
    abort: &AbortSignal,
) -> Result<Page, Problem> {
    let first = cursor.is_none();
    let read = KirimRead::Deliveries {
        filter,
        limit: LIST_LIMIT_MAX,
        cursor,
    };
    let answer = read_until(connection, &Read::Kirim(read), abort).await?;
    Ok(Page {
        first,
        list: Arc::new(kirim::deliveries(&answer)?),
    })
}

/// Looks for deliveries that are newer than those of the grid. `anew` reads the list from its
/// begin.
pub fn newer(
    connection: ConnectionId,
    filter: Memo<DeliveryFilter>,
    grid: Grid,
    known: Known,
    anew: Callback<()>,
) -> Look {
    looking(move |abort| {
        let connection = connection.clone();
        let filter = filter.get_untracked();
        async move {
            let page = page(&connection, filter, None, &abort).await?;
            let ids = page.rows().filter_map(|row| row.id.as_ref());
            let count = ids.filter(|id| !grid.knows(id.as_str())).count();
            let at_least = page.list.has_more && count == page.list.data.len();
            let write = move || {
                page.note(known);
                // Of rows without an id it cannot be told whether they are known.
                let named = page.rows().filter(|row| row.id.is_some());
                grid.take_newer(|taking| put(taking, named));
            };
            Ok(Fresh::of(count, at_least, move || anew.run(()), write))
        }
    })
}
