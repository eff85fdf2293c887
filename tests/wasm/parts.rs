//! A part in its place: awaited, missing and asked for again, or here at once.

use super::{found, place, text};
use leptos::prelude::*;
use leptos::task::tick;
use redrive_console::parts::{Build, Lazy, Missing, Part};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen_test::wasm_bindgen_test;

fn here() -> Build {
    Arc::new(|| view! { <p>"here"</p> }.into_any())
}

#[wasm_bindgen_test]
async fn a_part_that_did_not_arrive_is_asked_for_again_on_demand() {
    let (place, asked) = (place(), Arc::new(AtomicU32::new(0)));
    let counter = Arc::clone(&asked);
    let part = Part::new("tables", move || {
        let turn = counter.fetch_add(1, Ordering::Relaxed);
        async move {
            tick().await;
            if turn == 0 { Err(Missing) } else { Ok(here()) }
        }
    });
    let handle = mount_to(place.clone(), move || view! { <Lazy part /> });
    assert_eq!(text(&place), "Loading…");
    while text(&place) == "Loading…" {
        tick().await;
    }
    assert!(text(&place).contains("did not arrive"));
    assert_eq!(asked.load(Ordering::Relaxed), 1, "not asked unbidden");

    found(&place, "button").click();
    while text(&place) != "here" {
        tick().await;
    }
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    drop(handle);
    place.remove();
}

#[wasm_bindgen_test]
fn a_part_that_was_fetched_before_is_there_without_a_flicker() {
    let place = place();
    let part = Part::new("tables", || async { Ok(here()) });
    let handle = mount_to(place.clone(), move || view! { <Lazy part /> });
    assert_eq!(text(&place), "here");
    drop(handle);
    place.remove();
}
