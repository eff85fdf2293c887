//! The texts of one column, each kept once and named by a number.
//!
//! Why: a million rows share a few statuses and subjects. A row then costs four bytes for a text,
//! a search looks at each different text once, and two texts are equal when their numbers are.
//! Texts stand in chunks that are never moved. Must not know which rows have them.

use crate::blocks::Blocks;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// What a row without a text has in place of a text's number. Numbers begin at 1.
pub const ABSENT: u32 = 0;

/// Where a text starts is a chunk and a place in it, 16 bits each.
const CHUNK: usize = 1 << 16;

/// The ways from a text to its number are as many, and a text's hash chooses one. Each grows by
/// itself: as one, they would keep a reader waiting whenever they grew, and hold twice as much.
const WAYS: usize = 64;

/// The texts, and the ways from a text to its number.
#[derive(Debug, Clone)]
pub struct Texts {
    chunks: Vec<String>,
    starts: Blocks<u32>,
    ways: Vec<Way>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            chunks: Vec::new(),
            starts: Blocks::default(),
            ways: vec![Way::default(); WAYS],
        }
    }
}

/// Numbers by the hash of their text, the next free place where two meet.
#[derive(Debug, Clone, Default)]
struct Way {
    slots: Vec<Slot>,
    taken: usize,
}

/// A place for a text's number, free where that is [`ABSENT`].
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    number: u32,
    /// The hash, some bits of which chose the way and the place. Another text is mostly told by the
    /// others, and memory far away is not asked.
    hash: u32,
}

fn hash(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    low(hasher.finish())
}

impl Texts {
    /// How many different texts there are; their numbers go from 1 to this.
    pub fn count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The text of a number; nothing for one that names none.
    pub fn get(&self, number: u32) -> Option<&str> {
        let start = self.starts.get(number.checked_sub(1)?)?;
        let (chunk, place) = split(start);
        let text = self.chunks.get(chunk)?;
        let end = match self.starts.get(number).map(split) {
            Some((next, end)) if next == chunk => end,
            _ => text.len(),
        };
        text.get(place..end)
    }

    /// The number of a text that is there.
    pub fn find(&self, text: &str) -> Option<u32> {
        let hash = hash(text);
        let way = self.ways.get(way_of(hash))?;
        let number = way.slots.get(self.slot(way, text, hash)?)?.number;
        (number != ABSENT).then_some(number)
    }

    /// The number of a text, old or new; nothing when no more can be held.
    pub fn intern(&mut self, text: &str) -> Option<u32> {
        let hash = hash(text);
        let way = way_of(hash);
        self.ways.get_mut(way)?.make_room();
        let there = self.ways.get(way)?;
        let place = self.slot(there, text, hash)?;
        let known = there.slots.get(place)?.number;
        if known != ABSENT {
            return Some(known);
        }
        let start = self.write(text)?;
        self.starts.push(start);
        let number = self.count();
        self.ways.get_mut(way)?.take(place, Slot { number, hash });
        Some(number)
    }

    /// The place of a text on its way, or the free one where it would stand.
    fn slot(&self, way: &Way, text: &str, hash: u32) -> Option<usize> {
        way.probe(hash, |slot| {
            slot.hash == hash && self.get(slot.number) == Some(text)
        })
    }

    fn write(&mut self, text: &str) -> Option<u32> {
        // An empty text takes a place too: a start must lie within the 16 bits.
        let room = |chunk: &String| chunk.len() + text.len().max(1) <= CHUNK;
        if !self.chunks.last().is_some_and(room) {
            let size = if self.chunks.is_empty() { 0 } else { CHUNK };
            self.chunks
                .push(String::with_capacity(size.max(text.len())));
        }
        let chunk = u32::try_from(self.chunks.len() - 1).ok()?;
        let last = self.chunks.last_mut()?;
        let place = u32::try_from(last.len()).ok()?;
        let start = chunk.checked_mul(0x1_0000)?.checked_add(place)?;
        last.push_str(text);
        Some(start)
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        let texts: usize = self.chunks.iter().map(String::capacity).sum();
        let chunks = self.chunks.capacity() * size_of::<String>();
        let slots: usize = self.ways.iter().map(|way| way.slots.capacity()).sum();
        texts + chunks + self.starts.memory() + WAYS * size_of::<Way>() + slots * size_of::<Slot>()
    }
}

