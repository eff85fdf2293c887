//! The drawn rows: as many elements as the opening holds, each with two signals, used again for
//! whatever row comes next.

use super::choice::Reach;
use super::columns::{Draw, Drawn, GridColumn};
use super::keys::Cell;
use super::state::Grid;
use crate::navigation::Link;
use crate::ui::time::other_text;
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
    /// Why its row cannot be sent.
    pub barred: Option<String>,
    pub cells: Vec<Drawn>,
}

/// What the reader has done with its row. Apart from the line, because most rows that scroll by
/// have none of it, and then nothing that follows it is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Marks {
    pub chosen: bool,
    pub open: bool,
    /// The active cell, where it is in this row.
    pub active: Option<Cell>,
}

/// One element's signals.
#[derive(Clone, Copy)]
pub struct Slot {
    pub line: RwSignal<Line>,
    pub marks: RwSignal<Marks>,
}

impl Slot {
    pub fn new() -> Self {
        Self {
            line: RwSignal::new(Line::default()),
            marks: RwSignal::new(Marks::default()),
        }
    }

    /// Whether this column's cell is the active one; followed.
    fn is_active(self, column: usize) -> bool {
        self.active(column).is_some()
    }

    fn active(self, column: usize) -> Option<Cell> {
        let active = self.marks.with(|marks| marks.active);
        active.filter(|cell| cell.column == column)
    }

    /// The name of a cell by which the grid tells the active one; the others need none. Followed.
    fn id_of(self, grid: Grid, column: usize) -> Option<String> {
        self.active(column)
            .map(|cell| cell_id(grid.spec.class, cell))
    }
}

/// The id of the element of a cell, for `aria-activedescendant`.
pub fn cell_id(class: &str, cell: Cell) -> String {
    format!("{class}-{}-{}", cell.row, cell.column)
}

/// Grows with the opening; a line that is not needed any more hides.
#[component]
pub fn Lines(grid: Grid) -> impl IntoView {
    view! {
        {move || {
            // With other columns, every line is made anew.
            let shown = grid.shown.get();
            view! {
                <For each=move || 0..grid.slots.get() key=|slot| *slot let:slot>
                    {grid.slot(slot).map(|slot| one_line(grid, slot, &shown))}
                </For>
            }
        }}
    }
}

fn one_line(grid: Grid, slot: Slot, shown: &[usize]) -> AnyView {
    let Slot { line, marks } = slot;
    let columns = shown.iter().filter_map(|at| grid.spec.columns.get(*at));
    let cells = columns
        .enumerate()
        .map(|(index, column)| cell(grid, slot, index, column))
        .collect_view();
    let place = move || line.with(|line| line.place);
    let selected = move || {
        grid.chooses
            .then(|| marks.with(|marks| marks.chosen.to_string()))
    };
    view! {
        <div
            role="row"
            class="grid-row"
            class:chosen=move || marks.with(|marks| marks.chosen)
            class:open=move || marks.with(|marks| marks.open)
            class:cannot=move || line.with(|line| line.barred.is_some())
            hidden=move || place().is_none()
            aria-rowindex=move || place().map(|place| (place + 2).to_string())
            aria-selected=selected
            style:transform=move || line.with(|line| format!("translateY({}px)", line.top))
        >
            {grid.chooses.then(|| choice(grid, slot))} {cells}
        </div>
    }
    .into_any()
}

/// The box to choose a row by. One that cannot be sent says why.
fn choice(grid: Grid, slot: Slot) -> AnyView {
    let Slot { line, marks } = slot;
    let label = move || {
        line.with(|line| match (&line.id, &line.barred) {
            (Some(id), None) => format!("Choose {} {id}", grid.spec.one),
            (Some(id), Some(why)) => format!("{id} cannot be chosen: {why}"),
            (None, _) => format!("A {} without id cannot be chosen", grid.spec.one),
        })
    };
    let barred = move || line.with(|line| line.id.is_none() || line.barred.is_some());
    view! {
        <div
            role="gridcell"
            class="grid-choice"
            id=move || slot.id_of(grid, 0)
            class:active=move || slot.is_active(0)
            title=move || line.with(|line| line.barred.clone())
        >
            <input
                type="checkbox"
                tabindex="-1"
                aria-label=label
                disabled=barred
                prop:checked=move || marks.with(|marks| marks.chosen)
                on:click=move |event: MouseEvent| {
                    let on = event_target_checked(event.as_ref());
                    if let Some(place) = line.with_untracked(|line| line.place) {
                        grid.active.set(Cell { row: place, column: 0 });
                        let reach = if event.shift_key() { Reach::Range } else { Reach::Row };
                        grid.choose(place, on, reach);
                        grid.focus();
                    }
                }
            />
            {grid.offers.then(|| actions(grid, line))}
        </div>
    }
    .into_any()
}

