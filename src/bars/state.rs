//! What the bars are of, and the span that is being chosen on them. A handle.

use super::span::{Span, counted};
use crate::table::grid::columns::Spec;
use crate::table::grid::{Grid, Narrowing};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_table::{Bar, Counted};
use std::ops::Range;

/// Shows only records that were created from the one until before the other.
pub type ShowSpan = Callback<(Option<DateTime<Utc>>, Option<DateTime<Utc>>)>;

#[derive(Clone, Copy)]
pub struct OverTime {
    pub spec: &'static Spec,
    pub narrowing: &'static Narrowing,
    pub bars: Memo<Vec<Bar>>,
    pub undated: Memo<Counted>,
    /// What is chosen and not shown yet.
    pub chosen: RwSignal<Option<Span>>,
    /// The bars that it covers.
    pub covered: Memo<Option<Range<usize>>>,
    /// The bar under the pointer.
    pub pointed: RwSignal<Option<usize>>,
    /// Where a drag began.
    pub grip: StoredValue<Option<usize>>,
    show: ShowSpan,
}

impl OverTime {
    /// Nothing is counted before somebody follows it.
    pub fn new(grid: Grid, narrowing: &'static Narrowing, show: ShowSpan) -> Self {
        let counts = Memo::new(move |_| grid.over_time());
        let bars = Memo::new(move |_| counts.with(|counts| counts.0.clone()));
        let chosen = RwSignal::new(None::<Span>);
        Self {
            spec: grid.spec,
            narrowing,
            bars,
            undated: Memo::new(move |_| counts.with(|counts| counts.1)),
            chosen,
            covered: Memo::new(move |_| {
                let chosen = chosen.get()?;
                bars.with(|bars| chosen.covers(bars))
            }),
            pointed: RwSignal::new(None),
            grip: StoredValue::new(None),
            show,
        }
    }

    /// What is in the chosen bars, or in all; followed.
    pub fn inside(self) -> Counted {
        self.bars.with(|bars| {
            let covered = self.covered.get().unwrap_or(0..bars.len());
            counted(bars, covered)
        })
    }

    /// The chosen span by the edges of bars as they are now; followed.
    pub fn span(self) -> Option<Span> {
        let covered = self.covered.get()?;
        self.bars.with(|bars| Span::of(bars, covered))
    }

    /// Shows only what was created within the chosen span.
    pub fn show(self) {
        let Some(span) = untrack(move || self.span()) else {
            return;
        };
        self.chosen.set(None);
        let instant = DateTime::from_timestamp_micros;
        self.show.run((instant(span.from), instant(span.before)));
    }
}
