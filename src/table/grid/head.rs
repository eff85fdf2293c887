//! The headings: each sorts, the first chooses everything that is shown.

use super::columns::GridColumn;
use super::state::Grid;
use leptos::prelude::*;
use redrive_table::{Coverage, SortKey};

/// One row that stays while the others scroll.
#[component]
pub fn Head(grid: Grid) -> impl IntoView {
    let columns = grid.spec.columns.iter();
    let headings = columns.map(|column| heading(grid, column)).collect_view();
    let coverage = Memo::new(move |_| grid.coverage());
    let counts = Memo::new(move |_| grid.counts());
    let label = move || match counts.get() {
        (all, shown) if all == shown => "Choose every loaded row",
        _ => "Choose every row that is shown",
    };
    view! {
        <div role="rowgroup" class="grid-head">
            <div role="row" class="grid-row" aria-rowindex="1">
                <div role="columnheader" class="grid-choice">
                    <input
                        type="checkbox"
                        aria-label=label
                        prop:checked=move || coverage.get() == Coverage::All
                        prop:indeterminate=move || coverage.get() == Coverage::Some
                        disabled=move || counts.get().1 == 0
                        on:change=move |event| grid.choose_shown(event_target_checked(&event))
                    />
                </div>
                {headings}
            </div>
        </div>
    }
}

fn heading(grid: Grid, column: &'static GridColumn) -> AnyView {
    let id = column.column;
    let sorted = Memo::new(move |_| {
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
        grid.sort(
            match sorted.get_untracked() {
                None => Some(false),
                Some(false) => Some(true),
                Some(true) => None,
            }
            .map(|descending| SortKey {
                column: id,
                descending,
            }),
        );
    };
    let class = if column.draw.is_number() { "num" } else { "" };
    view! {
        <div role="columnheader" class=class aria-sort=told>
            <button type="button" class="grid-sort" on:click=press>
                {column.heading}
                <span class="grid-arrow" aria-hidden="true">
                    {move || match sorted.get() {
                        Some(true) => "↓",
                        Some(false) => "↑",
                        None => "",
                    }}
                </span>
            </button>
        </div>
    }
    .into_any()
}
