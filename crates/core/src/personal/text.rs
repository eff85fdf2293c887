//! Mail addresses and telephone numbers within any text.

use super::HIDDEN;
use std::ops::RangeInclusive;

/// No telephone that can be called from elsewhere has fewer digits.
const DIGITS: usize = 8;

/// Digits of a number that stands alone and may be a telephone's, as `WhatsApp` writes them: country
/// first, and no sign before it.
const ALONE: RangeInclusive<usize> = 10..=15;
/// Of the country that begins with `1`, every number has as many digits. Instants in seconds (10)
/// and milliseconds (13) begin with it too.
const OF_ONE: usize = 11;
/// `20260402101500`, an instant: no number of the country that begins with `20` is as long.
const OF_INSTANT: usize = 14;
/// Words that make a number behind which they stand a count.
const UNITS: [&str; 6] = ["byte", "bytes", "ms", "µs", "us", "ns"];

/// The text with `m•••@example.com` for every mail address, and `+•••12` for what looks like a
/// telephone number. What is masked stays as it is when it is masked again.
pub fn masked(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        if is_at(letter) {
            hide_name(&mut shown);
            shown.push(letter);
            at += 1;
        } else if let Some((length, number)) = number(letters.get(at..).unwrap_or_default(), &shown)
        {
            shown.push_str(&number);
            at += length;
        } else {
            shown.push(letter);
            at += 1;
        }
    }
    shown
}

/// The sign of an address, in its wide and its small form too.
const fn is_at(letter: char) -> bool {
    matches!(letter, '@' | '＠' | '﹫')
}

/// What cannot stand within the name before an `@`, or is hardly meant to.
fn is_border(letter: char) -> bool {
    letter.is_whitespace()
        || is_at(letter)
        || matches!(
            letter,
            '<' | '>' | '(' | ')' | '[' | ']' | '"' | ',' | ';' | ':' | '\\'
        )
}

/// Hides the name at the end of what is shown. A quoted one may hold borders.
fn hide_name(shown: &mut String) {
    let quoted = shown.strip_suffix('"').and_then(|rest| rest.rfind('"'));
    let plain = shown
        .get(..quoted.unwrap_or(shown.len()))
        .unwrap_or_default();
    let border = plain.char_indices().rfind(|(_, letter)| is_border(*letter));
    let begin = border.map_or(0, |(at, letter)| at + letter.len_utf8());
    let name = shown.split_off(begin);
    if name.is_empty() {
        return;
    }
    // Of three characters, one tells little; of fewer it would tell all.
    let long = name
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .nth(2)
        .is_some();
    let first = name
        .chars()
        .next()
        .filter(|first| (long || name.ends_with(HIDDEN)) && first.is_alphanumeric());
    shown.extend(first);
    shown.push_str(HIDDEN);
}

fn number(letters: &[char], before: &str) -> Option<(usize, String)> {
    telephone(letters, before).or_else(|| alone(letters, before))
}

/// A telephone number without a sign that begins here: digits and nothing else, and no piece of an
/// id, a decimal or a date.
fn alone(letters: &[char], before: &str) -> Option<(usize, String)> {
    let first = letters.first().filter(|first| first.is_numeric())?;
    let within_more = before
        .chars()
        .next_back()
        .is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '+'));
    let is_digit = |letter: &&char| letter.is_numeric();
    let length = letters.iter().take_while(is_digit).count();
    let (_, after) = letters.split_at_checked(length)?;
    let is_more = match after {
        ['_' | '-' | '.', next, ..] => next.is_alphanumeric(),
        [letter, ..] => letter.is_alphanumeric(),
        [] => false,
    };
    let is_instant = *first == '1' && length != OF_ONE
        || letters.starts_with(&['2', '0']) && length == OF_INSTANT;
    if within_more || is_more || is_instant || !ALONE.contains(&length) || is_unit(after) {
        return None;
    }
    let end: String = letters.get(length - 2..length)?.iter().collect();
    Some((length, format!("{HIDDEN}{end}")))
}

/// Whether a word follows that makes the number before it a count.
fn is_unit(after: &[char]) -> bool {
    let [' ', after @ ..] = after else {
        return false;
    };
    let word = after.iter().take_while(|letter| letter.is_alphabetic());
    let word: String = word.collect();
    UNITS.contains(&word.as_str())
}

