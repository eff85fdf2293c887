//! The order in which people read texts, as bytes that compare in that order.
//!
//! One definition serves both ways of sorting: the keys of many texts are compared as bytes, and
//! two texts are compared by their keys. Must not know where texts are kept.

use crate::fold::fold;
use std::cmp::Ordering;

/// Writes the key of a text behind what is there: the folded text, each run of digits replaced by
/// its length and its digits without leading zeros, so that 9 comes before 10.
pub fn key(text: &str, out: &mut Vec<u8>) {
    let start = out.len();
    fold(text, out);
    let is_plain = |folded: &[u8]| !folded.iter().any(u8::is_ascii_digit);
    if out.get(start..).is_none_or(is_plain) {
        return;
    }
    let folded = out.split_off(start);
    let mut rest = folded.as_slice();
    while let Some((&first, after)) = rest.split_first() {
        if !first.is_ascii_digit() {
            out.push(first);
            rest = after;
            continue;
        }
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (run, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        number(run, out);
        rest = after;
    }
}

/// A run of digits: a mark that stands where digits stand among the letters, how many digits
/// count, and those.
fn number(run: &[u8], out: &mut Vec<u8>) {
    let zeros = run.iter().take_while(|digit| **digit == b'0').count();
    let digits = run.get(zeros..).unwrap_or(&[]);
    out.push(b'0');
    let mut length = digits.len();
    while length >= 255 {
        out.push(255);
        length -= 255;
    }
    out.push(u8::try_from(length).unwrap_or(254));
    out.extend(digits);
}

/// How two texts follow each other: by their keys, and by their bytes where those are equal.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    key(one, &mut left);
    key(other, &mut right);
    left.cmp(&right).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_follow_each_other_as_people_read_them() {
        let sorted = [
            "",
            " x",
            "007",
            "7",
            "7a",
            "08",
            "10",
            "Event 9",
            "event 9",
            "Event 10",
            "EVENT 10 b",
            "Muller",
            "Müller",
            "müller",
            "Mullers",
            "zebra",
            "Ølst",
            "я",
        ];
        // Ø stands with o, not behind z.
        let mut expected = sorted.to_vec();
        expected.sort_by(|a, b| compare(a, b));
        let place = |word| expected.iter().position(|known| *known == word).unwrap();
        assert!(place("Ølst") < place("zebra"));
        let others = |words: &[&'static str]| -> Vec<&'static str> {
            words
                .iter()
                .copied()
                .filter(|word| *word != "Ølst")
                .collect()
        };
        assert_eq!(others(&expected), others(&sorted));
    }

    #[test]
    fn a_longer_number_is_a_greater_one_at_any_length() {
        let long = |digits: usize| format!("a{}b", "9".repeat(digits));
        for digits in [1, 254, 255, 256, 509, 510, 511, 700] {
            let less = compare(&long(digits), &long(digits + 1));
            assert_eq!(less, Ordering::Less, "{digits}");
        }
    }

    /// Written another way: pieces that are compared one by one.
    fn model(text: &str) -> Vec<(u8, u128, String)> {
        let mut folded = Vec::new();
        fold(text, &mut folded);
        let text = String::from_utf8(folded).unwrap();
        let mut pieces = Vec::new();
        let mut digits = String::new();
        for letter in text.chars().chain(['\u{0}']) {
            if letter.is_ascii_digit() {
                digits.push(letter);
                continue;
            }
            if !digits.is_empty() {
                pieces.push((b'0', digits.parse().unwrap(), String::new()));
                digits.clear();
            }
            let first = *letter.to_string().as_bytes().first().unwrap();
            pieces.push((first, 0, letter.to_string()));
        }
        pieces.pop();
        pieces
    }

    proptest! {
        #[test]
        fn it_is_the_order_of_the_pieces(one in "[aAbä09 /:é]{0,8}", other in "[aAbä09 /:é]{0,8}") {
            let expected = model(&one).cmp(&model(&other)).then_with(|| one.cmp(&other));
            prop_assert_eq!(compare(&one, &other), expected);
        }
    }
}
