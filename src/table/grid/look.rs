//! Which columns stand in a grid, how wide they are and how close its rows: as a few words that
//! stand in the address, and are kept as the reader's preference. Pure.

use super::columns::GridColumn;

/// The name in the address.
pub const LOOK: &str = "look";
/// The first word: what another version wrote is not understood, and not guessed at.
const VERSION: &str = "1";
const COMPACT: &str = "compact";
/// No column is narrower or wider, in pixels.
pub const NARROWEST: u16 = 48;
pub const WIDEST: u16 = 900;

/// How a grid looks, where that is not how it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridLook {
    pub compact: bool,
    /// The words of columns that are left out.
    hidden: Vec<&'static str>,
    /// The widths of columns that were given one, by their words.
    widths: Vec<(&'static str, u16)>,
}

impl GridLook {
    /// Reads it. A word that names nothing is left out, and so is a look that would show no column.
    pub fn read(text: &str, columns: &'static [GridColumn]) -> Self {
        let mut words = text.split('.');
        if words.next() != Some(VERSION) {
            return Self::default();
        }
        let known = |word: &str| columns.iter().find(|column| column.word == word);
        let mut look = Self::default();
        for word in words {
            if word == COMPACT {
                look.compact = true;
            } else if let Some(column) = word.strip_prefix('-').and_then(known) {
                look.show(column, false);
            } else if let Some((word, width)) = word.rsplit_once('-')
                && let (Some(column), Ok(width)) = (known(word), width.parse())
            {
                look.set_width(column, Some(width));
            }
        }
        if columns.iter().all(|column| !look.shows(column)) {
            look.hidden.clear();
        }
        look
    }

    /// Writes it: nothing for the look that a grid has by itself.
    pub fn write(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        let mut words = vec![VERSION.to_owned()];
        words.extend(self.compact.then(|| COMPACT.to_owned()));
        words.extend(self.hidden.iter().map(|word| format!("-{word}")));
        words.extend(
            self.widths
                .iter()
                .map(|(word, width)| format!("{word}-{width}")),
        );
        words.join(".")
    }

    pub fn shows(&self, column: &GridColumn) -> bool {
        !self.hidden.contains(&column.word)
    }

    /// Shows a column, or leaves it out.
    pub fn show(&mut self, column: &GridColumn, on: bool) {
        self.hidden.retain(|word| *word != column.word);
        if !on {
            self.hidden.push(column.word);
        }
    }

    /// The width that a column was given.
    pub fn width(&self, column: &GridColumn) -> Option<u16> {
        let given = self.widths.iter().find(|(word, _)| *word == column.word);
        given.map(|(_, width)| *width)
    }

    /// Gives a column a width, or takes it away.
    pub fn set_width(&mut self, column: &GridColumn, width: Option<u16>) {
        self.widths.retain(|(word, _)| *word != column.word);
        if let Some(width) = width {
            self.widths
                .push((column.word, width.clamp(NARROWEST, WIDEST)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::Draw;
    use super::*;
    use redrive_table::ColumnId;

    static COLUMNS: [GridColumn; 2] = [
        GridColumn::new("Status", "status", ColumnId::at(0), Draw::Text).wide(100, 0),
        GridColumn::new("Event type", "type", ColumnId::at(1), Draw::Text).wide(120, 3),
    ];

    fn read(text: &str) -> GridLook {
        GridLook::read(text, &COLUMNS)
    }

    #[test]
    fn a_look_is_written_and_read_again() {
        let mut look = GridLook {
            compact: true,
            ..GridLook::default()
        };
        look.show(&COLUMNS[0], false);
        look.set_width(&COLUMNS[1], Some(240));
        assert_eq!(look.write(), "1.compact.-status.type-240");
        assert_eq!(read(&look.write()), look);
        assert!(!look.shows(&COLUMNS[0]) && look.shows(&COLUMNS[1]));
        assert_eq!(look.width(&COLUMNS[1]), Some(240));
        look.set_width(&COLUMNS[1], None);
        look.show(&COLUMNS[0], true);
        look.compact = false;
        assert_eq!(look.write(), "");
    }

    #[test]
    fn nonsense_changes_nothing() {
        for text in [
            "",
            "2.compact",
            "1.x.-gone.type-wide.type",
            "compact",
            "1.-status.-type",
        ] {
            assert_eq!(read(text), GridLook::default(), "{text}");
        }
        assert_eq!(read("1.type-2").width(&COLUMNS[1]), Some(NARROWEST));
        assert_eq!(read("1.type-9999").width(&COLUMNS[1]), Some(WIDEST));
    }
}
