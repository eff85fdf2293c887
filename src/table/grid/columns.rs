//! How the columns of a grid are drawn: the one place where a cell of the engine becomes words.

use crate::ui::foreign::cut;
use crate::ui::time::utc_text;
use chrono::DateTime;
use redrive_table::{Cell, ColumnId, Row, Schema, Table};

/// What a page has to say of its grid. Made once, in a constant.
pub struct Spec {
    pub schema: Schema,
    /// The drawn columns, in their order; the schema may have more.
    pub columns: &'static [GridColumn],
    /// The class that carries the widths of the columns.
    pub class: &'static str,
    /// What one row is called, `delivery`, and several, `deliveries`.
    pub one: &'static str,
    pub many: &'static str,
    /// Where a typed text is looked for.
    pub searched: &'static [ColumnId],
}

/// One drawn column.
pub struct GridColumn {
    pub heading: &'static str,
    pub column: ColumnId,
    pub draw: Draw,
}

/// The look of a column's cells.
#[derive(Clone, Copy)]
pub enum Draw {
    /// Names the row and opens its details.
    Name,
    /// A word in the tone that goes with it.
    Pill(fn(Option<&str>) -> &'static str),
    Text,
    Mono,
    Number,
    /// An instant; where there is none, the vendor's own text from this column.
    Instant(ColumnId),
}

impl Draw {
    /// Digits stand under digits.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Instant(_))
    }

    pub const fn class(self) -> &'static str {
        match self {
            Self::Name | Self::Text | Self::Pill(_) => "",
            Self::Mono => "mono",
            Self::Number | Self::Instant(_) => "num",
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

/// The words of one cell.
pub fn drawn(table: &Table, row: Row, column: &GridColumn) -> Drawn {
    let words = || table.words(row, column.column);
    let (text, tone) = match column.draw {
        Draw::Pill(tone_of) => (cut(words().unwrap_or("unknown")), tone_of(words())),
        Draw::Name => (words().unwrap_or("no id").to_owned(), ""),
        Draw::Text | Draw::Mono => (words().map(cut).unwrap_or_default(), ""),
        Draw::Number => match table.cell(row, column.column) {
            Cell::Integer(number) => (number.to_string(), ""),
            _ => (String::new(), ""),
        },
        Draw::Instant(otherwise) => (instant(table, row, column.column, otherwise), ""),
    };
    Drawn { text, tone }
}

fn instant(table: &Table, row: Row, column: ColumnId, otherwise: ColumnId) -> String {
    if let Cell::Instant(micros) = table.cell(row, column)
        && let Some(at) = DateTime::from_timestamp_micros(micros)
    {
        return utc_text(at);
    }
    table.words(row, otherwise).map_or_else(
        || "unknown".to_owned(),
        |text| format!("{} (zone unknown)", cut(text)),
    )
}
