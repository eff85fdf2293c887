//! How a column is stored: numbers in blocks, texts by their numbers, labels by a byte.
//!
//! Texts and labels share one idea, the *code*: a small number for each different value, 0 where
//! the cell is absent. Filters, facets and orders know codes and need not know which it is.

use crate::blocks::Blocks;
use crate::cell::Cell;
use crate::schema::Kind;
use crate::texts::{ABSENT, Texts};

/// In a column of numbers, the one that stands for absent.
pub const NO_NUMBER: i64 = i64::MIN;

/// The cells of one column.
#[derive(Debug, Clone)]
pub enum Stored {
    Text {
        texts: Texts,
        codes: Blocks<u32>,
    },
    Choice {
        labels: &'static [&'static str],
        codes: Blocks<u8>,
    },
    Number {
        values: Blocks<i64>,
        /// Whether they are instants.
        instants: bool,
    },
}

/// A cell as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raw {
    Code(u32),
    Number(i64),
}

impl Stored {
    pub fn new(kind: Kind) -> Self {
        let number = |instants| Self::Number {
            values: Blocks::default(),
            instants,
        };
        match kind {
            Kind::Text(_) => Self::Text {
                texts: Texts::default(),
                codes: Blocks::default(),
            },
            Kind::Choice(labels) => Self::Choice {
                labels,
                codes: Blocks::default(),
            },
            Kind::Integer => number(false),
            Kind::Instant => number(true),
        }
    }

    /// Whether the cell may stand in this column.
    pub fn takes(&self, cell: Cell<'_>) -> bool {
        match (self, cell) {
            (_, Cell::Absent) | (Self::Text { .. }, Cell::Text(_)) => true,
            (Self::Choice { labels, .. }, Cell::Choice(label)) => usize::from(label) < labels.len(),
            (Self::Number { instants, .. }, Cell::Integer(_)) => !instants,
            (Self::Number { instants, .. }, Cell::Instant(_)) => *instants,
            _ => false,
        }
    }

    /// The cell as this column stores it. Nothing when it does not belong here, or when a new
    /// text finds no room.
    pub fn raw(&mut self, cell: Cell<'_>) -> Option<Raw> {
        if !self.takes(cell) {
            return None;
        }
        Some(match (self, cell) {
            (Self::Number { .. }, Cell::Integer(value) | Cell::Instant(value)) => {
                Raw::Number(value)
            }
            (Self::Number { .. }, _) => Raw::Number(NO_NUMBER),
            (Self::Text { texts, .. }, Cell::Text(text)) => Raw::Code(texts.intern(text)?),
            (_, Cell::Choice(label)) => Raw::Code(u32::from(label) + 1),
            _ => Raw::Code(ABSENT),
        })
    }

    /// Adds the cell of a new row.
    pub fn push(&mut self, raw: Raw) {
        match (self, raw) {
            (Self::Text { codes, .. }, Raw::Code(code)) => codes.push(code),
            (Self::Choice { codes, .. }, Raw::Code(code)) => codes.push(byte(code)),
            (Self::Number { values, .. }, Raw::Number(value)) => values.push(value),
            _ => {}
        }
    }

    /// Overwrites a cell; says whether it was another.
    pub fn set(&mut self, row: u32, raw: Raw) -> bool {
        if self.at(row) == Some(raw) {
            return false;
        }
        match (self, raw) {
            (Self::Text { codes, .. }, Raw::Code(code)) => codes.set(row, code),
            (Self::Choice { codes, .. }, Raw::Code(code)) => codes.set(row, byte(code)),
            (Self::Number { values, .. }, Raw::Number(value)) => values.set(row, value),
            _ => return false,
        }
        true
    }

    pub fn at(&self, row: u32) -> Option<Raw> {
        match self {
            Self::Text { codes, .. } => codes.get(row).map(Raw::Code),
            Self::Choice { codes, .. } => codes.get(row).map(|code| Raw::Code(u32::from(code))),
            Self::Number { values, .. } => values.get(row).map(Raw::Number),
        }
    }

    /// The code of a row; that of an absent cell where the column has none.
    pub fn code(&self, row: u32) -> u32 {
        match self.at(row) {
            Some(Raw::Code(code)) => code,
            _ => ABSENT,
        }
    }

    /// The word of a code.
    pub fn word(&self, code: u32) -> Option<&str> {
        match self {
            Self::Text { texts, .. } => texts.get(code),
            Self::Choice { labels, .. } => labels.get(code.checked_sub(1)? as usize).copied(),
            Self::Number { .. } => None,
        }
    }

    /// How many codes there are, that of absent cells with them.
    pub fn codes(&self) -> u32 {
        match self {
            Self::Text { texts, .. } => texts.count() + 1,
            Self::Choice { labels, .. } => u32::try_from(labels.len()).unwrap_or(0) + 1,
            Self::Number { .. } => 1,
        }
    }

    pub fn cell(&self, row: u32) -> Cell<'_> {
        match (self, self.at(row)) {
            (Self::Text { texts, .. }, Some(Raw::Code(code))) => texts.get(code).into(),
            (Self::Choice { .. }, Some(Raw::Code(code))) if code != ABSENT => {
                Cell::Choice(byte(code - 1))
            }
            (Self::Number { instants, .. }, Some(Raw::Number(value))) if value != NO_NUMBER => {
                if *instants {
                    Cell::Instant(value)
                } else {
                    Cell::Integer(value)
                }
            }
            _ => Cell::Absent,
        }
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        match self {
            Self::Text { texts, codes } => texts.memory() + codes.memory(),
            Self::Choice { codes, .. } => codes.memory(),
            Self::Number { values, .. } => values.memory(),
        }
    }
}

/// A code of a label: there are at most 255.
fn byte(code: u32) -> u8 {
    u8::try_from(code).unwrap_or(0)
}
