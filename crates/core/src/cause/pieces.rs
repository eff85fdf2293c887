//! A text taken apart: words that say something, gaps where something differs, blanks and marks.

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Any blank, however long.
    Blank,
    /// A mark between words.
    Mark(char),
    /// A word that is the same in every row of one cause.
    Word(&'a str),
    /// What differs.
    Gap,
}

/// Words longer than this are ids or bodies.
const LONGEST_WORD: usize = 40;
/// At least this many hexadecimal digits without any other letter are an id.
const LEAST_HEX: usize = 12;
const UNITS: [&str; 25] = [
    "ns", "us", "µs", "ms", "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute",
    "minutes", "h", "hr", "hrs", "hour", "hours", "d", "day", "days", "byte", "bytes", "kb",
];
const QUOTES: [(char, char); 6] = [
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('“', '”'),
    ('‘', '’'),
    ('«', '»'),
];

/// Whether a word is the unit of the number before it.
pub fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word))
}

/// The text with a gap for everything in quotation marks. An apostrophe within a word is none.
pub fn without_quoted(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let close = QUOTES.iter().find(|(open, _)| *open == first);
        let end = close
            .filter(|_| !before.is_alphanumeric())
            .and_then(|(_, close)| closing(after, *close));
        if let Some(end) = end {
            plain.push_str(super::GAP);
            rest = after.get(end..).unwrap_or_default();
            before = super::GAP.chars().next().unwrap_or(' ');
        } else {
            plain.push(first);
            rest = after;
            before = first;
        }
    }
    plain
}

/// Where the text goes on behind a closing quotation mark, at which a word ends.
fn closing(text: &str, close: char) -> Option<usize> {
    text.match_indices(close)
        .map(|(at, mark)| at + mark.len())
        .find(|end| {
            let next = text.get(*end..).and_then(|rest| rest.chars().next());
            next.is_none_or(|next| !next.is_alphanumeric())
        })
}

/// The pieces of a text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (piece, length) = if is_blank(first) {
            (Piece::Blank, first.len_utf8())
        } else if is_mark(first) {
            (Piece::Mark(first), first.len_utf8())
        } else {
            let run = run(rest);
            (word(run, &pieces), run.len())
        };
        let leading = pieces.is_empty() && piece == Piece::Blank;
        if !leading && (piece != Piece::Blank || pieces.last() != Some(&Piece::Blank)) {
            pieces.push(piece);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    pieces
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Stands between words wherever it stands.
fn is_mark(character: char) -> bool {
    "=,;(){}<>|!?\"'`".contains(character)
}

/// The word at the beginning of a text, without the marks at its end. A first mark is one by
/// itself.
fn run(text: &str) -> &str {
    let end = text.find(|character| is_blank(character) || is_mark(character));
    let whole = text.get(..end.unwrap_or(text.len())).unwrap_or(text);
    if whole.contains("://") {
        return address(text);
    }
    let is_address = whole.starts_with('[') && whole.contains("]:");
    let first = whole.chars().next().map_or(0, char::len_utf8);
    if whole.starts_with('[') && !is_address {
        return whole.get(..first).unwrap_or(whole);
    }
    let kept = whole.trim_end_matches([']', '.', ':']).len().max(first);
    whole.get(..kept).unwrap_or(whole)
}

/// The whole address at the beginning of a text: most marks may stand in one.
fn address(text: &str) -> &str {
    let end = text.find(|character| is_blank(character) || "()<>{}|\"'`".contains(character));
    let whole = text.get(..end.unwrap_or(text.len())).unwrap_or(text);
    whole.trim_end_matches([',', ';', '.', ':', '!', '?', ']'])
}

fn word<'a>(word: &'a str, before: &[Piece<'a>]) -> Piece<'a> {
    let mut characters = word.chars();
    match (characters.next(), characters.next()) {
        (Some(mark @ ('[' | ']' | '.' | ':')), None) => return Piece::Mark(mark),
        _ if word == super::GAP => return Piece::Gap,
        _ => {}
    }
    let protocol = word
        .get(..5)
        .filter(|head| head.eq_ignore_ascii_case("http/"));
    if protocol.is_some() {
        return Piece::Word("HTTP");
    }
    if differs(word) && !is_status(word, before) {
        return Piece::Gap;
    }
    Piece::Word(word)
}

/// A status code is a cause, unlike any other number.
fn is_status(word: &str, before: &[Piece<'_>]) -> bool {
    let code = word.len() == 3
        && word
            .parse::<u16>()
            .is_ok_and(|code| (100..600).contains(&code));
    let named = before.iter().rev().find_map(|piece| match piece {
        Piece::Word(word) => Some(*word),
        Piece::Gap => Some(""),
        Piece::Blank | Piece::Mark(_) => None,
    });
    let codes = ["http", "status", "code"];
    code && codes
        .iter()
        .any(|name| named.is_some_and(|word| word.eq_ignore_ascii_case(name)))
}

/// Whether another row of the same cause would hold another word here.
fn differs(word: &str) -> bool {
    let is_hex = |character: char| character.is_ascii_hexdigit() || character == '-';
    word.chars().any(char::is_numeric)
        || word.chars().count() > LONGEST_WORD
        || word.contains("://")
        || word.contains('@')
        || (word.starts_with('/') && word.len() > 1)
        || (word.len() >= LEAST_HEX && word.chars().all(is_hex))
        || is_host(word)
}

/// `hooks.example`, `localhost:http`; not `java.net.SocketException`, not `e.g`.
fn is_host(word: &str) -> bool {
    let host = word.split(':').next().unwrap_or(word);
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
    };
    let top = labels.last().is_some_and(|top| {
        top.len() >= 2
            && top
                .chars()
                .all(|letter| letter.is_alphabetic() && !letter.is_uppercase())
    });
    host == "localhost" || (labels.len() >= 2 && top && labels.iter().all(is_label))
}
