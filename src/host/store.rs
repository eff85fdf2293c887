//! The journal in the browser's own database: ids and outcomes, never a body, a password or a
//! token.
//!
//! Every write is one transaction, and it is done when the database says that the transaction is
//! complete: only then does the host go on.

use super::record::{RunId, RunRecord, RunSummary};
use idb::{Database, Factory, KeyRange, ObjectStoreParams, Query, Transaction, TransactionMode};
use redrive_core::journal::Entry;
use redrive_core::lenient::strict;
use redrive_core::problem::{Problem, ProblemKind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

const DATABASE: &str = "redrive";
const VERSION: u32 = 1;
/// Run id → [`RunRecord`].
const RECORDS: &str = "records";
/// Run id → [`RunSummary`].
const SUMMARIES: &str = "summaries";
/// Run id, slash, place → [`Entry`].
const JOURNAL: &str = "journal";

/// An open database.
pub struct Store(Database);

impl Store {
    /// Opens the database, and makes it at the first visit.
    ///
    /// # Errors
    /// When this browser keeps no data for the page.
    pub async fn open() -> Result<Self, Problem> {
        let mut request = Factory::new()
            .and_then(|factory| factory.open(DATABASE, Some(VERSION)))
            .map_err(failed)?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = idb::event::DatabaseEvent::database(&event) {
                for name in [RECORDS, SUMMARIES, JOURNAL] {
                    // A store that cannot be made shows as a failure of the first transaction.
                    let _ = database.create_object_store(name, ObjectStoreParams::new());
                }
            }
        });
        request.await.map(Self).map_err(failed)
    }

    /// Writes a new run with its opening. A run of the same plan must not exist.
    pub async fn create(
        &self,
        record: &RunRecord,
        summary: &RunSummary,
        opening: &Entry,
    ) -> Result<(), Problem> {
        let exists = self.read::<RunRecord>(RECORDS, &record.id).await?.is_some();
        if exists {
            return Err(Problem::ours(
                ProblemKind::Conflict,
                "This plan was run before. A plan is sent once; make a new one to send again.",
            ));
        }
        let transaction = self.begin(&[RECORDS, SUMMARIES, JOURNAL], TransactionMode::ReadWrite)?;
        put(&transaction, RECORDS, record.id.as_str(), record).await?;
        put(&transaction, SUMMARIES, record.id.as_str(), summary).await?;
        put(&transaction, JOURNAL, &place(&record.id, 0), opening).await?;
        complete(transaction).await
    }

    /// Writes one more entry.
    pub async fn append(
        &self,
        id: &RunId,
        entry: &Entry,
        summary: &RunSummary,
    ) -> Result<(), Problem> {
        let transaction = self.begin(&[SUMMARIES, JOURNAL], TransactionMode::ReadWrite)?;
        let journal = transaction.object_store(JOURNAL).map_err(failed)?;
        let written = journal
            .count(Some(entries_of(id)?))
            .map_err(failed)?
            .await
            .map_err(failed)?;
        put(&transaction, JOURNAL, &place(id, written), entry).await?;
        put(&transaction, SUMMARIES, id.as_str(), summary).await?;
        complete(transaction).await
    }

    /// What a run is rebuilt from.
    pub async fn record(&self, id: &RunId) -> Result<RunRecord, Problem> {
        self.read(RECORDS, id).await?.ok_or_else(|| {
            Problem::ours(
                ProblemKind::NotFound,
                "This browser knows no such run. Runs are kept in the browser that started them.",
            )
        })
    }

    /// The entries of a run, in order.
    pub async fn journal(&self, id: &RunId) -> Result<Vec<Entry>, Problem> {
        self.all(JOURNAL, Some(entries_of(id)?)).await
    }

    /// All runs, newest first.
    pub async fn summaries(&self) -> Result<Vec<RunSummary>, Problem> {
        let mut summaries: Vec<RunSummary> = self.all(SUMMARIES, None).await?;
        summaries.sort_by_key(|summary| std::cmp::Reverse(summary.opened_at));
        Ok(summaries)
    }

    fn begin(&self, stores: &[&str], mode: TransactionMode) -> Result<Transaction, Problem> {
        self.0.transaction(stores, mode).map_err(failed)
    }

    async fn read<T: DeserializeOwned>(
        &self,
        store: &str,
        id: &RunId,
    ) -> Result<Option<T>, Problem> {
        let transaction = self.begin(&[store], TransactionMode::ReadOnly)?;
        let values = transaction.object_store(store).map_err(failed)?;
        let found = values
            .get(JsValue::from_str(id.as_str()))
            .map_err(failed)?
            .await
            .map_err(failed)?;
        found.map(|value| parse(&value)).transpose()
    }

    async fn all<T: DeserializeOwned>(
        &self,
        store: &str,
        range: Option<Query>,
    ) -> Result<Vec<T>, Problem> {
        let transaction = self.begin(&[store], TransactionMode::ReadOnly)?;
        let values = transaction.object_store(store).map_err(failed)?;
        let found = values
            .get_all(range, None)
            .map_err(failed)?
            .await
            .map_err(failed)?;
        found.iter().map(parse).collect()
    }
}

/// Places sort as texts: eight digits are more entries than a run can have calls.
fn place(id: &RunId, number: u32) -> String {
    format!("{id}/{number:08}")
}

/// From the slash to the character after it.
fn entries_of(id: &RunId) -> Result<Query, Problem> {
    let (from, to) = (
        JsValue::from_str(&format!("{id}/")),
        JsValue::from_str(&format!("{id}0")),
    );
    KeyRange::bound(&from, &to, None, Some(true))
        .map(Query::KeyRange)
        .map_err(failed)
}

async fn put(
    transaction: &Transaction,
    store: &str,
    key: &str,
    value: &impl Serialize,
) -> Result<(), Problem> {
    let text = serde_json::to_string(value).map_err(failed)?;
    let store = transaction.object_store(store).map_err(failed)?;
    let written = store.put(&JsValue::from_str(&text), Some(&JsValue::from_str(key)));
    written.map_err(failed)?.await.map_err(failed)?;
    Ok(())
}

async fn complete(transaction: Transaction) -> Result<(), Problem> {
    let ended = transaction
        .commit()
        .map_err(failed)?
        .await
        .map_err(failed)?;
    if ended.is_committed() {
        Ok(())
    } else {
        Err(failed("the transaction was undone"))
    }
}

fn parse<T: DeserializeOwned>(value: &JsValue) -> Result<T, Problem> {
    let text = value.as_string().unwrap_or_default();
    strict(text.as_bytes()).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> Problem {
    Problem::ours(
        ProblemKind::Refused,
        format!("This browser could not keep the journal of the run ({error})."),
    )
}
