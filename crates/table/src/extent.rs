//! How tall a table is, and how tall it may be in the browser.
//!
//! Why: browsers draw no element taller than some tens of millions of pixels, which a million rows
//! can exceed. The scrolled element is then shorter than the rows are, and a place of the scroll
//! bar stands for a place among the rows. Near both ends the two go together pixel by pixel, so
//! that the first and the last rows are reached like anywhere else.

/// The part of the way at each end where the scroll bar goes pixel by pixel.
const END: f64 = 1.0 / 16.0;

/// The measures of a table, in pixels of the page. All rows are equally high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    rows: usize,
    row_height: f64,
    viewport: f64,
    limit: f64,
}

impl Extent {
    /// A table of so many rows, each so high, seen through an opening of this height, where the
    /// browser draws no element taller than `limit`. What cannot be a height counts as one pixel.
    pub fn new(rows: usize, row_height: f64, viewport: f64, limit: f64) -> Self {
        let height = |height: f64| if height >= 1.0 { height } else { 1.0 };
        let viewport = height(viewport);
        Self {
            rows,
            row_height: height(row_height),
            viewport,
            // There must be something to scroll.
            limit: height(limit).max(viewport * 64.0),
        }
    }

    /// How many rows there are.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// How high a row is.
    pub const fn row_height(&self) -> f64 {
        self.row_height
    }

    /// How high the opening is.
    pub const fn viewport(&self) -> f64 {
        self.viewport
    }

    /// How high all rows are together.
    pub fn height(&self) -> f64 {
        self.top(self.rows)
    }

    /// How high the scrolled element is to be.
    pub fn drawn_height(&self) -> f64 {
        self.height().min(self.limit)
    }

    /// Whether the element is shorter than the rows.
    pub fn is_scaled(&self) -> bool {
        self.height() > self.limit
    }

    /// How many rows the opening shows whole; at least one.
    pub fn page(&self) -> usize {
        whole(self.viewport / self.row_height).max(1)
    }

    /// Where a row begins among all rows.
    #[expect(clippy::cast_precision_loss, reason = "no table has 2^53 rows")]
    pub fn top(&self, place: usize) -> f64 {
        place as f64 * self.row_height
    }

    /// The farthest that the rows can be scrolled.
    pub(crate) fn farthest(&self) -> f64 {
        (self.height() - self.viewport).max(0.0)
    }

    /// The farthest that the element can be scrolled.
    pub(crate) fn drawn_farthest(&self) -> f64 {
        (self.drawn_height() - self.viewport).max(0.0)
    }

    /// The length of each end where nothing is scaled.
    pub(crate) fn end(&self) -> f64 {
        self.drawn_farthest() * END
    }

    /// The place among the rows that a place of the scroll bar stands for.
    pub(crate) fn place(&self, drawn: f64) -> f64 {
        self.convert(drawn, self.drawn_farthest(), self.farthest())
    }

    /// The place of the scroll bar that stands for a place among the rows.
    pub(crate) fn drawn(&self, place: f64) -> f64 {
        self.convert(place, self.farthest(), self.drawn_farthest())
    }

    fn convert(&self, at: f64, from: f64, to: f64) -> f64 {
        let at = at.clamp(0.0, from);
        let end = self.end();
        if !self.is_scaled() || at <= end {
            at
        } else if from - at <= end {
            to - (from - at)
        } else {
            end + (at - end) * (to - 2.0 * end) / (from - 2.0 * end)
        }
    }
}

/// A number of pixels or rows as a whole number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it saturates, and what is below zero is zero"
)]
pub(crate) fn whole(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_height_leaves_something_to_draw() {
        for bad in [0.0, -3.0, f64::NAN] {
            let extent = Extent::new(10, bad, bad, bad);
            assert!(extent.height() >= 10.0 && extent.drawn_height() > 0.0);
            assert_eq!(extent.page(), 1);
        }
        let none = Extent::new(0, 36.0, 900.0, 1e7);
        assert!(!none.is_scaled() && none.drawn_height() < 1.0);
    }

    proptest! {
        #[test]
        fn the_bar_and_the_rows_stand_for_each_other(
            rows in 0_usize..5_000_000,
            place in 0.0..1.0,
            step in 1.0..1e6,
        ) {
            let extent = Extent::new(rows, 36.0, 800.0, 16_777_200.0);
            let at = extent.farthest() * place;
            prop_assert!((extent.place(extent.drawn(at)) - at).abs() < 1e-3);
            let farther = extent.drawn(at + step);
            prop_assert!(farther > extent.drawn(at) || at + step > extent.farthest());
            prop_assert!(extent.drawn(at) <= extent.drawn_farthest());
            prop_assert!(extent.drawn_height() <= 16_777_200.0);
            let last = extent.drawn(extent.farthest());
            prop_assert!((last - extent.drawn_farthest()).abs() < 1e-6);
        }
    }
}
