//! What a `details` tells of itself. Two toggles close to each other come as one event, so whoever
//! counts them believes the opposite from then on.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// Whether what the event came from stands open now.
pub fn is_unfolded(event: &Event) -> bool {
    let details = event.target().and_then(|target| target.dyn_into().ok());
    details.is_some_and(|details: Element| details.has_attribute("open"))
}
