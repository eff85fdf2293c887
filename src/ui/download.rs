//! A button that hands a text over as a file, without asking any server.

use super::sleep::sleep;
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// What the file holds, for whoever opens it.
#[derive(Clone, Copy)]
pub enum Kind {
    Csv,
    JsonLines,
    Json,
}

impl Kind {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::JsonLines => "application/x-ndjson;charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// Pieces of [`pieces`] that are handed to the browser without a pause. A piece of a long text has
/// 64 KiB, so the page stays alive however long the whole is.
const AT_A_STRETCH: usize = 8;

/// A file in the making.
pub type Making = Pin<Box<dyn Future<Output = Array>>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Still,
    Making,
    Failed,
}

/// Makes the file when it is pressed, of the pieces of [`pieces`].
#[component]
pub fn DownloadButton(
    label: &'static str,
    file: String,
    kind: Kind,
    content: Callback<(), Making>,
    /// Whether it is the best thing to do here.
    #[prop(optional)]
    primary: bool,
) -> impl IntoView {
    let class = if primary {
        "button primary"
    } else {
        "button quiet"
    };
    let state = RwSignal::new(State::Still);
    let making = move || state.get() == State::Making;
    let press = move |_| {
        if state.get_untracked() == State::Making {
            return;
        }
        state.set(State::Making);
        let (file, content) = (file.clone(), content.run(()));
        spawn_local(async move {
            let ended = match hand_over(&file, kind, &content.await) {
                Ok(()) => State::Still,
                Err(_) => State::Failed,
            };
            // The page may have gone meanwhile.
            state.try_set(ended);
        });
    };
    let said = move || match state.get() {
        State::Still => "",
        State::Making => "Making the file…",
        State::Failed => "This browser did not allow it",
    };
    view! {
        // Not disabled meanwhile: the focus would be lost.
        <button type="button" class=class aria-disabled=move || making().then_some("true") on:click=press>
            {label}
        </button>
        <span class="said" role="status">
            {said}
        </span>
    }
}

/// Gives each piece to the browser and drops it, so that a long text is never whole in here, and
/// lets the browser draw now and then.
pub async fn pieces(text: impl Iterator<Item = String>) -> Array {
    let pieces = Array::new();
    for (number, piece) in (1..).zip(text) {
        pieces.push(&JsValue::from_str(&piece));
        if number % AT_A_STRETCH == 0 {
            sleep(Duration::ZERO).await;
        }
    }
    pieces
}

fn hand_over(file: &str, kind: Kind, content: &Array) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind.media_type());
    let blob = Blob::new_with_str_sequence_and_options(content, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(file);
    link.click();
    Url::revoke_object_url(&address)
}