impl Way {
    /// The first slot from where a hash leads that is free or the one that is looked for.
    fn probe(&self, hash: u32, is_it: impl Fn(Slot) -> bool) -> Option<usize> {
        let from = self.first(hash);
        let (before, behind) = self.slots.split_at_checked(from)?;
        let fits = |slot: &Slot| slot.number == ABSENT || is_it(*slot);
        let found = behind.iter().position(fits).map(|place| from + place);
        found.or_else(|| before.iter().position(fits))
    }

    /// Where a hash leads: as far along the slots as it is along all hashes.
    fn first(&self, hash: u32) -> usize {
        let along = u64::from(hash) * self.slots.len() as u64;
        (along >> u32::BITS) as usize
    }

    fn take(&mut self, place: usize, slot: Slot) {
        if let Some(free) = self.slots.get_mut(place) {
            *free = slot;
            self.taken += 1;
        }
    }

    /// It must not ask for the texts: each lies elsewhere in memory.
    fn make_room(&mut self) {
        if self.taken * 4 < self.slots.len() * 3 {
            return;
        }
        // By a quarter: what is free costs memory in each of a million rows.
        let size = (self.slots.len() * 5 / 4).max(self.slots.len() + 4);
        let taken = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in taken.into_iter().filter(|slot| slot.number != ABSENT) {
            // All are different, so none is compared.
            let place = self.probe(slot.hash, |_| false);
            if let Some(free) = place.and_then(|place| self.slots.get_mut(place)) {
                *free = slot;
            }
        }
    }
}

/// The lowest bits: the highest choose the place on the way.
const fn way_of(hash: u32) -> usize {
    hash as usize % WAYS
}

fn split(start: u32) -> (usize, usize) {
    ((start >> 16) as usize, (start & 0xFFFF) as usize)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "any bits of a hash will do"
)]
const fn low(hash: u64) -> u32 {
    hash as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn every_text_has_one_number_and_keeps_it(
            words in prop::collection::vec(("[a-cäß]{0,3}", 0_usize..40), 0..60),
        ) {
            let (mut texts, mut model) = (Texts::default(), HashMap::new());
            for (word, times) in words {
                // Some are as long as half a chunk, or longer than one.
                let word = if times > 35 { word.repeat(times * 500) } else { word };
                let next = u32::try_from(model.len()).unwrap() + 1;
                let number = *model.entry(word.clone()).or_insert(next);
                prop_assert_eq!(texts.find(&word).is_some(), number != next);
                prop_assert_eq!(texts.intern(&word), Some(number));
            }
            prop_assert_eq!(texts.count() as usize, model.len());
            for (word, number) in &model {
                prop_assert_eq!(texts.get(*number), Some(word.as_str()));
                prop_assert_eq!(texts.find(word), Some(*number));
            }
            prop_assert_eq!(texts.get(ABSENT), None);
        }
    }

    #[test]
    fn texts_that_fill_a_chunk_to_its_end_are_told_apart() {
        let mut texts = Texts::default();
        let whole = "x".repeat(CHUNK);
        let shorter = "x".repeat(CHUNK - 1);
        let words = [whole.as_str(), "", "y", shorter.as_str(), "z"];
        for (word, number) in words.iter().zip(1..) {
            assert_eq!(texts.intern(word), Some(number));
        }
        for (word, number) in words.iter().zip(1..) {
            assert_eq!(texts.get(number), Some(*word));
        }
    }
}
