//! Asking before the page goes, where something would go with it that nothing keeps; and knowing that
//! it does go.

use leptos::ev::{pagehide, pageshow};
use leptos::prelude::*;
use std::cell::Cell;
use std::future::pending;

thread_local! {
    static GOES: Cell<bool> = const { Cell::new(false) };
}

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

/// Notices from now on when the page goes. Ends with its owner.
pub fn notice_going() {
    let goes = window_event_listener(pagehide, move |event| GOES.set(!event.persisted()));
    let comes_back = window_event_listener(pageshow, move |_| GOES.set(false));
    on_cleanup(move || {
        goes.remove();
        comes_back.remove();
    });
}

/// Never ends once the page goes. A page takes its requests with it, and its last listeners may still
/// see them fail: that is no answer, and must not be written down as one.
pub async fn unless_it_goes() {
    if GOES.get() {
        pending::<()>().await;
    }
}
