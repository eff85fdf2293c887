//! What Zuora's pages leave open (contract 3.0, 3.1, 3.3, 3.6), as switches.

use redrive_core::zuora::contract::{PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Switches of Zuora.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Zuora {
    /// Status of a bad history window: 200 with `success: false`, or 400.
    pub window_error_status: u16,
    /// The body of a resend that took every id.
    pub blank: Blank,
    /// Refuse e-mails that arrived, with code `InvalidStatus`.
    pub refuse_ok: bool,
    /// Ids that are refused as locked, with a code of category 50, which the vendor says to retry.
    /// Whether the map of failures holds such codes is not published.
    pub locked: Vec<String>,
    /// A known idempotency key with another body.
    pub other_body: OtherBody,
    /// Hours east of UTC in which times without a zone are read and written.
    pub zone_hours: i32,
    /// Scheme, host and first path segments of `nextPage`; this server when absent.
    pub next_page_base: Option<String>,
    /// Answer calls that carry an `Origin` with 90000010, as the vendor does.
    pub refuse_origin: bool,
    /// Letter case of column names in data query results.
    pub columns: ColumnCase,
    /// Send numbers of history rows as strings, as the vendor's schema says.
    pub numbers_as_text: bool,
    /// `pageSize` when none is given.
    pub page_size_default: u32,
    /// Larger values of `pageSize` count as this.
    pub page_size_max: u32,
    /// Calls a minute of the tenant.
    pub calls_per_minute: u32,
    /// Concurrent requests on `/v1` paths.
    pub concurrency: u32,
    /// Whether a 429 carries `Retry-After`; the vendor's pages disagree.
    pub retry_after: bool,
    /// How long a token lives, in seconds.
    pub token_seconds: u32,
    /// How long a data query stays in each of its first three states, in milliseconds.
    pub query_stage_ms: u32,
    /// When a resent notification is tried, after the call, in milliseconds.
    pub settle_ms: u32,
    /// Tries in all of a resent callout that its receiver does not take: a setting of the tenant, at
    /// most 5. Whether one that was resent is tried again at all is not published; 1 is never.
    pub callout_tries: u32,
    /// Minutes between two of them: a setting of the tenant, at least 30.
    pub callout_gap_minutes: u32,
    /// Where a further try of a callout shows.
    pub callout_further_try: FurtherTry,
    /// Entities that the token is valid for; with more than one, `Zuora-Entity-Ids` is required.
    pub entities: Vec<String>,
    /// Organisations within the user's reach; empty means that Multi-Org is off.
    pub organisations: Vec<String>,
}

impl Default for Zuora {
    fn default() -> Self {
        Self {
            window_error_status: 200,
            blank: Blank::ZeroLength,
            refuse_ok: false,
            locked: Vec::new(),
            other_body: OtherBody::StoredResult,
            zone_hours: 0,
            next_page_base: Some("https://rest.zuora.example/apps".to_owned()),
            refuse_origin: true,
            columns: ColumnCase::Lower,
            numbers_as_text: false,
            page_size_default: PAGE_SIZE_DEFAULT,
            page_size_max: PAGE_SIZE_MAX,
            calls_per_minute: 50_000,
            concurrency: 40,
            retry_after: true,
            token_seconds: 3599,
            query_stage_ms: 20,
            settle_ms: 1500,
            callout_tries: 3,
            callout_gap_minutes: 30,
            callout_further_try: FurtherTry::SameRow,
            entities: Vec::new(),
            organisations: Vec::new(),
        }
    }
}

/// The body of a 202 that took every id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Blank {
    /// No byte and no content type.
    ZeroLength,
    /// No byte, but `application/json`.
    ZeroLengthJson,
    /// `{}` as `application/json`.
    EmptyObject,
    /// `{}` without a content type.
    EmptyObjectUntyped,
}

/// A known idempotency key with another body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OtherBody {
    /// The first result again.
    StoredResult,
    /// 422.
    Refused,
}

/// Letter case of column names in data query results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnCase {
    Lower,
    Upper,
}

/// Where a further try of a callout shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FurtherTry {
    /// In the row of the first, with its number.
    SameRow,
    /// In a row of its own, with its number.
    OwnRow,
}
