//! Cells out of bytes, wherever these are cut: rows with separators and quotes (RFC 4180), or
//! words with anything between them.

/// Longer cells are cut: no id is that long, and a line of ten million characters must cost nothing.
const CELL_MOST: usize = 256;

/// Quoted cells that go on for longer than this were never meant: a stray quote would swallow the
/// rest of the file.
const QUOTED_MOST: usize = 1 << 20;

/// A cell, or a word of a list.
#[derive(Debug)]
pub(super) struct Cell<'a> {
    /// From 1: where it begins.
    pub line: usize,
    /// The row, from 0; a quoted cell may stretch one over many lines.
    pub row: usize,
    /// The column in its row, from 0; none in a list.
    pub place: Option<usize>,
    /// Whether its row ends with it.
    pub last: bool,
    /// Without the spaces before it.
    pub bytes: &'a [u8],
    /// It goes on beyond what is kept: what is here is not what was written.
    pub cut: bool,
}

/// What some spreadsheets write before a text, to say that it is UTF-8.
const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

const fn between_words(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b',' | b';' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c
    )
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// At the start of a cell.
    #[default]
    Before,
    Plain,
    Quoted,
    /// Behind a quote within a quoted cell: its end, or one half of a written quote.
    Quote,
}

/// Where the reading is.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// None for a list.
    separator: Option<u8>,
    state: State,
    cell: Vec<u8>,
    cut: bool,
    row: usize,
    place: usize,
    /// How much of a mark of byte order was met at the very begin.
    mark: usize,
    /// Line ends so far.
    ends: usize,
    /// The line on which the cell begins, from 0.
    begun: usize,
    /// How long the quoted cell is.
    quoted: usize,
    after_return: bool,
    any: bool,
}

impl Scanner {
    pub(super) fn new(separator: Option<u8>) -> Self {
        Self {
            separator,
            ..Self::default()
        }
    }

    /// Lines so far, with the one that has only begun.
    pub(super) const fn lines(&self) -> usize {
        self.ends + self.any as usize
    }

    /// The line on which a quote opens that nothing closed.
    pub(super) fn unclosed(&self) -> Option<usize> {
        (self.state == State::Quoted || self.given_up()).then_some(self.begun + 1)
    }

    const fn given_up(&self) -> bool {
        self.quoted > QUOTED_MOST
    }

    /// Rows that have ended so far.
    pub(super) const fn rows(&self) -> usize {
        self.row
    }

    pub(super) fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(Cell<'_>)) {
        let mut rest = self.without_mark(bytes);
        while !self.given_up() {
            let (text, others) = rest.split_at(self.reach(rest));
            if !text.is_empty() {
                self.keep(text);
                rest = others;
                continue;
            }
            let Some((&byte, after)) = others.split_first() else {
                return;
            };
            match self.separator {
                Some(separator) => self.in_table(byte, separator, each),
                None => self.in_list(byte, each),
            }
            rest = after;
        }
    }

    pub(super) fn end(&mut self, each: &mut dyn FnMut(Cell<'_>)) {
        let unfinished = self.state == State::Quoted || self.given_up();
        if self.any && !unfinished {
            self.give(true, each);
        }
        if unfinished {
            self.cell.clear();
        }
    }

    /// What follows the mark of byte order.
    fn without_mark<'a>(&mut self, mut bytes: &'a [u8]) -> &'a [u8] {
        while let (Some(mark), Some((byte, rest))) = (MARK.get(self.mark), bytes.split_first()) {
            if byte != mark {
                self.mark = MARK.len();
                break;
            }
            self.mark += 1;
            bytes = rest;
        }
        bytes
    }

    /// How many of the next bytes are nothing but text, so that they are kept at once.
    fn reach(&self, bytes: &[u8]) -> usize {
        let closes = |byte: &u8| matches!(byte, b'"' | b'\n' | b'\r');
        let mut each = bytes.iter();
        let found = match self.separator {
            None => each.position(|byte| between_words(*byte)),
            // A separator within quotes is text.
            Some(_) if self.state == State::Quoted => each.position(closes),
            Some(separator) => each.position(|byte| *byte == separator || closes(byte)),
        };
        found.unwrap_or(bytes.len())
    }

    fn in_list(&mut self, byte: u8, each: &mut dyn FnMut(Cell<'_>)) {
        if matches!(byte, b'\n' | b'\r') {
            self.line_end(byte, each);
        } else {
            self.cell_end(each);
        }
    }

    /// A quote, a line end or a separator.
    fn in_table(&mut self, byte: u8, separator: u8, each: &mut dyn FnMut(Cell<'_>)) {
        match (self.state, byte) {
            (State::Before, b'"') => {
                self.state = State::Quoted;
                self.quoted = 0;
                self.any = true;
                self.after_return = false;
            }
            (State::Quoted, b'"') => {
                self.state = State::Quote;
                self.after_return = false;
            }
            (State::Quoted, b'\n' | b'\r') => {
                self.count_end(byte);
                self.put(&[byte]);
            }
            (State::Quote, b'"') => {
                self.state = State::Quoted;
                self.put(&[byte]);
            }
            (_, b'\n' | b'\r') => self.line_end(byte, each),
            (_, byte) if byte == separator => self.cell_end(each),
            // A quote amid a text stands for itself.
            _ => self.keep(&[byte]),
        }
    }

    /// Text behind a closing quote is kept too, as spreadsheets do.
    fn keep(&mut self, text: &[u8]) {
        if self.state != State::Quoted {
            self.state = State::Plain;
        }
        self.any = true;
        self.after_return = false;
        self.put(text);
    }

    fn put(&mut self, text: &[u8]) {
        if self.state == State::Quoted {
            self.quoted += text.len();
        }
        let text = if self.cell.is_empty() {
            text.trim_ascii_start()
        } else {
            text
        };
        let room = CELL_MOST.saturating_sub(self.cell.len());
        let (kept, beyond) = text.split_at_checked(room).unwrap_or((text, &[]));
        self.cell.extend_from_slice(kept);
        self.cut = self.cut || !beyond.trim_ascii_start().is_empty();
    }

    fn cell_end(&mut self, each: &mut dyn FnMut(Cell<'_>)) {
        self.any = true;
        self.after_return = false;
        self.give(false, each);
    }

    fn line_end(&mut self, byte: u8, each: &mut dyn FnMut(Cell<'_>)) {
        if byte == b'\n' && self.after_return {
            self.after_return = false;
            return;
        }
        if self.any {
            self.give(true, each);
            self.row += 1;
        }
        self.any = false;
        self.place = 0;
        self.ends += 1;
        self.begun = self.ends;
        self.after_return = byte == b'\r';
    }

    /// Counts a line end within quotes: `\r\n` is one.
    fn count_end(&mut self, byte: u8) {
        if !(byte == b'\n' && self.after_return) {
            self.ends += 1;
        }
        self.after_return = byte == b'\r';
    }

    fn give(&mut self, last: bool, each: &mut dyn FnMut(Cell<'_>)) {
        let place = self.separator.map(|_| self.place);
        if place.is_some() || !self.cell.is_empty() {
            each(Cell {
                line: self.begun + 1,
                row: self.row,
                place,
                last,
                bytes: &self.cell,
                cut: self.cut,
            });
        }
        self.cell.clear();
        self.cut = false;
        self.place += 1;
        self.state = State::Before;
        self.begun = self.ends;
    }
}

#[cfg(test)]
mod tests;
