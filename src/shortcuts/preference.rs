//! Whether single keys do anything: a preference of this browser. Whoever speaks to a computer
//! presses keys without meaning to (WCAG 2.1.4).

use crate::ui::preference;

/// Its name in the browser's storage.
const NAME: &str = "redrive.single-keys";
const OFF: &str = "off";

/// As it was kept; on where nothing is.
pub fn kept() -> bool {
    preference::kept(NAME).as_deref() != Some(OFF)
}

/// Keeps the choice.
pub fn keep(on: bool) {
    preference::keep(NAME, (!on).then_some(OFF));
}
