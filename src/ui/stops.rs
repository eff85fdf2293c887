//! Where the Tab key stops within an element.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const STOPS: &str = "button:not(:disabled), a[href], input:not(:disabled), select, textarea, summary, [tabindex='0']";

/// The stops within an element, in their order.
pub fn stops(within: &Element) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(STOPS) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into::<HtmlElement>().ok())
        // What is folded away has no place on the screen.
        .filter(|stop| stop.tab_index() >= 0 && stop.get_client_rects().length() > 0)
        .collect()
}
