//! Limit and offset, with absolute links to the neighbours (contract 1.0).

use crate::pipeline::{Call, Reply};
use redrive_core::selfcommunity::contract::Page;
use serde::Serialize;

/// Where a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub limit: u32,
    pub offset: u32,
}

/// As the call asks; what is no number is ignored, what is too large is clamped.
pub fn window(call: &Call) -> Window {
    let switches = &call.dialect.selfcommunity;
    let number = |name| call.query(name).and_then(|text| text.parse::<u32>().ok());
    Window {
        limit: number("limit")
            .filter(|limit| *limit > 0)
            .unwrap_or(switches.list_limit_default)
            .min(switches.list_limit_max),
        offset: number("offset").unwrap_or_default(),
    }
}

/// The order of rows; unknown words are ignored. The columns are ours, so they may stand in SQL.
pub fn ordering(call: &Call, known: &[&'static str]) -> String {
    let word = call.query("ordering").unwrap_or_default();
    let (column, direction) = match word.strip_prefix('-') {
        Some(column) => (column, "DESC"),
        None => (word, "ASC"),
    };
    match known.iter().find(|name| **name == column) {
        Some(column) => format!("{column} {direction}, id {direction}"),
        None => "created_at DESC, id DESC".to_owned(),
    }
}

/// The answer.
pub fn reply<T: Serialize>(call: &Call, window: Window, count: u64, results: Vec<T>) -> Reply {
    let Window { limit, offset } = window;
    let end = offset.saturating_add(limit);
    Reply::json(
        200,
        &Page {
            count,
            next: (u64::from(end) < count).then(|| link(call, limit, end)),
            previous: (offset > 0).then(|| link(call, limit, offset.saturating_sub(limit))),
            results,
        },
    )
}

fn link(call: &Call, limit: u32, offset: u32) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("limit", &limit.to_string());
    query.append_pair("offset", &offset.to_string());
    for (name, value) in &call.query {
        if name != "limit" && name != "offset" {
            query.append_pair(name, value);
        }
    }
    format!(
        "{}/{}{}?{}",
        call.origin(),
        call.vendor.as_str(),
        call.path,
        query.finish()
    )
}
