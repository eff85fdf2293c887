//! A small panel under what was pressed: not modal, the page stays in use beside it.
//!
//! It takes the focus. Esc gives it back; to press or to go elsewhere closes it and leaves the
//! focus there. It stands in the nearest positioned element, and never past its edges.

use super::element::element_of;
use leptos::ev::pointerdown;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// What a panel takes the focus to, the first that it has.
const FIRST: [&str; 3] = [
    "input:checked",
    "input, select",
    "button:not([aria-disabled])",
];

/// The panel. `close` is told whether the focus is to go back to what was pressed.
#[component]
pub fn Panel(
    #[prop(into)] label: String,
    /// What was pressed.
    anchor: HtmlElement,
    close: Callback<bool>,
    children: Children,
) -> impl IntoView {
    let node: NodeRef<Div> = NodeRef::new();
    let place = RwSignal::new((0, 0));
    let pressed = StoredValue::new_local(anchor);
    Effect::new(move |_| {
        let (Some(panel), Some(anchor)) = (node.get(), pressed.try_get_value()) else {
            return;
        };
        request_animation_frame(move || {
            let room = panel
                .offset_parent()
                .map_or(i32::MAX, |parent| parent.client_width());
            let left = anchor.offset_left().min(room - panel.offset_width()).max(0);
            place.try_set((left, anchor.offset_top() + anchor.offset_height() + 4));
            let first = FIRST.iter().find_map(|selector| {
                let found = panel.query_selector(selector).ok().flatten()?;
                found.dyn_into::<HtmlElement>().ok()
            });
            // Both stand in the page, so this cannot fail.
            let _ = first.unwrap_or_else(|| (*panel).clone()).focus();
        });
    });
    let outside = window_event_listener(pointerdown, move |event| {
        let path = event.composed_path();
        let within = |node: &Node| path.includes(node, 0);
        let panel = element_of(node);
        let anchor = pressed.try_with_value(|anchor| within(anchor));
        if panel.is_some_and(|panel| !within(&panel)) && anchor == Some(false) {
            close.run(false);
        }
    });
    on_cleanup(move || outside.remove());
    view! {
        <div
            class="panel card"
            role="dialog"
            tabindex="-1"
            aria-label=label
            node_ref=node
            style:left=move || format!("{}px", place.get().0)
            style:top=move || format!("{}px", place.get().1)
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    close.run(true);
                }
            }
            on:focusout=move |event| {
                let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
                // What had the focus may lose it by being taken out of the page, with all of this.
                let gone = element_of(node)
                    .zip(to)
                    .is_some_and(|(panel, to)| !panel.contains(Some(&to)));
                if gone {
                    close.run(false);
                }
            }
        >
            {children()}
        </div>
    }
}
