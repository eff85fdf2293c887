//! Whether times are read in UTC or in the reader's own zone first: a preference of this browser.

use super::rules::Zone;
use crate::ui::preference;
use leptos::prelude::*;
use std::sync::LazyLock;

/// Its name in the browser's storage.
const NAME: &str = "redrive.times";
const MINE: &str = "mine";

/// One for the whole page, and not in a context: rows are drawn outside of every context.
static ZONE: LazyLock<ArcRwSignal<Zone>> = LazyLock::new(|| ArcRwSignal::new(kept()));

/// The zone that times are shown in first; followed.
pub fn preferred() -> Zone {
    ZONE.get()
}

/// The same, not followed.
pub fn preferred_now() -> Zone {
    ZONE.get_untracked()
}

/// Chooses the zone, and keeps the choice.
pub fn prefer(zone: Zone) {
    preference::keep(NAME, (zone == Zone::Mine).then_some(MINE));
    ZONE.set(zone);
}

fn kept() -> Zone {
    // Only a browser has a reader, with a zone and a storage.
    if cfg!(not(target_arch = "wasm32")) {
        return Zone::Utc;
    }
    match preference::kept(NAME) {
        Some(word) if word == MINE => Zone::Mine,
        _ => Zone::Utc,
    }
}
