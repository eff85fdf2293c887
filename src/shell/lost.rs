//! The focus of whoever goes by keys is not lost with what had it: a button may take itself away by
//! what it does. Then what stands nearest takes the focus.
//!
//! Whoever knows a better place moves it there at once, and nothing is done here.

use crate::ui::stops::stops;
use js_sys::Array;
use leptos::html::{Div, Main};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, KeyboardEvent, MutationObserver, MutationObserverInit, Node};

/// Where the focus stood.
struct Trace {
    focus: HtmlElement,
    /// What is around it, from the inside out, each with the place of the inner one in it.
    around: Vec<(Element, usize)>,
    /// A pointer leaves the focus where it likes: on a telephone a field would open the keyboard.
    by_key: bool,
}

/// A handle: put on the element that holds all of the console.
#[derive(Clone, Copy)]
pub struct Keeper {
    trace: StoredValue<Option<Trace>, LocalStorage>,
    /// Focus moved while the key was held, so its auto-repeat is ignored.
    moved_under_key: StoredValue<bool>,
    content: NodeRef<Main>,
}

impl Keeper {
    /// Watches what is taken out of `all`. Where nothing is left nearby, `content` takes the focus.
    pub fn new(all: NodeRef<Div>, content: NodeRef<Main>) -> Self {
        let keeper = Self {
            trace: StoredValue::new_local(None),
            moved_under_key: StoredValue::new(false),
            content,
        };
        Effect::new(move |_| {
            if let Some(all) = all.get() {
                keeper.watch(&all);
            }
        });
        keeper
    }

    /// Something took the focus.
    pub fn moved(self, target: Option<HtmlElement>) {
        let trace = target.map(|focus| Trace {
            around: around(&focus),
            by_key: focus.matches(":focus-visible").unwrap_or_default(),
            focus,
        });
        self.trace.set_value(trace);
    }

    /// The focus went, and to nothing: from what was disabled the browser takes it when it likes.
    pub fn left(self) {
        self.soon();
    }

    /// A key went down, or is held.
    pub fn pressed(self, event: &KeyboardEvent) {
        if !event.repeat() {
            self.moved_under_key.set_value(false);
        } else if self.moved_under_key.get_value() {
            event.prevent_default();
        }
        self.trace.update_value(|trace| {
            if let Some(trace) = trace {
                trace.by_key = true;
            }
        });
    }

    fn watch(self, all: &HtmlElement) {
        let look = Closure::<dyn FnMut(Array)>::new(move |_| {
            if self.may_be_gone() {
                self.soon();
            }
        });
        let Ok(observer) = MutationObserver::new(look.as_ref().unchecked_ref()) else {
            return;
        };
        let wanted = MutationObserverInit::new();
        wanted.set_child_list(true);
        wanted.set_subtree(true);
        wanted.set_attribute_filter(&Array::of2(&"disabled".into(), &"hidden".into()));
        // It fails only where nothing is wanted.
        let _ = observer.observe_with_options(all, &wanted);
        let watching = SendWrapper::new((observer, look));
        on_cleanup(move || watching.0.disconnect());
    }

    /// What had the focus may not have it any more. Asked of every change of the page, so nothing
    /// is measured.
    fn may_be_gone(self) -> bool {
        self.traced(|trace| trace.by_key && (is_nowhere() || !is_able(&trace.focus)))
    }

    /// What had the focus cannot have it any more, and nothing has it.
    fn is_lost(self) -> bool {
        let gone = |trace: &Trace| {
            let focus = &trace.focus;
            trace.by_key && !(is_able(focus) && focus.get_client_rects().length() > 0)
        };
        is_nowhere() && self.traced(gone)
    }

    fn traced(self, is: impl FnOnce(&Trace) -> bool) -> bool {
        let found = self
            .trace
            .try_with_value(|trace| trace.as_ref().is_some_and(is));
        found.unwrap_or_default()
    }

    fn soon(self) {
        // Whoever knows a better place has moved the focus there by then.
        request_animation_frame(move || request_animation_frame(move || self.find()));
    }

    fn find(self) {
        if !self.is_lost() {
            return;
        }
        let found = self
            .trace
            .try_with_value(|trace| nearest(&trace.as_ref()?.around));
        self.moved_under_key.try_set_value(true);
        if let Some(stop) = found.flatten() {
            // It is a stop, so it can take the focus.
            let _ = stop.focus();
        } else {
            super::screen::enter(self.content);
        }
    }
}

fn is_able(focus: &HtmlElement) -> bool {
    focus.is_connected() && !focus.matches(":disabled").unwrap_or_default()
}

fn is_nowhere() -> bool {
    let active = document().active_element();
    active.is_none_or(|active| active.local_name() == "body")
}

/// What is around an element, as far as a page, a menu or a dialog reaches.
fn around(focus: &HtmlElement) -> Vec<(Element, usize)> {
    let mut inner: Element = focus.clone().into();
    let mut around = Vec::new();
    while let Some(outer) = inner.parent_element() {
        around.push((outer.clone(), place_in(&outer, &inner)));
        if matches!(outer.local_name().as_str(), "main" | "nav" | "dialog") {
            break;
        }
        inner = outer;
    }
    around
}

/// Which of the children holds it.
fn place_in(outer: &Element, held: &Node) -> usize {
    let children =
        std::iter::successors(outer.first_element_child(), Element::next_element_sibling);
    children
        .take_while(|child| !child.contains(Some(held)))
        .count()
}

/// The stop that stands nearest to where the focus was: before it, else behind it. What is behind
/// may be moved away by what is about to be shown.
fn nearest(around: &[(Element, usize)]) -> Option<HtmlElement> {
    let mut standing = around.iter().filter(|(outer, _)| outer.is_connected());
    standing.find_map(|(outer, place)| {
        let stops = stops(outer);
        let mut before = stops.iter().rev();
        let before = before.find(|stop| place_in(outer, stop) < *place);
        before.or(stops.first()).cloned()
    })
}
