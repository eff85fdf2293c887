//! Which deliveries a list or a bulk replay means, as SQL. The bounds are switches.

use super::dialect::{Bound, EndedWord, Kirim};
use sqlx::{QueryBuilder, Sqlite};

/// A filter with its values checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub subscription_id: Option<String>,
    pub status: Option<String>,
    pub event_type: Option<String>,
    /// Microseconds.
    pub after: Option<i64>,
    pub before: Option<i64>,
}

impl Filter {
    /// Adds `WHERE …`, always with at least one condition.
    pub fn push(&self, query: &mut QueryBuilder<Sqlite>, dialect: &Kirim) {
        query.push(" WHERE 1 = 1");
        if let Some(id) = &self.subscription_id {
            query.push(" AND subscription_id = ").push_bind(id.clone());
        }
        if let Some(status) = &self.status {
            query.push(match (status.as_str(), dialect.ended) {
                ("failed", EndedWord::Failed) | ("dead", EndedWord::Dead) => {
                    " AND status IN ('failed', 'dead')"
                }
                ("failed", EndedWord::Dead) | ("dead", EndedWord::Failed) => " AND 1 = 0",
                ("failed", EndedWord::AsStored) => " AND status = 'failed'",
                ("dead", EndedWord::AsStored) => " AND status = 'dead'",
                ("pending", _) => " AND status = 'pending'",
                _ => " AND status = 'delivered'",
            });
        }
        if let Some(kind) = &self.event_type {
            query.push(" AND event_type = ").push_bind(kind.clone());
        }
        if let Some(after) = self.after {
            query
                .push(match dialect.created_after {
                    Bound::Inclusive => " AND created_at >= ",
                    Bound::Exclusive => " AND created_at > ",
                })
                .push_bind(after);
        }
        if let Some(before) = self.before {
            query
                .push(match dialect.created_before {
                    Bound::Inclusive => " AND created_at <= ",
                    Bound::Exclusive => " AND created_at < ",
                })
                .push_bind(before);
        }
    }
}
