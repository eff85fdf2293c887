//! The rows: columns side by side, added to at the end, overwritten by id.
//!
//! Must not know what is shown: views and selections ask it what changed since they last looked.

use crate::blocks::Blocks;
use crate::cell::{Cell, ColumnId, Row};
use crate::column::{Raw, Stored};
use crate::merge;
use crate::schema::{Kind, MOST_COLUMNS, Schema};
use crate::texts::ABSENT;

/// Changed rows that are remembered however small the table is.
const LEAST_REMEMBERED: usize = 1024;

/// Why a row was not taken. Nothing of it is in the table then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It has more or fewer cells than there are columns.
    Length,
    /// A cell does not belong in its column.
    Kind(ColumnId),
    /// An id cannot be changed: it is what the row is known by.
    Key,
    /// There is no such row.
    Row,
    /// The table holds as much as its numbers can name.
    Full,
}

/// What became of a row that was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is a new row.
    Added(Row),
    /// Its id was there, and some of its cells are others now.
    Changed(Row),
    /// Its id was there, with the same cells.
    Same(Row),
}

/// How far somebody has followed a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub rows: u32,
    changes: usize,
}

impl Cursor {
    /// Whether nothing but new rows lies between this and a later one.
    pub fn only_grows_to(self, later: Self) -> bool {
        self.changes == later.changes && self.rows <= later.rows
    }
}

/// The table.
#[derive(Debug, Clone)]
pub struct Table {
    schema: Schema,
    columns: Vec<Stored>,
    rows: u32,
    /// By the code of an id: its row and one, or 0 for an id without a row.
    row_of: Blocks<u32>,
    /// Rows that were changed in place, oldest first.
    changed: Vec<u32>,
    /// How many changes were forgotten before those.
    forgotten: usize,
}

impl Table {
    /// A table without rows.
    pub fn new(schema: Schema) -> Self {
        Self {
            schema,
            columns: schema
                .columns()
                .iter()
                .map(|column| Stored::new(column.kind))
                .collect(),
            rows: 0,
            row_of: Blocks::default(),
            changed: Vec::new(),
            forgotten: 0,
        }
    }

    /// Its columns.
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    /// How many rows it has.
    pub const fn len(&self) -> usize {
        self.rows as usize
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// All rows, in the order in which they came.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        (0..self.rows).map(Row)
    }

