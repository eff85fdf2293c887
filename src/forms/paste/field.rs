//! Where ids are put in: typed, pasted, dropped, or chosen as a file. What is long is taken out of
//! the field at once: a browser that lays out 300 thousand lines stands still for seconds.

use super::source::Source;
use super::taking::{Stage, Taking};
use crate::ui::element::element_of;
use crate::words::number::{counted, grouped};
use js_sys::{Function, JsString, Reflect};
use leptos::html::Textarea;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DataTransfer, File, HtmlInputElement};

/// Letters that a field may hold.
const LONG: u32 = 128 * 1024;

/// The field, or the card that stands for what is too long for it.
#[component]
pub fn IdsField(
    taking: Taking,
    /// What stands in it from before a reload.
    before: String,
) -> impl IntoView {
    let area: NodeRef<Textarea> = NodeRef::new();
    if let Some(source) =
        Source::of_texts(None, &[before.as_str().into()]).filter(|_| !before.is_empty())
    {
        taking.begin(source);
    }
    // A field that is made anew after a long text has gone begins empty.
    let before = StoredValue::new(before);
    let begins = move || before.try_update_value(std::mem::take).unwrap_or_default();
    let named = Memo::new(move |_| {
        taking
            .source
            .with(|source| source.as_ref().and_then(|source| source.name.clone()))
    });
    let input = move |_| {
        let Some(area) = element_of(area) else {
            return;
        };
        let text = JsString::from(area.value());
        if text.length() > LONG {
            area.set_value("");
            take_out(taking, &[text]);
        } else if let Some(source) = Source::of_texts(None, &[text]) {
            taking.begin(source);
        }
    };
    let paste = move |event: web_sys::ClipboardEvent| {
        let Some(brought) = event.clipboard_data() else {
            return;
        };
        if bring(taking, &brought, area) {
            event.prevent_default();
        }
    };
    view! {
        <div class="field ids-in">
            {move || match named.get() {
                Some(name) => view! { <Card taking name /> }.into_any(),
                None => view! {
                    <label class="field">
                        <span>"Ids"</span>
                        <textarea
                            name="ids"
                            class="mono"
                            rows="12"
                            spellcheck="false"
                            autocomplete="off"
                            node_ref=area
                            prop:value=begins()
                            on:input=input
                            on:paste=paste
                            aria-describedby="ids-note"
                        ></textarea>
                    </label>
                }
                .into_any(),
            }}
            <p class="ids-file">
                <label class="file-field">
                    <span class="button">"Choose a file…"</span>
                    <input
                        type="file"
                        accept=".csv,.tsv,.txt,text/plain,text/csv,text/tab-separated-values"
                        class="visually-hidden"
                        on:change=move |event| chosen(taking, &event)
                    />
                </label>
                <span class="muted">"or drop one here: text or CSV, up to a million ids."</span>
            </p>
        </div>
    }
}

/// Takes what was dropped or pasted, if it is a file or too long for a field. `area` holds what
/// stands in the field already: it goes along.
pub fn bring(taking: Taking, brought: &DataTransfer, area: NodeRef<Textarea>) -> bool {
    if let Some(file) = brought.files().and_then(|files| files.get(0)) {
        taking.begin(Source::of_file(file));
        return true;
    }
    let Some(text) = text_of(brought).filter(|text| text.length() > LONG) else {
        return false;
    };
    let before = element_of(area).map(|area| area.value());
    let before = before.filter(|text| !text.is_empty());
    match before {
        Some(before) => take_out(taking, &[before.into(), "\n".into(), text]),
        None => take_out(taking, &[text]),
    }
    true
}

/// The text without a copy in here: it may have fifty million characters.
fn text_of(brought: &DataTransfer) -> Option<JsString> {
    let read: Function = Reflect::get(brought, &"getData".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let text: JsValue = read.call1(brought, &"text/plain".into()).ok()?;
    text.dyn_into().ok()
}

fn take_out(taking: Taking, texts: &[JsString]) {
    if let Some(source) = Source::of_texts(Some("Pasted text".to_owned()), texts) {
        taking.begin(source);
    }
}

fn chosen(taking: Taking, event: &web_sys::Event) {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let file: Option<File> = input.files().and_then(|files| files.get(0));
    if let Some(file) = file {
        taking.begin(Source::of_file(file));
    }
    // The same file can be chosen again.
    input.set_value("");
}

/// What stands for a long text: its name, how much of it is read, and the way to be rid of it.
#[component]
fn Card(taking: Taking, name: String) -> impl IntoView {
    let size = move || {
        taking
            .source
            .with(|source| source.as_ref().map_or(0.0, Source::size))
    };
    let lines = move || taking.taken.with(|taken| taken.counts.lines);
    let told = move || match taking.stage.get() {
        Stage::Nothing | Stage::Reading(_) => format!("reading {}…", bytes(size())),
        Stage::Choosing => format!("{}; which column holds the ids?", bytes(size())),
        Stage::Read => format!("{} read", counted(lines(), "line", "lines")),
        Stage::Failed(_) => format!("{}, not read", bytes(size())),
    };
    let reading = move || matches!(taking.stage.get(), Stage::Reading(_));
    let progress = move || match taking.stage.get() {
        Stage::Reading(share) => share,
        _ => 1.0,
    };
    view! {
        <div class="ids-card" role="group" aria-label="Ids from a file">
            <p>
                <b><bdi>{crate::ui::foreign::cut(&name)}</bdi></b>
                ": "
                <span role="status">{told}</span>
            </p>
            {move || {
                reading()
                    .then(|| view! { <progress max="1" prop:value=progress aria-label="Reading the file"></progress> })
            }}
            <button type="button" class="button" on:click=move |_| taking.forget()>
                {move || if reading() { "Cancel" } else { "Remove" }}
            </button>
        </div>
    }
}

/// `12 kB`, `48.3 MB`.
fn bytes(size: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size is a whole number that is not negative"
    )]
    let size = size as usize;
    match size {
        0..=9_999 => counted(size, "byte", "bytes"),
        10_000..=999_999 => format!("{} kB", grouped(size / 1000)),
        _ => format!(
            "{}.{} MB",
            grouped(size / 1_000_000),
            size % 1_000_000 / 100_000
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn a_size_is_told_in_words_of_its_order() {
        assert_eq!(bytes(1.0), "1 byte");
        assert_eq!(bytes(9_999.0), "9,999 bytes");
        assert_eq!(bytes(12_345.0), "12 kB");
        assert_eq!(bytes(48_372_000.0), "48.3 MB");
    }
}
