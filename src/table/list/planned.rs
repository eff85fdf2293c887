//! From what is chosen in a list to the plan dialog.

use crate::forms::known::Known;
use crate::forms::planner::use_planner;
use leptos::prelude::*;
use redrive_core::connection::Connection;
use redrive_core::plan::Draft;
use std::str::FromStr;

/// Opens the plan of what is chosen: `draft` says what is asked for of these ids.
pub fn planning(
    connection: Connection,
    known: Known,
    draft: impl Fn(&[String]) -> Draft + Send + Sync + 'static,
) -> Callback<Vec<String>> {
    let planner = use_planner();
    Callback::new(move |chosen: Vec<String>| {
        planner.open_with(connection.clone(), draft(&chosen), known.of(&chosen));
    })
}

/// Ids as the vendor has them. What is none of his cannot be chosen.
pub fn parsed<T: FromStr>(ids: &[String]) -> Vec<T> {
    ids.iter().filter_map(|id| id.parse().ok()).collect()
}
