//! A small model of the vendor: chains of tries, and the list of attempts that they leave.

use crate::http::Exchange;
use crate::read::Read;
use crate::search::kit::{json, second};
use crate::selfcommunity;
use crate::time::iso;
use serde_json::{Value, json};

/// Seconds from one try to the next.
const PAUSES: [i64; 5] = [5, 25, 125, 625, 3125];

/// One attempt as the vendor shows it.
#[derive(Debug, Clone, Copy)]
pub struct Try {
    pub event: u64,
    pub at: i64,
    pub code: u16,
    pub next: Option<i64>,
}

/// A sending of one event: its tries fail until one is taken, or all six failed.
#[derive(Debug, Clone, Copy)]
pub struct Chain {
    pub event: u64,
    pub start: i64,
    /// Which try is taken; beyond the sixth none is.
    pub taken: usize,
}

impl Chain {
    pub fn tries(self) -> Vec<Try> {
        let mut at = self.start;
        let mut tries = Vec::new();
        for number in 0..=PAUSES.len() {
            let taken = number == self.taken;
            let next = PAUSES
                .get(number)
                .filter(|_| !taken)
                .map(|pause| at + pause);
            tries.push(Try {
                event: self.event,
                at,
                code: if taken { 200 } else { 503 },
                next,
            });
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        tries
    }
}

/// Attempts in the order in which they came to be.
#[derive(Debug, Clone, Default)]
pub struct Vendor {
    pub tries: Vec<Try>,
    /// Rows of a page, where the vendor gives fewer than it is asked for.
    pub page: usize,
}

impl Vendor {
    pub fn of(tries: impl IntoIterator<Item = Try>, page: usize) -> Self {
        let mut tries: Vec<Try> = tries.into_iter().collect();
        tries.sort_by_key(|try_| try_.at);
        Self { tries, page }
    }

    pub fn answer(&self, read: &Read) -> Exchange {
        let Read::Selfcommunity(selfcommunity::Read::Attempts { limit, offset, .. }) = read else {
            panic!("not a list of attempts");
        };
        let offset = usize::try_from(*offset).unwrap();
        let limit = self.page.min(usize::try_from(*limit).unwrap());
        let rows: Vec<Value> = self
            .tries
            .iter()
            .enumerate()
            .rev()
            .skip(offset)
            .take(limit)
            .map(|(id, row)| row_of(id, row))
            .collect();
        let next = (offset + rows.len() < self.tries.len()).then_some("http://x/?offset=1");
        json(&json!({"count": self.tries.len(), "next": next, "previous": null, "results": rows}))
    }
}

pub fn row_of(id: usize, row: &Try) -> Value {
    json!({
        "id": id,
        "created_at": iso(second(row.at)),
        "http_request_body": json!({"event_id": row.event, "type": "post.created"}).to_string(),
        "http_response_code": row.code,
        "next_retry": row.next.map(|next| iso(second(next))),
    })
}

/// The last attempt of its chain.
pub fn ended(event: u64, at: i64, code: u16) -> Try {
    Try {
        event,
        at,
        code,
        next: None,
    }
}
