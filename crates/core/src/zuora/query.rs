//! The data query: the only way to the ids of notifications, because history rows carry none.
//!
//! Written in the SQL that the vendor's engine and any ordinary one share. Columns beyond the
//! documented ones are inferred, so whole rows are asked for and read leniently.

use super::contract::{AccountId, Channel, NotificationId, NotificationStatus};
use crate::time::day_and_clock;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// Which notifications a query asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationFilter {
    pub channel: Channel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<NotificationStatus>,
    /// Inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_after: Option<DateTime<Utc>>,
    /// Exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_before: Option<DateTime<Utc>>,
}

/// The last row of a page; the next page begins below it. Ties on an instant are told apart by
/// the id, so no row is lost or shown twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub created_on: DateTime<Utc>,
    pub id: NotificationId,
}

impl NotificationFilter {
    /// Rows below the cursor, newest first.
    pub fn page_sql(&self, limit: u32, cursor: Option<&Cursor>) -> String {
        let mut conditions = self.conditions();
        if let Some(Cursor { created_on, id }) = cursor {
            let (at, id) = (instant(*created_on), quoted(id.as_str()));
            conditions.push(format!(
                "(createdon < {at} OR (createdon = {at} AND id < {id}))"
            ));
        }
        format!(
            "SELECT * FROM {}{} ORDER BY createdon DESC, id DESC LIMIT {limit}",
            self.channel.table(),
            all(&conditions)
        )
    }

    /// How many rows match, in a column `n`.
    pub fn count_sql(&self) -> String {
        format!(
            "SELECT count(*) AS n FROM {}{}",
            self.channel.table(),
            all(&self.conditions())
        )
    }

    fn conditions(&self) -> Vec<String> {
        let mut conditions = Vec::new();
        if let Some(account) = &self.account {
            conditions.push(format!("accountid = {}", quoted(account.as_str())));
        }
        if let Some(status) = &self.status {
            conditions.push(format!("status = {}", quoted(status.as_str())));
        }
        if let Some(after) = self.created_after {
            conditions.push(format!("createdon >= {}", instant(after)));
        }
        if let Some(before) = self.created_before {
            conditions.push(format!("createdon < {}", instant(before)));
        }
        conditions
    }
}

/// The rows of these ids, in any order.
pub(super) fn ids_sql(channel: Channel, ids: &[NotificationId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| quoted(id.as_str())).collect();
    format!(
        "SELECT * FROM {} WHERE id IN ({})",
        channel.table(),
        ids.join(", ")
    )
}

fn all(conditions: &[String]) -> String {
    if conditions.is_empty() {
        String::new()
    } else {
        format!(" WHERE {}", conditions.join(" AND "))
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn instant(at: DateTime<Utc>) -> String {
    let (day, clock) = day_and_clock(at, SecondsFormat::Millis);
    format!("TIMESTAMP '{day} {clock} UTC'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_asked_below_its_cursor() {
        let filter = NotificationFilter {
            channel: Channel::Email,
            account: Some("a1".parse().unwrap()),
            status: Some(NotificationStatus::Failed),
            created_after: Some("2026-04-01T00:00:00Z".parse().unwrap()),
            created_before: None,
        };
        let cursor = Cursor {
            created_on: "2026-04-02T10:15:00.250Z".parse().unwrap(),
            id: "8ad0".parse().unwrap(),
        };
        assert_eq!(
            filter.page_sql(50, Some(&cursor)),
            "SELECT * FROM notificationhistoryemail WHERE accountid = 'a1' AND status = 'Failed' \
             AND createdon >= TIMESTAMP '2026-04-01 00:00:00.000 UTC' \
             AND (createdon < TIMESTAMP '2026-04-02 10:15:00.250 UTC' \
             OR (createdon = TIMESTAMP '2026-04-02 10:15:00.250 UTC' AND id < '8ad0')) \
             ORDER BY createdon DESC, id DESC LIMIT 50"
        );
    }

    #[test]
    fn rows_are_asked_for_by_their_ids() {
        assert_eq!(
            ids_sql(
                Channel::Callout,
                &["8ad0".parse().unwrap(), "8ad1".parse().unwrap()]
            ),
            "SELECT * FROM notificationhistorycallout WHERE id IN ('8ad0', '8ad1')"
        );
    }

    #[test]
    fn a_text_cannot_leave_its_quotes() {
        let filter = NotificationFilter {
            channel: Channel::Callout,
            account: None,
            status: Some(NotificationStatus::Other("x' OR '1'='1".into())),
            created_after: None,
            created_before: None,
        };
        assert_eq!(
            filter.count_sql(),
            "SELECT count(*) AS n FROM notificationhistorycallout WHERE status = 'x'' OR ''1''=''1'"
        );
    }
}
