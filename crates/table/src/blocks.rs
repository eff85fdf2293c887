//! A vector that grows block by block: what stands in it is not copied when more comes.
//!
//! Why: a plain vector of a million rows doubles by copying, and memory of the browser's module
//! never shrinks again, so every doubling would cost its old copy for good. Must not know what
//! its values mean.

/// Values of one block. Every structure by row uses it, so their blocks begin at the same rows.
pub const BLOCK: usize = 1 << 14;

/// Values by index, in blocks.
#[derive(Debug, Clone)]
pub struct Blocks<T> {
    blocks: Vec<Vec<T>>,
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self { blocks: Vec::new() }
    }
}

impl<T: Copy> Blocks<T> {
    pub fn len(&self) -> usize {
        let full = self.blocks.len().saturating_sub(1) * BLOCK;
        full + self.blocks.last().map_or(0, Vec::len)
    }

    pub fn push(&mut self, value: T) {
        if let Some(last) = self.blocks.last_mut()
            && last.len() < BLOCK
        {
            last.push(value);
            return;
        }
        // The first grows as it is filled, so that a table of a few rows stays small.
        let mut block = if self.blocks.is_empty() {
            Vec::new()
        } else {
            Vec::with_capacity(BLOCK)
        };
        block.push(value);
        self.blocks.push(block);
    }

    pub fn get(&self, index: u32) -> Option<T> {
        let index = index as usize;
        let block = self.blocks.get(index / BLOCK)?;
        block.get(index % BLOCK).copied()
    }

    /// Overwrites a value that is there; nothing happens where none is.
    pub fn set(&mut self, index: u32, value: T) {
        let index = index as usize;
        let block = self.blocks.get_mut(index / BLOCK);
        if let Some(old) = block.and_then(|block| block.get_mut(index % BLOCK)) {
            *old = value;
        }
    }

    /// All values, block by block.
    pub fn blocks(&self) -> impl Iterator<Item = &[T]> {
        self.blocks.iter().map(Vec::as_slice)
    }

    /// The values of one block from one of its places on.
    pub fn part(&self, block: usize, from: usize) -> &[T] {
        let block = self.blocks.get(block);
        block.and_then(|block| block.get(from..)).unwrap_or(&[])
    }

    /// The same, to be changed.
    pub fn part_mut(&mut self, block: usize, from: usize) -> &mut [T] {
        let block = self.blocks.get_mut(block);
        block
            .and_then(|block| block.get_mut(from..))
            .unwrap_or(&mut [])
    }

    pub fn clear(&mut self) {
        self.blocks.clear();
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        let values: usize = self.blocks.iter().map(Vec::capacity).sum();
        values * size_of::<T>() + self.blocks.capacity() * size_of::<Vec<T>>()
    }
}

/// The blocks that hold places from `from` to before `to`: each with the first wanted place in
/// it, and the index of that place.
pub fn spans(from: u32, to: u32) -> impl Iterator<Item = (usize, usize, u32)> {
    let first = from as usize / BLOCK;
    let last = (to as usize).div_ceil(BLOCK);
    (first..last).map(move |block| {
        let start = (block * BLOCK).max(from as usize);
        (block, start % BLOCK, u32::try_from(start).unwrap_or(to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_place_across_blocks_and_nothing_moves() {
        let mut blocks = Blocks::default();
        for value in 0..BLOCK {
            blocks.push(value);
        }
        let before = blocks.part(0, 0).as_ptr();
        for value in BLOCK..3 * BLOCK + 5 {
            blocks.push(value);
        }
        assert_eq!(blocks.part(0, 0).as_ptr(), before);
        assert_eq!(blocks.len(), 3 * BLOCK + 5);
        let at = u32::try_from(BLOCK).unwrap();
        assert_eq!(blocks.get(at - 1), Some(BLOCK - 1));
        assert_eq!(blocks.get(at), Some(BLOCK));
        assert_eq!(blocks.get(3 * at + 5), None);
        blocks.set(at, 7);
        assert_eq!(blocks.part(1, 0)[..2], [7, BLOCK + 1]);
        assert!(blocks.memory() >= 3 * BLOCK * size_of::<usize>());
    }

    #[test]
    fn spans_name_every_place_once() {
        let at = u32::try_from(BLOCK).unwrap();
        let all = |from, to| spans(from, to).collect::<Vec<_>>();
        assert_eq!(all(0, 3), [(0, 0, 0)]);
        assert_eq!(all(at - 1, at + 1), [(0, BLOCK - 1, at - 1), (1, 0, at)]);
        assert_eq!(all(at, at), []);
        assert_eq!(all(at + 2, at + 4), [(1, 2, at + 2)]);
    }
}
