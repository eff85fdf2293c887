//! The browser's database: opening it, and transactions that end on the disk. Knows no run.

use idb::{Factory, KeyRange, ObjectStore, ObjectStoreParams, Query, Transaction};
use js_sys::{Array, Object, Reflect};
use redrive_core::lenient::strict;
use redrive_core::problem::{Problem, ProblemKind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbTransaction};

const DATABASE: &str = "redrive";
const VERSION: u32 = 2;
/// Run id → record.
pub const RECORDS: &str = "records";
/// Run id → summary.
pub const SUMMARIES: &str = "summaries";
/// Run id, slash, place → entry.
pub const JOURNAL: &str = "journal";
/// Run id, slash, drawer → ids of items.
pub const TOUCHED: &str = "touched";

const ALL: [&str; 4] = [RECORDS, SUMMARIES, JOURNAL, TOUCHED];

#[wasm_bindgen]
extern "C" {
    /// Declared here for its options, which `web-sys` counts as unstable.
    type DurableDatabase;
    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &DurableDatabase,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// An open database.
pub struct Store(IdbDatabase);

impl Drop for Store {
    fn drop(&mut self) {
        self.0.close();
    }
}

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
            let Ok(database) = idb::event::DatabaseEvent::database(&event) else {
                return;
            };
            // What fails here shows as a failure of the first transaction. Journals from before
            // the first release have another format, so they are deleted.
            for name in database.store_names() {
                let _ = database.delete_object_store(&name);
            }
            for name in ALL {
                let _ = database.create_object_store(name, ObjectStoreParams::new());
            }
        });
        let database = request.await.map_err(failed)?;
        Ok(Self(database.into()))
    }

    pub(super) fn reading(&self, store: &str) -> Result<Transaction, Problem> {
        self.begin(&[store], "readonly")
    }

    /// It is complete only when it is on the disk: a call leaves after its intent, also when the
    /// machine loses its power.
    pub(super) fn writing(&self, stores: &[&str]) -> Result<Transaction, Problem> {
        self.begin(stores, "readwrite")
    }

    fn begin(&self, stores: &[&str], mode: &str) -> Result<Transaction, Problem> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let options = Object::new();
        // It fails only on frozen objects; this one is new.
        let _ = Reflect::set(&options, &"durability".into(), &"strict".into());
        let database: &DurableDatabase = self.0.unchecked_ref();
        match database.transaction(&names, mode, &options) {
            Ok(transaction) => Ok(transaction.into()),
            Err(_) => Err(failed("its database cannot be read or written")),
        }
    }
}

/// Adds a value that was not there: a key that is taken undoes the whole transaction.
pub fn add(
    transaction: &Transaction,
    store: &str,
    key: &str,
    value: &impl Serialize,
) -> Result<(), Problem> {
    let (store, text) = written(transaction, store, value)?;
    store.add(&text, Some(&key.into())).map_err(failed)?;
    Ok(())
}

/// Writes a value, over what was there.
pub fn put(
    transaction: &Transaction,
    store: &str,
    key: &str,
    value: &impl Serialize,
) -> Result<(), Problem> {
    let (store, text) = written(transaction, store, value)?;
    store.put(&text, Some(&key.into())).map_err(failed)?;
    Ok(())
}

/// A store, and a value as it lies there.
fn written(
    transaction: &Transaction,
    store: &str,
    value: &impl Serialize,
) -> Result<(ObjectStore, JsValue), Problem> {
    let text = serde_json::to_string(value).map_err(failed)?;
    let store = transaction.object_store(store).map_err(failed)?;
    Ok((store, text.into()))
}

/// Removes what lies under this key, or in this range.
pub fn delete(
    transaction: &Transaction,
    store: &str,
    what: impl Into<Query>,
) -> Result<(), Problem> {
    let store = transaction.object_store(store).map_err(failed)?;
    store.delete(what).map_err(failed)?;
    Ok(())
}

/// The value under this key.
pub async fn get(
    transaction: &Transaction,
    store: &str,
    key: &str,
) -> Result<Option<JsValue>, Problem> {
    let store = transaction.object_store(store).map_err(failed)?;
    let found = store.get(JsValue::from_str(key)).map_err(failed)?;
    found.await.map_err(failed)
}

/// Waits until all of it is written.
pub async fn complete(transaction: Transaction) -> Result<(), Problem> {
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

/// Keys from the first to before the second.
pub fn between(from: &str, before: &str) -> Result<Query, Problem> {
    KeyRange::bound(&from.into(), &before.into(), None, Some(true))
        .map(Query::KeyRange)
        .map_err(failed)
}

pub fn parse<T: DeserializeOwned>(value: &JsValue) -> Result<T, Problem> {
    let text = value.as_string().unwrap_or_default();
    strict(text.as_bytes()).map_err(failed)
}

pub fn failed(error: impl std::fmt::Display) -> Problem {
    Problem::ours(
        ProblemKind::Refused,
        format!("This browser could not keep the journal of the run ({error})."),
    )
}
