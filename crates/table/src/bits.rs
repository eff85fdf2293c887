//! A set of small numbers, a bit each: which texts match, which ids are chosen.

/// The set; it grows as numbers come.
#[derive(Debug, Clone, Default)]
pub struct Bits {
    words: Vec<u64>,
}

fn place(number: u32) -> (usize, u64) {
    ((number / 64) as usize, 1 << (number % 64))
}

impl Bits {
    pub fn has(&self, number: u32) -> bool {
        let (word, bit) = place(number);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    pub fn set(&mut self, number: u32, has: bool) {
        let (word, bit) = place(number);
        if has && word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word = if has { *word | bit } else { *word & !bit };
        }
    }

    pub fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// The numbers in the set, smallest first.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.words.iter().zip(0_u32..).flat_map(|(&word, at)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(at * 64 + bit)
            })
        })
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        self.words.capacity() * size_of::<u64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_is_a_set(steps in prop::collection::vec((0_u32..300, any::<bool>()), 0..200)) {
            let (mut bits, mut model) = (Bits::default(), BTreeSet::new());
            for (number, has) in steps {
                bits.set(number, has);
                if has { model.insert(number); } else { model.remove(&number); }
                prop_assert_eq!(bits.has(number), has);
            }
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), model.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(bits.count(), model.len());
        }
    }
}
