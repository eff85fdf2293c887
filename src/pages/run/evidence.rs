//! The evidence of a run as a file: all of it as sealed JSON Lines, its items as CSV. It is made
//! of the run as it stood when it was asked for.

use super::glance::Glance;
use crate::host::{RunId, Watched};
use crate::ui::download::{DownloadButton, Kind, Making, pieces};
use leptos::prelude::*;
use redrive_core::evidence::Evidence;
use redrive_core::run::Run;

/// The sealed file.
#[component]
pub fn EvidenceButton(glance: Glance, primary: bool) -> impl IntoView {
    let content = move |()| -> Making {
        let (run, of) = as_it_stands(glance);
        Box::pin(async move {
            pieces(Evidence::of(&run, &of.connection, &of.labels).json_lines()).await
        })
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
    let content = move |()| -> Making {
        let (run, of) = as_it_stands(glance);
        Box::pin(async move { pieces(Evidence::of(&run, &of.connection, &of.labels).csv()).await })
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

fn as_it_stands(glance: Glance) -> (Run, Watched) {
    (glance.read_once(Run::clone), glance.watched())
}

fn file(glance: Glance, ending: &str) -> String {
    let id: RunId = glance.read_once(|run| run.plan().nonce().clone());
    format!("redrive-run-{id}.{ending}")
}
