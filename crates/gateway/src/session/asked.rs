//! Whether somebody asked for a request, or a screen that was left open made it by itself.
//!
//! It is the page's own word, and a page that keeps it to itself only stays signed in as long as
//! its operator would by pressing a key: there is nothing to gain by a lie.

use axum::http::HeaderMap;
use redrive_core::gateway::ASKED_BY_NOBODY;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    ByTheOperator,
    ByNobody,
}

impl Asked {
    pub fn of(headers: &HeaderMap) -> Self {
        let (name, nobody) = ASKED_BY_NOBODY;
        if headers.get(name).is_some_and(|word| word == nobody) {
            Self::ByNobody
        } else {
            Self::ByTheOperator
        }
    }
}
