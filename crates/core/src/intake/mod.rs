//! Ids as they really arrive: a column of a spreadsheet, a line of a chat, a file of 50 MB.
//!
//! What comes in is bytes, a stretch at a time, so that a page that reads a long file stays alive.
//! [`look()`] says whether they are text at all, [`Layout::of`] how the text is laid out and where the
//! ids stand, and an [`Intake`] keeps each id once and gives back what is none, with its line.
//! Nothing here decides by itself what is sent: what is doubtful is said to be.

mod columns;
mod distinct;
mod kind;
mod look;
mod scan;

pub use columns::{Column, Layout};
pub use kind::IdKind;
pub use look::{Look, look};

use crate::id::IdError;
use distinct::Distinct;
use scan::{Cell, Scanner};

/// Ids beyond these are counted and not taken: a larger plan cannot be confirmed.
pub const MOST_IDS: usize = 1_000_000;

/// Of what is no id, this much is shown.
const SHOWN: usize = 80;

/// A piece of text that is no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadEntry {
    /// From 1.
    pub line: usize,
    /// Its beginning.
    pub text: String,
    /// What was expected, and why this is none.
    pub error: IdError,
}

/// How many of what were read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those with nothing on them too.
    pub lines: usize,
    /// Ids that were there already.
    pub duplicates: usize,
    /// Pieces that are no id; each was told as a [`BadEntry`].
    pub bad: usize,
    /// Rows without anything in the column of ids.
    pub blank: usize,
    /// Ids that were not taken any more.
    pub beyond: usize,
    /// The line on which a quote opens that is never closed: what follows it was not read.
    pub unclosed: Option<usize>,
}

/// Reads ids out of a text that comes in stretches.
#[derive(Debug)]
pub struct Intake {
    kind: IdKind,
    heading: bool,
    column: usize,
    scanner: Scanner,
    ids: Distinct,
    counts: Counts,
    /// The line whose cell was seen last.
    line: usize,
    most: usize,
}

impl Intake {
    /// Reads like this.
    pub fn new(kind: IdKind, layout: &Layout, column: usize) -> Self {
        Self {
            kind,
            heading: layout.heading,
            column,
            scanner: Scanner::new(layout.separator),
            ids: Distinct::default(),
            counts: Counts::default(),
            line: 0,
            most: MOST_IDS,
        }
    }

    /// Takes in the next bytes; `bad` is given whatever is no id.
    pub fn push(&mut self, bytes: &[u8], bad: &mut dyn FnMut(BadEntry)) {
        let mut scanner = std::mem::take(&mut self.scanner);
        scanner.push(bytes, &mut |cell| self.take(&cell, bad));
        self.scanner = scanner;
        self.counts.lines = self.scanner.lines();
    }

    /// There are no more bytes.
    pub fn end(&mut self, bad: &mut dyn FnMut(BadEntry)) {
        let mut scanner = std::mem::take(&mut self.scanner);
        scanner.end(&mut |cell| self.take(&cell, bad));
        self.counts.lines = scanner.lines();
        self.counts.unclosed = scanner.unclosed();
    }

    /// What was counted so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// How many ids are kept so far.
    pub fn len(&self) -> usize {
        self.ids.as_slice().len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The ids, in order, each once.
    pub fn into_ids(self) -> Vec<String> {
        self.ids.into_vec()
    }

    fn take(&mut self, cell: &Cell<'_>, bad: &mut dyn FnMut(BadEntry)) {
        let text = String::from_utf8_lossy(cell.bytes);
        let Some(place) = cell.place else {
            if cell.cut {
                return self.too_long(&text, cell.line, bad);
            }
            let words = text.split(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
            for word in words.map(bare).filter(|word| !word.is_empty()) {
                self.one(word, cell.line, bad);
            }
            return;
        };
        if self.heading && cell.row == 0 {
            return;
        }
        // A row that ends before the column of ids has none.
        let absent = cell.last && place < self.column;
        let word = bare(&text);
        if place == self.column && cell.cut {
            self.too_long(word, cell.line, bad);
        } else if absent || place == self.column && word.is_empty() {
            self.counts.blank += 1;
        } else if place == self.column {
            self.one(word, cell.line, bad);
        }
    }

    fn one(&mut self, text: &str, line: usize, bad: &mut dyn FnMut(BadEntry)) {
        let first = self.line == 0;
        self.line = line;
        if IdKind::is_heading(text) {
            if first {
                return;
            }
            return self.refuse(
                text,
                line,
                IdError::new("an id", "it is a column's heading"),
                bad,
            );
        }
        match self.kind.read(text) {
            Ok(_) if self.ids.as_slice().len() >= self.most => {
                if self.ids.holds(text) {
                    self.counts.duplicates += 1;
                } else {
                    self.counts.beyond += 1;
                }
            }
            Ok(id) => {
                if !self.ids.add(id) {
                    self.counts.duplicates += 1;
                }
            }
            Err(error) => self.refuse(text, line, error, bad),
        }
    }

    /// Its beginning alone may look like an id that nobody wrote.
    fn too_long(&mut self, text: &str, line: usize, bad: &mut dyn FnMut(BadEntry)) {
        self.line = line;
        let error = IdError::new("an id", "it is too long to be one");
        self.refuse(text, line, error, bad);
    }

    fn refuse(&mut self, text: &str, line: usize, error: IdError, bad: &mut dyn FnMut(BadEntry)) {
        self.counts.bad += 1;
        let text = text.chars().take(SHOWN).collect();
        bad(BadEntry { line, text, error });
    }
}

/// A text without what is put around ids: spaces, quotes, brackets.
fn bare(text: &str) -> &str {
    text.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '\u{feff}' | '"' | '\'' | '[' | ']')
    })
}

#[cfg(test)]
mod tests;
