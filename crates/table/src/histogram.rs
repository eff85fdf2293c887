//! How many of the shown rows fall into each span of time, and how many of those are marked:
//! failures over time, for example.
//!
//! Rows that are added are counted by themselves; only another filter or changed cells count
//! everything anew. Spans are as narrow as they can be without being too many, and only ever
//! grow by whole multiples, so that growing is adding up. Must not know what is drawn, nor any
//! zone: spans begin at round instants in UTC.

use crate::bits::Bits;
use crate::blocks::spans;
use crate::cell::ColumnId;
use crate::column::{NO_NUMBER, Stored};
use crate::filter::Filter;
use crate::table::{Cursor, Table};
use crate::view::View;
use std::collections::VecDeque;

/// More bars than this nobody can tell apart.
const MOST: i64 = 80;
const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;
/// Spans in seconds, each a multiple of the one before. The widest puts everything that a number
/// of microseconds can name into fewer bars than there may be.
const SPANS: [i64; 20] = [
    1,
    5,
    10,
    30,
    60,
    300,
    600,
    1_800,
    3_600,
    10_800,
    21_600,
    43_200,
    DAY,
    7 * DAY,
    28 * DAY,
    364 * DAY,
    3_640 * DAY,
    36_400 * DAY,
    364_000 * DAY,
    3_640_000 * DAY,
];
/// Between the marks of an axis, in seconds: more steps than there are spans, because marks are
/// placed anew each time.
const STEPS: [i64; 26] = [
    1,
    2,
    5,
    10,
    15,
    30,
    60,
    120,
    300,
    600,
    900,
    1_800,
    3_600,
    7_200,
    10_800,
    21_600,
    43_200,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    182 * DAY,
    364 * DAY,
    3_640 * DAY,
];
/// The first Monday of 1970, so that weeks begin on Mondays.
const ORIGIN: i64 = 4 * DAY * SECOND;

/// The counts.
#[derive(Debug, Clone)]
pub struct Histogram {
    when: ColumnId,
    by: ColumnId,
    marks: fn(Option<&str>) -> bool,
    /// The codes whose words are marked, and below which code they were asked.
    marked: Bits,
    judged: u32,
    /// Its place among the spans.
    span: usize,
    /// The number of the first bar's span, counted from the origin.
    first: i64,
    bars: VecDeque<Counted>,
    undated: Counted,
    filter: Filter,
    at: Cursor,
}

/// How many rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// All of them.
    pub all: usize,
    /// The marked ones of them.
    pub marked: usize,
}

/// A span of time with the rows in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Its first microsecond.
    pub from: i64,
    /// The first microsecond behind it.
    pub before: i64,
    /// Its rows.
    pub rows: Counted,
}

impl Counted {
    fn add(&mut self, other: Self) {
        self.all += other.all;
        self.marked += other.marked;
    }
}

impl Histogram {
    /// Counts nothing yet. `when` is a column of instants; a row is marked when `marks` says so of
    /// its words in the column `by`. Each different word is asked about once.
    pub fn new(when: ColumnId, by: ColumnId, marks: fn(Option<&str>) -> bool) -> Self {
        Self {
            when,
            by,
            marks,
            marked: Bits::default(),
            judged: 0,
            span: 0,
            first: 0,
            bars: VecDeque::new(),
            undated: Counted::default(),
            filter: Filter::new(),
            at: Cursor::default(),
        }
    }

    /// Counts what the view shows, with cells as they are now. It belongs to the one table with
    /// which it was first followed.
    pub fn follow(&mut self, table: &Table, view: &View) {
        let at = view.matches().at();
        if !self.at.only_grows_to(at) || self.filter != *view.filter() {
            self.bars.clear();
            self.undated = Counted::default();
            self.span = 0;
            self.at = Cursor::default();
            self.filter = view.filter().clone();
        }
        self.judge(table);
        self.count(table, view, self.at.rows, at.rows);
        self.at = at;
    }

    /// The bars from the first that has a row to the last, those without rows between them too.
    pub fn bars(&self) -> impl Iterator<Item = Bar> {
        let span = self.span();
        let edge = move |number: i64| number.saturating_mul(span).saturating_add(ORIGIN);
        self.bars
            .iter()
            .zip(self.first..)
            .map(move |(rows, number)| Bar {
                from: edge(number),
                before: edge(number + 1),
                rows: *rows,
            })
    }

    /// How many microseconds each bar spans.
    pub fn span(&self) -> i64 {
        SPANS
            .get(self.span)
            .map_or(i64::MAX, |span| span.saturating_mul(SECOND))
    }

