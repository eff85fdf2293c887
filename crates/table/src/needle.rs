//! What somebody typed to find texts that hold it, without regard to capitals and marks.

use crate::fold::fold;

/// The folded search text. Blanks around it are not looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    folded: Vec<u8>,
}

impl Needle {
    pub fn new(typed: &str) -> Self {
        let mut folded = Vec::new();
        fold(typed.trim(), &mut folded);
        Self { folded }
    }

    /// Whether there is nothing to look for; every text holds it then.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// Whether every text that holds this one holds the other too.
    pub fn implies(&self, other: &Self) -> bool {
        find(&self.folded, &other.folded)
    }

    /// Whether the text holds it. `scratch` is only for work.
    pub fn is_in(&self, text: &str, scratch: &mut Vec<u8>) -> bool {
        if text.is_ascii() {
            return find(text.as_bytes(), &self.folded);
        }
        scratch.clear();
        fold(text, scratch);
        find(scratch, &self.folded)
    }
}

/// Whether the folded needle stands in a text that is folded but for its ASCII capitals.
fn find(text: &[u8], needle: &[u8]) -> bool {
    let Some((&first, rest)) = needle.split_first() else {
        return true;
    };
    let other = first.to_ascii_uppercase();
    let mut places = text.windows(needle.len());
    places.any(|place| match place.split_first() {
        Some((&byte, after)) => {
            (byte == first || byte == other) && after.eq_ignore_ascii_case(rest)
        }
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_the_folded_text_contains(
            text in "[aAbBäÄß ]{0,12}",
            typed in "[aAbBäÄß ]{0,3}",
        ) {
            let mut folded = (Vec::new(), Vec::new());
            fold(&text, &mut folded.0);
            fold(typed.trim(), &mut folded.1);
            let texts = (String::from_utf8(folded.0).unwrap(), String::from_utf8(folded.1).unwrap());
            let found = Needle::new(&typed).is_in(&text, &mut Vec::new());
            prop_assert_eq!(found, texts.0.contains(&texts.1));
        }

        #[test]
        fn a_needle_that_implies_another_is_never_found_without_it(
            text in "[abc]{0,8}",
            long in "[abc]{0,3}",
            short in "[abc]{0,3}",
        ) {
            let (long, short) = (Needle::new(&long), Needle::new(&short));
            let is_in = |needle: &Needle| needle.is_in(&text, &mut Vec::new());
            if long.implies(&short) && is_in(&long) {
                prop_assert!(is_in(&short));
            }
        }
    }
}
