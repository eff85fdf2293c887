//! The database: opened in memory or in a file, filled with a story, indexed after filling.

mod batch;

pub use batch::{Batch, Field};

use crate::error::SandboxError;
use crate::story::Story;
use crate::{kirim, oracle, pipeline, receivers, selfcommunity, zuora};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Row, SqlitePool, raw_sql};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The connection that writes, and those that only read.
pub async fn open(file: Option<&Path>) -> Result<(SqlitePool, SqlitePool), SandboxError> {
    static MEMORIES: AtomicU64 = AtomicU64::new(0);
    let options = SqliteConnectOptions::new()
        .create_if_missing(true)
        .synchronous(SqliteSynchronous::Off)
        .busy_timeout(Duration::from_mins(1))
        .pragma("cache_size", "-65536");
    let options = match file {
        Some(file) => options.filename(file).journal_mode(SqliteJournalMode::Wal),
        None => options
            .vfs("memdb")
            .journal_mode(SqliteJournalMode::Memory)
            // A leading slash makes the memory shared by all connections of this process.
            .filename(format!(
                "/redrive-sandbox-{}",
                MEMORIES.fetch_add(1, Ordering::Relaxed)
            )),
    };
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options.clone())
        .await?;
    let reader = SqlitePoolOptions::new()
        .max_connections(2)
        .connect_lazy_with(
            options
                .pragma("query_only", "ON")
                .pragma("case_sensitive_like", "ON"),
        );
    Ok((writer, reader))
}

/// The story that the file already tells, if it tells one.
pub async fn told(db: &SqlitePool) -> Result<Option<Story>, sqlx::Error> {
    let known = sqlx::query("SELECT 1 FROM sqlite_schema WHERE name = 'story'")
        .fetch_optional(db)
        .await?;
    if known.is_none() {
        return Ok(None);
    }
    let Some(row) = sqlx::query("SELECT seed, scale, anchor FROM story")
        .fetch_optional(db)
        .await?
    else {
        return Ok(None);
    };
    let (seed, scale): (String, String) = (row.try_get("seed")?, row.try_get("scale")?);
    let anchor = row.try_get("anchor")?;
    Ok(seed
        .parse()
        .ok()
        .zip(scale.parse().ok())
        .map(|(seed, scale)| Story {
            seed,
            scale,
            anchor,
        }))
}

/// Replaces everything by the story, in one transaction; indices come last.
pub async fn fill(db: &SqlitePool, story: &Story) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    let known = sqlx::query(
        "SELECT type, name FROM sqlite_schema
         WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'",
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in known {
        let (kind, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        raw_sql(sqlx::AssertSqlSafe(format!("DROP {kind} {name}")))
            .execute(&mut *tx)
            .await?;
    }
    for tables in [
        "CREATE TABLE story (seed TEXT, scale TEXT, anchor INTEGER);",
        receivers::TABLES,
        oracle::TABLES,
        pipeline::TABLES,
        kirim::TABLES,
        selfcommunity::TABLES,
        zuora::TABLES,
    ] {
        raw_sql(tables).execute(&mut *tx).await?;
    }
    kirim::story::fill(&mut tx, story).await?;
    selfcommunity::story::fill(&mut tx, story).await?;
    zuora::story::fill(&mut tx, story).await?;
    for indices in [kirim::INDICES, selfcommunity::INDICES, zuora::INDICES] {
        raw_sql(indices).execute(&mut *tx).await?;
    }
    sqlx::query("INSERT INTO story VALUES (?, ?, ?)")
        .bind(story.seed.to_string())
        .bind(story.scale.as_str())
        .bind(story.anchor)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
