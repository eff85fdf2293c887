//! Whether the bars are folded away: a preference of this browser. Folded, nothing is counted. On a
//! telephone they begin folded, because the rows come first.

use leptos::prelude::*;

/// Its name in the browser's storage.
const NAME: &str = "redrive.bars";
const FOLDED: &str = "folded";
const OPEN: &str = "open";
/// Up to here bars and one row do not fit into one screen, in pixels.
const NARROW: f64 = 640.0;

/// Whether they were folded when they were last seen.
pub fn kept() -> bool {
    let storage = window().local_storage().ok().flatten();
    let kept = storage.and_then(|storage| storage.get_item(NAME).ok().flatten());
    kept.map_or_else(is_narrow, |word| word == FOLDED)
}

fn is_narrow() -> bool {
    let width = window().inner_width().ok();
    let width = width.and_then(|width| width.as_f64());
    width.is_some_and(|width| width <= NARROW)
}

/// Keeps it, where the browser allows.
pub fn keep(folded: bool) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        // Without room or permission it is forgotten with the page.
        let _ = storage.set_item(NAME, if folded { FOLDED } else { OPEN });
    }
}
