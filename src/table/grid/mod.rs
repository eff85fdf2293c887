//! A table of any length on the screen: recycled rows over the engine's columns, with the keyboard
//! of ARIA's grid pattern.
//!
//! The focus stays on the grid itself, and the active cell is told by name: rows come and go under
//! it while it scrolls, and no element that holds the focus ever does. Knows no vendor.

mod bar;
pub mod columns;
mod drawing;
mod find;
mod head;
mod keys;
mod lines;
mod more;
mod narrow;
mod state;

pub use bar::ChosenBar;
pub use find::Find;
pub use more::LoadMore;
pub use narrow::{Narrowing, Value};
pub use state::Grid;

use crate::words::number::counted;
use head::Head;
use keys::{Held, Wish};
use leptos::ev::resize;
use leptos::prelude::*;
use lines::{Lines, cell_id};
use web_sys::KeyboardEvent;

/// The grid. `more` says that the vendor has rows that are not loaded, so that their number is not
/// known; `open` that a row was opened by keyboard.
#[component]
pub fn GridTable(
    grid: Grid,
    #[prop(into)] caption: String,
    #[prop(into)] more: Signal<bool>,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let shown = Memo::new(move |_| grid.counts().1);
    let count = move || {
        if more.get() {
            "-1".to_owned()
        } else {
            (shown.get() + 1).to_string()
        }
    };
    let active = move || (shown.get() > 0).then(|| cell_id(grid.spec.class, grid.active.get()));
    Effect::new(move |_| {
        // The height follows from the number of rows, which is drawn by then.
        shown.track();
        if let Some(node) = grid.node.get() {
            request_animation_frame(move || measure(grid, &node));
        }
    });
    let resized = window_event_listener(resize, move |_| {
        if let Some(node) = grid.node.get_untracked() {
            measure(grid, &node);
        }
    });
    on_cleanup(move || resized.remove());
    Effect::new(move |_| {
        grid.open.track();
        grid.redraw();
    });
    view! {
        <div
            class=format!("card grid {}", grid.spec.class)
            role="grid"
            tabindex="0"
            node_ref=grid.node
            aria-label=caption
            aria-multiselectable="true"
            aria-rowcount=count
            aria-colcount=(grid.spec.columns.len() + 1).to_string()
            aria-activedescendant=active
            on:scroll=move |_| grid.scrolled()
            on:keydown=move |event| pressed(grid, said, &event)
        >
            <Head grid />
            <div
                role="rowgroup"
                class="grid-body"
                style:height=move || format!("{}px", grid.frame.get().height)
            >
                <div role="presentation" style:transform=move || format!("translateY({}px)", grid.frame.get().shift)>
                    <Lines grid />
                </div>
            </div>
        </div>
        <p class="visually-hidden" role="status">{said}</p>
    }
}

fn pressed(grid: Grid, said: RwSignal<String>, event: &KeyboardEvent) {
    // A heading's button and a box have keys of their own.
    let on_grid = event
        .target()
        .zip(event.current_target())
        .is_some_and(|(target, current)| target == current);
    if !on_grid || event.alt_key() {
        return;
    }
    let held = Held {
        shift: event.shift_key(),
        control: event.ctrl_key() || event.meta_key(),
    };
    let at = grid.active.get_untracked();
    let Some(wish) = keys::wish(&event.key(), held, at, grid.size()) else {
        return;
    };
    event.prevent_default();
    let rows = |count: usize| counted(count, grid.spec.one, grid.spec.many);
    match wish {
        Wish::Go { to, extend } => {
            if extend && to.row != at.row {
                if !grid.is_chosen(at.row) {
                    grid.choose(at.row, true, false);
                }
                said.set(format!("Chosen: {}", rows(grid.choose(to.row, true, true))));
            }
            grid.go(to);
        }
        Wish::Toggle => {
            let on = !grid.is_chosen(at.row);
            grid.choose(at.row, on, false);
            said.set(if on {
                "Chosen".to_owned()
            } else {
                "Not chosen".to_owned()
            });
        }
        Wish::Range => said.set(format!("Chosen: {}", rows(grid.choose(at.row, true, true)))),
        Wish::All => {
            grid.choose_shown(true);
            said.set(format!(
                "Chosen: everything that is loaded, {}",
                rows(grid.counts().1)
            ));
        }
        Wish::Open => grid.open.set(grid.id_at(at.row)),
        Wish::Close => grid.open.set(None),
    }
}

/// Reads the heights that the style sheet gives.
fn measure(grid: Grid, node: &web_sys::HtmlDivElement) {
    let height = |selector: &str| {
        let element = node.query_selector(selector).ok().flatten();
        element.map(|element| f64::from(element.client_height()))
    };
    let head = height(".grid-head").unwrap_or_default();
    let viewport = f64::from(node.client_height()) - head;
    let row = height(".grid-body .grid-row:not([hidden])").filter(|height| *height > 0.0);
    grid.measured(viewport.max(0.0), row.unwrap_or(36.0));
}
