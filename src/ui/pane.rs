//! A pane beside a table: the table stays. Esc closes it, and the focus goes back.

use super::element::element_of;
use super::focus::focus_in_place;
use super::stops::stops;
use leptos::html::Section;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The pane. It takes the focus when it appears and gives it back when it goes.
#[component]
pub fn Pane(#[prop(into)] title: String, close: Callback<()>, children: Children) -> impl IntoView {
    let node: NodeRef<Section> = NodeRef::new();
    let before = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |_| {
        if let Some(pane) = node.get() {
            // Inside a shadow root, the element in focus is the root's, not the document's.
            let root = pane.get_root_node();
            let active = match root.dyn_ref::<web_sys::ShadowRoot>() {
                Some(root) => root.active_element(),
                None => document().active_element(),
            };
            before.set_value(active.and_then(|element| element.dyn_into().ok()));
            // Beside its table it is in sight already, and the page has to stay under the reader.
            focus_in_place(&pane);
            if !is_in_sight(&pane) {
                pane.scroll_into_view();
            }
        }
    });
    let leave = move || {
        if let Some(element) = before.try_get_value().flatten() {
            // An element that has gone cannot take the focus; then the page keeps it.
            let _ = element.focus();
        }
        close.run(());
    };
    let heading = title.clone();
    view! {
        <section
            class="pane card"
            tabindex="-1"
            role="region"
            aria-label=title
            node_ref=node
            on:keydown=move |event| {
                match event.key().as_str() {
                    "Escape" => {
                        event.stop_propagation();
                        leave();
                    }
                    "Tab" => keep_within(node, &event),
                    _ => {}
                }
            }
        >
            <header class="card-head">
                <h2><bdi>{heading}</bdi></h2>
                <button type="button" class="button quiet" on:click=move |_| leave()>
                    "Close"
                </button>
            </header>
            {children()}
        </section>
    }
}

/// Whether its heading is: where the page is less wide it stands above the table.
fn is_in_sight(pane: &HtmlElement) -> bool {
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let top = pane.get_bounding_client_rect().top();
    top >= 0.0 && height.is_none_or(|height| top < height)
}

/// Where the page is narrow the pane covers it, and what lies behind must not take the focus.
fn keep_within(node: NodeRef<Section>, event: &web_sys::KeyboardEvent) {
    let Some(pane) = element_of(node) else {
        return;
    };
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    if width.is_none_or(|width| f64::from(pane.offset_width()) < width - 1.0) {
        return;
    }
    let stops = stops(&pane);
    let here = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let (edge, other) = if event.shift_key() {
        (stops.first(), stops.last())
    } else {
        (stops.last(), stops.first())
    };
    if here.as_ref() == edge || here.as_ref() == Some(pane.unchecked_ref()) && event.shift_key() {
        event.prevent_default();
        if let Some(other) = other {
            // It is in the page and can be tabbed to, so this cannot fail.
            let _ = other.focus();
        }
    }
}
