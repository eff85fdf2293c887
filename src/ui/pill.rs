//! A word with a shape and a colour: dot good, square bad, diamond unknown, ring not attempted.

use leptos::prelude::*;
use redrive_core::fate::Fate;
use redrive_core::outcome::OutcomeKind;

/// The class that carries shape and colour.
pub const fn tone_of(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Accepted => "good",
        OutcomeKind::Rejected => "bad",
        OutcomeKind::Unknown => "unsure",
        OutcomeKind::Skipped => "warn",
        OutcomeKind::NotAttempted => "idle",
    }
}

/// Any word in one of the tones `good`, `bad`, `warn`, `unsure`, `idle`.
#[component]
pub fn Pill(tone: &'static str, #[prop(into)] word: String) -> impl IntoView {
    view! { <span class=format!("pill {tone}")><bdi>{word}</bdi></span> }
}

/// The same for what reading back says.
pub const fn fate_tone(fate: Fate) -> &'static str {
    match fate {
        Fate::Delivered | Fate::HandedOver => "good",
        Fate::FailedAgain => "bad",
        Fate::NotVerifiable => "unsure",
        Fate::Pending | Fate::NotRead => "idle",
    }
}
