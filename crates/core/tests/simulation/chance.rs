//! A small deterministic source of chance: the same seed gives the same schedule on every machine.

use chrono::TimeDelta;

/// The generator that is known as splitmix64.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub const fn of(seed: u64) -> Self {
        Self(seed ^ 0x5DEE_CE66_D1CE_4E5B)
    }

    const fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From zero up to, and without, this bound.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from(self.number() % bound).unwrap_or(0)
    }

    /// One of these, both ends among them.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        let place = self.below(all.len());
        all[place].clone()
    }

    /// Each with its weight.
    pub fn weighted<T: Clone>(&mut self, all: &[(usize, T)]) -> T {
        let total = all.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        for (weight, value) in all {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return value.clone(),
            }
        }
        all[0].1.clone()
    }

    pub fn milliseconds(&mut self, least: usize, most: usize) -> TimeDelta {
        let milliseconds = self.between(least, most);
        TimeDelta::milliseconds(i64::try_from(milliseconds).unwrap_or(0))
    }

    pub fn seconds(&mut self, least: usize, most: usize) -> TimeDelta {
        self.milliseconds(least * 1000, most * 1000)
    }
}
