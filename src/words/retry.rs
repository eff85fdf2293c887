//! Whether sending again can help, in words.

use redrive_core::report::Retry;

/// One sentence under a group of problems.
pub const fn help(retry: Retry) -> &'static str {
    match retry {
        Retry::CanWork => "Sending these again can work.",
        Retry::FixFirst => {
            "Sending these again fails again until something is put right: read the message first."
        }
        Retry::Never => "Sending these again cannot work.",
        Retry::AskTheVendor => {
            "Whether these may be sent again cannot be told here: look at the vendor's records first."
        }
    }
}
