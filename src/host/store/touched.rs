//! Which runs touched an item: the ids of a run's items in drawers of about a thousand. An id's
//! drawer follows from the id, so that one read a run finds it, and a run of a hundred thousand
//! items is written in a hundred puts.

use super::Store;
use super::database::{TOUCHED, failed, get};
use crate::host::record::{RunId, RunSummary};
use idb::Transaction;
use redrive_core::plan::Item;
use redrive_core::problem::Problem;
use wasm_bindgen::JsValue;

const DRAWER: usize = 1_000;

impl Store {
    /// Those of these runs whose plan named the item.
    pub async fn touching(
        &self,
        item: &str,
        runs: Vec<RunSummary>,
    ) -> Result<Vec<RunSummary>, Problem> {
        let transaction = self.reading(TOUCHED)?;
        let mut touching = Vec::new();
        for run in runs {
            let key = key(&run.id, drawer(item, drawers(run.items())));
            let found = get(&transaction, TOUCHED, &key).await?;
            let ids = found.and_then(|ids| ids.as_string()).unwrap_or_default();
            if ids.lines().any(|id| id == item) {
                touching.push(run);
            }
        }
        Ok(touching)
    }
}

/// Writes the ids of a run's items. Settings that a run changes are no records.
pub fn put(transaction: &Transaction, run: &RunId, items: &[Item]) -> Result<(), Problem> {
    let store = transaction.object_store(TOUCHED).map_err(failed)?;
    let mut ids = vec![String::new(); drawers(items.len())];
    for item in items {
        if !matches!(
            item,
            Item::Event(_) | Item::Delivery(_) | Item::Notification(_)
        ) {
            continue;
        }
        let id = item.to_string();
        if let Some(ids) = ids.get_mut(drawer(&id, drawers(items.len()))) {
            ids.push_str(&id);
            ids.push('\n');
        }
    }
    for (drawer, ids) in ids.into_iter().enumerate() {
        let key = JsValue::from_str(&key(run, drawer));
        store.put(&ids.into(), Some(&key)).map_err(failed)?;
    }
    Ok(())
}

fn key(run: &RunId, drawer: usize) -> String {
    format!("{run}/{drawer}")
}

const fn drawers(items: usize) -> usize {
    items / DRAWER + 1
}

/// FNV-1a: written on disks, so it must stay as it is.
fn drawer(id: &str, drawers: usize) -> usize {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash as usize % drawers.max(1)
}
