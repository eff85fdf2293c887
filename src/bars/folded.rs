//! Whether the bars are folded away: a preference of this browser. Folded, nothing is counted.

use leptos::prelude::*;

/// Its name in the browser's storage.
const NAME: &str = "redrive.bars";
const FOLDED: &str = "folded";

/// Whether they were folded when they were last seen.
pub fn kept() -> bool {
    let storage = window().local_storage().ok().flatten();
    storage
        .and_then(|storage| storage.get_item(NAME).ok().flatten())
        .is_some_and(|word| word == FOLDED)
}

/// Keeps it, where the browser allows.
pub fn keep(folded: bool) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        // Without room or permission it is forgotten with the page.
        let _ = if folded {
            storage.set_item(NAME, FOLDED)
        } else {
            storage.remove_item(NAME)
        };
    }
}
