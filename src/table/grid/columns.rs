//! How the columns of a grid are drawn: the one place where a cell of the engine becomes words.

use crate::ui::foreign::cut;
use crate::ui::time::time_clock;
use chrono::DateTime;
use redrive_table::{Cell, ColumnId, Row, Table};

/// What a page has to say of its grid. Made once, in a constant.
pub struct Spec {
    /// The drawn columns, in their order; the schema may have more.
    pub columns: &'static [GridColumn],
    /// The class that carries the widths of the columns.
    pub class: &'static str,
    /// What one row is called, `delivery`, and several, `deliveries`.
    pub one: &'static str,
    pub many: &'static str,
    /// Where a typed text is looked for.
    pub searched: &'static [ColumnId],
    /// Holds why a row cannot be sent; absent where it can.
    pub barred: Option<ColumnId>,
    /// Holds what speaks against sending a row that can be: `delivered already`.
    pub noted: Option<ColumnId>,
}

/// One drawn column.
#[derive(Clone, Copy)]
pub struct GridColumn {
    pub heading: &'static str,
    /// Its name in the address: it never changes.
    pub word: &'static str,
    pub column: ColumnId,
    pub draw: Draw,
    /// The least width in pixels, and the share of what is left over: 0 for a column whose cells
    /// are all about equally wide.
    pub least: u16,
    pub share: u8,
    /// Whether it gives way where there is no room for all, the lowest first. The details say what
    /// it says.
    pub yields: Option<u8>,
    /// Where its words are personal: the column that holds them with that hidden. Until they are
    /// asked for, these are drawn, looked through and sorted by: the order of what is hidden would
    /// tell of it.
    pub mask: Option<ColumnId>,
}

impl GridColumn {
    pub const fn new(
        heading: &'static str,
        word: &'static str,
        column: ColumnId,
        draw: Draw,
    ) -> Self {
        Self {
            heading,
            word,
            column,
            draw,
            least: 96,
            share: 0,
            yields: None,
            mask: None,
        }
    }

    /// The same, never narrower than so many pixels, with its share of what is left over.
    pub const fn wide(mut self, least: u16, share: u8) -> Self {
        self.least = least;
        self.share = share;
        self
    }

    /// The same, giving way where there is no room for all: the lowest turn first.
    pub const fn yielding(mut self, turn: u8) -> Self {
        self.yields = Some(turn);
        self
    }

    /// The same, personal: what may be seen of it stands in another column.
    pub const fn masked(mut self, seen: ColumnId) -> Self {
        self.mask = Some(seen);
        self
    }

    /// The column whose words may be seen now.
    pub fn seen(&self, reveal: bool) -> ColumnId {
        self.mask.filter(|_| !reveal).unwrap_or(self.column)
    }
}

/// The look of a column's cells.
#[derive(Clone, Copy)]
pub enum Draw {
    /// Names the row and opens its details.
    Name,
    /// Names the row, and leads to where the grid's page says, if anywhere.
    Id,
    /// A word in the tone that goes with it.
    Pill(fn(Option<&str>) -> &'static str),
    Text,
    Mono,
    /// A text that leads to where the grid's page says.
    Link,
    Number,
    /// An instant to the second, in the zone that its heading says; where there is none, the
    /// vendor's own text from this column.
    Instant(ColumnId),
    /// A button in these words that opens the row; its name is the second with the row's id.
    Opener(&'static str, &'static str),
}

impl Draw {
    /// Digits stand under digits.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Instant(_))
    }

    /// Whether the cell is the heading of its row.
    pub const fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Id)
    }

    pub const fn class(self) -> &'static str {
        match self {
            Self::Name | Self::Text | Self::Pill(_) | Self::Opener(..) => "",
            Self::Mono | Self::Link | Self::Id => "mono",
            Self::Number => "num",
            Self::Instant(_) => "num instant",
        }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    pub text: String,
    /// The tone of a pill.
    pub tone: &'static str,
}

impl Drawn {
    pub const fn plain(text: String) -> Self {
        Self { text, tone: "" }
    }
}

/// The words of one cell.
pub fn drawn(table: &Table, row: Row, column: &GridColumn, reveal: bool) -> Drawn {
    let words = || table.words(row, column.seen(reveal));
    let shown = || cut(words().unwrap_or_default());
    match column.draw {
        Draw::Pill(tone_of) => Drawn {
            text: cut(words().unwrap_or("unknown")),
            tone: tone_of(words()),
        },
        Draw::Name | Draw::Id | Draw::Text | Draw::Mono | Draw::Link => Drawn::plain(shown()),
        Draw::Number => Drawn::plain(match table.cell(row, column.column) {
            Cell::Integer(number) => number.to_string(),
            _ => String::new(),
        }),
        Draw::Instant(otherwise) => Drawn::plain(instant(table, row, column.column, otherwise)),
        Draw::Opener(words, _) => Drawn::plain(words.to_owned()),
    }
}

fn instant(table: &Table, row: Row, column: ColumnId, otherwise: ColumnId) -> String {
    if let Cell::Instant(micros) = table.cell(row, column)
        && let Some(at) = DateTime::from_timestamp_micros(micros)
    {
        return time_clock(at);
    }
    table.words(row, otherwise).map_or_else(
        || "unknown".to_owned(),
        |text| format!("{} (zone unknown)", cut(text)),
    )
}
