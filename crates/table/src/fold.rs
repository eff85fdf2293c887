//! What of a text makes a difference to a reader who searches: neither capitals nor marks.
//!
//! The one home of that rule; search and natural order both follow it. Capitals become small by
//! Unicode's own table, Latin letters lose their marks, marks that stand alone fall away, and
//! `ß æ œ þ ĳ` are written with two letters. Letters of other scripts keep what they have: `й` is
//! not `и`. It is one rule for all readers; no language is asked for.

/// Letters without their marks, from U+00DF on; `-` where the letter stays.
const LATIN: &str = "\
    -aaaaaa-ceeeeiiiidnooooo-ouuuuy-y-a-a-a-c-c-c-c-d-d-e-e-e-e-e-g-\
    g-g-g-h-h-i-i-i-i-i---j-k--l-l-l-l-l-n-n-n--n-o-o-o---r-r-r-s-s-\
    s-s-t-t-t-u-u-u-u-u-u-w-y--z-z-zs-------------------------------\
    --o--------------u-----------------------------a-i-o-u-u-u-u-u--\
    a-a-----g-k-o-o--j----g---n-a---o-a-a-e-e-i-i-o-o-r-r-u-u-s-t---\
    h-------a-e-o-o-o-o-y----------------------------";

/// The same, from U+1E00 on.
const LATIN_ADDITIONAL: &str = "\
    -a-b-b-b-c-d-d-d-d-d-e-e-e-e-e-f-g-h-h-h-h-h-i-i-k-k-k-l-l-l-l-m\
    -m-m-n-n-n-n-o-o-o-o-p-p-r-r-r-r-s-s-s-s-s-t-t-t-t-u-u-u-u-u-v-v\
    -w-w-w-w-w-x-x-y-z-z-zhtwy-------a-a-a-a-a-a-a-a-a-a-a-a-e-e-e-e\
    -e-e-e-e-i-i-o-o-o-o-o-o-o-o-o-o-o-o-u-u-u-u-u-u-u-y-y-y-y------";

/// Writes the folded text behind what is there.
pub fn fold(text: &str, out: &mut Vec<u8>) {
    if text.is_ascii() {
        out.extend(text.bytes().map(|byte| byte.to_ascii_lowercase()));
        return;
    }
    for letter in text.chars() {
        // Where a small letter takes several characters, the others are marks.
        let small = letter.to_lowercase().next().unwrap_or(letter);
        match small {
            '\u{300}'..='\u{36F}' => {}
            'ß' => out.extend(b"ss"),
            'æ' => out.extend(b"ae"),
            'œ' => out.extend(b"oe"),
            'þ' => out.extend(b"th"),
            'ĳ' => out.extend(b"ij"),
            'ς' => out.extend("σ".as_bytes()),
            _ => match unmarked(small) {
                Some(plain) => out.push(plain),
                None => out.extend(small.encode_utf8(&mut [0; 4]).as_bytes()),
            },
        }
    }
}

fn unmarked(letter: char) -> Option<u8> {
    let number = u32::from(letter);
    let plain = match number {
        0xDF..=0x24F => LATIN.as_bytes().get((number - 0xDF) as usize),
        0x1E00..=0x1EFF => LATIN_ADDITIONAL.as_bytes().get((number - 0x1E00) as usize),
        _ => None,
    };
    plain.copied().filter(|plain| *plain != b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        let mut out = Vec::new();
        fold(text, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn capitals_and_marks_make_no_difference() {
        for (text, same) in [
            ("Müller & Søn", "muller & son"),
            ("STRAßE", "strasse"),
            ("ẞ", "ss"),
            ("Łódź", "lodz"),
            ("İstanbul ışık", "istanbul isik"),
            ("Ștefan Țepeș", "stefan tepes"),
            ("Nguyễn Thị Phương", "nguyen thi phuong"),
            ("Æther Œuvre Þór", "aether oeuvre thor"),
            ("e\u{301}te\u{301}", "ete"),
            ("ΟΔΟΣ", "οδοσ"),
            ("Йод", "йод"),
            ("ÿ Ž ǻ", "y z a"),
            ("日本 503", "日本 503"),
        ] {
            assert_eq!(folded(text), same);
        }
    }

    #[test]
    fn the_tables_are_as_long_as_their_blocks() {
        assert_eq!(LATIN.len(), 0x24F - 0xDF + 1);
        assert_eq!(LATIN_ADDITIONAL.len(), 256);
    }

    proptest! {
        #[test]
        fn what_is_folded_stays_as_it_is(text in "\\PC{0,20}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
