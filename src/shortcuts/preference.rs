//! Whether single keys do anything: a preference of this browser. Whoever speaks to a computer
//! presses keys without meaning to (WCAG 2.1.4).

use leptos::prelude::*;

/// Its name in the browser's storage.
const NAME: &str = "redrive.single-keys";
const OFF: &str = "off";

/// As it was kept; on where nothing is.
pub fn kept() -> bool {
    let storage = window().local_storage().ok().flatten();
    let word = storage.and_then(|storage| storage.get_item(NAME).ok().flatten());
    word.as_deref() != Some(OFF)
}

/// Keeps the choice where the browser allows it; else it lasts as long as the page.
pub fn keep(on: bool) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = if on {
            storage.remove_item(NAME)
        } else {
            storage.set_item(NAME, OFF)
        };
    }
}
