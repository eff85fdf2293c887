//! The button that plans to switch a receiver on. Like everything it is confirmed before it is done.

use super::planner::use_planner;
use leptos::prelude::*;
use redrive_core::connection::Connection;
use redrive_core::plan::Draft;

/// To be asked for while a page is built.
pub fn switch_on(connection: Connection, draft: Draft, what: &str) -> AnyView {
    let planner = use_planner();
    let on = move |_| planner.open(connection.clone(), draft.clone());
    view! {
        <button type="button" class="button" aria-label=format!("Switch on {what}") on:click=on>
            "Switch on…"
        </button>
    }
    .into_any()
}
