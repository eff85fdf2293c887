//! Whether a fault of ours has ended the console in this tab.
//!
//! What it ended may be half written, so nothing that follows from it may be sent. `public/start.js`
//! says so on the screen: nothing here can be trusted to draw any more.

use std::future::pending;
use std::panic::{PanicHookInfo, set_hook};
use std::sync::atomic::{AtomicBool, Ordering};

static STOPPED: AtomicBool = AtomicBool::new(false);

/// Has a fault noted, here and for whoever looks at the browser's console.
pub fn note_faults() {
    set_hook(Box::new(note));
}

fn note(fault: &PanicHookInfo<'_>) {
    STOPPED.store(true, Ordering::Relaxed);
    if let Some(at) = fault.location() {
        let what = fault.payload_as_str().unwrap_or("A fault");
        web_sys::console::error_3(&what.into(), &at.file().into(), &at.line().into());
    }
}

/// Returns at once, and never after a fault: what stands behind it must not happen then.
pub async fn unless_stopped() {
    if STOPPED.load(Ordering::Relaxed) {
        pending::<()>().await;
    }
}
