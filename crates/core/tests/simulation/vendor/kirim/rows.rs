//! Deliveries as the vendor keeps and prints them.

use super::super::{answer, error};
use super::Habits;
use chrono::{DateTime, Utc};
use redrive_core::http::Answer;
use redrive_core::kirim;
use redrive_core::read::Read;
use redrive_core::time::iso;
use std::fmt::Write;

/// The state of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    Pending,
    Delivered,
    Failed,
    Dead,
}

impl Life {
    const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Dead => "dead",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Row {
    /// As the vendor keeps it; what it shows may be cut short.
    pub born: DateTime<Utc>,
    /// What its pages leave of a moment.
    pub shown: DateTime<Utc>,
    /// Its state until it ends.
    pub first: Life,
    /// What becomes of it, and when.
    pub ends: Option<(DateTime<Utc>, Life)>,
    /// The row that it is a replay of.
    pub from: Option<usize>,
    /// Its place in the plan.
    pub place: Option<usize>,
    /// It belongs to another subscription.
    pub elsewhere: bool,
    /// Its event is of another type than the plan's.
    pub other_type: bool,
    /// Purged.
    pub gone: bool,
    pub replays: Vec<usize>,
    /// Replays of it that are taken and have no row yet.
    pub queued: u32,
}

impl Row {
    pub const fn born(born: DateTime<Utc>, life: Life) -> Self {
        Self {
            born,
            shown: born,
            first: life,
            ends: None,
            from: None,
            place: None,
            elsewhere: false,
            other_type: false,
            gone: false,
            replays: Vec::new(),
            queued: 0,
        }
    }

    pub fn life(&self, at: DateTime<Utc>) -> Life {
        match self.ends {
            Some((end, life)) if end <= at => life,
            _ => self.first,
        }
    }
}

/// The id of the row at this place.
pub fn delivery_id(row: usize) -> String {
    format!("wbd_{row:026}")
}

/// A page of rows, or one of them.
pub fn read(rows: &[Row], read: &Read, at: DateTime<Utc>, habits: &Habits) -> Answer {
    match read {
        Read::Kirim(kirim::Read::Deliveries {
            filter,
            limit,
            cursor,
        }) => {
            let below = cursor
                .as_deref()
                .map_or(rows.len(), |cursor| cursor.parse().unwrap());
            let mut shown = (0..below).rev().filter(|row| {
                let row = &rows[*row];
                let after =
                    |after| row.shown > after || (habits.after_included && row.shown == after);
                let ours = filter.subscription.is_none() || !row.elsewhere;
                !row.gone && ours && filter.created_after.is_none_or(after)
            });
            let limit = habits.page.min(usize::try_from(*limit).unwrap());
            let page: Vec<usize> = shown.by_ref().take(limit).collect();
            let more = shown.next().is_some();
            let cursor = page.last().filter(|_| more);
            let cursor = cursor.map_or("null".to_owned(), |last| format!("\"{last}\""));
            let mut body = String::from(r#"{"data":["#);
            for (place, row) in page.iter().enumerate() {
                if place > 0 {
                    body.push(',');
                }
                print(*row, &rows[*row], at, &mut body);
            }
            write!(
                body,
                r#"],"has_more":{more},"next_cursor":{cursor},"request_id":"r"}}"#
            )
            .unwrap();
            answer(200, body)
        }
        Read::Kirim(kirim::Read::Delivery { id }) => {
            let known = rows.iter().enumerate().filter(|(_, row)| !row.gone);
            let found = known
                .rev()
                .find(|(row, _)| delivery_id(*row) == id.as_str());
            let Some((id, row)) = found else {
                return error(404, "not_found", "resource_not_found");
            };
            let mut body = String::from(r#"{"data":"#);
            print(id, row, at, &mut body);
            body.push_str(r#","request_id":"r"}"#);
            answer(200, body)
        }
        _ => answer(404, ""),
    }
}

fn print(id: usize, row: &Row, at: DateTime<Utc>, into: &mut String) {
    let id = delivery_id(id);
    let from = row.from.map_or("null".to_owned(), |from| {
        format!("\"{}\"", delivery_id(from))
    });
    let (status, at) = (row.life(at).word(), iso(row.shown));
    write!(
        into,
        r#"{{"id":"{id}","object":"webhook_delivery","status":"{status}","replayed_from":{from},"created_at":"{at}"}}"#
    )
    .unwrap();
}
