//! What a tab remembers over a reload of its page: ids, and nothing else of a record. It is gone with
//! the tab.

use leptos::prelude::*;
use web_sys::Storage;

/// Ids beyond these are not kept: the storage of a tab is small.
pub const MOST: usize = 5000;

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What is remembered under a name.
pub fn remembered(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Remembers it; gives whether a reload will find it.
pub fn remember(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(name, text).is_ok())
}

/// Remembers it no longer.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        // Where the storage cannot be written to, nothing is in it.
        let _ = storage.remove_item(name);
    }
}
