//! Who receives what is sent: an endpoint, a subscription, a mail domain or a callout's host, and
//! whether it is up.

use crate::operation::Vendor;
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection, SqlitePool};
use utoipa::ToSchema;

/// Where the states are kept.
pub const TABLES: &str = "CREATE TABLE receiver (
    vendor TEXT, name TEXT, state TEXT, PRIMARY KEY (vendor, name)) WITHOUT ROWID;";

/// Whether a receiver takes what it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Takes everything.
    Up,
    /// Answers 503, or bounces.
    Down,
    /// Answers 410, or knows no such mailbox.
    Refusing,
    /// Takes everything, ten times later.
    Slow,
}

impl State {
    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Refusing => "refusing",
            Self::Slow => "slow",
        }
    }

    /// Read back; a word that is none counts as up, as does a receiver that nobody set.
    pub fn read(word: Option<&str>) -> Self {
        match word {
            Some("down") => Self::Down,
            Some("refusing") => Self::Refusing,
            Some("slow") => Self::Slow,
            _ => Self::Up,
        }
    }

    /// The delay of a first try, given the switch.
    pub const fn delay(self, millis: u32) -> u32 {
        match self {
            Self::Slow => millis.saturating_mul(10),
            Self::Up | Self::Down | Self::Refusing => millis,
        }
    }
}

/// One receiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receiver {
    #[schema(value_type = String, example = "kirim")]
    pub vendor: Vendor,
    /// An endpoint's number, a subscription's id, a mail domain or a host.
    #[serde(rename = "receiver")]
    pub name: String,
    pub state: State,
}

/// Sets a receiver.
pub async fn set(db: &mut SqliteConnection, receiver: &Receiver) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT OR REPLACE INTO receiver VALUES (?, ?, ?)")
        .bind(receiver.vendor.as_str())
        .bind(&receiver.name)
        .bind(receiver.state.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// How a receiver stands.
pub async fn state(db: &SqlitePool, vendor: Vendor, name: &str) -> Result<State, sqlx::Error> {
    let word: Option<String> =
        sqlx::query_scalar("SELECT state FROM receiver WHERE vendor = ? AND name = ?")
            .bind(vendor.as_str())
            .bind(name)
            .fetch_optional(db)
            .await?;
    Ok(State::read(word.as_deref()))
}

/// Every receiver that somebody set, the story included.
pub async fn list(db: &SqlitePool) -> Result<Vec<Receiver>, sqlx::Error> {
    let rows = sqlx::query("SELECT vendor, name, state FROM receiver ORDER BY vendor, name")
        .fetch_all(db)
        .await?;
    let mut receivers = Vec::with_capacity(rows.len());
    for row in rows {
        let (vendor, state): (String, String) = (row.try_get("vendor")?, row.try_get("state")?);
        let Some(vendor) = Vendor::ALL
            .into_iter()
            .find(|known| known.as_str() == vendor)
        else {
            continue;
        };
        receivers.push(Receiver {
            vendor,
            name: row.try_get("name")?,
            state: State::read(Some(&state)),
        });
    }
    Ok(receivers)
}
