//! Which rows stand in the opening at a place of the scroll bar, and where they are drawn.
//!
//! A step of the wheel moves the rows by as many pixels as the browser has already moved what is
//! drawn, however much the scroll bar is scaled; only a leap goes where the scroll bar stands for.
//! Where the two drift apart near an end, the scroll bar is set anew and the rows stay. Must not
//! know what a row is.

use crate::extent::{Extent, whole};

/// What to draw.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Window {
    /// The place of the first row to draw.
    pub first: usize,
    /// How many rows to draw.
    pub count: usize,
    /// Where in the scrolled element the first of them begins.
    pub offset: f64,
    /// The height of the scrolled element.
    pub height: f64,
}

/// What is kept in place when rows come, go or change their height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// The place of the row at the upper edge of the opening.
    pub place: usize,
    /// How much of it is above the edge, as a share of its height.
    pub above: f64,
}

/// Where the rows are scrolled to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scroll {
    /// The browser's `scrollTop`.
    drawn: f64,
    /// How much farther the rows are.
    shift: f64,
}

impl Scroll {
    /// Follows the browser's `scrollTop`. Where this gives a number, `scrollTop` is to be set to
    /// it; what is seen stays as it is.
    pub fn moved(&mut self, extent: &Extent, to: f64) -> Option<f64> {
        let to = to.clamp(0.0, extent.drawn_farthest());
        let step = to - self.drawn;
        self.drawn = to;
        let meant = extent.place(to);
        if !extent.is_scaled() || step.abs() > extent.viewport() {
            self.shift = meant - to;
            return None;
        }
        let at = (to + self.shift).clamp(0.0, extent.farthest());
        self.shift = at - to;
        let is_near_end = to < extent.end() || extent.drawn_farthest() - to < extent.end();
        if !is_near_end {
            return None;
        }
        if (at - meant).abs() < 1.0 {
            // Less than anyone sees; the ends themselves are then reached exactly.
            self.shift = meant - to;
            return None;
        }
        Some(self.go(extent, at))
    }

    /// Goes to a place among the rows; gives the `scrollTop` to set.
    fn go(&mut self, extent: &Extent, at: f64) -> f64 {
        let at = at.clamp(0.0, extent.farthest());
        self.drawn = extent.drawn(at);
        self.shift = at - self.drawn;
        self.drawn
    }

    /// The place among the rows of the opening's upper edge.
    fn at(&self, extent: &Extent) -> f64 {
        (self.drawn + self.shift).clamp(0.0, extent.farthest())
    }

    /// What to draw, with so many rows more above and below. Their number changes only at the
    /// ends, so that what draws them can be used again.
    pub fn window(&self, extent: &Extent, overscan: usize) -> Window {
        let at = self.at(extent);
        let edge = whole(at / extent.row_height());
        let first = edge.saturating_sub(overscan).min(extent.rows());
        // One more than fit whole stands in an opening, in part, when none begins at its edge.
        let seen = whole((extent.viewport() / extent.row_height()).ceil()) + 1;
        let last = (edge + seen + overscan).min(extent.rows());
        Window {
            first,
            count: last.saturating_sub(first),
            offset: extent.top(first) - (at - self.drawn.min(extent.drawn_farthest())),
            height: extent.drawn_height(),
        }
    }

    /// Brings a row into the opening, by no more than it takes to see it whole; gives the
    /// `scrollTop` to set.
    pub fn show(&mut self, extent: &Extent, place: usize) -> f64 {
        let top = extent.top(place.min(extent.rows().saturating_sub(1)));
        let spare = (extent.viewport() - extent.row_height()).max(0.0);
        let at = self.at(extent);
        if top < at {
            self.go(extent, top)
        } else if top - spare > at {
            self.go(extent, top - spare)
        } else {
            self.drawn
        }
    }

    /// What stands at the upper edge.
    pub fn anchor(&self, extent: &Extent) -> Anchor {
        let rows = self.at(extent) / extent.row_height();
        Anchor {
            place: whole(rows),
            above: rows.fract(),
        }
    }

    /// Puts the row of an anchor, at the place where it now is, where it stood; gives the
    /// `scrollTop` to set.
    pub fn keep(&mut self, extent: &Extent, anchor: Anchor) -> f64 {
        self.go(
            extent,
            extent.top(anchor.place) + anchor.above * extent.row_height(),
        )
    }
}
