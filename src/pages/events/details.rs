//! One event: every loaded try of it, with what was posted and what came back.

use super::rows::{answer, kind};
use crate::ui::folded::Folded;
use crate::ui::foreign::visible;
use crate::ui::pane::Pane;
use crate::ui::pill::Pill;
use crate::ui::time::VendorInstant;
use leptos::prelude::*;
use redrive_core::selfcommunity::contract::{Attempt, Row};

/// The pane.
#[component]
pub fn EventPane(title: String, tries: Vec<Row<Attempt>>, close: Callback<()>) -> impl IntoView {
    let tries = tries.into_iter().map(one_try).collect_view();
    view! {
        <Pane title close>
            <p class="muted pane-note">
                "Bodies may hold personal data. They are shown here and kept nowhere."
            </p>
            <ol class="tries">{tries}</ol>
        </Pane>
    }
}

fn one_try(row: Row<Attempt>) -> impl IntoView {
    let Row { known, raw } = row;
    let tone = match known.succeeded() {
        Some(true) => "good",
        Some(false) => "bad",
        None => "unsure",
    };
    let name = known
        .id
        .map_or_else(|| "Try".to_owned(), |id| format!("Try {id}"));
    let raw = serde_json::to_string_pretty(&raw).unwrap_or_default();
    let parts = [
        ("Posted", pretty(known.http_request_body.as_deref())),
        (
            "Signature",
            known
                .http_request_signature_header
                .clone()
                .unwrap_or_default(),
        ),
        (
            "Answered",
            known.http_response_body.clone().unwrap_or_default(),
        ),
        ("Row as the vendor sent it", raw),
    ];
    let word = answer(&known);
    let kind = kind(&known);
    view! {
        <li>
            <h3>{name} " " <Pill tone word /></h3>
            <p class="muted">
                <bdi class="mono">{visible(&kind)}</bdi> " · " <VendorInstant time=known.created_at />
            </p>
            {known
                .next_retry
                .map(|at| view! { <p class="muted">"The vendor tries again at " <VendorInstant time=Some(at) full=true /></p> })}
            {parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| view! { <Folded name text /> }).collect_view()}
        </li>
    }
}

/// JSON with line breaks where it is JSON; else the text as it is.
fn pretty(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    serde_json::from_slice::<serde_json::Value>(text.as_bytes())
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| text.to_owned())
}
