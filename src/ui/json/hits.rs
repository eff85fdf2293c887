//! Where a typed text stands in lines: without regard to case, and never in what is hidden, because
//! only what is shown is searched.

use std::ops::Range;

/// A place in the text of a line, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub line: usize,
    pub place: Range<usize>,
}

/// More are not counted one by one.
pub const MOST: usize = 10_000;

/// The places, in order.
pub fn hits<'a>(lines: impl Iterator<Item = &'a str>, typed: &str) -> Vec<Hit> {
    let wanted: Vec<char> = typed.chars().map(folded).collect();
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    for (line, text) in lines.enumerate() {
        let letters: Vec<(usize, char)> = text
            .char_indices()
            .map(|(at, letter)| (at, folded(letter)))
            .collect();
        let mut at = 0;
        while let Some(window) = letters.get(at..at + wanted.len()) {
            if !window.iter().map(|(_, letter)| letter).eq(&wanted) {
                at += 1;
                continue;
            }
            let begin = window.first().map_or(0, |(begin, _)| *begin);
            let end = letters
                .get(at + wanted.len())
                .map_or(text.len(), |(end, _)| *end);
            found.push(Hit {
                line,
                place: begin..end,
            });
            if found.len() >= MOST {
                return found;
            }
            at += wanted.len();
        }
    }
    found
}

/// One letter for one letter, so that places stay places.
fn folded(letter: char) -> char {
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_found_in_any_case_and_cut_no_letter() {
        let lines = ["Größe: GRÖSSE", "größe", "aaa"];
        let found = hits(lines.into_iter(), "GRÖß");
        assert_eq!(found.len(), 2);
        assert_eq!(lines[0].get(found[0].place.clone()), Some("Größ"));
        assert_eq!(found[1].line, 1);
        assert_eq!(
            hits(lines.into_iter(), "aa").len(),
            1,
            "they do not overlap"
        );
        assert_eq!(hits(lines.into_iter(), "").len(), 0);
        assert_eq!(hits(["İx"].into_iter(), "x")[0].place, 2..3);
    }
}
