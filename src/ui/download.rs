//! A button that hands a text over as a file, without asking any server.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Makes the file when it is pressed.
#[component]
pub fn DownloadButton(
    label: &'static str,
    file: String,
    content: Callback<(), String>,
) -> impl IntoView {
    let failed = RwSignal::new("");
    let press = move |_| {
        failed.set(match hand_over(&file, &content.run(())) {
            Ok(()) => "",
            Err(_) => "This browser did not allow it",
        });
    };
    view! {
        <button type="button" class="button quiet" on:click=press>
            {label}
        </button>
        <span class="said" role="status">{failed}</span>
    }
}

fn hand_over(file: &str, content: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("text/csv;charset=utf-8");
    let parts = js_sys::Array::of1(&JsValue::from_str(content));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(file);
    link.click();
    Url::revoke_object_url(&address)
}
