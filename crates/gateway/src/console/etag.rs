//! Tags that change with the content.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

pub fn of(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(16)
        .fold(String::new(), |mut tag, byte| {
            let _ = write!(tag, "{byte:02x}");
            tag
        })
}
