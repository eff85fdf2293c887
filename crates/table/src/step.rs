//! Where the keys of a grid lead from a row.

use crate::extent::Extent;

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// As many rows up as the opening shows.
    PageUp,
    /// As many rows down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

impl Step {
    /// The place to which it leads, never beyond the ends. Nothing when there is no row.
    pub fn from(self, place: usize, extent: &Extent) -> Option<usize> {
        let last = extent.rows().checked_sub(1)?;
        let to = match self {
            Self::Up => place.saturating_sub(1),
            Self::Down => place.saturating_add(1),
            Self::PageUp => place.saturating_sub(extent.page()),
            Self::PageDown => place.saturating_add(extent.page()),
            Self::First => 0,
            Self::Last => last,
        };
        Some(to.min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_within_the_rows() {
        let extent = Extent::new(30, 20.0, 210.0, 1e7);
        for (key, from, to) in [
            (Step::Up, 0, 0),
            (Step::Up, 7, 6),
            (Step::Down, 29, 29),
            (Step::PageDown, 3, 13),
            (Step::PageDown, 25, 29),
            (Step::PageUp, 12, 2),
            (Step::PageUp, 4, 0),
            (Step::First, 9, 0),
            (Step::Last, 9, 29),
            // The rows were fewer than where the focus stood.
            (Step::Up, 90, 29),
        ] {
            assert_eq!(key.from(from, &extent), Some(to), "{key:?} from {from}");
        }
        let none = Extent::new(0, 20.0, 210.0, 1e7);
        assert_eq!(Step::Last.from(0, &none), None);
    }
}