    /// Adds a row, or overwrites the one with the same id. A row without an id is always new.
    ///
    /// # Errors
    /// [`Refused`] says why; nothing was changed.
    pub fn put(&mut self, cells: &[Cell<'_>]) -> Result<Put, Refused> {
        if cells.len() != self.columns.len() {
            return Err(Refused::Length);
        }
        let places = || (0_u8..).map(ColumnId::at);
        for ((stored, cell), column) in self.columns.iter().zip(cells).zip(places()) {
            if !stored.takes(*cell) {
                return Err(Refused::Kind(column));
            }
        }
        if self.rows == u32::MAX - 1 {
            return Err(Refused::Full);
        }
        let mut raw = [Raw::Code(ABSENT); MOST_COLUMNS];
        for ((stored, cell), raw) in self.columns.iter_mut().zip(cells).zip(&mut raw) {
            *raw = stored.raw(*cell).ok_or(Refused::Full)?;
        }
        let key = match raw.get(self.schema.key().place()) {
            Some(Raw::Code(code)) => *code,
            _ => ABSENT,
        };
        Ok(match self.row_of_code(key) {
            Some(row) => self.overwrite(row, &raw),
            None => self.add(key, &raw),
        })
    }

    /// Overwrites one cell.
    ///
    /// # Errors
    /// [`Refused`] says why; nothing was changed.
    pub fn set(&mut self, row: Row, column: ColumnId, cell: Cell<'_>) -> Result<Put, Refused> {
        if column == self.schema.key() {
            return Err(Refused::Key);
        }
        if row.0 >= self.rows {
            return Err(Refused::Row);
        }
        let stored = self.columns.get_mut(column.place());
        let stored = stored
            .filter(|stored| stored.takes(cell))
            .ok_or(Refused::Kind(column))?;
        let raw = stored.raw(cell).ok_or(Refused::Full)?;
        let changed = stored.set(row.0, raw);
        Ok(self.told(row, changed))
    }

    fn add(&mut self, key: u32, raw: &[Raw]) -> Put {
        for (stored, raw) in self.columns.iter_mut().zip(raw) {
            stored.push(*raw);
        }
        let row = Row(self.rows);
        self.rows += 1;
        if key != ABSENT {
            self.know(key);
            self.row_of.set(key - 1, self.rows);
        }
        Put::Added(row)
    }

    fn overwrite(&mut self, row: Row, raw: &[Raw]) -> Put {
        let mut changed = false;
        for (stored, raw) in self.columns.iter_mut().zip(raw) {
            changed |= stored.set(row.0, *raw);
        }
        self.told(row, changed)
    }

    fn told(&mut self, row: Row, changed: bool) -> Put {
        if !changed {
            return Put::Same(row);
        }
        // Whoever has not looked for so long looks at everything anew.
        if self.changed.len() >= LEAST_REMEMBERED.max(self.len() / 8) {
            self.forgotten += self.changed.len();
            self.changed.clear();
        }
        self.changed.push(row.0);
        Put::Changed(row)
    }

    /// Keeps a place for the row of an id.
    fn know(&mut self, key: u32) {
        while self.row_of.len() < key as usize {
            self.row_of.push(0);
        }
    }

    /// The cell in a row and column.
    pub fn cell(&self, row: Row, column: ColumnId) -> Cell<'_> {
        self.stored(column)
            .map_or(Cell::Absent, |stored| stored.cell(row.0))
    }

    /// The words of a cell that holds a text or a label.
    pub fn words(&self, row: Row, column: ColumnId) -> Option<&str> {
        let stored = self.stored(column)?;
        stored.word(stored.code(row.0))
    }

    /// The words that cells of a column have, each once; one that a cell no longer has may be among
    /// them.
    pub fn vocabulary(&self, column: ColumnId) -> impl Iterator<Item = &str> {
        let stored = self.stored(column);
        let codes = 0..stored.map_or(0, Stored::codes);
        codes.filter_map(move |code| stored?.word(code))
    }

    /// The id of a row.
    pub fn id(&self, row: Row) -> Option<&str> {
        self.words(row, self.schema.key())
    }

    /// The id of a code.
    pub(crate) fn id_of(&self, key: u32) -> Option<&str> {
        self.stored(self.schema.key())?.word(key)
    }

    /// The row with this id.
    pub fn row(&self, id: &str) -> Option<Row> {
        match self.stored(self.schema.key())? {
            Stored::Text { texts, .. } => self.row_of_code(texts.find(id)?),
            _ => None,
        }
    }

    /// Bytes that it holds, without what views and selections add.
    pub fn memory(&self) -> usize {
        let columns: usize = self.columns.iter().map(Stored::memory).sum();
        columns + self.row_of.memory() + self.changed.capacity() * size_of::<u32>()
    }

    pub(crate) fn stored(&self, column: ColumnId) -> Option<&Stored> {
        self.columns.get(column.place())
    }

    pub(crate) fn kind(&self, column: ColumnId) -> Option<Kind> {
        self.schema.kind(column)
    }

    /// The code of a row's id.
    pub(crate) fn key(&self, row: Row) -> Option<u32> {
        let code = self.stored(self.schema.key())?.code(row.0);
        (code != ABSENT).then_some(code)
    }

    /// The code of an id, which need not have a row yet; nothing when there is no room for it.
    pub(crate) fn key_of(&mut self, id: &str) -> Option<u32> {
        let key = self.schema.key().place();
        match self.columns.get_mut(key)?.raw(Cell::Text(id))? {
            Raw::Code(code) => Some(code),
            Raw::Number(_) => None,
        }
    }

    pub(crate) fn row_of_code(&self, key: u32) -> Option<Row> {
        let row = self.row_of.get(key.checked_sub(1)?)?;
        Some(Row(row.checked_sub(1)?))
    }

