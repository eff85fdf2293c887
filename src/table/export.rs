//! The button that gives rows away: their ids to the clipboard, or a file for spreadsheets. Asks the
//! vendor nothing: it is what is loaded.

use super::grid::Grid;
use crate::ui::copy::CopyButton;
use crate::ui::download::{DownloadButton, Kind, Making, pieces};
use crate::ui::popover::Popover;
use crate::words::number::counted;
use leptos::prelude::*;

#[component]
pub fn Export(
    grid: Grid,
    /// Whether the vendor has rows that match and are not loaded.
    #[prop(into)]
    more: Signal<bool>,
) -> impl IntoView {
    let popover = Popover::new(format!("{}-export", grid.spec.class));
    let what = move || {
        let (count, chosen) = grid.to_export();
        let rows = counted(count, grid.spec.one, grid.spec.many);
        match (chosen, more.get()) {
            (true, _) => format!("What is chosen: {rows}."),
            (false, false) => format!("What the table shows: {rows}."),
            (false, true) => {
                format!("What the table shows: {rows}. More match that are not loaded.")
            }
        }
    };
    let ids = Signal::derive(move || grid.ids_to_export());
    let file = format!("redrive-{}.csv", grid.spec.class);
    let content = Callback::new(move |()| -> Making {
        let lines = grid.lines_to_export();
        Box::pin(async move { pieces(lines.csv()).await })
    });
    let body = move || {
        view! {
            <p>{what}</p>
            <p class="muted">"A file has the columns that are shown, and those for which there is no room. What is masked stays masked."</p>
            <div class="actions">
                <CopyButton label="Copy ids" text=ids />
                <DownloadButton label="Download CSV" file=file.clone() kind=Kind::Csv content />
            </div>
        }
        .into_any()
    };
    view! {
        {popover.button("button quiet", "dialog", "Export rows", "Export")}
        {popover.panel("dialog", "Export rows", body)}
    }
}
