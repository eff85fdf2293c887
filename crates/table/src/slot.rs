//! What is asked of one column, or by the search: it holds or it fails as one.
//!
//! Why: each slot has a bit in a row's mask of failures. A facet counts the rows that fail nowhere
//! but in its own column, and a changed filter looks only at the slots that changed. Different
//! words are judged once each and remembered; a row then costs the look at a bit.

use crate::bits::Bits;
use crate::cell::ColumnId;
use crate::column::{Raw, Stored};
use crate::filter::Filter;
use crate::ready::Ready;
use crate::table::Table;

/// The slot of the search; those before it are the columns'.
const SEARCH: usize = 15;

/// The bit of a column's slot.
pub fn bit_of(column: ColumnId) -> u16 {
    1_u16
        .checked_shl(u32::try_from(column.place()).unwrap_or(u32::MAX))
        .unwrap_or(0)
}

/// One column's share of a slot.
#[derive(Debug, Clone)]
struct Part {
    column: ColumnId,
    tests: Vec<Ready>,
    /// The codes whose words fulfil all tests.
    accepted: Bits,
    /// Codes below were judged.
    judged: u32,
}

/// A slot: it holds for a row when one of its parts does.
#[derive(Debug, Clone)]
pub struct Slot {
    pub bit: u16,
    parts: Vec<Part>,
}

/// The slots of a filter, by their bits.
pub fn slots(filter: &Filter) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for condition in filter.conditions() {
        let bit = bit_of(condition.column);
        let ready = Ready::new(&condition.test);
        match slots.iter_mut().find(|slot| slot.bit == bit) {
            Some(slot) => slot
                .parts
                .iter_mut()
                .for_each(|part| part.tests.push(ready.clone())),
            None => slots.push(Slot {
                bit,
                parts: vec![Part::new(condition.column, ready)],
            }),
        }
    }
    let search = filter.search();
    if !search.text.trim().is_empty() {
        let ready = Ready::new(&crate::filter::Test::Contains(search.text.clone()));
        let parts = search
            .columns
            .iter()
            .map(|column| Part::new(*column, ready.clone()));
        slots.push(Slot {
            bit: 1 << SEARCH,
            parts: parts.collect(),
        });
    }
    slots
}

impl Slot {
    /// Whether it asks the same as the other.
    pub fn is(&self, other: &Self) -> bool {
        let same =
            |(one, other): (&Part, &Part)| one.column == other.column && one.tests == other.tests;
        self.parts.len() == other.parts.len() && self.parts.iter().zip(&other.parts).all(same)
    }

    /// Judges the words that came since. What another slot found out about the same columns is
    /// taken over where this one asks for more or for less of the same.
    pub fn judge(&mut self, table: &Table, other: Option<&Self>) {
        for part in &mut self.parts {
            let known = other.into_iter().flat_map(|slot| &slot.parts);
            let known = known.into_iter().find(|known| known.column == part.column);
            if let (0, Some(known)) = (part.judged, known) {
                part.take_over(known, table);
            }
            part.judge(table);
        }
    }

    /// Whether it holds for a row whose words were judged.
    pub fn holds(&self, table: &Table, row: u32) -> bool {
        self.parts.iter().any(|part| {
            match table.stored(part.column).and_then(|stored| stored.at(row)) {
                Some(Raw::Number(value)) => part.accepts_number(value),
                Some(Raw::Code(code)) => part.accepted.has(code),
                None => part.accepts_nothing(),
            }
        })
    }

    /// Whether it holds for a row, asked anew whatever was judged.
    pub fn holds_now(&self, table: &Table, row: u32, scratch: &mut Vec<u8>) -> bool {
        self.parts.iter().any(|part| {
            let Some(stored) = table.stored(part.column) else {
                return part.accepts_nothing();
            };
            match stored.at(row) {
                Some(Raw::Number(value)) => part.accepts_number(value),
                _ => part.accepts_words(stored.word(stored.code(row)), scratch),
            }
        })
    }

    /// Notes for each row of a block, from one of its places on, whether the slot holds.
    pub fn mark(&self, table: &Table, block: usize, from: usize, holds: &mut [bool]) {
        holds.fill(false);
        for part in &self.parts {
            let marks = holds.iter_mut();
            match table.stored(part.column) {
                Some(Stored::Text { codes, .. }) => {
                    for (holds, code) in marks.zip(codes.part(block, from)) {
                        *holds |= part.accepted.has(*code);
                    }
                }
                Some(Stored::Choice { codes, .. }) => {
                    for (holds, code) in marks.zip(codes.part(block, from)) {
                        *holds |= part.accepted.has(u32::from(*code));
                    }
                }
                Some(Stored::Number { values, .. }) => {
                    for (holds, value) in marks.zip(values.part(block, from)) {
                        *holds |= part.accepts_number(*value);
                    }
                }
                None if part.accepts_nothing() => holds.fill(true),
                None => {}
            }
        }
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        self.parts
            .iter()
            .map(|part| part.accepted.memory() + size_of::<Part>())
            .sum()
    }
}

impl Part {
    fn new(column: ColumnId, ready: Ready) -> Self {
        Self {
            column,
            tests: vec![ready],
            accepted: Bits::default(),
            judged: 0,
        }
    }

    fn accepts_number(&self, value: i64) -> bool {
        self.tests.iter().all(|test| test.accepts_number(value))
    }

    fn accepts_words(&self, words: Option<&str>, scratch: &mut Vec<u8>) -> bool {
        self.tests
            .iter()
            .all(|test| test.accepts_words(words, scratch))
    }

    /// Whether it holds for cells that are not there.
    fn accepts_nothing(&self) -> bool {
        self.accepts_words(None, &mut Vec::new())
    }

    fn judge(&mut self, table: &Table) {
        let Some(stored) = table.stored(self.column) else {
            return;
        };
        let mut scratch = Vec::new();
        for code in self.judged..stored.codes() {
            if self.accepts_words(stored.word(code), &mut scratch) {
                self.accepted.set(code, true);
            }
        }
        self.judged = stored.codes();
    }

    /// Typing one letter more asks for fewer of the same words: only those that were accepted are
    /// looked at. One letter less asks for more: only the others are.
    fn take_over(&mut self, known: &Self, table: &Table) {
        let Some(stored) = table.stored(self.column) else {
            return;
        };
        let implied = |tests: &[Ready], others: &[Ready]| {
            others
                .iter()
                .all(|other| tests.iter().any(|test| test.implies(other)))
        };
        let fewer = implied(&self.tests, &known.tests);
        if !fewer && !implied(&known.tests, &self.tests) {
            return;
        }
        let mut scratch = Vec::new();
        self.accepted = known.accepted.clone();
        self.judged = known.judged;
        for code in 0..known.judged {
            if known.accepted.has(code) == fewer {
                let accepts = self.accepts_words(stored.word(code), &mut scratch);
                self.accepted.set(code, accepts);
            }
        }
    }
}
