//! A small model of the vendor: a list of deliveries, some of them replays.

use crate::http::Exchange;
use crate::kirim;
use crate::read::Read;
use crate::search::kit::{answered, json, second, wbd};
use crate::time::iso;
use serde_json::{Value, json};

/// One delivery as the vendor shows it.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub id: u64,
    pub at: i64,
    pub from: Option<u64>,
    pub status: &'static str,
}

/// Deliveries in the order in which they came to be.
#[derive(Debug, Clone)]
pub struct Vendor {
    pub rows: Vec<Row>,
    pub page: usize,
    /// Whether `created_after` takes its own instant in.
    pub inclusive: bool,
}

impl Vendor {
    pub fn of(rows: impl IntoIterator<Item = Row>) -> Self {
        let mut rows: Vec<Row> = rows.into_iter().collect();
        rows.sort_by_key(|row| row.at);
        Self {
            rows,
            page: 100,
            inclusive: false,
        }
    }

    pub fn answer(&self, read: &Read) -> Exchange {
        let (filter, limit, cursor) = match read {
            Read::Kirim(kirim::Read::Deliveries {
                filter,
                limit,
                cursor,
            }) => (filter, limit, cursor),
            Read::Kirim(kirim::Read::Delivery { id }) => {
                return match self.rows.iter().find(|row| wbd(row.id) == id.as_str()) {
                    Some(row) => json(&json!({"data": row_of(row), "request_id": "r"})),
                    None => answered(404, ""),
                };
            }
            _ => panic!("neither deliveries nor one"),
        };
        let skip: usize = cursor
            .as_deref()
            .map_or(0, |cursor| cursor.parse().unwrap());
        let limit = self.page.min(usize::try_from(*limit).unwrap());
        let matching: Vec<&Row> = self
            .rows
            .iter()
            .rev()
            .filter(|row| match filter.created_after {
                Some(after) if self.inclusive => second(row.at) >= after,
                Some(after) => second(row.at) > after,
                None => true,
            })
            .collect();
        let rows: Vec<Value> = matching
            .iter()
            .skip(skip)
            .take(limit)
            .map(|row| row_of(row))
            .collect();
        let more = skip + rows.len() < matching.len();
        let next = more.then(|| (skip + rows.len()).to_string());
        json(&json!({"data": rows, "has_more": more, "next_cursor": next, "request_id": "r"}))
    }
}

pub fn row_of(row: &Row) -> Value {
    json!({
        "id": wbd(row.id),
        "object": "webhook_delivery",
        "status": row.status,
        "last_response_status": (row.status == "dead").then_some(503),
        "last_error": (row.status == "dead").then(|| format!("no answer for pia@x{}.example", row.id)),
        "replayed_from": row.from.map(wbd),
        "created_at": iso(second(row.at)),
    })
}

pub fn row(id: u64, at: i64, from: Option<u64>, status: &'static str) -> Row {
    Row {
        id,
        at,
        from,
        status,
    }
}
