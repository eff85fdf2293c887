//! Where the views are kept: the browser's storage. Read anew each time, because another tab may
//! have saved one meanwhile.

use super::file;
use super::saved::Views;
use leptos::prelude::window;
use web_sys::Storage;

const NAME: &str = "redrive.views";
/// What could not be read is moved here before anything is written in its place.
const UNREADABLE: &str = "redrive.views.unreadable";

fn storage() -> Result<Storage, String> {
    let storage = window().local_storage().ok().flatten();
    storage.ok_or_else(|| "This browser keeps no views for this page.".to_owned())
}

/// The views that are kept.
///
/// # Errors
/// What is kept cannot be read; why, as a sentence.
pub fn load() -> Result<Views, String> {
    let kept = storage()?.get_item(NAME).ok().flatten();
    match kept {
        None => Ok(Views::default()),
        Some(text) => file::read(&text).map(|(views, _)| views),
    }
}

/// Changes what is kept.
///
/// # Errors
/// The change was refused, or the browser did not keep it.
pub fn change<T>(change: impl FnOnce(&mut Views) -> Result<T, String>) -> Result<T, String> {
    let storage = storage()?;
    let kept = load();
    if kept.is_err()
        && let Some(text) = storage.get_item(NAME).ok().flatten()
    {
        put(&storage, UNREADABLE, &text)?;
    }
    let mut views = kept.unwrap_or_default();
    let done = change(&mut views)?;
    put(&storage, NAME, &file::write(&views))?;
    Ok(done)
}

fn put(storage: &Storage, name: &str, text: &str) -> Result<(), String> {
    storage
        .set_item(name, text)
        .map_err(|_| "This browser did not keep it: it has no room for this page.".to_owned())
}
