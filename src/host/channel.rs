//! What the tabs of one browser tell each other about runs. Knows nothing of what follows from it.

use super::record::RunId;
use super::wish::Wish;
use leptos::prelude::*;
use redrive_core::lenient::strict;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "redrive-runs";

/// One message.
#[derive(Serialize, Deserialize)]
pub struct Message {
    pub run: RunId,
    pub says: Says,
}

/// What is said.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Its journal grew.
    Written,
    /// The sender holds it, and can or cannot send with a confirmation.
    Held { confirmed: bool },
    /// Whoever holds it: do this.
    Wish(Wish),
    /// Whoever holds it: say so.
    Who,
    /// It was removed from the history.
    Removed,
}

/// A handle: copies are the same channel. Its messages reach every other tab, not the sender.
#[derive(Clone, Copy)]
pub struct Channel(StoredValue<Option<BroadcastChannel>, LocalStorage>);

impl Channel {
    /// Opens it until the console is left.
    pub fn open() -> Self {
        // Without it tabs know less of each other, and the locks still keep them apart.
        let channel = Self(StoredValue::new_local(BroadcastChannel::new(NAME).ok()));
        on_cleanup(move || channel.with(BroadcastChannel::close));
        channel
    }

    /// Has every message taken by this.
    pub fn listen(self, hear: impl Fn(Message) + 'static) {
        let hear = move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            // Another version of the console may speak otherwise.
            if let Ok(message) = strict::<Message>(text.as_bytes()) {
                hear(message);
            }
        };
        let hear = Closure::<dyn Fn(MessageEvent)>::new(hear).into_js_value();
        self.with(|channel| channel.set_onmessage(Some(hear.unchecked_ref())));
    }

    fn with(self, act: impl FnOnce(&BroadcastChannel)) {
        self.0.try_with_value(|channel| channel.as_ref().map(act));
    }

    /// Tells the other tabs.
    pub fn tell(self, run: &RunId, says: Says) {
        let run = run.clone();
        let Ok(text) = serde_json::to_string(&Message { run, says }) else {
            return;
        };
        // It fails only on a closed channel, to which nobody listens.
        self.with(|channel| drop(channel.post_message(&text.into())));
    }
}
