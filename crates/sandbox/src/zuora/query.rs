//! Runs a data query: the caller's own SQL, after a check, by `SQLite` on a connection that can
//! only read.

mod sql;
mod tokens;
mod write;

pub use sql::bridged;
pub use write::Format;

use super::dialect::ColumnCase;
use super::live::End;
use crate::gzip;
use sqlx::{AssertSqlSafe, SqlitePool};

/// Runs SQL that [`bridged`] gave.
pub async fn run(
    reader: &SqlitePool,
    sql: String,
    format: Format,
    columns: ColumnCase,
    packed: bool,
) -> End {
    match sqlx::query(AssertSqlSafe(sql))
        .persistent(false)
        .fetch_all(reader)
        .await
    {
        Err(error) => End::Failed(format!("line 1: {error}")),
        Ok(rows) => {
            let file = write::file(&rows, format, columns);
            End::Done {
                file: if packed { gzip::pack(&file) } else { file },
                rows: rows.len() as u64,
            }
        }
    }
}
