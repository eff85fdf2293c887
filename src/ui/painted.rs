//! Waiting for the screen, with what nobody waits for: it must not stand between a press and what it
//! shows.

use super::sleep::sleep;
use js_sys::Promise;
use leptos::prelude::request_animation_frame;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Returns once what was drawn until now is painted. A page that is hidden paints nothing: then it
/// waits until it is seen.
pub async fn painted() {
    let drawn = Promise::new(&mut |done, _| {
        request_animation_frame(move || {
            // It cannot fail: it only marks the promise as kept.
            let _ = done.call0(&JsValue::UNDEFINED);
        });
    });
    // Nothing rejects this promise.
    let _ = JsFuture::from(drawn).await;
    // The frame is painted before the next task.
    sleep(Duration::ZERO).await;
}
