//! Ids as they really arrive: a column of a spreadsheet, a line of a chat, a list in quotes.

use crate::id::{Id, IdError, unique};
use std::str::FromStr;

/// What a pasted text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted<T> {
    /// In order, each once.
    pub ids: Vec<T>,
    /// How many were there again.
    pub duplicates: usize,
    /// What is no id, with the line it stands on.
    pub bad: Vec<BadEntry>,
}

/// A piece of text that is no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadEntry {
    /// From 1.
    pub line: usize,
    pub text: String,
    pub error: IdError,
}

/// Reads ids separated by lines, spaces, commas, semicolons or tabs, with or without quotes.
pub fn parse<T: FromStr<Err = IdError> + Id>(text: &str) -> Pasted<T> {
    let mut pasted = Pasted {
        ids: Vec::new(),
        duplicates: 0,
        bad: Vec::new(),
    };
    for (index, line) in text.lines().enumerate() {
        let pieces = line
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '\u{feff}'))
            .map(|piece| piece.trim_matches(['"', '\'', '[', ']']))
            .filter(|piece| !piece.is_empty());
        for piece in pieces {
            match read::<T>(piece) {
                Ok(id) => pasted.ids.push(id),
                Err(error) => {
                    let text = piece.chars().take(80).collect();
                    pasted.bad.push(BadEntry {
                        line: index + 1,
                        text,
                        error,
                    });
                }
            }
        }
    }
    let read = pasted.ids.len();
    pasted.ids = unique(pasted.ids);
    pasted.duplicates = read - pasted.ids.len();
    pasted
}

/// An opaque id may look like anything, but a column's heading is none.
fn read<T: FromStr<Err = IdError>>(piece: &str) -> Result<T, IdError> {
    if ["id", "ids"]
        .iter()
        .any(|heading| piece.eq_ignore_ascii_case(heading))
    {
        return Err(IdError::new("an id", "it is a column's heading"));
    }
    piece.parse()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kirim::contract::DeliveryId;
    use crate::selfcommunity::contract::EventId;
    use crate::zuora::contract::NotificationId;
    use proptest::prelude::*;

    #[test]
    fn a_spreadsheet_column_is_read() {
        let pasted = parse::<NotificationId>(
            "\u{feff}Id\r\n\"8ad0e1\"\r\n8ad0e2;8ad0e1\r\n\r\n['8ad0e3', 8ad0e4]",
        );
        let ids: Vec<&str> = pasted.ids.iter().map(NotificationId::as_str).collect();
        assert_eq!(ids, ["8ad0e1", "8ad0e2", "8ad0e3", "8ad0e4"]);
        assert_eq!(pasted.duplicates, 1);
        assert_eq!((pasted.bad[0].line, pasted.bad[0].text.as_str()), (1, "Id"));
    }

    #[test]
    fn what_is_no_id_is_listed_with_its_line() {
        let pasted = parse::<EventId>("512\nx7\n513, -1");
        assert_eq!(pasted.ids.len(), 2);
        let places: Vec<usize> = pasted.bad.iter().map(|bad| bad.line).collect();
        assert_eq!(places, [2, 3]);
    }

    proptest! {
        #[test]
        fn every_piece_is_counted_once(ids in prop::collection::vec(0u64..50, 0..200)) {
            let text = ids.iter().map(u64::to_string).collect::<Vec<_>>().join("\n");
            let pasted = parse::<EventId>(&text);
            prop_assert_eq!(pasted.ids.len() + pasted.duplicates, ids.len());
            prop_assert!(pasted.bad.is_empty());
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC*") {
            let _ = parse::<DeliveryId>(&text);
            let _ = parse::<NotificationId>(&text);
        }
    }
}
