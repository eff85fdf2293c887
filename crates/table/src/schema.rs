//! What columns a table has. Made once for each kind of table, in a constant.

use crate::cell::ColumnId;

/// Each column needs a bit of the mask that says which filters a row fails; one is the search's.
pub(crate) const MOST_COLUMNS: usize = 15;

/// How texts of a column follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By bytes: for ids, which nobody reads as words.
    Bytes,
    /// As people read: capitals and marks make no difference before everything else is equal, and
    /// digits count as numbers. See [`crate`] for what it is not.
    Natural,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Texts, any number of different ones. Words to which a vendor may add belong here.
    Text(Order),
    /// Whole numbers.
    Integer,
    /// Instants.
    Instant,
    /// One of a few known words, a byte a row. They sort in the order given here.
    Choice(&'static [&'static str]),
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What code and saved choices call it. It is not what the screen shows.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// A column.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind }
    }
}

/// The columns of a table, and which of them names its rows.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    pub(crate) columns: &'static [Column],
    pub(crate) key: ColumnId,
}

impl Schema {
    /// A schema. The column `key` holds the ids: two rows with one id are one row.
    ///
    /// # Panics
    /// When there are more than 15 columns, more than 255 labels, or `key` holds no texts. In a
    /// `const`, where schemas belong, the compiler says so and nothing can happen later.
    pub const fn new(columns: &'static [Column], key: ColumnId) -> Self {
        assert!(columns.len() <= MOST_COLUMNS, "at most 15 columns");
        let mut rest = columns;
        let mut place = 0;
        let mut named = false;
        while let Some((column, others)) = rest.split_first() {
            match column.kind {
                Kind::Choice(labels) => assert!(labels.len() <= 255, "at most 255 labels"),
                Kind::Text(_) => named = named || place == key.place(),
                Kind::Integer | Kind::Instant => {}
            }
            rest = others;
            place += 1;
        }
        assert!(named, "the key is a column of texts");
        Self { columns, key }
    }

    /// The columns, in their order.
    pub const fn columns(&self) -> &'static [Column] {
        self.columns
    }

    /// The column that names the rows.
    pub const fn key(&self) -> ColumnId {
        self.key
    }

    pub(crate) fn kind(&self, column: ColumnId) -> Option<Kind> {
        self.columns.get(column.place()).map(|column| column.kind)
    }
}
