//! The last line: SHA-256 over everything before it.
//!
//! It shows that a file was cut or changed by accident or in passing. It is no signature: whoever
//! changes a file can seal it anew, so that only a digest noted elsewhere proves more.

use super::FORMAT;
use crate::hex::hex;
use crate::lenient::strict;
use crate::plan::PlanDigest;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use thiserror::Error;

const BEFORE: &str = "{\"sha256\":\"";
const AFTER: &str = "\"}\n";

/// Why a text is no evidence.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvidenceError {
    /// Some other file.
    #[error("this is no evidence of a run: its first line does not say so")]
    Foreign,
    /// Of a newer program.
    #[error("the file was written in format {found}, and this program reads format {FORMAT}")]
    OtherFormat {
        /// The number in the file.
        found: u32,
    },
    /// The seal is its last line, and gone with what was cut.
    #[error("the last line is no seal: the file is cut")]
    NotSealed,
    /// Its digest is another.
    #[error("what stands before the seal is not what was sealed")]
    Changed,
}

struct Sealed<I> {
    lines: I,
    hasher: Option<Sha256>,
}

/// The lines with their seal after them.
pub(super) fn sealed(lines: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    Sealed {
        lines,
        hasher: Some(Sha256::new()),
    }
}

impl<I: Iterator<Item = String>> Iterator for Sealed<I> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if let Some(line) = self.lines.next() {
            if let Some(hasher) = &mut self.hasher {
                hasher.update(&line);
            }
            return Some(line);
        }
        let digest = hex(&self.hasher.take()?.finalize());
        Some(format!("{BEFORE}{digest}{AFTER}"))
    }
}

/// Checks that JSON Lines are whole and unchanged; gives the digest of the plan they are about.
///
/// # Errors
/// When it is no such file, or not as it was sealed.
pub fn verify(text: &str) -> Result<PlanDigest, EvidenceError> {
    #[derive(Deserialize)]
    struct Head {
        redrive_evidence: u32,
        plan: PlanDigest,
    }
    let first = text.split('\n').next().unwrap_or_default();
    let head: Head = strict(first.as_bytes()).map_err(|_| EvidenceError::Foreign)?;
    if head.redrive_evidence != FORMAT {
        return Err(EvidenceError::OtherFormat {
            found: head.redrive_evidence,
        });
    }
    let seal = text.rfind(BEFORE).and_then(|at| text.split_at_checked(at));
    let (sealed, seal) = seal.ok_or(EvidenceError::NotSealed)?;
    let digest = seal
        .strip_prefix(BEFORE)
        .and_then(|seal| seal.strip_suffix(AFTER));
    match digest {
        // In a message a quote is always escaped, so that no line holds a seal within.
        Some(digest) if sealed.ends_with('\n') => {
            if hex(&Sha256::digest(sealed)) == digest {
                Ok(head.plan)
            } else {
                Err(EvidenceError::Changed)
            }
        }
        _ => Err(EvidenceError::NotSealed),
    }
}
