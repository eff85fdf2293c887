//! Whether sending again can help, in words.

use redrive_core::report::Retry;

/// One sentence under a group of problems.
pub const fn help(retry: Retry) -> &'static str {
    match retry {
        Retry::CanWork => "A retry can work.",
        Retry::FixFirst => "A retry fails again until that is put right.",
        Retry::Never => "A retry cannot work.",
        Retry::AskTheVendor => {
            "Whether a retry is safe cannot be told here: look at the vendor's records first."
        }
    }
}