/// The button of a row's menu.
fn actions(grid: Grid, line: RwSignal<Line>) -> AnyView {
    let label =
        move || line.with(|line| format!("Actions for {}", line.id.as_deref().unwrap_or_default()));
    let open = move || {
        let id = line.with(|line| line.id.clone());
        grid.menu.with(|menu| {
            menu.as_ref()
                .is_some_and(|menu| Some(&menu.id) == id.as_ref())
        })
    };
    let press = move |_| {
        let Some(place) = line.with_untracked(|line| line.place) else {
            return;
        };
        grid.active.update(|cell| cell.row = place);
        grid.redraw();
        grid.open_menu(place);
    };
    view! {
        <button
            type="button"
            class="grid-more"
            tabindex="-1"
            aria-haspopup="menu"
            aria-expanded=move || open().to_string()
            aria-label=label
            hidden=move || line.with(|line| line.id.is_none() || line.barred.is_some())
            on:click=press
        >
            "⋯"
        </button>
    }
    .into_any()
}

fn cell(grid: Grid, slot: Slot, index: usize, column: &'static GridColumn) -> AnyView {
    let line = slot.line;
    let text = move || {
        line.with(|line| line.cells.get(index).map(|cell| cell.text.clone()))
            .unwrap_or_default()
    };
    let content = match column.draw {
        Draw::Name => name(grid, slot, index),
        Draw::Opener(words, named) => opener(grid, line, words, named),
        Draw::Link | Draw::Id => {
            // A link is made anew, so it is only where its text has changed.
            let text = Memo::new(move |_| text());
            view! { {move || link(grid, &text.get())} }.into_any()
        }
        Draw::Pill(_) => {
            let class = move || {
                let tone = line.with(|line| line.cells.get(index).map_or("", |cell| cell.tone));
                match tone {
                    "" => "muted".to_owned(),
                    tone => format!("pill {tone}"),
                }
            };
            view! { <span class=class><bdi>{text}</bdi></span> }.into_any()
        }
        Draw::Text | Draw::Mono => {
            view! { <bdi class="foreign" on:pointerenter=tell_whole>{text}</bdi> }.into_any()
        }
        Draw::Number => view! { {text} }.into_any(),
        Draw::Instant(_) => {
            view! { <span on:pointerenter=move |event| tell_local(grid, line, column, event.as_ref())>{text}</span> }
                .into_any()
        }
    };
    let role = if column.draw.is_name() {
        "rowheader"
    } else {
        "gridcell"
    };
    let number = index + grid.first();
    view! {
        <div
            role=role
            class=column.draw.class()
            id=move || slot.id_of(grid, number)
            class:active=move || slot.is_active(number)
        >
            {content}
        </div>
    }
    .into_any()
}

fn name(grid: Grid, slot: Slot, index: usize) -> AnyView {
    let Slot { line, marks } = slot;
    let text = move || {
        line.with(|line| line.cells.get(index).map(|cell| cell.text.clone()))
            .unwrap_or_default()
    };
    view! {
        <button
            type="button"
            class="link"
            tabindex="-1"
            aria-expanded=move || marks.with(|marks| marks.open.to_string())
            on:pointerenter=tell_whole
            on:click=move |_| open(grid, line)
        >
            <bdi>{text}</bdi>
        </button>
    }
    .into_any()
}

fn opener(grid: Grid, line: RwSignal<Line>, words: &'static str, named: &'static str) -> AnyView {
    let label =
        move || line.with(|line| format!("{named} {}", line.id.as_deref().unwrap_or_default()));
    view! {
        <button type="button" class="link" tabindex="-1" aria-label=label on:click=move |_| open(grid, line)>
            {words}
        </button>
    }
    .into_any()
}

/// The focus goes to the grid first: the button may draw another row when it is to come back.
fn open(grid: Grid, line: RwSignal<Line>) {
    if let Some(place) = line.with_untracked(|line| line.place) {
        grid.active.update(|cell| cell.row = place);
    }
    grid.focus();
    grid.open.set(line.with_untracked(|line| line.id.clone()));
}

fn link(grid: Grid, text: &str) -> AnyView {
    let to = grid.state.with_value(|state| state.link.clone());
    let to = to.and_then(|to| to(text));
    let text = text.to_owned();
    match to {
        Some((to, label)) => {
            view! { <Link to label tabindex="-1"><bdi>{text}</bdi></Link> }.into_any()
        }
        None => view! { <bdi class="foreign">{text}</bdi> }.into_any(),
    }
}

/// The whole of a text that is cut at the edge of its column, once somebody points at it.
fn tell_whole(event: web_sys::PointerEvent) {
    let target = event
        .current_target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(element) = target {
        let cell = element.parent_element();
        let is_cut = |element: &web_sys::Element| element.scroll_width() > element.client_width();
        if is_cut(&element) || cell.is_some_and(|cell| is_cut(&cell)) {
            element.set_title(&element.text_content().unwrap_or_default());
        } else {
            element.set_title("");
        }
    }
}

/// The reader's own time, once somebody points at an instant: worked out for every drawn cell it
/// would cost more than everything else that is drawn.
fn tell_local(grid: Grid, line: RwSignal<Line>, column: &GridColumn, event: &web_sys::Event) {
    let at = line
        .with_untracked(|line| line.place)
        .and_then(|place| grid.instant_at(place, column.column))
        .and_then(DateTime::from_timestamp_micros);
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let (Some(at), Some(element)) = (at, target) {
        // Nothing where both zones are one.
        element.set_title(&untrack(|| other_text(at)).unwrap_or_default());
    }
}
