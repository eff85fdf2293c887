//! The texts of a column in their order, so that rows are sorted by small numbers.
//!
//! Why: comparing two of a million texts in memory costs far more than comparing two numbers. The
//! texts are sorted once, eight bytes at a time, and later only what is new among them. Must not
//! know which rows have them.

use crate::merge;
use crate::natural;
use crate::radix;
use crate::schema::Order;
use crate::texts::Texts;
use std::cmp::Ordering;

/// Groups up to this size are sorted by comparing.
const SMALL: usize = 1024;

/// Bits of a head by which a group is sorted at first: three digits.
const ENOUGH: u32 = 33;

/// Groups up to this size are sorted by their heads where they stand.
const FEW: usize = 32;

/// The codes of a column's texts, in the order of the texts.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    sorted: Vec<u32>,
}

/// What texts are compared by: themselves, or keys that were made of them.
enum Keys<'a> {
    Bytes(&'a Texts),
    Natural {
        texts: &'a Texts,
        /// The code whose key is the first.
        first: u32,
        bytes: Vec<u8>,
        ends: Vec<usize>,
    },
}

impl Ranking {
    /// Takes in the texts that came since.
    pub fn follow(&mut self, texts: &Texts, order: Order) {
        let mut known = u32::try_from(self.sorted.len()).unwrap_or(u32::MAX);
        let new = (texts.count() - known) as usize;
        if new == 0 {
            return;
        }
        if !merge::is_worth_it(new, self.sorted.len()) {
            self.sorted.clear();
            known = 0;
        }
        let mut codes: Vec<u32> = (known + 1..=texts.count()).collect();
        let keys = Keys::new(texts, order, known + 1);
        sort(&mut codes, &keys);
        if self.sorted.is_empty() {
            self.sorted = codes;
        } else {
            let mut compare = |one, other| compare(texts, order, one, other);
            merge::merge(&mut self.sorted, &codes, &mut compare);
        }
    }

    /// The codes in the order of their texts.
    pub fn sorted(&self) -> &[u32] {
        &self.sorted
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        self.sorted.capacity() * size_of::<u32>()
    }
}

/// How the texts of two codes follow each other.
pub fn compare(texts: &Texts, order: Order, one: u32, other: u32) -> Ordering {
    let (one, other) = (texts.get(one), texts.get(other));
    match (order, one, other) {
        (Order::Natural, Some(one), Some(other)) => natural::compare(one, other),
        _ => one.cmp(&other),
    }
}

impl<'a> Keys<'a> {
    fn new(texts: &'a Texts, order: Order, first: u32) -> Self {
        if order == Order::Bytes {
            return Self::Bytes(texts);
        }
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for code in first..=texts.count() {
            natural::key(texts.get(code).unwrap_or_default(), &mut bytes);
            ends.push(bytes.len());
        }
        Self::Natural {
            texts,
            first,
            bytes,
            ends,
        }
    }

    /// The key of a code from a depth on.
    fn from(&self, code: u32, depth: usize) -> &[u8] {
        let key = match self {
            Self::Bytes(texts) => texts.get(code).unwrap_or_default().as_bytes(),
            Self::Natural {
                first, bytes, ends, ..
            } => {
                let place = (code - first) as usize;
                let end = ends.get(place).copied().unwrap_or_default();
                let start = place.checked_sub(1).and_then(|place| ends.get(place));
                bytes
                    .get(start.copied().unwrap_or_default()..end)
                    .unwrap_or(&[])
            }
        };
        key.get(depth..).unwrap_or(&[])
    }

    fn compare(&self, one: u32, other: u32) -> Ordering {
        let order = self.from(one, 0).cmp(self.from(other, 0));
        match self {
            Self::Bytes(_) => order,
            Self::Natural { texts, .. } => {
                order.then_with(|| texts.get(one).cmp(&texts.get(other)))
            }
        }
    }
}

/// Sorts by eight bytes behind what a group shares, and each group that shares those too again.
fn sort(codes: &mut [u32], keys: &Keys<'_>) {
    let mut groups = vec![(0, codes.len(), 0)];
    while let Some((start, end, depth)) = groups.pop() {
        let Some(group) = codes.get_mut(start..end) else {
            continue;
        };
        let (shared, longest) = shared(group, keys, depth);
        let depth = depth + shared;
        // Nothing is left to tell them apart by but what the keys leave out.
        let is_at_end = shared == longest;
        if group.len() <= SMALL || is_at_end {
            merge::sort(group, &mut |one, other| {
                let order = head(keys.from(one, depth)).cmp(&head(keys.from(other, depth)));
                order.then_with(|| keys.compare(one, other))
            });
            continue;
        }
        let (mut heads, left_out) = by_heads(group, keys, depth);
        let mut from = 0;
        for run in heads.chunk_by_mut(|one, other| one >> left_out == other >> left_out) {
            let end = from + run.len();
            if run.len() > FEW {
                // Where bits were left out there are two runs at least, each smaller than the group.
                let told = if left_out == 0 { 8 } else { 0 };
                groups.push((start + from, start + end, depth + told));
            } else if run.len() > 1 {
                if let Some(codes) = group.get_mut(from..end) {
                    sort_few(codes, run);
                }
                for same in run.chunk_by(PartialEq::eq) {
                    if same.len() > 1 {
                        groups.push((start + from, start + from + same.len(), depth + 8));
                    }
                    from += same.len();
                }
            }
            from = end;
        }
    }
}

