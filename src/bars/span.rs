//! A span of time on bars: which of them it covers, and what is in these. Pure: no picture and no
//! pointer.

use redrive_table::{Bar, Counted};
use std::ops::Range;

/// From one microsecond until before another. Its edges are those of bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: i64,
    pub before: i64,
}

impl Span {
    /// From the first of these bars to the last; nothing where there is none.
    pub fn of(bars: &[Bar], covered: Range<usize>) -> Option<Self> {
        let covered = bars.get(covered)?;
        Some(Self {
            from: covered.first()?.from,
            before: covered.last()?.before,
        })
    }

    /// The bars that it reaches into. When rows came, bars may have grown wider than it was drawn.
    pub fn covers(self, bars: &[Bar]) -> Option<Range<usize>> {
        let first = bars.iter().position(|bar| bar.before > self.from)?;
        let last = bars.iter().rposition(|bar| bar.from < self.before)?;
        (first <= last).then_some(first..last + 1)
    }
}

/// What is in these bars together.
pub fn counted(bars: &[Bar], covered: Range<usize>) -> Counted {
    let covered = bars.get(covered).unwrap_or_default();
    Counted {
        all: covered.iter().map(|bar| bar.rows.all).sum(),
        marked: covered.iter().map(|bar| bar.rows.marked).sum(),
    }
}

/// The bar under a point so many pixels from the left edge.
pub fn bar_at(pixels: i32, width: i32, bars: usize) -> usize {
    let pixels = usize::try_from(pixels).unwrap_or_default();
    let width = usize::try_from(width).unwrap_or_default().max(1);
    (pixels * bars / width).min(bars.saturating_sub(1))
}

/// The bars from one to another, both with them, whichever comes first.
pub fn between(one: usize, other: usize) -> Range<usize> {
    one.min(other)..one.max(other) + 1
}

/// One edge of a range of bars was moved to before the bar with this number. At least one bar
/// stays; the other edge gives way where it must.
pub fn moved(covered: &Range<usize>, edge: Edge, to: usize, bars: usize) -> Range<usize> {
    let last = bars.saturating_sub(1);
    match edge {
        Edge::From => {
            let from = to.min(last);
            from..covered.end.max(from + 1)
        }
        Edge::Until => {
            let end = to.clamp(1, bars.max(1));
            covered.start.min(end - 1)..end
        }
    }
}

/// An edge of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    From,
    Until,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(count: i64, width: i64) -> Vec<Bar> {
        let bar = |number: i64| Bar {
            from: number * width,
            before: (number + 1) * width,
            rows: Counted { all: 3, marked: 1 },
        };
        (0..count).map(bar).collect()
    }

    #[test]
    fn edges_are_those_of_bars_and_stay_them_when_bars_grow_wider() {
        let narrow = bars(10, 10);
        let span = Span::of(&narrow, 3..5).unwrap();
        assert_eq!((span.from, span.before), (30, 50));
        assert_eq!(span.covers(&narrow), Some(3..5));
        let wide = bars(4, 40);
        let covered = span.covers(&wide).unwrap();
        assert_eq!(covered, 0..2);
        assert_eq!(Span::of(&wide, covered).unwrap().before, 80);
        assert_eq!(counted(&narrow, 3..5), Counted { all: 6, marked: 2 });
        let elsewhere = Span {
            from: 500,
            before: 510,
        };
        assert_eq!(elsewhere.covers(&narrow), None);
        assert_eq!(Span::of(&narrow, 9..11), None);
        assert_eq!(span.covers(&[]), None);
    }

    #[test]
    fn every_point_is_over_a_bar() {
        for (pixels, bar) in [
            (-5, 0),
            (0, 0),
            (99, 0),
            (100, 1),
            (799, 7),
            (800, 7),
            (9000, 7),
        ] {
            assert_eq!(bar_at(pixels, 800, 8), bar, "{pixels}");
        }
        assert_eq!(bar_at(3, 0, 8), 7);
        assert_eq!(bar_at(3, 0, 0), 0);
        assert_eq!(between(4, 2), 2..5);
    }

    #[test]
    fn at_least_one_bar_stays_between_the_edges() {
        for (edge, to, expected) in [
            (Edge::From, 4, 4..6),
            (Edge::From, 7, 7..8),
            (Edge::From, 10, 9..10),
            (Edge::Until, 8, 3..8),
            (Edge::Until, 2, 1..2),
            (Edge::Until, 0, 0..1),
            (Edge::Until, 99, 3..10),
        ] {
            assert_eq!(moved(&(3..6), edge, to, 10), expected, "{edge:?} {to}");
        }
    }
}
