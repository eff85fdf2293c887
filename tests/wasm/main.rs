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

mod parts;

use leptos::prelude::*;
use redrive_console::table::paging::{Trail, TrailPaging};
use redrive_console::ui::page::PageHead;
use redrive_console::ui::pane::Pane;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A place of its own in the page.
fn place() -> web_sys::HtmlElement {
    let place = document().create_element("div").expect("a div");
    let body = document().body().expect("a page has a body");
    body.append_child(&place).expect("the body takes it");
    place.unchecked_into()
}

fn found(place: &web_sys::HtmlElement, what: &str) -> web_sys::HtmlElement {
    let element = place.query_selector(what).expect("a selector");
    element.expect(what).unchecked_into()
}

fn text(place: &web_sys::HtmlElement) -> String {
    place.text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
fn a_mounted_view_is_in_the_page_and_leaves_with_its_handle() {
    let place = place();

    let handle = mount_to(place.clone(), || view! { <p>"here"</p> });
    assert_eq!(place.text_content().as_deref(), Some("here"));

    drop(handle);
    assert_eq!(place.text_content().as_deref(), Some(""));
    place.remove();
}

#[wasm_bindgen_test]
async fn the_actions_of_a_page_follow_what_they_read() {
    let (place, filter) = (place(), RwSignal::new("all"));
    let handle = mount_to(place.clone(), move || {
        view! {
            <PageHead crumb="c" title="t" actions=move || view! { <a>"Replay " {filter.get()}</a> }>
                "about"
            </PageHead>
        }
    });
    assert!(text(&place).ends_with("Replay all"));
    filter.set("dead");
    leptos::task::tick().await;
    assert!(text(&place).ends_with("Replay dead"));
    drop(handle);
    place.remove();
}

#[wasm_bindgen_test]
async fn pages_turn_also_after_the_question_changed_and_keep_the_focus() {
    let (place, question) = (place(), RwSignal::new("all"));
    let handle = mount_to(place.clone(), move || {
        let trail = Trail::<&str, u8>::of(question.into());
        let place = trail.place();
        let next =
            Signal::derive(move || Some(place().1.unwrap_or(0) + 1).filter(|next| *next < 2));
        view! {
            <p>{move || format!("{:?}", place())}</p>
            <TrailPaging trail next />
        }
    });
    question.set("dead");
    leptos::task::tick().await;
    let older = found(&place, "nav button:last-child");
    older.focus().expect("a button takes the focus");
    older.click();
    leptos::task::tick().await;
    assert_eq!(text(&found(&place, "p")), r#"("dead", Some(1))"#);
    assert_eq!(
        older.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    assert_eq!(document().active_element().as_ref(), Some(older.as_ref()));
    older.click();
    leptos::task::tick().await;
    assert_eq!(text(&found(&place, "nav span")), "Page 2");
    drop(handle);
    place.remove();
}

#[wasm_bindgen_test]
async fn a_pane_takes_the_focus_and_gives_it_back_on_escape() {
    let (place, open) = (place(), RwSignal::new(false));
    let handle = mount_to(place.clone(), move || {
        let close = Callback::new(move |()| open.set(false));
        view! {
            <button on:click=move |_| open.set(true)>"Event 7"</button>
            {move || open.get().then(|| view! { <Pane title="Event 7" close>"its tries"</Pane> })}
        }
    });
    let opener = found(&place, "button");
    opener.focus().expect("a button takes the focus");
    opener.click();
    leptos::task::tick().await;
    let pane = found(&place, "section");
    assert_eq!(document().active_element().as_ref(), Some(pane.as_ref()));

    let how = web_sys::KeyboardEventInit::new();
    how.set_key("Escape");
    how.set_bubbles(true);
    let escape = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &how);
    pane.dispatch_event(&escape.expect("an event"))
        .expect("it is taken");
    leptos::task::tick().await;
    assert!(
        place
            .query_selector("section")
            .expect("a selector")
            .is_none()
    );
    assert_eq!(document().active_element().as_ref(), Some(opener.as_ref()));
    drop(handle);
    place.remove();
}
