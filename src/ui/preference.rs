//! What a browser keeps of how its reader likes things, over every visit. Without room or permission
//! a choice lasts as long as the page.

use leptos::prelude::*;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept under a name.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a word under a name; none, where it is as it was before anybody chose.
pub fn keep(name: &str, word: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match word {
            Some(word) => storage.set_item(name, word),
            None => storage.remove_item(name),
        };
    }
}
