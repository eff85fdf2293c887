//! Text that a vendor or a stranger wrote: always a text node, kept to itself in its direction,
//! and cut in a table so that a word of ten thousand characters breaks nothing.

use leptos::prelude::*;

/// Longer texts are cut in tables; details show them whole.
const CUT: usize = 200;

/// The text, cut where it is long, with control characters made visible.
#[component]
pub fn Foreign(#[prop(into)] text: String) -> impl IntoView {
    let shown = visible(&text);
    let mut head: String = shown.chars().take(CUT).collect();
    let title = (head.len() < shown.len()).then(|| {
        head.push('…');
        shown.chars().take(2000).collect::<String>()
    });
    view! { <bdi class="foreign" title=title>{head}</bdi> }
}

/// The same without an element, for cells that are drawn again and again.
pub fn cut(text: &str) -> String {
    let head: String = text.chars().take(CUT).collect();
    let mut shown = visible(&head);
    if head.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// The whole text, wrapped; for details.
#[component]
pub fn ForeignWhole(#[prop(into)] text: String) -> impl IntoView {
    view! { <bdi class="foreign-whole">{visible(&text)}</bdi> }
}

/// Control characters, and marks that would turn the direction of what follows, as pictures.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => character,
            '\u{0}'..='\u{1f}' => {
                char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}')
            }
            '\u{7f}' => '\u{2421}',
            '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{80}'..='\u{9f}' => '\u{fffd}',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_deceive_are_seen() {
        assert_eq!(
            visible("a\0b\u{202e}c\n<img>"),
            "a\u{2400}b\u{fffd}c\n<img>"
        );
    }
}
