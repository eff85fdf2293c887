//! Whether the browser promises to keep what is stored here. It may say no, and then take it away
//! when its disk is full or a private window is closed: of a run that rests for days, nobody else
//! knows what became of its items.

use super::Host;
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// What the browser says of the journals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It was not asked yet, or has not answered.
    Unasked,
    Promised,
    NotPromised,
}

impl Host {
    /// Whether the journals are promised to be kept; followed.
    pub fn kept(self) -> Kept {
        self.kept.get()
    }

    /// Asks the browser to keep them, which it may ask its user about.
    pub(super) fn ask_to_be_kept(self) {
        self.learn(StorageManager::persist);
    }

    /// Asks whether it does, and nothing of anybody.
    pub(super) fn see_whether_kept(self) {
        if self.kept.get_untracked() == Kept::Unasked {
            self.learn(StorageManager::persisted);
        }
    }

    fn learn(self, ask: fn(&StorageManager) -> Result<Promise, JsValue>) {
        let Some(window) = web_sys::window() else {
            return;
        };
        // It throws where the page has no such storage.
        let asked = ask(&window.navigator().storage());
        spawn_local(async move {
            let answer = match asked {
                Ok(promise) => JsFuture::from(promise).await,
                Err(error) => Err(error),
            };
            let promised = answer.is_ok_and(|answer| answer.as_bool() == Some(true));
            self.kept.try_set(if promised {
                Kept::Promised
            } else {
                Kept::NotPromised
            });
        });
    }
}
