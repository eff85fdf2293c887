//! What texts mean to the model, written for the few letters that the tests use.

use std::cmp::Ordering;

/// Without capitals and marks.
pub fn plain(text: &str) -> String {
    text.to_lowercase().replace('ä', "a")
}

pub fn contains(text: Option<&str>, typed: &str) -> bool {
    let typed = plain(typed.trim());
    typed.is_empty() || text.is_some_and(|text| plain(text).contains(&typed))
}

/// As people read: letter by letter, but a run of digits as one number.
pub fn natural(one: &str, other: &str) -> Ordering {
    pieces(&plain(one))
        .cmp(&pieces(&plain(other)))
        .then_with(|| one.cmp(other))
}

/// A letter, or `0` for a number, and the number.
fn pieces(text: &str) -> Vec<(char, u64)> {
    let mut pieces: Vec<(char, u64)> = Vec::new();
    let mut in_number = false;
    for letter in text.chars() {
        match (letter.to_digit(10), pieces.last_mut()) {
            (Some(digit), Some((_, number))) if in_number => {
                *number = *number * 10 + u64::from(digit);
            }
            (Some(digit), _) => pieces.push(('0', u64::from(digit))),
            (None, _) => pieces.push((letter, 0)),
        }
        in_number = letter.is_ascii_digit();
    }
    pieces
}
