//! A button that hands a text over as a file, without asking any server.

use js_sys::Array;
use leptos::prelude::*;
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

/// Makes the file when it is pressed, of the pieces of [`pieces`].
#[component]
pub fn DownloadButton(
    label: &'static str,
    file: String,
    kind: Kind,
    content: Callback<(), Array>,
    /// Whether it is the best thing to do here.
    #[prop(optional)]
    primary: bool,
) -> impl IntoView {
    let class = if primary {
        "button primary"
    } else {
        "button quiet"
    };
    let failed = RwSignal::new("");
    let press = move |_| {
        failed.set(match hand_over(&file, kind, &content.run(())) {
            Ok(()) => "",
            Err(_) => "This browser did not allow it",
        });
    };
    view! {
        <button type="button" class=class on:click=press>
            {label}
        </button>
        <span class="said" role="status">{failed}</span>
    }
}

/// Gives each piece to the browser and drops it, so that a long text is never whole in here.
pub fn pieces(text: impl Iterator<Item = String>) -> Array {
    let pieces = Array::new();
    for piece in text {
        pieces.push(&JsValue::from_str(&piece));
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
