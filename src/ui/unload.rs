//! Asking before the page goes, where something would go with it that nothing keeps.

use leptos::prelude::*;

/// Has the browser ask, in its own words, before a reload or before the tab is closed, as long as this
/// is so. Ends with its owner.
pub fn ask_before_unload(is_at_stake: impl Fn() -> bool + 'static) {
    let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
        if is_at_stake() {
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());
}
