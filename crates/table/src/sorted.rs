//! All rows in the order that is wanted, whether they are shown or not.
//!
//! Why all: a filter that shows more again then only picks from what is sorted already. Equal rows
//! stand in the order in which they came, also where a key descends; what is absent stands last,
//! also there.

use crate::blocks::Blocks;
use crate::cell::ColumnId;
use crate::column::{NO_NUMBER, Raw, Stored};
use crate::merge;
use crate::radix;
use crate::ranking::{self, Ranking};
use crate::schema::{Kind, Order};
use crate::table::Table;
use crate::texts::{ABSENT, Texts};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// The column.
    pub column: ColumnId,
    /// The greatest first.
    pub descending: bool,
}

/// The rows in their order.
#[derive(Debug, Clone, Default)]
pub struct Sorted {
    keys: Vec<SortKey>,
    rows: Vec<u32>,
    /// Of the columns of texts that were sorted by.
    rankings: Vec<(ColumnId, Ranking)>,
}

impl Sorted {
    pub fn keys(&self) -> &[SortKey] {
        &self.keys
    }

    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Sorts all rows by these keys.
    pub fn sort(&mut self, table: &Table, keys: &[SortKey]) {
        self.keys = keys.to_vec();
        self.rows.clear();
        self.rows.extend(0..table.cursor().rows);
        for key in keys.iter().rev() {
            match table.stored(key.column) {
                Some(Stored::Number { values, .. }) => {
                    by_numbers(&mut self.rows, values, key.descending);
                }
                Some(stored) => {
                    let places = places(&mut self.rankings, table, stored, *key);
                    by_places(&mut self.rows, stored, &places);
                }
                None => {}
            }
        }
    }

    /// Brings the texts of a column into their order before anybody sorts by it.
    pub fn prepare(&mut self, table: &Table, column: ColumnId) {
        if let Some(Stored::Text { texts, .. }) = table.stored(column) {
            ranked(&mut self.rankings, table, texts, column);
        }
    }

    /// Takes in rows that changed, which were taken out before, and rows that are new; gives them
    /// in their order. Nothing when all were sorted anew.
    pub fn take_in(&mut self, table: &Table, mut rows: Vec<u32>) -> Option<Vec<u32>> {
        if !merge::is_worth_it(rows.len(), self.rows.len()) {
            let keys = std::mem::take(&mut self.keys);
            self.sort(table, &keys);
            return None;
        }
        let mut compare = |one, other| compare(table, &self.keys, one, other);
        merge::sort(&mut rows, &mut compare);
        merge::merge(&mut self.rows, &rows, &mut compare);
        Some(rows)
    }

    /// Takes rows out, which are sorted by their numbers.
    pub fn take_out(&mut self, gone: &[u32]) {
        self.rows.retain(|row| gone.binary_search(row).is_err());
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        let rankings: usize = self
            .rankings
            .iter()
            .map(|(_, ranking)| ranking.memory())
            .sum();
        rankings + self.rows.capacity() * size_of::<u32>()
    }
}

/// How two rows follow each other.
pub fn compare(table: &Table, keys: &[SortKey], one: u32, other: u32) -> Ordering {
    for key in keys {
        let order = table.stored(key.column).map_or(Ordering::Equal, |stored| {
            cells(table, stored, *key, one, other)
        });
        if order.is_ne() {
            return order;
        }
    }
    one.cmp(&other)
}

fn cells(table: &Table, stored: &Stored, key: SortKey, one: u32, other: u32) -> Ordering {
    let is_absent = |raw| matches!(raw, None | Some(Raw::Code(ABSENT) | Raw::Number(NO_NUMBER)));
    let (one, other) = (stored.at(one), stored.at(other));
    if one == other {
        return Ordering::Equal;
    }
    let absent = is_absent(one).cmp(&is_absent(other));
    if absent.is_ne() {
        return absent;
    }
    let order = match (stored, one, other) {
        (Stored::Text { texts, .. }, Some(Raw::Code(one)), Some(Raw::Code(other))) => {
            ranking::compare(texts, order_of(table, key.column), one, other)
        }
        (_, Some(Raw::Code(one)), Some(Raw::Code(other))) => one.cmp(&other),
        (_, Some(Raw::Number(one)), Some(Raw::Number(other))) => one.cmp(&other),
        _ => Ordering::Equal,
    };
    if key.descending {
        order.reverse()
    } else {
        order
    }
}

