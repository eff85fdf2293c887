//! Tests in a real browser engine: what only a page can show.
//!
//! Run by `cargo xtask test wasm`; a native build sees an empty crate.
#![cfg(target_arch = "wasm32")]
// A test may fail by panicking; clippy knows that of `#[test]` only.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_mounted_view_is_in_the_page_and_leaves_with_its_handle() {
    let body = document().body().expect("a page has a body");
    let place = document().create_element("div").expect("a div");
    body.append_child(&place).expect("the body takes it");

    let handle = mount_to(place.clone().unchecked_into(), || view! { <p>"here"</p> });
    assert_eq!(place.text_content().as_deref(), Some("here"));

    drop(handle);
    assert_eq!(place.text_content().as_deref(), Some(""));
    place.remove();
}
