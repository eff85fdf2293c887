//! What keys do to a page: which element they are meant for. Every one of them presses or focuses
//! what stands there already, so that a key can do nothing that a pointer cannot.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

/// Fields in which a letter is a letter.
const FIELDS: &str =
    "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])";
const ROWS: &str = "main tbody tr";

/// Whether keys are letters where they are pressed.
pub fn is_field(target: &Element) -> bool {
    target.closest(FIELDS).ok().flatten().is_some()
}

/// Whether a dialog is open, or a menu whose keys are its own.
pub fn is_covered() -> bool {
    first("dialog[open]").is_some() || first(":popover-open").is_some()
}

/// Puts the focus into the field that searches what is shown.
pub fn search() -> bool {
    first("main input[type=search]").is_some_and(|field| focus(&field))
}

/// Gives a key to the table: to the grid as it is, or to a plain one row by row.
pub fn table(key: &str, target: &Element) -> bool {
    if let Some(grid) = first("main [role=grid]") {
        if target == grid.unchecked_ref::<Element>() {
            // It knows the key itself.
            return false;
        }
        return focus(&grid) && give(&grid, key);
    }
    let rows = all(ROWS);
    let here = target.closest("tr").ok().flatten();
    let place = rows
        .iter()
        .position(|row| here.as_ref() == Some(row.unchecked_ref()));
    let to = match (key, place) {
        ("j", None) => Some(0),
        ("j", Some(place)) => Some(place + 1),
        ("k", Some(place)) => place.checked_sub(1),
        ("x" | "X", Some(place)) => {
            return within(rows.get(place), "input[type=checkbox]:not(:disabled)")
                .is_some_and(|found| press(&found));
        }
        _ => None,
    };
    let row = to.and_then(|to| rows.get(to));
    within(row, "a[href], button:not(:disabled), input:not(:disabled)")
        .is_some_and(|found| focus(&found))
}

/// Opens what can be done with the row where the keys are.
pub fn menu(target: &Element) -> bool {
    let active =
        first("main [role=grid]").and_then(|grid| grid.get_attribute("aria-activedescendant"));
    let cell = active.and_then(|id| first(&format!("[id='{id}']")));
    let row = cell
        .as_ref()
        .and_then(|cell| cell.closest("[role=row]").ok().flatten())
        .or_else(|| target.closest("tr").ok().flatten());
    let button = row.and_then(|row| {
        row.query_selector("button[aria-haspopup='menu']")
            .ok()
            .flatten()
    });
    button
        .and_then(|button| button.dyn_into::<HtmlElement>().ok())
        .is_some_and(|button| press(&button))
}

fn first(selector: &str) -> Option<HtmlElement> {
    document()
        .query_selector(selector)
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

fn all(selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}

fn within(row: Option<&HtmlElement>, selector: &str) -> Option<HtmlElement> {
    row?.query_selector(selector)
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

fn focus(element: &HtmlElement) -> bool {
    element.focus().is_ok()
}

fn press(element: &HtmlElement) -> bool {
    element.click();
    true
}

fn give(element: &HtmlElement, key: &str) -> bool {
    let options = KeyboardEventInit::new();
    options.set_key(key);
    // To the table alone: what listens to the whole page is just calling this.
    options.set_bubbles(false);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options);
    event.is_ok_and(|event| element.dispatch_event(&event).is_ok())
}