    /// Shown rows without an instant.
    pub const fn undated(&self) -> Counted {
        self.undated
    }

    /// The least round step by which so much time falls into at most so many pieces: for the marks
    /// of an axis.
    pub fn round_step(microseconds: i64, most: i64) -> i64 {
        let fits = |step: &&i64| microseconds / (**step * SECOND) < most.max(1);
        let mut steps = STEPS.iter().chain(&SPANS);
        steps.find(fits).map_or(i64::MAX, |step| step * SECOND)
    }

    /// The first instant from here on at which a span of this length begins.
    pub fn round_up(instant: i64, span: i64) -> i64 {
        let span = span.max(1);
        let number = instant.saturating_sub(ORIGIN).saturating_add(span - 1);
        number
            .div_euclid(span)
            .saturating_mul(span)
            .saturating_add(ORIGIN)
    }

    fn judge(&mut self, table: &Table) {
        let Some(stored) = table.stored(self.by) else {
            return;
        };
        for code in self.judged..stored.codes() {
            if (self.marks)(stored.word(code)) {
                self.marked.set(code, true);
            }
        }
        self.judged = stored.codes();
    }

    fn count(&mut self, table: &Table, view: &View, from: u32, to: u32) {
        let by = table.stored(self.by);
        let Some(Stored::Number {
            values,
            instants: true,
        }) = table.stored(self.when)
        else {
            return;
        };
        let matches = view.matches();
        for (block, place, first) in spans(from, to) {
            for (&instant, row) in values.part(block, place).iter().zip(first..to) {
                if !matches.has(row) {
                    continue;
                }
                let marked = match by {
                    Some(stored) => self.marked.has(stored.code(row)),
                    None => (self.marks)(None),
                };
                let one = Counted {
                    all: 1,
                    marked: usize::from(marked),
                };
                if instant == NO_NUMBER {
                    self.undated.add(one);
                } else {
                    self.add(instant, one);
                }
            }
        }
    }

    fn add(&mut self, instant: i64, rows: Counted) {
        loop {
            let number = instant.saturating_sub(ORIGIN).div_euclid(self.span());
            if self.bars.is_empty() {
                self.first = number;
            }
            let end = self.first + self.length();
            if number.max(end - 1) - number.min(self.first) >= MOST && self.widen() {
                continue;
            }
            for _ in number..self.first {
                self.bars.push_front(Counted::default());
            }
            self.first = self.first.min(number);
            for _ in end..=number {
                self.bars.push_back(Counted::default());
            }
            let place = usize::try_from(number - self.first).ok();
            if let Some(bar) = place.and_then(|place| self.bars.get_mut(place)) {
                bar.add(rows);
            }
            return;
        }
    }

    fn length(&self) -> i64 {
        i64::try_from(self.bars.len()).unwrap_or(MOST)
    }

    /// Takes the next wider span; says whether there is one.
    fn widen(&mut self) -> bool {
        let old = self.span();
        if self.span + 1 >= SPANS.len() {
            return false;
        }
        self.span += 1;
        let times = self.span() / old;
        let narrow = std::mem::take(&mut self.bars);
        let first = self.first.div_euclid(times);
        for (rows, number) in narrow.into_iter().zip(self.first..) {
            let place = number.div_euclid(times) - first;
            if place >= self.length() {
                self.bars.push_back(Counted::default());
            }
            if let Some(bar) = self.bars.back_mut() {
                bar.add(rows);
            }
        }
        self.first = first;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_span_is_a_multiple_of_the_one_before_and_the_widest_holds_everything() {
        for pair in SPANS.windows(2) {
            assert_eq!(pair[1] % pair[0], 0, "{pair:?}");
        }
        let widest = i128::from(SPANS[SPANS.len() - 1]) * i128::from(SECOND);
        let everything = i128::from(i64::MAX) - i128::from(i64::MIN);
        assert!(everything / widest + 2 < i128::from(MOST));
    }

    #[test]
    fn marks_of_an_axis_are_round_and_few() {
        let hour = 3_600 * SECOND;
        assert_eq!(Histogram::round_step(24 * hour, 5), 6 * hour);
        assert_eq!(Histogram::round_step(9 * 24 * hour, 6), 48 * hour);
        assert_eq!(Histogram::round_step(0, 5), SECOND);
        assert!(Histogram::round_step(i64::MAX, 6) > 3_640 * DAY * SECOND);
        assert_eq!(Histogram::round_up(hour + 1, hour), 2 * hour);
        assert_eq!(Histogram::round_up(2 * hour, hour), 2 * hour);
        assert_eq!(Histogram::round_up(-1, 7 * DAY * SECOND), ORIGIN);
    }
}
