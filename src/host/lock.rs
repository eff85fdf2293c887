//! One tab carries a run out: the browser's own locks, which end with the tab that holds them.
//!
//! The API is declared here, because `web-sys` counts it as unstable.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    type WithLocks;
    /// Nothing over plain HTTP.
    #[wasm_bindgen(method, getter)]
    fn locks(this: &WithLocks) -> Option<LockManager>;

    type LockManager;
    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    fn query(this: &LockManager) -> Promise;

    type Snapshot;
    #[wasm_bindgen(method, getter)]
    fn held(this: &Snapshot) -> Vec<LockInfo>;

    type LockInfo;
    #[wasm_bindgen(method, getter)]
    fn name(this: &LockInfo) -> String;
    #[wasm_bindgen(method, getter)]
    fn mode(this: &LockInfo) -> String;
}

/// Names of our locks begin so.
const PREFIX: &str = "redrive-run-";

/// A lock that this tab holds until it is dropped.
pub struct Held(Function);

impl Drop for Held {
    fn drop(&mut self) {
        // It resolves a promise, which cannot fail.
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

fn manager() -> Option<LockManager> {
    let navigator = leptos::prelude::window().navigator();
    navigator.unchecked_into::<WithLocks>().locks()
}

/// Whether this browser can keep two tabs from carrying out the same run.
pub fn can_be_held() -> bool {
    manager().is_some()
}

/// Holds the lock of a run for this tab alone. `None` when another tab has not let it go within
/// so many milliseconds.
pub async fn hold(run: &str, patience: u32) -> Option<Held> {
    request(run, "signal", &AbortSignal::timeout_with_u32(patience)).await
}

/// Returns when no tab holds the lock of this run any more.
pub async fn freed(run: &str) {
    drop(request(run, "mode", &"shared".into()).await);
}

async fn request(run: &str, option: &str, value: &JsValue) -> Option<Held> {
    let manager = manager()?;
    let options = Object::new();
    // It fails only on frozen objects; this one is new.
    let _ = Reflect::set(&options, &option.into(), value);
    let granted = Promise::new(&mut |granted, refused| {
        let hold = Closure::once_into_js(move |_lock: JsValue| {
            Promise::new(&mut |release, _| {
                // It resolves a promise, which cannot fail.
                let _ = granted.call1(&JsValue::UNDEFINED, &release);
            })
        });
        let over = manager.request(&format!("{PREFIX}{run}"), &options, &hold);
        spawn_local(async move {
            if JsFuture::from(over).await.is_err() {
                // The same. After a grant it changes nothing.
                let _ = refused.call0(&JsValue::UNDEFINED);
            }
        });
    });
    let release = JsFuture::from(granted).await.ok()?;
    Some(Held(release.unchecked_into()))
}

/// The runs whose lock some tab holds.
pub async fn held() -> Vec<String> {
    let Some(manager) = manager() else {
        return Vec::new();
    };
    let Ok(snapshot) = JsFuture::from(manager.query()).await else {
        return Vec::new();
    };
    let locks = snapshot.unchecked_into::<Snapshot>().held();
    locks
        .iter()
        .filter(|lock| lock.mode() == "exclusive")
        .filter_map(|lock| Some(lock.name().strip_prefix(PREFIX)?.to_owned()))
        .collect()
}
