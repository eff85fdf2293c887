//! The full page: mounts the console into the document's body.

use leptos::prelude::*;
use redrive_console::app::FullPage;
use redrive_console::stopped::note_faults;

fn main() {
    note_faults();
    mount_to_body(FullPage);
}
