//! An opaque cursor: the last row's place, bound to the filter it was made for.

use super::filter::Filter;
use crate::hex::hex;
use sha2::{Digest, Sha256};

/// The place after which the next page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub created_at: i64,
    pub id: String,
}

/// The text of a place.
pub fn write(place: &Place, filter: &Filter) -> String {
    let text = format!("{}.{}", place.created_at, place.id);
    format!("cur_{}{}", seal(&text, filter), hex(text.bytes()))
}

/// The place of a text; `None` when it was altered or made for another filter.
pub fn read(cursor: &str, filter: &Filter) -> Option<Place> {
    let (sealed, digits) = cursor.strip_prefix("cur_")?.split_at_checked(16)?;
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    let mut rest = digits;
    while !rest.is_empty() {
        let (byte, next) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(byte, 16).ok()?);
        rest = next;
    }
    let text = String::from_utf8(bytes).ok()?;
    if seal(&text, filter) != sealed {
        return None;
    }
    let (created_at, id) = text.split_once('.')?;
    Some(Place {
        created_at: created_at.parse().ok()?,
        id: id.to_owned(),
    })
}

fn seal(text: &str, filter: &Filter) -> String {
    hex(Sha256::digest(format!("{text} {filter:?}"))
        .into_iter()
        .take(8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_belongs_to_its_filter_and_cannot_be_altered() {
        let filter = Filter {
            status: Some("dead".to_owned()),
            ..Filter::default()
        };
        let place = Place {
            created_at: 5,
            id: "wbd_1".to_owned(),
        };
        let cursor = write(&place, &filter);
        assert_eq!(read(&cursor, &filter), Some(place));
        assert_eq!(read(&cursor, &Filter::default()), None);
        assert_eq!(read(&cursor.replace("cur_", "cur_0"), &filter), None);
        assert_eq!(read("cur_ü", &filter), None);
        assert_eq!(read(&format!("{cursor}0"), &filter), None);
    }
}
