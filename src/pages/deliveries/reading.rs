//! Reading a page of deliveries, and looking for newer ones.

use super::answers::Answers;
use super::rows::{SUBSCRIPTION, put};
use crate::api::read::Reads;
use crate::clock;
use crate::forms::known::Known;
use crate::table::grid::newer::{Fresh, Look, looking};
use crate::table::grid::{Grid, Stretch};
use crate::table::paging::Trail;
use crate::ui::load::Reader;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::contract::{Delivery, LIST_LIMIT_MAX, List};
use redrive_core::kirim::{self, DeliveryFilter, Read as KirimRead};
use redrive_core::preflight::Fact;
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::AbortSignal;

/// How far the list was read: where its next page begins, nothing at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached(pub Option<String>);

fn next(list: &List<Delivery>) -> Option<String> {
    let cursor = list.next_cursor.clone();
    cursor.filter(|_| list.has_more)
}

/// Rows, each with what it tells of its delivery.
fn told(list: &List<Delivery>, now: DateTime<Utc>) -> Vec<(&Delivery, Fact)> {
    let rows = list.data.iter();
    rows.map(|row| (row, Fact::of_delivery(row, now))).collect()
}

/// What the grid knows a subscription by.
fn called(grid: Grid) -> impl Fn(&str) -> Option<String> {
    move |id| untrack(|| grid.called(SUBSCRIPTION, id))
}

/// Remembers what rows tell.
fn note(known: Known, rows: &[(&Delivery, Fact)]) {
    let rows = rows.iter();
    known.note(rows.filter_map(|(row, fact)| Some((row.id.as_ref()?.as_str(), fact))));
}

/// One page, and whether the list begins with it.
struct Page {
    first: bool,
    list: List<Delivery>,
}

/// Reads page after page of the way into the grid, and some in one go while `everything` is wanted;
/// goes on from where a grid with rows has reached.
pub fn pages(
    connection: ConnectionId,
    trail: Trail<DeliveryFilter, String>,
    everything: RwSignal<bool>,
    (grid, reached): (Grid, Option<Reached>),
    known: Known,
) -> Reader<Reached> {
    let stretch = Stretch::while_wanted(everything);
    let all = move || everything.try_get_untracked() == Some(true);
    let apart = Rc::new(RefCell::new(None));
    let answers = Rc::new(RefCell::new(Answers::default()));
    Reader::from(reached, trail.place(), move |(filter, cursor), abort| {
        let (connection, apart) = (connection.clone(), Rc::clone(&apart));
        let answers = Rc::clone(&answers);
        async move {
            let ask = async |cursor: Option<String>| {
                let first = cursor.is_none();
                let reads = if all() {
                    let mut apart = apart.borrow_mut();
                    apart.get_or_insert_with(Reads::onward).clone()
                } else {
                    Reads::here()
                };
                let list = page(&reads, &connection, &filter, cursor, &abort).await?;
                Ok(Page { first, list })
            };
            let lay = |page: &Page| {
                // Else it answers what nobody asks any more.
                if !abort.aborted() {
                    let now = clock::now();
                    let rows = told(&page.list, now);
                    note(known, &rows);
                    grid.take(page.first, |taking| {
                        put(taking, &mut answers.borrow_mut(), &rows, now, called(grid));
                    });
                    // The next page may be long in coming.
                    grid.tell_before_long();
                }
            };
            let reached = stretch
                .read(cursor, ask, lay, |page| next(&page.list))
                .await;
            let reached = reached.map(|page| Reached(next(&page.list)));
            if !(all() && matches!(reached, Ok(Reached(Some(_))))) {
                apart.take();
            }
            reached
        }
    })
}

async fn page(
    reads: &Reads,
    connection: &ConnectionId,
    filter: &DeliveryFilter,
    cursor: Option<String>,
    abort: &AbortSignal,
) -> Result<List<Delivery>, Problem> {
    let read = Read::Kirim(KirimRead::Deliveries {
        filter: filter.clone(),
        limit: LIST_LIMIT_MAX,
        cursor,
    });
    kirim::deliveries(&reads.read(connection, &read, abort).await?)
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
            let list = page(&Reads::here(), &connection, &filter, None, &abort).await?;
            let ids = list.data.iter().filter_map(|row| row.id.as_ref());
            let count = ids.filter(|id| !grid.knows(id.as_str())).count();
            let at_least = list.has_more && count == list.data.len();
            let write = move || {
                let now = clock::now();
                let mut rows = told(&list, now);
                // Of rows without an id it cannot be told whether they are known.
                rows.retain(|(row, _)| row.id.is_some());
                note(known, &rows);
                grid.take_newer(|taking| {
                    put(taking, &mut Answers::default(), &rows, now, called(grid));
                });
            };
            Ok(Fresh::of(count, at_least, move || anew.run(()), write))
        }
    })
}
