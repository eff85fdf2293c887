//! The drawn rows: as many elements as the opening holds, each with one signal, used again for
//! whatever row comes next.

use super::columns::{Draw, Drawn, GridColumn};
use super::keys::Cell;
use super::state::Grid;
use crate::ui::time::local_text;
use chrono::DateTime;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};

/// What one element draws.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// The place of its row among the shown ones; none while it is not needed.
    pub place: Option<usize>,
    /// In pixels.
    pub top: f64,
    pub id: Option<String>,
    pub chosen: bool,
    pub open: bool,
    /// The column of the active cell, where it is in this row.
    pub active: Option<usize>,
    pub cells: Vec<Drawn>,
}

/// The id of the element of a cell, for `aria-activedescendant`.
pub fn cell_id(class: &str, cell: Cell) -> String {
    format!("{class}-{}-{}", cell.row, cell.column)
}

/// Grows with the opening; a line that is not needed any more hides.
#[component]
pub fn Lines(grid: Grid) -> impl IntoView {
    view! {
        <For each=move || 0..grid.slots.get() key=|slot| *slot let:slot>
            {grid.line(slot).map(|line| one_line(grid, line))}
        </For>
    }
}

fn one_line(grid: Grid, line: RwSignal<Line>) -> AnyView {
    let columns = grid.spec.columns.iter().enumerate();
    let cells = columns
        .map(|(index, column)| cell(grid, line, index, column))
        .collect_view();
    let place = move || line.with(|line| line.place);
    view! {
        <div
            role="row"
            class="grid-row"
            class:chosen=move || line.with(|line| line.chosen)
            class:open=move || line.with(|line| line.open)
            hidden=move || place().is_none()
            aria-rowindex=move || place().map(|place| (place + 2).to_string())
            aria-selected=move || line.with(|line| line.chosen.to_string())
            style:transform=move || line.with(|line| format!("translateY({}px)", line.top))
        >
            <div
                role="gridcell"
                class="grid-choice"
                id=move || id_of(grid, line, 0)
                class:active=move || line.with(|line| line.active == Some(0))
            >
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=move || line.with(|line| match &line.id {
                        Some(id) => format!("Choose {} {id}", grid.spec.one),
                        None => format!("a {} without id cannot be chosen: the vendor gave it no id", grid.spec.one),
                    })
                    disabled=move || line.with(|line| line.id.is_none())
                    prop:checked=move || line.with(|line| line.chosen)
                    on:click=move |event: MouseEvent| {
                        let on = event_target_checked(event.as_ref());
                        if let Some(place) = line.with_untracked(|line| line.place) {
                            grid.active.set(Cell { row: place, column: 0 });
                            grid.choose(place, on, event.shift_key());
                        }
                    }
                />
            </div>
            {cells}
        </div>
    }
    .into_any()
}

fn id_of(grid: Grid, line: RwSignal<Line>, column: usize) -> Option<String> {
    let row = line.with(|line| line.place)?;
    Some(cell_id(grid.spec.class, Cell { row, column }))
}

fn cell(grid: Grid, line: RwSignal<Line>, index: usize, column: &'static GridColumn) -> AnyView {
    let text = move || {
        line.with(|line| line.cells.get(index).map(|cell| cell.text.clone()))
            .unwrap_or_default()
    };
    let content = match column.draw {
        Draw::Name => view! { {move || name(grid, line)} }.into_any(),
        Draw::Pill(_) => {
            let class = move || {
                let tone = line.with(|line| line.cells.get(index).map_or("", |cell| cell.tone));
                format!("pill {tone}")
            };
            view! { <span class=class><bdi>{text}</bdi></span> }.into_any()
        }
        Draw::Text | Draw::Mono => view! { <bdi class="foreign">{text}</bdi> }.into_any(),
        Draw::Number => view! { {text} }.into_any(),
        Draw::Instant(_) => {
            view! { <span on:pointerenter=move |event| tell_local(grid, line, index, event.as_ref())>{text}</span> }
                .into_any()
        }
    };
    let role = if matches!(column.draw, Draw::Name) {
        "rowheader"
    } else {
        "gridcell"
    };
    view! {
        <div
            role=role
            class=column.draw.class()
            id=move || id_of(grid, line, index + 1)
            class:active=move || line.with(|line| line.active == Some(index + 1))
        >
            {content}
        </div>
    }
    .into_any()
}

fn name(grid: Grid, line: RwSignal<Line>) -> AnyView {
    let Some(id) = line.with(|line| line.id.clone()) else {
        return view! { <span class="muted">"no id"</span> }.into_any();
    };
    let opens = id.clone();
    view! {
        <button
            type="button"
            class="link mono"
            tabindex="-1"
            aria-expanded=move || line.with(|line| line.open.to_string())
            on:click=move |_| {
                grid.open.set(Some(opens.clone()));
                grid.redraw();
            }
        >
            {id}
        </button>
    }
    .into_any()
}

/// The reader's own time, once somebody points at an instant: worked out for every drawn cell it
/// would cost more than everything else that is drawn.
fn tell_local(grid: Grid, line: RwSignal<Line>, index: usize, event: &web_sys::Event) {
    let at = line
        .with_untracked(|line| line.place)
        .zip(grid.spec.columns.get(index))
        .and_then(|(place, column)| grid.instant_at(place, column.column))
        .and_then(DateTime::from_timestamp_micros);
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let (Some(at), Some(element)) = (at, target) {
        element.set_title(&format!("{} where you are", local_text(at)));
    }
}
