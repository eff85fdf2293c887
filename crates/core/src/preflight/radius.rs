//! How far a draft reaches: where to, of which types, and from when.

use super::Fact;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;
use std::hash::Hash;

/// The reach of a draft, counted. What is not known is counted too, and guessed nowhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Radius {
    /// The most first.
    pub by_group: Vec<(String, usize)>,
    /// The most first.
    pub by_kind: Vec<(String, usize)>,
    /// By day in UTC, the oldest first.
    pub by_day: Vec<(NaiveDate, usize)>,
    /// Of those whose row says when they were made.
    pub oldest: Option<DateTime<Utc>>,
    /// As for the oldest.
    pub newest: Option<DateTime<Utc>>,
    /// Items with facts that name no type.
    pub without_kind: usize,
    /// Items with facts that name no moment.
    pub without_date: usize,
    /// Items of which nothing is known, or only that the vendor has no such row.
    pub without_facts: usize,
}

impl Radius {
    /// Counts the facts of a draft's items.
    pub fn of(facts: &[Option<Fact>]) -> Self {
        let known = || facts.iter().flatten().filter(|fact| fact.absence.is_none());
        let total = known().count();
        let moments = || known().filter_map(|fact| fact.created_at);
        let by_kind = most_first(counted(known().filter_map(|fact| fact.kind.as_deref())));
        let mut by_day = counted(moments().map(|at| at.date_naive()));
        by_day.sort_unstable();
        Self {
            without_kind: total - sum(&by_kind),
            without_date: total - sum(&by_day),
            without_facts: facts.len() - total,
            by_group: most_first(counted(known().map(|fact| fact.group.as_str()))),
            by_kind,
            by_day,
            oldest: moments().min(),
            newest: moments().max(),
        }
    }
}

fn counted<T: Eq + Hash>(things: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts = HashMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts.into_iter().collect()
}

fn most_first(mut counts: Vec<(&str, usize)>) -> Vec<(String, usize)> {
    counts.sort_unstable_by(|(word, count), (other, others)| {
        others.cmp(count).then_with(|| word.cmp(other))
    });
    let owned = counts.into_iter();
    owned
        .map(|(word, count)| (word.to_owned(), count))
        .collect()
}

fn sum<T>(counts: &[(T, usize)]) -> usize {
    counts.iter().map(|(_, count)| count).sum()
}
