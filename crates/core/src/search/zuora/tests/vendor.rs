//! A small model of the vendor: a table of notifications, and queries that take a while.

use crate::http::Exchange;
use crate::read::Read;
use crate::search::kit::{answered, json, second};
use crate::time::iso;
use crate::zuora;
use chrono::{DateTime, Utc};
use serde_json::json;

/// One row of the table.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: String,
    /// Stands for account, object and notification; `None` is a row that lacks one.
    pub key: Option<u8>,
    pub at: i64,
    pub status: &'static str,
    /// Tries, of a callout.
    pub tries: Option<i64>,
}

/// The table, and the queries that were asked.
#[derive(Debug, Clone, Default)]
pub struct Vendor {
    pub rows: Vec<Row>,
    /// Looks at a job before it is completed.
    pub slow: usize,
    queries: Vec<(Vec<Row>, usize)>,
}

impl Vendor {
    pub fn of(rows: impl IntoIterator<Item = Row>) -> Self {
        let mut rows: Vec<Row> = rows.into_iter().collect();
        rows.sort_by(|one, other| (other.at, &other.id).cmp(&(one.at, &one.id)));
        Self {
            rows,
            ..Self::default()
        }
    }

    pub fn answer(&mut self, read: &Read) -> Exchange {
        let Read::Zuora(read) = read else {
            panic!("for another vendor");
        };
        let rows = |keep: &dyn Fn(&&Row) -> bool| self.rows.iter().filter(keep).cloned().collect();
        let found: Vec<Row> = match read {
            zuora::Read::SubmitIds { ids, .. } => {
                rows(&|row| ids.iter().any(|id| id.as_str() == row.id))
            }
            zuora::Read::SubmitPage {
                filter,
                limit,
                cursor,
            } => {
                let below = |row: &Row| {
                    cursor.as_ref().is_none_or(|cursor| {
                        (second(row.at), row.id.as_str()) < (cursor.created_on, cursor.id.as_str())
                    })
                };
                let after = filter.created_after;
                let mut page =
                    rows(&|row| below(row) && after.is_none_or(|at| second(row.at) >= at));
                page.truncate(usize::try_from(*limit).unwrap());
                page
            }
            zuora::Read::Job { id } => return self.look(id.as_str()),
            zuora::Read::QueryRows { id } => return self.file(id.as_str()),
            _ => panic!("no read of a search"),
        };
        self.queries.push((found, 0));
        self.look(&(self.queries.len() - 1).to_string())
    }

    fn look(&mut self, id: &str) -> Exchange {
        let (_, looks) = &mut self.queries[id.parse::<usize>().unwrap()];
        *looks += 1;
        let state = if *looks > self.slow {
            "completed"
        } else {
            "in_progress"
        };
        json(&json!({"data": {"id": id, "queryStatus": state}}))
    }

    fn file(&self, id: &str) -> Exchange {
        let (rows, _) = &self.queries[id.parse::<usize>().unwrap()];
        let lines: Vec<String> = rows.iter().map(line).collect();
        answered(200, lines.join("\n"))
    }
}

fn line(row: &Row) -> String {
    let at: DateTime<Utc> = second(row.at);
    let object = match row.key {
        Some(key) => json!(format!("o{key}")),
        None if row.id.ends_with('4') => json!(null),
        None => json!(""),
    };
    json!({"ID": row.id, "AccountId": "a", "NotificationId": "n", "CreatedOn": iso(at),
        "ObjectId": object, "Status": row.status, "AttemptedNum": row.tries,
        "ErrorMessage": (row.status == "Failed").then(|| format!("550 no pia@{}.example", row.id))})
    .to_string()
}
