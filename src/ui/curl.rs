//! The request that reads a record, as a command line: the credential is named, never written.

use super::copy::CopyButton;
use leptos::prelude::*;
use redrive_core::connection::Connection;
use redrive_core::curl::command;
use redrive_core::read::Read;

/// Nothing where the read is no single request.
#[component]
pub fn CopyCurl(connection: Connection, read: Read) -> impl IntoView {
    let text = read
        .request()
        .map(|request| command(&connection.base_url, &request));
    text.map(|text| view! { <CopyButton label="Copy as curl" text=Signal::stored(text) /> })
}
