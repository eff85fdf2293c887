//! Giving the focus without moving the page under the reader.

use web_sys::{FocusOptions, HtmlElement};

/// Puts the focus on what is in sight already; the page stays where it is.
pub fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // What can be focused and stands in the page takes the focus; nothing else is to be done.
    let _ = element.focus_with_options(&options);
}
