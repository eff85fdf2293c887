//! An outcome in words, as the core says it, and what else the vendor named.

use super::number::counted;
pub use redrive_core::wording::{code, message, not_sent, says_only_taken};

/// What the vendor named without being asked.
pub fn strangers(ids: &[String]) -> String {
    format!(
        "The vendor also named {} that this run never sent: {}.",
        counted(ids.len(), "id", "ids"),
        ids.iter().take(10).cloned().collect::<Vec<_>>().join(", ")
    )
}
