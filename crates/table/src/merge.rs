//! Sorting a few by comparing, and merging them into many that are sorted already.
//!
//! Both are compiled once for all that is sorted by comparing, because a sort weighs kilobytes in
//! the browser each time: rows, texts and places are small numbers here, and what they mean is the
//! comparison's business.

use std::cmp::Ordering;

/// How two numbers follow each other. Different ones that it calls equal come in any order.
pub type Compare<'a> = &'a mut dyn FnMut(u32, u32) -> Ordering;

/// Sorts by comparing.
pub fn sort(numbers: &mut [u32], compare: Compare<'_>) {
    numbers.sort_unstable_by(|one, other| compare(*one, *other));
}

/// Whether merging so many into so many is less work than sorting all of them.
pub const fn is_worth_it(new: usize, all: usize) -> bool {
    new * 16 <= all
}

/// Puts sorted numbers into sorted ones. What stands before the first of them is not touched.
pub fn merge(into: &mut Vec<u32>, new: &[u32], compare: Compare<'_>) {
    let mut end = into.len();
    into.resize(end + new.len(), 0);
    let mut left = new.len();
    for &number in new.iter().rev() {
        let old = into.get(..end).unwrap_or(&[]);
        let place = old.partition_point(|known| compare(*known, number).is_lt());
        into.copy_within(place..end, place + left);
        left -= 1;
        if let Some(free) = into.get_mut(place + left) {
            *free = number;
        }
        end = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_is_as_if_all_had_been_sorted(
            all in prop::collection::btree_set(0_u32..500, 0..80),
            picks in prop::collection::vec(any::<bool>(), 80),
        ) {
            let mut compare = |one: u32, other: u32| one.cmp(&other).reverse();
            let new: BTreeSet<u32> = all.iter().zip(&picks).filter(|(_, new)| **new).map(|(n, _)| *n).collect();
            let mut into: Vec<u32> = all.difference(&new).copied().collect();
            let mut new: Vec<u32> = new.into_iter().collect();
            sort(&mut into, &mut compare);
            sort(&mut new, &mut compare);
            merge(&mut into, &new, &mut compare);
            prop_assert_eq!(into, all.into_iter().rev().collect::<Vec<_>>());
        }
    }
}
