//! A small panel that opens under a button: the browser's own popover, so that Esc, a press
//! elsewhere and the way of the focus are its work. Knows nothing of what stands in it.

use super::element::element_of;
use leptos::html::{Button, Div};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, KeyboardEvent};

/// Between the button and its panel, and between the panel and the edge of the window.
const GAP: f64 = 4.0;
const EDGE: f64 = 8.0;

/// A handle: the button and the panel that belong together.
#[derive(Clone, Copy)]
pub struct Popover {
    id: StoredValue<String>,
    button: NodeRef<Button>,
    panel: NodeRef<Div>,
    is_open: RwSignal<bool>,
    is_made: RwSignal<bool>,
    place: RwSignal<(f64, f64)>,
}

impl Popover {
    /// `id` names the panel in the page.
    pub fn new(id: String) -> Self {
        Self {
            id: StoredValue::new(id),
            button: NodeRef::new(),
            panel: NodeRef::new(),
            is_open: RwSignal::new(false),
            is_made: RwSignal::new(false),
            place: RwSignal::new((0.0, 0.0)),
        }
    }

    /// The button that opens it.
    pub fn button(
        self,
        class: &'static str,
        kind: &'static str,
        label: &'static str,
        words: &'static str,
    ) -> AnyView {
        view! {
            <button
                type="button"
                class=class
                node_ref=self.button
                aria-label=label
                aria-haspopup=kind
                aria-expanded=move || self.is_open.get().to_string()
                on:click=move |_| self.toggle()
            >
                {words}
            </button>
        }
        .into_any()
    }

    /// The panel; `role` is what it is to those who do not see it. What stands in it is made when
    /// it opens, so that nobody comes upon it before.
    pub fn panel(
        self,
        role: &'static str,
        label: &'static str,
        body: impl Fn() -> AnyView + Send + 'static,
    ) -> AnyView {
        view! {
            <div
                class="popover"
                popover="auto"
                id=self.id.get_value()
                role=role
                aria-label=label
                node_ref=self.panel
                style:left=move || format!("{}px", self.place.get().0)
                style:top=move || format!("{}px", self.place.get().1)
                on:toggle=move |_| self.toggled()
                on:keydown=move |event| self.pressed(&event)
            >
                {move || self.is_made.get().then(&body)}
            </div>
        }
        .into_any()
    }

    fn toggle(self) {
        if self.is_open.get_untracked() {
            self.close();
            return;
        }
        self.is_made.set(true);
        // Once what stands in it was made, and its size is known.
        request_animation_frame(move || self.open());
    }

    fn open(self) {
        let Some((panel, button)) = element_of(self.panel).zip(element_of(self.button)) else {
            return;
        };
        // It fails only where the panel does not stand in the page, or is open.
        let _ = panel.show_popover();
        let under = button.get_bounding_client_rect();
        let room = |side: Result<JsValue, JsValue>, size: i32| {
            let side = side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
            (side - f64::from(size) - EDGE).max(EDGE)
        };
        let most = (
            room(window().inner_width(), panel.offset_width()),
            room(window().inner_height(), panel.offset_height()),
        );
        self.place.set((
            under.left().min(most.0).max(EDGE),
            (under.bottom() + GAP).min(most.1),
        ));
    }

    /// Closes it; the focus goes back to its button.
    pub fn close(self) {
        if let Some(panel) = element_of(self.panel) {
            // It fails only where it is closed already.
            let _ = panel.hide_popover();
        }
        if let Some(button) = element_of(self.button) {
            // A button that has gone cannot take it; then the page keeps the focus.
            let _ = button.focus();
        }
    }

    fn toggled(self) {
        let Some(panel) = element_of(self.panel) else {
            return;
        };
        let open = panel.matches(":popover-open").unwrap_or_default();
        self.is_open.set(open);
        self.is_made.set(open);
        if open {
            self.step(|_, _| 0);
        }
    }

    fn pressed(self, event: &KeyboardEvent) {
        let step: fn(usize, usize) -> usize = match event.key().as_str() {
            "ArrowDown" => |at, all| (at + 1) % all,
            "ArrowUp" => |at, all| (at + all - 1) % all,
            "Home" => |_, _| 0,
            "End" => |_, all| all - 1,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        self.step(step);
    }

    /// Goes from control to control.
    fn step(self, to: fn(usize, usize) -> usize) {
        let Some(panel) = element_of(self.panel) else {
            return;
        };
        let Ok(found) = panel.query_selector_all("button, input, select") else {
            return;
        };
        let controls: Vec<HtmlElement> = (0..found.length())
            .filter_map(|place| found.get(place)?.dyn_into().ok())
            .collect();
        if controls.is_empty() {
            return;
        }
        let active = panel
            .get_root_node()
            .dyn_ref::<web_sys::ShadowRoot>()
            .map_or_else(
                || document().active_element(),
                web_sys::ShadowRoot::active_element,
            );
        let at = controls
            .iter()
            .position(|control| active.as_deref() == Some(control))
            .unwrap_or_default();
        if let Some(control) = controls.get(to(at, controls.len())) {
            // It stands in an open panel, so it can take the focus.
            let _ = control.focus();
        }
    }
}
