//! Waiting, for what has to ask again. Knows nothing of what is waited for.

use js_sys::Promise;
use leptos::prelude::set_timeout;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Returns after this long, or later: the browser slows the clocks of hidden pages.
pub async fn sleep(time: Duration) {
    let waited = Promise::new(&mut |done, _| {
        set_timeout(
            move || {
                // It cannot fail: it only marks the promise as kept.
                let _ = done.call0(&JsValue::UNDEFINED);
            },
            time,
        );
    });
    // Nothing rejects this promise.
    let _ = JsFuture::from(waited).await;
}
