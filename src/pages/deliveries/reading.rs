//! Where deliveries come from: the vendor's list, part by part through its cursors.

use super::answers::Answers;
use super::rows::{SUBSCRIPTION, put};
use crate::api::read::Reads;
use crate::clock;
use crate::forms::known::Known;
use crate::table::grid::newer::NewRows;
use crate::table::grid::{Arrival, Grid};
use crate::table::list::{Purpose, Source};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::contract::{Delivery, DeliveryId, LIST_LIMIT_MAX, List};
use redrive_core::kirim::{self, DeliveryFilter, Read as KirimRead};
use redrive_core::preflight::Fact;
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use web_sys::AbortSignal;

/// The deliveries of an account.
pub struct DeliverySource {
    connection: ConnectionId,
    grid: Grid,
    known: Known,
    /// Where parts are read without a pause.
    onward: StoredValue<Option<Reads>, LocalStorage>,
    answers: StoredValue<Answers>,
}

impl DeliverySource {
    pub fn new(connection: ConnectionId, grid: Grid, known: Known) -> Self {
        Self {
            connection,
            grid,
            known,
            onward: StoredValue::new_local(None),
            answers: StoredValue::new(Answers::default()),
        }
    }

    fn reads(&self, purpose: Purpose) -> Reads {
        let onward = || {
            let reads = |reads: &mut Option<Reads>| reads.get_or_insert_with(Reads::onward).clone();
            self.onward.try_update_value(reads)
        };
        match purpose {
            Purpose::Everything => onward(),
            Purpose::Shown | Purpose::Newer => None,
        }
        .unwrap_or_else(|| Reads::here(purpose.asked()))
    }
}

impl Source for DeliverySource {
    type Question = DeliveryFilter;
    type Cursor = String;
    type Part = List<Delivery>;
    type Notes = Answers;

    async fn read(
        &self,
        filter: DeliveryFilter,
        cursor: Option<String>,
        purpose: Purpose,
        abort: &AbortSignal,
    ) -> Result<List<Delivery>, Problem> {
        let read = Read::Kirim(KirimRead::Deliveries {
            filter,
            limit: LIST_LIMIT_MAX,
            cursor,
        });
        let reads = self.reads(purpose);
        kirim::deliveries(&reads.read(&self.connection, &read, abort).await?)
    }

    fn next(part: &List<Delivery>) -> Option<String> {
        let cursor = part.next_cursor.clone();
        cursor.filter(|_| part.has_more)
    }

    fn write(&self, part: &List<Delivery>, arrival: Arrival) {
        let (grid, now) = (self.grid, clock::now());
        let rows = part.data.iter();
        // Of rows without an id it cannot be told whether they are here.
        let rows = rows.filter(|row| arrival != Arrival::Before || row.id.is_some());
        let rows: Vec<(&Delivery, Fact)> =
            rows.map(|row| (row, Fact::of_delivery(row, now))).collect();
        let facts = rows.iter();
        let facts = facts.filter_map(|(row, fact)| Some((row.id.as_ref()?.as_str(), fact)));
        self.known.note(facts);
        let called = |id: &str| untrack(|| grid.called(SUBSCRIPTION, id));
        self.answers.update_value(|answers| {
            grid.take(arrival, |taking| put(taking, answers, &rows, now, called));
        });
    }

    fn new_rows(&self, part: &List<Delivery>) -> NewRows {
        let ids = part.data.iter();
        let ids = ids.map(|row| row.id.as_ref().map(DeliveryId::as_str));
        let ids: Vec<Option<&str>> = ids.collect();
        NewRows::to(self.grid, &ids, part.has_more)
    }

    fn notes(&self) -> StoredValue<Answers> {
        self.answers
    }

    fn free_from(&self) -> Option<DateTime<Utc>> {
        let free_from = |reads: &Option<Reads>| reads.as_ref()?.free_from();
        self.onward.try_with_value(free_from).flatten()
    }

    fn pause(&self) {
        self.onward.try_update_value(Option::take);
    }
}
