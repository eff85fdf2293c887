//! A small model of the vendor: a list that changes while it is read, and replays by id and filter.

use crate::http::{Answer, Exchange, Request};
use crate::kirim::contract::{BulkReplay, DeliveryStatus, paths};
use crate::kirim::{DeliveryFilter, Read};
use crate::time::iso;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

pub const SUBSCRIPTION: &str = "wbs_01K0000000000000000000000C";

pub fn at(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap()
}

pub fn id(number: usize) -> String {
    format!("wbd_{number:026}")
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub number: usize,
    pub milliseconds: i64,
    pub status: DeliveryStatus,
}

pub fn row(number: usize, milliseconds: i64, status: DeliveryStatus) -> Row {
    Row {
        number,
        milliseconds,
        status,
    }
}

/// What a cursor stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cursor {
    /// The last row that was given: nothing is ever skipped.
    Row,
    /// How many were given: rows that come or go move the others.
    Offset,
}

#[derive(Debug, Clone)]
pub struct Vendor {
    pub rows: Vec<Row>,
    pub page: usize,
    pub cursor: Cursor,
    /// Whether bounds take the rows that stand on them, in lists and in replays.
    pub included: [bool; 2],
    /// Numbers of the rows that were replayed.
    pub replayed: Vec<usize>,
}

impl Vendor {
    pub fn of(rows: impl IntoIterator<Item = Row>) -> Self {
        Self {
            rows: rows.into_iter().collect(),
            page: 3,
            cursor: Cursor::Row,
            included: [false, true],
            replayed: Vec::new(),
        }
    }

    fn within(
        included: bool,
        row: &Row,
        after: Option<DateTime<Utc>>,
        before: Option<DateTime<Utc>>,
    ) -> bool {
        let created = at(row.milliseconds);
        let on_bound = [after, before].contains(&Some(created));
        let inside = after.is_none_or(|after| after < created)
            && before.is_none_or(|before| created < before);
        inside || (on_bound && included && after.is_none_or(|after| after <= created))
    }

    fn matching(&self, filter: &DeliveryFilter) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self
            .rows
            .iter()
            .filter(|row| {
                filter
                    .status
                    .as_ref()
                    .is_none_or(|status| *status == row.status)
            })
            .filter(|row| {
                Self::within(
                    self.included[0],
                    row,
                    filter.created_after,
                    filter.created_before,
                )
            })
            .collect();
        rows.sort_by_key(|row| (-row.milliseconds, row.number));
        rows
    }

    /// One page, newest first.
    pub fn list(&self, read: &Read) -> Exchange {
        let Read::Deliveries { filter, cursor, .. } = read else {
            panic!("only deliveries are listed")
        };
        let rows = self.matching(filter);
        let numbers: Vec<i64> = cursor
            .iter()
            .flat_map(|text| text.split(' '))
            .map(|number| number.parse().unwrap())
            .collect();
        let start = match numbers.as_slice() {
            [] => 0,
            [given] => usize::try_from(*given).unwrap(),
            [moment, number, ..] => rows.partition_point(|row| {
                (-row.milliseconds, i64::try_from(row.number).unwrap()) <= (-*moment, *number)
            }),
        };
        let start = start.min(rows.len());
        let page = &rows[start..(start + self.page).min(rows.len())];
        let more = start + page.len() < rows.len();
        let next = page.last().filter(|_| more).map(|last| match self.cursor {
            Cursor::Row => format!("{} {}", last.milliseconds, last.number),
            Cursor::Offset => (start + page.len()).to_string(),
        });
        let data = page.iter().map(|row| shown(row)).collect();
        answered(data, more, next)
    }

    /// Does what a call of a plan asks for.
    pub fn apply(&mut self, request: &Request) {
        if request.path == paths::BULK_REPLAY {
            let filter: BulkReplay =
                serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
            let matched = self
                .rows
                .iter()
                .filter(|row| row.status == filter.status.into())
                .filter(|row| {
                    Self::within(
                        self.included[1],
                        row,
                        filter.created_after,
                        filter.created_before,
                    )
                })
                .map(|row| row.number);
            let matched: Vec<usize> = matched.collect();
            assert!(matched.len() <= 1000, "capped");
            self.replayed.extend(matched);
        } else {
            let number = request
                .path
                .split(['_', '/'])
                .find_map(|part| part.parse().ok());
            self.replayed.push(number.unwrap());
        }
    }
}

pub fn shown(row: &Row) -> Value {
    json!({
        "id": id(row.number),
        "status": row.status,
        "subscription_id": SUBSCRIPTION,
        "created_at": iso(at(row.milliseconds)),
    })
}

pub fn answered(data: Vec<Value>, has_more: bool, next: Option<String>) -> Exchange {
    let page =
        json!({ "data": data, "has_more": has_more, "next_cursor": next, "request_id": "r" });
    refused(200, &page)
}

pub fn refused(status: u16, body: &Value) -> Exchange {
    Exchange::Answered(Answer::bare(status, body.to_string()))
}