    /// Where somebody stands who knows all of the table as it is.
    pub(crate) fn cursor(&self) -> Cursor {
        Cursor {
            rows: self.rows,
            changes: self.forgotten + self.changed.len(),
        }
    }

    /// The rows that were there at the cursor and have changed since, each once and in order.
    /// Nothing when that is no longer known.
    pub(crate) fn changed_since(&self, cursor: Cursor) -> Option<Vec<u32>> {
        let known = cursor.changes.checked_sub(self.forgotten)?;
        let mut rows: Vec<u32> = self.changed.get(known..)?.to_vec();
        rows.retain(|row| *row < cursor.rows);
        merge::sort(&mut rows, &mut |one, other| one.cmp(&other));
        rows.dedup();
        Some(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Column, Order};

    const STATE: ColumnId = ColumnId::at(0);
    const ID: ColumnId = ColumnId::at(1);
    const TRIES: ColumnId = ColumnId::at(2);
    const SCHEMA: Schema = Schema::new(
        &[
            Column::new("state", Kind::Choice(&["open", "shut"])),
            Column::new("id", Kind::Text(Order::Bytes)),
            Column::new("tries", Kind::Integer),
        ],
        ID,
    );

    #[test]
    fn a_row_that_does_not_belong_leaves_nothing_behind() {
        let mut table = Table::new(SCHEMA);
        let (open, id, one) = (Cell::Choice(0), Cell::Text("a"), Cell::Integer(1));
        for (cells, why) in [
            (&[open, id][..], Refused::Length),
            (&[open, id, one, one], Refused::Length),
            (&[Cell::Choice(2), id, one], Refused::Kind(STATE)),
            (&[open, one, one], Refused::Kind(ID)),
            (&[open, id, Cell::Instant(1)], Refused::Kind(TRIES)),
        ] {
            assert_eq!(table.put(cells), Err(why));
        }
        assert!(table.is_empty() && table.row("a").is_none());
        let row = Row(0);
        assert_eq!(table.set(row, TRIES, one), Err(Refused::Row));
        assert_eq!(table.put(&[open, id, one]), Ok(Put::Added(row)));
        assert_eq!(table.set(row, TRIES, open), Err(Refused::Kind(TRIES)));
        assert_eq!(table.set(row, ID, Cell::Text("b")), Err(Refused::Key));
        assert_eq!(table.cell(row, TRIES), one);
        assert_eq!(table.row("b"), None);
    }

    #[test]
    fn the_lowest_number_is_read_back_as_absent() {
        let mut table = Table::new(SCHEMA);
        let lowest = Cell::Integer(i64::MIN);
        table.put(&[Cell::Absent, Cell::Text("a"), lowest]).unwrap();
        assert_eq!(table.cell(Row(0), TRIES), Cell::Absent);
    }

    #[test]
    fn changes_are_told_until_there_are_too_many() {
        let mut table = Table::new(SCHEMA);
        let absent = Cell::Absent;
        for id in ["a", "b", "c"] {
            table.put(&[absent, Cell::Text(id), absent]).unwrap();
        }
        let cursor = table.cursor();
        for tries in [1, 2] {
            table.set(Row(2), TRIES, Cell::Integer(tries)).unwrap();
            table.set(Row(0), TRIES, Cell::Integer(tries)).unwrap();
        }
        table.set(Row(1), TRIES, Cell::Absent).unwrap();
        table.put(&[absent, absent, absent]).unwrap();
        table.set(Row(3), TRIES, Cell::Integer(7)).unwrap();
        assert_eq!(table.changed_since(cursor), Some(vec![0, 2]));
        let many = i64::try_from(LEAST_REMEMBERED).unwrap();
        for tries in 0..many {
            table.set(Row(1), TRIES, Cell::Integer(tries)).unwrap();
        }
        assert_eq!(table.changed_since(cursor), None);
        assert_eq!(table.changed_since(table.cursor()), Some(Vec::new()));
    }
}
