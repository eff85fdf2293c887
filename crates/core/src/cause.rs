//! The cause of a failure without what differs from one failure to the next, so that failures of
//! one cause can be counted together.
//!
//! A status code is a cause by itself. Of an error's text everything goes that is another in each
//! row: numbers, ids, addresses, hosts, ports, durations, quoted strings. It is a rule of thumb over
//! foreign text and only groups rows; nothing is sent or left out because of it.

mod pieces;
#[cfg(test)]
mod tests;

use crate::hex::hex;
use pieces::{Piece, pieces};
use sha2::{Digest, Sha256};

/// Stands for what was taken out.
const GAP: &str = "…";
/// A cause is read in a list, not in a log.
const LONGEST: usize = 100;
/// More of a text than this nobody needs to know its cause.
const READ: usize = 2000;
/// Digits of a fingerprint: 64 bits, far more than two causes of one list share by chance.
const FINGERPRINT: usize = 16;

/// The cause as the last answer tells it: the status where there was one, else the error. Nothing
/// where nothing failed, or nothing is known of it.
pub fn cause(status: Option<i64>, error: Option<&str>) -> Option<String> {
    let text = || Some(of_text(error?)).filter(|text| !text.is_empty());
    match status {
        Some(200..=299) | None => text(),
        Some(status) => Some(format!("HTTP {status}")),
    }
}

/// What a cause is known by where its words must not stand, because they are a stranger's: sixteen
/// lowercase hexadecimal digits, the same in every browser and every release.
pub fn fingerprint(cause: &str) -> String {
    let mut digits = hex(&Sha256::digest(cause.as_bytes()));
    digits.truncate(FINGERPRINT);
    digits
}

/// Whether a text can be a fingerprint.
pub fn is_fingerprint(text: &str) -> bool {
    text.len() == FINGERPRINT && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// An error's text without what differs from one row to the next.
pub fn of_text(text: &str) -> String {
    let head: String = text.chars().take(READ).collect();
    let unquoted = pieces::without_quoted(&head);
    let mut pieces = pieces(&unquoted);
    join_gaps(&mut pieces);
    written(&pieces)
}

/// A number takes its unit with it, and gaps beside each other are one.
fn join_gaps(pieces: &mut Vec<Piece<'_>>) {
    let mut joined: Vec<Piece<'_>> = Vec::new();
    for piece in pieces.drain(..) {
        let taken = match joined.as_slice() {
            [.., Piece::Gap] | [.., Piece::Gap, Piece::Blank] => match piece {
                Piece::Gap => true,
                Piece::Word(word) => pieces::is_unit(word),
                Piece::Blank | Piece::Mark(_) => false,
            },
            _ => false,
        };
        if !taken {
            joined.push(piece);
        } else if let Some(Piece::Blank) = joined.last() {
            joined.pop();
        }
    }
    *pieces = joined;
}

fn written(pieces: &[Piece<'_>]) -> String {
    let mut text = String::new();
    let mut length = 0;
    for piece in pieces {
        let mut buffer = [0; 4];
        let part: &str = match piece {
            Piece::Blank => " ",
            Piece::Mark(mark) => mark.encode_utf8(&mut buffer),
            Piece::Word(word) => word,
            Piece::Gap => GAP,
        };
        length += part.chars().count();
        if length > LONGEST {
            let kept = text.trim_end_matches([' ', '…']).len();
            text.truncate(kept);
            return text + " " + GAP;
        }
        text.push_str(part);
    }
    text.trim_end_matches([' ', '.', ':', ',', ';', '!'])
        .to_owned()
}