fn order_of(table: &Table, column: ColumnId) -> Order {
    match table.kind(column) {
        Some(Kind::Text(order)) => order,
        _ => Order::Bytes,
    }
}

/// By code, the place of its cells in the wanted direction; absent ones come last.
fn places(
    rankings: &mut Vec<(ColumnId, Ranking)>,
    table: &Table,
    stored: &Stored,
    key: SortKey,
) -> Vec<u32> {
    let codes = stored.codes();
    let mut places = vec![codes - 1; codes as usize];
    let mut give = |code: u32, rank: u32| {
        if let Some(place) = places.get_mut(code as usize) {
            *place = if key.descending {
                codes - 2 - rank
            } else {
                rank
            };
        }
    };
    let Stored::Text { texts, .. } = stored else {
        (1..codes).for_each(|code| give(code, code - 1));
        return places;
    };
    let sorted = ranked(rankings, table, texts, key.column);
    sorted
        .iter()
        .zip(0..)
        .for_each(|(code, rank)| give(*code, rank));
    places
}

/// The codes of a column's texts in the order of the texts, with those that came since.
fn ranked<'a>(
    rankings: &'a mut Vec<(ColumnId, Ranking)>,
    table: &Table,
    texts: &Texts,
    column: ColumnId,
) -> &'a [u32] {
    let known = rankings.iter().position(|(of, _)| *of == column);
    let at = known.unwrap_or_else(|| {
        rankings.push((column, Ranking::default()));
        rankings.len() - 1
    });
    match rankings.get_mut(at) {
        Some((_, ranking)) => {
            ranking.follow(texts, order_of(table, column));
            ranking.sorted()
        }
        None => &[],
    }
}

fn by_places(rows: &mut Vec<u32>, stored: &Stored, places: &[u32]) {
    let place = |code: u32| u64::from(places.get(code as usize).copied().unwrap_or_default());
    let most = places.len().saturating_sub(1) as u64;
    radix::sort(rows, radix::bits(most), &mut |shift, mask, digits| {
        let digit = |code| radix::digit(place(code), shift, mask);
        match stored {
            Stored::Text { codes, .. } => {
                for part in codes.blocks() {
                    digits.extend(part.iter().map(|code| digit(*code)));
                }
            }
            Stored::Choice { codes, .. } => {
                for part in codes.blocks() {
                    digits.extend(part.iter().map(|code| digit(u32::from(*code))));
                }
            }
            Stored::Number { .. } => {}
        }
    });
}

/// Numbers are sorted by how far they are from the least; absent ones are beyond the farthest.
fn by_numbers(rows: &mut Vec<u32>, values: &Blocks<i64>, descending: bool) {
    let present = || {
        values
            .blocks()
            .flatten()
            .filter(|value| **value != NO_NUMBER)
    };
    let (Some(least), Some(most)) = (present().min(), present().max()) else {
        return;
    };
    // The lowest number is no value, so the span and one more are within 64 bits.
    let span = most.abs_diff(*least);
    let away = |value: i64| match value {
        NO_NUMBER => span + 1,
        value if descending => most.abs_diff(value),
        value => value.abs_diff(*least),
    };
    radix::sort(rows, radix::bits(span + 1), &mut |shift, mask, digits| {
        for part in values.blocks() {
            digits.extend(
                part.iter()
                    .map(|value| radix::digit(away(*value), shift, mask)),
            );
        }
    });
}
