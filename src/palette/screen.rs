//! What the present screen offers: the buttons and links that it shows itself. So an entry can do
//! nothing that a press cannot, and a plan is opened by the same dialog from everywhere.

use super::entries::{Does, Entry, Group};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Of the page's head, of the bar of what is chosen, of the end of a form, of the end of a table.
/// Not of a form that holds a password: what is confirmed there is confirmed there.
const OFFERED: &str = "main .page-head .actions :is(a[href], button), main .selection-bar button, \
    main form.form footer button, main .grid-more button, main .pane-tools button";

/// The elements, in the order of the screen.
pub fn elements() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(OFFERED) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into::<HtmlElement>().ok())
        .filter(|element| {
            let is = |selector: &str| element.matches(selector).unwrap_or(false);
            !is(":disabled, [aria-disabled=true], [aria-haspopup]")
                && element.get_client_rects().length() > 0
        })
        .collect()
}

/// The entries for them.
pub fn entries(elements: &[HtmlElement]) -> Vec<Entry> {
    let name = |element: &HtmlElement| {
        let words = element
            .get_attribute("aria-label")
            .or_else(|| element.text_content());
        words
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    elements
        .iter()
        .enumerate()
        .map(|(place, element)| Entry {
            group: Group::Here,
            name: name(element),
            of: String::new(),
            does: Does::Presses(place),
        })
        .filter(|entry| !entry.name.is_empty())
        .collect()
}
