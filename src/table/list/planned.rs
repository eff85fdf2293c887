//! From what is chosen in a list to the plan dialog.

use crate::forms::known::Known;
use crate::forms::planner::use_planner;
use crate::routes::Listed;
use leptos::prelude::*;
use redrive_core::connection::Connection;

/// Opens the plan that sends what is chosen again.
pub fn planning(connection: Connection, known: Known, listed: Listed) -> Callback<Vec<String>> {
    let planner = use_planner();
    Callback::new(move |chosen: Vec<String>| {
        let facts = known.of(&chosen);
        planner.open_with(connection.clone(), listed.draft(chosen), facts);
    })
}
