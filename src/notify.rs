//! Notifications of the browser, for whoever has hidden this tab. Only where somebody switched them
//! on by a press, and the browser allows it: a preference of this browser. Knows no run.

use crate::ui::preference;
use leptos::prelude::*;
use std::sync::LazyLock;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Its name in the browser's storage.
const NAME: &str = "redrive.notify";
const ON: &str = "on";

/// One for the whole page, as the storage is.
static ON_HERE: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(kept()));

/// Whether they are switched on; followed.
pub fn is_on() -> bool {
    ON_HERE.get()
}

/// Switches them on or off, when somebody pressed so: the browser may ask. Whether they are on then.
pub async fn switch(on: bool) -> bool {
    let on = on && is_allowed_when_asked().await;
    preference::keep(NAME, on.then_some(ON));
    ON_HERE.set(on);
    on
}

/// Tells something, where it is wanted and this tab is hidden. Of the same subject only the last word
/// stays, whichever tab says it.
pub fn tell(subject: &str, title: &str, words: &str, pressed: impl FnOnce() + 'static) {
    if !ON_HERE.get_untracked() || !document().hidden() || !is_allowed() {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(words);
    options.set_tag(subject);
    // Some browsers let only a service worker tell anything; the window's title says it there.
    if let Ok(told) = Notification::new_with_options(title, &options) {
        let pressed = Closure::once_into_js(move || {
            // A browser that does not raise the window has shown it by the press.
            let _ = window().focus();
            pressed();
        });
        told.set_onclick(Some(pressed.unchecked_ref()));
    }
}

/// Not every browser has them, and none away from HTTPS.
fn are_known() -> bool {
    js_sys::Reflect::has(&window(), &JsValue::from_str("Notification")) == Ok(true)
}

fn is_allowed() -> bool {
    are_known() && Notification::permission() == NotificationPermission::Granted
}

async fn is_allowed_when_asked() -> bool {
    if are_known()
        && !is_allowed()
        && let Ok(asked) = Notification::request_permission()
    {
        // Whatever comes of it, what holds is the permission.
        let _ = JsFuture::from(asked).await;
    }
    is_allowed()
}

/// A permission may have been taken back since.
fn kept() -> bool {
    preference::kept(NAME).as_deref() == Some(ON) && is_allowed()
}
