//! A table of any length on the screen: recycled rows over the engine's columns, with the keyboard
//! of ARIA's grid pattern.
//!
//! The focus stays on the grid itself, and the active cell is told by name: rows come and go under
//! it while it scrolls, and no element that holds the focus ever does. Knows no vendor.

mod bar;
mod choice;
mod chooser;
pub mod columns;
mod drawing;
mod edge;
mod export;
mod find;
mod head;
mod keep;
mod keys;
mod left;
mod lines;
mod linked;
mod look;
mod menu;
mod more;
mod named;
mod narrow;
pub mod newer;
mod order;
mod pressed;
mod row_menu;
mod rows;
#[cfg(test)]
mod sample;
mod state;
mod stretch;
mod widths;

pub use bar::ChosenBar;
pub use chooser::LookChooser;
pub use find::Find;
pub use keep::KeepChosen;
pub use left::Left;
pub use look::LOOK;
pub use menu::ByFilter;
pub use more::{LoadMore, More};
pub use named::Names;
pub use narrow::{Narrowing, Value};
pub use order::KeepOrder;
pub use row_menu::{MenuOf, Offer, Offers, RowMenu};
pub use rows::{Arrival, Taking, ToldRows};
pub use state::{Grid, LinkTo};
pub use stretch::Stretch;

use crate::navigation::use_navigation;
use crate::shortcuts::use_shortcuts;
use crate::times::preference::preferred;
use crate::ui::popover::Popover;
use crate::ui::size::watch_size;
use head::Head;
use leptos::prelude::*;
use lines::{Lines, cell_id};
use menu::ChooseMenu;
use pressed::pressed;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use widths::Room;

/// The grid. `more` says that the vendor has rows that are not loaded, so that their number is not
/// known.
#[component]
pub fn GridTable(
    grid: Grid,
    #[prop(into)] caption: String,
    more: More,
    /// Where the vendor replays by filter: that it is planned there, and how to get there.
    #[prop(optional_no_strip)]
    by_filter: Option<ByFilter>,
) -> impl IntoView {
    let popover = Popover::new(format!("{}-choose", grid.spec.class));
    let (said, navigation) = (RwSignal::new(String::new()), use_navigation());
    let shortcuts = use_shortcuts();
    let shown = Memo::new(move |_| grid.counts().1);
    let compact = Memo::new(move |_| grid.look.with(|look| look.compact));
    let count = move || {
        if more.more.get() {
            "-1".to_owned()
        } else {
            (shown.get() + 1).to_string()
        }
    };
    let active = move || (shown.get() > 0).then(|| cell_id(grid.spec.class, grid.active.get()));
    Effect::new(move |stands: Option<bool>| {
        // The height follows from the number of rows, which is drawn by then.
        shown.track();
        compact.track();
        let Some(node) = grid.node.get() else {
            return false;
        };
        request_animation_frame(move || {
            measure(grid, &node);
            if stands != Some(true) {
                grid.stand_again();
            }
        });
        true
    });
    // Also where a pane opens beside it.
    watch_size(grid.node, move |node| measure(grid, node));
    Effect::new(move |_| {
        grid.open.track();
        grid.reveal.track();
        preferred();
        grid.redraw();
    });
    Effect::new(move |before: Option<bool>| {
        let reveal = grid.reveal.get();
        if before.is_some_and(|before| before != reveal) {
            grid.find_again();
            grid.sort_again();
        }
        reveal
    });
    view! {
        <div
            class=format!("card grid {}", grid.spec.class)
            class:compact=move || grid.look.with(|look| look.compact)
            style=("--wide", move || Room::Wide.tracks(grid))
            style=("--least-wide", move || Room::Wide.least(grid))
            style=("--tight", move || Room::Tight.tracks(grid))
            style=("--least-tight", move || Room::Tight.least(grid))
            role="grid"
            tabindex="0"
            node_ref=grid.node
            aria-label=caption
            aria-multiselectable=grid.chooses.then_some("true")
            aria-rowcount=count
            aria-colcount=move || grid.width().to_string()
            aria-activedescendant=active
            on:scroll=move |_| grid.scrolled()
            on:pointerdown=move |_| grid.set_said(false)
            on:focusout=move |_| grid.set_said(false)
            on:keydown=move |event| {
                if shortcuts.allows(&event) {
                    pressed(grid, navigation, said, &event);
                }
            }
        >
            <Head grid popover />
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
        {grid.chooses.then(|| view! { <ChooseMenu grid popover more by_filter /> })}
        <p class="visually-hidden" role="status">{said}</p>
    }
}

/// Reads the heights that the style sheet gives.
fn measure(grid: Grid, node: &web_sys::HtmlDivElement) {
    let height = |selector: &str| {
        let element = node.query_selector(selector).ok().flatten()?;
        // With its lower line: without it each row would cover that of the one before.
        let element: HtmlElement = element.dyn_into().ok()?;
        Some(f64::from(element.offset_height()))
    };
    let head = height(".grid-head").unwrap_or_default();
    let viewport = f64::from(node.client_height()) - head;
    let row = height(".grid-body .grid-row:not([hidden])").filter(|height| *height > 0.0);
    // Nothing is wide that is not shown yet.
    if let Ok(room) = u32::try_from(node.client_width())
        && room > 0
    {
        grid.fit(room);
    }
    grid.measured(viewport.max(0.0), row.unwrap_or(36.0));
}
