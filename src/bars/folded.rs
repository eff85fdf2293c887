//! Whether the bars are folded away: a preference of this browser. Folded, nothing is counted. On a
//! telephone they begin folded, because the rows come first.

use crate::ui::preference;
use leptos::prelude::*;

/// Its name in the browser's storage.
const NAME: &str = "redrive.bars";
const FOLDED: &str = "folded";
const OPEN: &str = "open";
/// Up to here bars and one row do not fit into one screen, in pixels.
const NARROW: f64 = 640.0;

/// Whether they were folded when they were last seen.
pub fn kept() -> bool {
    preference::kept(NAME).map_or_else(is_narrow, |word| word == FOLDED)
}

fn is_narrow() -> bool {
    let width = window().inner_width().ok();
    let width = width.and_then(|width| width.as_f64());
    width.is_some_and(|width| width <= NARROW)
}

/// Keeps it.
pub fn keep(folded: bool) {
    preference::keep(NAME, Some(if folded { FOLDED } else { OPEN }));
}
