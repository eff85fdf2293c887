//! What stands in one place of a table, and the names of rows and columns.

use serde::{Deserialize, Serialize};

/// A row. It keeps its number for as long as the table lives, wherever it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row(pub(crate) u32);

impl Row {
    /// Its number, from 0 in the order in which rows came: where a screen keeps more of the row.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A column by its place in the schema. A place that the schema does not have is a column in
/// which every cell is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ColumnId(u8);

impl ColumnId {
    /// The column at this place, from 0.
    pub const fn at(place: u8) -> Self {
        Self(place)
    }

    /// Its place in the schema, from 0.
    pub const fn place(self) -> usize {
        self.0 as usize
    }
}

/// A cell. Absent is a value of its own: it is not the empty text and not zero, and it sorts last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Absent,
    /// A text.
    Text(&'a str),
    /// A number. The lowest of all stands for absent and is read back as such.
    Integer(i64),
    /// Microseconds since 1970 in UTC, with the same exception.
    Instant(i64),
    /// One of the column's labels, by its place among them.
    Choice(u8),
}

impl<'a> From<Option<&'a str>> for Cell<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Absent, Self::Text)
    }
}
