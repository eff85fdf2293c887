//! The headings: each sorts, before them stands what chooses.

use super::columns::GridColumn;
use super::edge::{Edge, head_id};
use super::menu::ChooseAll;
use super::state::Grid;
use crate::ui::popover::Popover;
use crate::ui::time::time_heading;
use leptos::prelude::*;
use redrive_table::SortKey;

/// One row that stays while the others scroll.
#[component]
pub fn Head(grid: Grid, popover: Popover) -> impl IntoView {
    let headings = move || {
        let shown = grid.shown.get();
        let columns = shown.iter().filter_map(|at| grid.spec.columns.get(*at));
        columns.map(|column| heading(grid, column)).collect_view()
    };
    view! {
        <div role="rowgroup" class="grid-head">
            <div role="row" class="grid-row" aria-rowindex="1">
                {grid.chooses.then(|| view! { <ChooseAll grid popover /> })} {headings}
            </div>
        </div>
    }
}

fn heading(grid: Grid, column: &'static GridColumn) -> AnyView {
    let class = if column.draw.is_number() { "num" } else { "" };
    if !grid.chooses {
        return view! {
            <div role="columnheader" class=class id=head_id(grid.spec, column)>
                <span class="grid-heading">{move || time_heading(column.heading)}</span>
                <Edge grid column />
            </div>
        }
        .into_any();
    }
    let id = move || column.seen(grid.reveal.get());
    let sorted = Memo::new(move |_| {
        let id = id();
        let key = grid.sorted().filter(|key| key.column == id);
        key.map(|key| key.descending)
    });
    let told = move || match sorted.get() {
        Some(true) => Some("descending"),
        Some(false) => Some("ascending"),
        None => None,
    };
    // Ascending, descending, and as the vendor gave it.
    let press = move |_| {
        let descending = match sorted.get_untracked() {
            None => Some(false),
            Some(false) => Some(true),
            Some(true) => None,
        };
        grid.sort(descending.map(|descending| SortKey {
            column: untrack(id),
            descending,
        }));
    };
    view! {
        <div role="columnheader" class=class aria-sort=told id=head_id(grid.spec, column)>
            <button type="button" class="grid-sort" on:click=press>
                <span>{move || time_heading(column.heading)}</span>
                <span class="grid-arrow" aria-hidden="true">
                    {move || match sorted.get() {
                        Some(true) => "↓",
                        Some(false) => "↑",
                        None => "",
                    }}
                </span>
            </button>
            <Edge grid column />
        </div>
    }
    .into_any()
}