/// Sorts codes and their heads by the heads, in place.
fn sort_few(codes: &mut [u32], heads: &mut [u64]) {
    for end in 1..heads.len() {
        let mut place = end;
        while let Some([one, other]) = heads.get(place.wrapping_sub(1)..=place)
            && one > other
        {
            heads.swap(place - 1, place);
            codes.swap(place - 1, place);
            place -= 1;
        }
    }
}

/// How many bytes all keys of a group share from a depth on, and how many the longest has there.
fn shared(group: &[u32], keys: &Keys<'_>, depth: usize) -> (usize, usize) {
    let first = group
        .first()
        .map_or(&[][..], |code| keys.from(*code, depth));
    let (mut shared, mut longest) = (first.len(), first.len());
    for &code in group {
        let key = keys.from(code, depth);
        let same = first.iter().zip(key).take(shared);
        shared = same.take_while(|(one, other)| one == other).count();
        longest = longest.max(key.len());
    }
    (shared, longest)
}

/// The first eight bytes as a number; what is missing counts as zero.
fn head(key: &[u8]) -> u64 {
    match key.first_chunk::<8>() {
        Some(bytes) => u64::from_be_bytes(*bytes),
        None => key.iter().zip((0..8).rev()).fold(0, |head, (byte, place)| {
            head | u64::from(*byte) << (place * 8)
        }),
    }
}

/// Sorts a group by the first bits in which its heads differ, and gives what the heads are above
/// the least of them, in that order, with how many of the last bits were left out: most texts are
/// told apart without them, and each digit more would cost as much as the comparing of the rest.
fn by_heads(group: &mut [u32], keys: &Keys<'_>, depth: usize) -> (Vec<u64>, u32) {
    let mut heads: Vec<u64> = group
        .iter()
        .map(|code| head(keys.from(*code, depth)))
        .collect();
    let least = heads.iter().copied().min().unwrap_or_default();
    for head in &mut heads {
        *head -= least;
    }
    let bits = radix::bits(heads.iter().copied().max().unwrap_or_default());
    let left_out = bits.saturating_sub(ENOUGH);
    let mut order: Vec<u32> = (0..).take(group.len()).collect();
    radix::sort(&mut order, bits - left_out, &mut |shift, mask, digits| {
        let of = |head: &u64| radix::digit(*head, shift + left_out, mask);
        digits.extend(heads.iter().map(of));
    });
    let at = |place: &u32| *place as usize;
    let sorted = order.iter().filter_map(|place| heads.get(at(place)));
    let sorted = sorted.copied().collect();
    drop(heads);
    let old = group.to_vec();
    for (code, place) in group.iter_mut().zip(&order) {
        *code = old.get(at(place)).copied().unwrap_or_default();
    }
    (sorted, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Addresses that differ in three places, far from each other, and some that end early.
    fn texts(count: u32) -> Texts {
        let mut texts = Texts::default();
        for number in 0..count {
            let mixed = number.wrapping_mul(0x9E37_79B1);
            let (host, path) = (mixed % 2, mixed / 2 % 2);
            let last = mixed >> 8;
            let text = format!("host{host}.example.org/Some/long/päth{path}/of/records/{last}");
            let end = if number % 50 == 0 { 34 } else { text.len() };
            texts.intern(text.get(..end).unwrap()).unwrap();
            texts.intern(&"\u{0}".repeat(number as usize % 40)).unwrap();
        }
        texts
    }

    fn agree(ranking: &Ranking, texts: &Texts, order: Order) {
        let mut model: Vec<u32> = (1..=texts.count()).collect();
        model.sort_by(|one, other| compare(texts, order, *one, *other));
        assert!(ranking.sorted() == model, "{order:?}");
    }

    #[test]
    fn large_groups_within_large_groups_are_sorted() {
        let texts = texts(6000);
        for order in [Order::Bytes, Order::Natural] {
            let mut ranking = Ranking::default();
            ranking.follow(&texts, order);
            agree(&ranking, &texts, order);
        }
    }

    #[test]
    fn a_few_far_off_hide_nothing_of_what_lies_close_together() {
        let mut texts = Texts::default();
        texts.intern("\u{7f}").unwrap();
        for number in (0..4000_u32).map(|number| number.wrapping_mul(0x9E37_79B1)) {
            let (near, nearer) = (number % 40, number >> 20);
            // The same head for many, one for a few, and none but zeros for others.
            texts.intern(&format!("close{near:03}{nearer}")).unwrap();
            texts
                .intern(&format!("a{}", "\u{0}".repeat(near as usize)))
                .unwrap();
        }
        for zeros in 0..2000 {
            texts.intern(&"\u{0}".repeat(zeros)).unwrap();
        }
        let mut ranking = Ranking::default();
        ranking.follow(&texts, Order::Bytes);
        agree(&ranking, &texts, Order::Bytes);
    }

    #[test]
    fn texts_that_come_later_find_their_place() {
        let (few, many) = (texts(900), texts(2000));
        for order in [Order::Bytes, Order::Natural] {
            let mut ranking = Ranking::default();
            ranking.follow(&few, order);
            let mut more = few.clone();
            for code in 1..=20 {
                more.intern(many.get(many.count() - code).unwrap()).unwrap();
            }
            ranking.follow(&more, order);
            agree(&ranking, &more, order);
        }
    }

    #[test]
    fn texts_that_differ_only_in_what_keys_leave_out_are_sorted_too() {
        let mut texts = Texts::default();
        for number in 0..5000_u32 {
            let capitals = |bit: u32| if number >> bit & 1 == 0 { 'a' } else { 'A' };
            let text: String = (0..13).map(capitals).collect();
            texts.intern(&text).unwrap();
        }
        let mut ranking = Ranking::default();
        ranking.follow(&texts, Order::Natural);
        agree(&ranking, &texts, Order::Natural);
    }
}
