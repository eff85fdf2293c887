//! The journal in the browser's own database: ids and outcomes, and what tables show of these ids
//! before anybody asks for more; never an address, a body, a password or a token of ours.
//!
//! Every write is one transaction, and it is done when the database says that the transaction is
//! complete: only then does the host go on. Knows nothing of who carries a run out.

mod database;
mod touched;

pub use database::Store;

use super::record::{RunId, RunRecord, RunSummary};
use super::unreadable;
use database::{
    JOURNAL, RECORDS, SUMMARIES, TOUCHED, add, between, complete, delete, failed, get, parse, put,
};
use redrive_core::journal::Entry;
use redrive_core::plan::{Plan, PlanError};
use redrive_core::problem::{Problem, ProblemKind};
use wasm_bindgen::JsValue;

/// Entries that are read at once.
const BATCH: u32 = 5_000;

impl Store {
    /// Writes a new run with its opening. A run of the same plan must not exist.
    pub async fn create(
        &self,
        record: &RunRecord,
        plan: &Plan,
        summary: &RunSummary,
        opening: &Entry,
    ) -> Result<(), Problem> {
        let transaction = self.writing(&[RECORDS, SUMMARIES, JOURNAL, TOUCHED])?;
        let id = record.id.as_str();
        if get(&transaction, RECORDS, id).await?.is_some() {
            return Err(Problem::ours(
                ProblemKind::Conflict,
                "This plan was run before. A plan is sent once; make a new one to send again.",
            ));
        }
        add(&transaction, RECORDS, id, record)?;
        put(&transaction, SUMMARIES, id, summary)?;
        add(&transaction, JOURNAL, &place(&record.id, 0), opening)?;
        touched::put(&transaction, &record.id, plan.items())?;
        complete(transaction).await
    }

    /// Writes one more entry at this place of the journal. A place that is taken fails: somebody
    /// else carries the run out then.
    pub async fn append(
        &self,
        id: &RunId,
        at: u32,
        entry: &Entry,
        summary: Option<&RunSummary>,
    ) -> Result<(), Problem> {
        let transaction = self.writing(&[SUMMARIES, JOURNAL])?;
        add(&transaction, JOURNAL, &place(id, at), entry)?;
        if let Some(summary) = summary {
            put(&transaction, SUMMARIES, id.as_str(), summary)?;
        }
        complete(transaction).await
    }

    /// Writes how a run stands.
    pub async fn summarise(&self, summary: &RunSummary) -> Result<(), Problem> {
        let transaction = self.writing(&[SUMMARIES])?;
        put(&transaction, SUMMARIES, summary.id.as_str(), summary)?;
        complete(transaction).await
    }

    /// What a run is rebuilt from.
    pub async fn record(&self, id: &RunId) -> Result<RunRecord, Problem> {
        let transaction = self.reading(RECORDS)?;
        match get(&transaction, RECORDS, id.as_str()).await? {
            Some(record) => parse(&record).map_err(|problem| {
                if RunRecord::is_withdrawn(&record.as_string().unwrap_or_default()) {
                    unreadable(PlanError::Withdrawn)
                } else {
                    problem
                }
            }),
            None => Err(Problem::ours(
                ProblemKind::NotFound,
                "This browser knows no such run. Runs are kept in the browser that started them.",
            )),
        }
    }

    /// The next entries of a run from this place on, in order; none when there are no more.
    pub async fn entries(&self, id: &RunId, from: u32) -> Result<Vec<Entry>, Problem> {
        let transaction = self.reading(JOURNAL)?;
        let journal = transaction.object_store(JOURNAL).map_err(failed)?;
        let range = between(&place(id, from), &end(id))?;
        let found = journal.get_all(Some(range), Some(BATCH)).map_err(failed)?;
        found.await.map_err(failed)?.iter().map(parse).collect()
    }

    /// All runs, newest first.
    pub async fn summaries(&self) -> Result<Vec<RunSummary>, Problem> {
        let transaction = self.reading(SUMMARIES)?;
        let summaries = transaction.object_store(SUMMARIES).map_err(failed)?;
        let found = summaries.get_all(None, None).map_err(failed)?;
        let found = found.await.map_err(failed)?;
        let mut runs: Vec<RunSummary> = found.iter().map(parse).collect::<Result<_, _>>()?;
        runs.sort_by_key(|run| std::cmp::Reverse(run.opened_at));
        Ok(runs)
    }

    /// Removes everything that is stored of a run.
    pub async fn remove(&self, id: &RunId) -> Result<(), Problem> {
        let transaction = self.writing(&[RECORDS, SUMMARIES, JOURNAL, TOUCHED])?;
        for store in [RECORDS, SUMMARIES] {
            delete(&transaction, store, JsValue::from_str(id.as_str()))?;
        }
        for store in [JOURNAL, TOUCHED] {
            delete(&transaction, store, between(&format!("{id}/"), &end(id))?)?;
        }
        complete(transaction).await
    }
}

/// Places sort as texts: eight digits are more entries than a run can have calls.
fn place(id: &RunId, number: u32) -> String {
    format!("{id}/{number:08}")
}

/// After every place of a run: a zero comes after a slash.
fn end(id: &RunId) -> String {
    format!("{id}0")
}
