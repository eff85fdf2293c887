//! What one tab does at a time, by the browser's own locks, which end with the tab that holds them:
//! carrying a run out, and handing in a plan for a connection.
//!
//! The API is declared here, because `web-sys` counts it as unstable.

use super::record::RunId;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::task::spawn_local;
use redrive_core::connection::ConnectionId;
use std::fmt;
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

/// Names of the locks of runs begin so.
const OF_RUN: &str = "redrive-run-";

/// What a lock is for.
#[derive(Clone, Copy)]
pub enum Lock<'a> {
    /// Carrying it out.
    Run(&'a RunId),
    /// From the last look at what was sent there until the run of a plan is written down.
    HandingIn(&'a ConnectionId),
}

impl fmt::Display for Lock<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run(id) => write!(to, "{OF_RUN}{id}"),
            Self::HandingIn(connection) => write!(to, "redrive-handing-in-{connection}"),
        }
    }
}

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

/// Whether this browser can keep two tabs from doing the same.
pub fn can_be_held() -> bool {
    manager().is_some()
}

/// Holds it for this tab alone. `None` when another tab has not let it go within so many
/// milliseconds.
pub async fn hold(lock: Lock<'_>, patience: u32) -> Option<Held> {
    request(lock, "signal", &AbortSignal::timeout_with_u32(patience)).await
}

/// Returns when no tab holds the lock of this run any more.
pub async fn freed(run: &RunId) {
    drop(request(Lock::Run(run), "mode", &"shared".into()).await);
}

async fn request(lock: Lock<'_>, option: &str, value: &JsValue) -> Option<Held> {
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
        let over = manager.request(&lock.to_string(), &options, &hold);
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
        .filter_map(|lock| Some(lock.name().strip_prefix(OF_RUN)?.to_owned()))
        .collect()
}
