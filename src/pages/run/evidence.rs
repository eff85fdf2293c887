//! The evidence of a run as a file: all of it as sealed JSON Lines, its items as CSV.

use super::glance::Glance;
use crate::host::RunId;
use crate::ui::download::{DownloadButton, Kind, pieces};
use leptos::prelude::*;
use redrive_core::evidence::Evidence;

/// The sealed file.
#[component]
pub fn EvidenceButton(glance: Glance, primary: bool) -> impl IntoView {
    let content = move |()| {
        let connection = glance.watched().connection;
        glance.read_once(|run| pieces(Evidence::of(run, &connection).json_lines()))
    };
    view! {
        <DownloadButton
            label="Download evidence"
            file=file(glance, "jsonl")
            kind=Kind::JsonLines
            content=Callback::new(content)
            primary
        />
    }
}

/// The items for spreadsheets.
#[component]
pub fn CsvButton(glance: Glance) -> impl IntoView {
    let content = move |()| {
        let connection = glance.watched().connection;
        glance.read_once(|run| pieces(Evidence::of(run, &connection).csv()))
    };
    view! {
        <DownloadButton
            label="Download CSV"
            file=file(glance, "csv")
            kind=Kind::Csv
            content=Callback::new(content)
        />
    }
}

fn file(glance: Glance, ending: &str) -> String {
    let id: RunId = glance.read_once(|run| run.plan().nonce().clone());
    format!("redrive-run-{id}.{ending}")
}
