//! Following the size of an element, whatever changes it: the window, or what opens beside it.

use leptos::html::Div;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlDivElement, ResizeObserver};

/// Calls once the element stands, and whenever its size is another, until the owner ends.
pub fn watch_size(node: NodeRef<Div>, changed: impl Fn(&HtmlDivElement) + Copy + 'static) {
    node.on_load(move |element| {
        let seen = element.clone();
        let look = Closure::<dyn Fn()>::new(move || changed(&seen));
        let Ok(observer) = ResizeObserver::new(look.as_ref().unchecked_ref()) else {
            return;
        };
        observer.observe(&element);
        let watching = SendWrapper::new((observer, look));
        on_cleanup(move || watching.0.disconnect());
    });
}
