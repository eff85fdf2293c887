//! Pasted ids kept over a reload: those that were read, and nothing of what stood beside them, which
//! may name people. They end when the reader leaves the form, but not from an open plan: nothing
//! was sent then.

use super::taking::Taking;
use crate::forms::planner::use_planner;
use crate::ui::tab::{MOST, forget, remember, remembered};
use leptos::prelude::*;

/// Keeps what is read under this name, and gives what was kept: one id a line. After a reload the form
/// is that of its address again, so ids that were meant for another are not kept.
pub fn kept(taking: Taking, name: String, is_of_address: Signal<bool>) -> Option<String> {
    let before = remembered(&name);
    let (planner, name) = (use_planner(), StoredValue::new(name));
    Effect::new(move |first: Option<()>| {
        let (ids, wanted) = (taking.taken.get(), is_of_address.get());
        // What was kept is about to be read again.
        if first.is_none() {
            return;
        }
        name.with_value(|name| {
            let few = (1..=MOST).contains(&ids.ids.len());
            if !(wanted && few && remember(name, &ids.ids.join("\n"))) {
                forget(name);
            }
        });
    });
    on_cleanup(move || {
        if !planner.is_open() {
            name.with_value(|name| forget(name));
        }
    });
    before
}
