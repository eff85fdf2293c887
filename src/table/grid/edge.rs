//! The edge of a heading: dragged, it makes its column wider or narrower; pressed twice, it gives
//! the width back to the grid. By keyboard, the panel of the columns does the same.

use super::columns::{GridColumn, Spec};
use super::state::Grid;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

/// The id of a heading's element.
pub fn head_id(spec: &Spec, column: &GridColumn) -> String {
    format!("{}-head-{}", spec.class, column.word)
}

impl Grid {
    /// How wide a column stands there now, in pixels.
    pub fn drawn_width(self, column: &GridColumn) -> u16 {
        let drawn = || {
            let grid = self.element()?;
            let head = grid.query_selector(&format!("#{}", head_id(self.spec, column)));
            let head: HtmlElement = head.ok()??.dyn_into().ok()?;
            u16::try_from(head.offset_width()).ok()
        };
        drawn().unwrap_or(column.least)
    }
}

/// Stands at the end of a heading.
#[component]
pub fn Edge(grid: Grid, column: &'static GridColumn) -> impl IntoView {
    // Where the pointer was and how wide the column, when it was taken.
    let taken = StoredValue::new(None::<(i32, u16)>);
    let take = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        event.prevent_default();
        let element = event
            .current_target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(element) = element {
            // It fails only for a pointer that is gone; then nothing is dragged.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        taken.set_value(Some((event.client_x(), grid.drawn_width(column))));
    };
    let drag = move |event: PointerEvent| {
        if let Some((from, width)) = taken.get_value() {
            let width = i32::from(width) + event.client_x() - from;
            let width = u16::try_from(width.max(0)).unwrap_or(u16::MAX);
            grid.look.update(|look| look.set_width(column, Some(width)));
        }
    };
    let let_go = move |_: PointerEvent| {
        if taken.try_update_value(Option::take).flatten().is_some() {
            grid.keep_look();
        }
    };
    let give_back = move |_| {
        grid.look.update(|look| look.set_width(column, None));
        grid.keep_look();
    };
    view! {
        <span
            class="grid-edge"
            aria-hidden="true"
            on:pointerdown=take
            on:pointermove=drag
            on:pointerup=let_go
            on:pointercancel=let_go
            on:dblclick=give_back
        ></span>
    }
}
