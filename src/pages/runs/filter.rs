//! What runs can be filtered by: the connections that they were sent to. They lie in this browser,
//! so several can be chosen.

use crate::filters::{Choice, Field, Kind, parses};
use crate::host::use_host;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use std::collections::BTreeMap;

/// The filter's name in the address.
pub const CONNECTION: &str = "connection";

pub const FIELDS: &[Field] = &[Field::new(
    CONNECTION,
    "Connection",
    Kind::Several(parses::<ConnectionId>),
)];

/// The connections that runs were sent to.
pub fn connections() -> Signal<Vec<Choice>> {
    let runs = use_host().runs();
    let known = Memo::new(move |_| {
        runs.with(|runs| {
            let runs = runs.iter().flatten().flatten();
            runs.map(|run| (run.connection.to_string(), run.label.clone()))
                .collect::<BTreeMap<_, _>>()
        })
    });
    Signal::derive(move || {
        let known = known.get().into_iter();
        known.map(|(word, label)| Choice { word, label }).collect()
    })
}
