//! The full page: mounts the console into the document's body.

use leptos::prelude::*;
use redrive_console::app::FullPage;

fn main() {
    mount_to_body(FullPage);
}