/// A telephone number that begins here: how many characters it takes, and what is shown of it. It
/// begins with `+` or with `0`, and gaps may stand in it.
fn telephone(letters: &[char], before: &str) -> Option<(usize, String)> {
    let (first, rest) = letters.split_first()?;
    let within_a_word = before.chars().next_back().is_some_and(|letter| {
        letter.is_alphanumeric()
            || letter == '+'
            || *first == '0' && matches!(letter, '_' | '-' | ':' | '.' | '/')
    });
    if within_a_word || !matches!(first, '+' | '＋' | '0') {
        return None;
    }
    let mut digits: Vec<char> = first.is_numeric().then_some(*first).into_iter().collect();
    let mut length = 1;
    let mut gap = 0;
    for (index, letter) in rest.iter().enumerate() {
        if letter.is_numeric() {
            digits.push(*letter);
            (length, gap) = (index + 2, 0);
        } else if matches!(
            letter,
            ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}'
        ) && gap < 2
        {
            gap += 1;
        } else {
            break;
        }
    }
    let follows = letters
        .get(length)
        .is_some_and(|letter| letter.is_alphanumeric());
    if follows || digits.len() < DIGITS {
        return None;
    }
    let end: String = digits.iter().skip(digits.len() - 2).collect();
    let sign = if *first == '0' { "" } else { "+" };
    Some((length, format!("{sign}{HIDDEN}{end}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_before_an_at_is_hidden_wherever_it_stands() {
        for (text, shown) in [
            ("pia.l@customer.example", "p•••@customer.example"),
            (
                "a@b.example, Cé <cécile@d.example>",
                "•••@b.example, Cé <c•••@d.example>",
            ),
            (
                r#""toemail": "x+y.z@w.example","#,
                r#""toemail": "x•••@w.example","#,
            ),
            (r#""pia lo"@w.example"#, "•••@w.example"),
            ("550 no such user", "550 no such user"),
            ("@", "@"),
            ("", ""),
            ("pia@lou@z.example", "p•••@l•••@z.example"),
            ("ma\u{301}ria@x.example", "m•••@x.example"),
            ("\u{202e}pia＠x.example", "•••＠x.example"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn a_telephone_is_hidden_and_a_date_is_not() {
        for (text, shown) in [
            ("call +49 (30) 1234-567 now", "call +•••67 now"),
            ("0030 123 4567", "•••67"),
            ("2026-04-02 10:15:00", "2026-04-02 10:15:00"),
            (
                "wbd_00000000000000000000000001",
                "wbd_00000000000000000000000001",
            ),
            ("8ad0e1h0000000001", "8ad0e1h0000000001"),
            ("HTTP 503", "HTTP 503"),
            ("+1234567", "+1234567"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn a_telephone_without_a_sign_is_hidden_where_it_stands_alone() {
        for (text, shown) in [
            ("4915112345678", "•••78"),
            (
                "(#131030) Recipient 4915112345678 not in list.",
                "(#131030) Recipient •••78 not in list.",
            ),
            ("to: 6281234567890, code 470", "to: •••90, code 470"),
            ("recipient=12125551234", "recipient=•••34"),
            ("\"4915112345678\"", "\"•••78\""),
            ("https://wa.me/4915112345678", "https://wa.me/•••78"),
            ("4915112345678@s.whatsapp.example", "•••@s.whatsapp.example"),
            ("no 4915112345678 bytesmith", "no •••78 bytesmith"),
        ] {
            assert_eq!(masked(text), shown);
            assert_eq!(masked(shown), shown);
        }
    }

    #[test]
    fn ids_instants_and_counts_are_no_telephones() {
        for text in [
            "wbd_01K0000000000000000000000B",
            "01K5123456789012345678901B",
            "2c92a0fd5e1b4f3a9012345678901234",
            "84739201847392018473920184739201",
            "id_4915112345678 and 4915112345678-a",
            "550e8400-e29b-41d4-a716-446655440000",
            "t=1772787605,v0=00ff",
            "at 1772787605123 ms, 1772787605.200100, 1772787605",
            "20260402101500 2026-04-02T10:15:00.200100Z 20260402",
            "4294967296 bytes exceed 2147483648 bytes after 9999999999 ns",
            "HTTP 503 after 30000 ms on port 8443, error 131030",
            "v17.0 18446744073709551615",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_name_is_shown_beyond_its_first_letter(
            name in "[^\\s<>()\\[\\]\",;:\\\\@＠﹫]{2,20}",
            before in "\\PC{0,10}[ <(\"]",
            at in prop::sample::select(vec!['@', '＠', '﹫']),
        ) {
            let shown = masked(&format!("{before}{name}{at}host.example"));
            let kept: String = name.chars().take(2).collect();
            let end = format!("{kept}{at}host.example");
            prop_assert!(!shown.ends_with(&end), "{}", shown);
            let name_shown = shown.rsplit_once(at).unwrap().0;
            prop_assert!(name_shown.ends_with(HIDDEN), "{}", shown);
            prop_assert!(!name_shown.ends_with(&format!("{kept}{HIDDEN}")), "{}", shown);
        }

        #[test]
        fn no_number_is_shown_beyond_its_last_two_digits(
            digits in "[1-9][0-9]{7,13}",
            gap in prop::sample::select(vec!["", " ", "-", ".", " ("]),
        ) {
            let (head, tail) = digits.split_at(3);
            let shown = masked(&format!("tel: +{head}{gap}{tail}"));
            let end: String = digits.chars().skip(digits.len() - 2).collect();
            prop_assert_eq!(shown, format!("tel: +{HIDDEN}{end}"));
        }

        #[test]
        fn masking_twice_is_masking_once(text in "[a-c0+@ \"<.é•-]{0,40}|([0-9]{6}|[a+@ .é•_-]){0,9}") {
            let once = masked(&text);
            prop_assert_eq!(masked(&once), once);
        }

        #[test]
        fn any_text_is_masked_without_panic(text in "\\PC*") {
            let _ = masked(&text);
        }
    }
}
