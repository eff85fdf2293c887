//! The model of filters, orders and counts: each row looked at, every time.

use crate::rows::{CREATED, ID, Line, STATUS, SUBJECT, TRIES};
use crate::words::{contains, natural};
use redrive_table::{Cell, ColumnId, Filter, SortKey, Test};
use std::cmp::Ordering;
use std::collections::BTreeMap;

fn number(cell: Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Integer(value) | Cell::Instant(value) => Some(value),
        _ => None,
    }
}

fn holds_for_words(test: &Test, words: Option<&str>) -> bool {
    match test {
        Test::Contains(typed) => contains(words, typed),
        Test::OneOf(wanted) => wanted.iter().any(|one| one.as_deref() == words),
        Test::Between { .. } => false,
        Test::Absent => words.is_none(),
        Test::Present => words.is_some(),
    }
}

fn holds(test: &Test, line: &Line, column: ColumnId) -> bool {
    if ![TRIES, CREATED].contains(&column) {
        return holds_for_words(test, line.words(column));
    }
    let value = number(line.cell(column));
    match test {
        Test::Contains(typed) => typed.trim().is_empty(),
        Test::OneOf(wanted) => value.is_none() && wanted.contains(&None),
        Test::Between { from, before } => value.is_some_and(|value| {
            from.is_none_or(|from| value >= from) && before.is_none_or(|before| value < before)
        }),
        Test::Absent => value.is_none(),
        Test::Present => value.is_some(),
    }
}

fn found(filter: &Filter, line: &Line) -> bool {
    let search = filter.search();
    let has = |column: &ColumnId| contains(line.words(*column), &search.text);
    search.text.trim().is_empty() || search.columns.iter().any(has)
}

/// Whether a row fulfils everything that is asked but of one column.
fn accepts_but(filter: &Filter, line: &Line, but: Option<ColumnId>) -> bool {
    let mut asked = filter
        .conditions()
        .iter()
        .filter(|one| Some(one.column) != but);
    found(filter, line) && asked.all(|one| holds(&one.test, line, one.column))
}

pub fn accepts(filter: &Filter, line: &Line) -> bool {
    accepts_but(filter, line, None)
}

pub fn compare(keys: &[SortKey], one: &Line, other: &Line) -> Ordering {
    let by_key = |key: &SortKey| {
        let (one, other) = (one.cell(key.column), other.cell(key.column));
        let order = match (one, other) {
            (Cell::Absent, Cell::Absent) => return Ordering::Equal,
            (Cell::Absent, _) => return Ordering::Greater,
            (_, Cell::Absent) => return Ordering::Less,
            (Cell::Text(one), Cell::Text(other)) if key.column == SUBJECT => natural(one, other),
            (Cell::Text(one), Cell::Text(other)) => one.as_bytes().cmp(other.as_bytes()),
            (Cell::Choice(one), Cell::Choice(other)) => one.cmp(&other),
            _ => number(one).cmp(&number(other)),
        };
        if key.descending {
            order.reverse()
        } else {
            order
        }
    };
    keys.iter()
        .map(by_key)
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The places of the rows that are shown, in their order.
pub fn shown(lines: &[Line], filter: &Filter, keys: &[SortKey]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..lines.len()).collect();
    places.retain(|place| accepts(filter, &lines[*place]));
    places.sort_by(|one, other| compare(keys, &lines[*one], &lines[*other]));
    places
}

/// How many rows have each value, among those that fulfil everything else.
pub fn counts(
    lines: &[Line],
    filter: &Filter,
    column: ColumnId,
) -> BTreeMap<Option<String>, usize> {
    let mut counts = BTreeMap::new();
    if [STATUS, ID, SUBJECT].contains(&column) {
        let rest = lines
            .iter()
            .filter(|line| accepts_but(filter, line, Some(column)));
        for words in rest.map(|line| line.words(column).map(ToOwned::to_owned)) {
            *counts.entry(words).or_default() += 1;
        }
    }
    counts
}
