//! From the engine to the drawn rows: where the reader is, and what each element draws.

use super::keys::Cell;
use super::lines::Line;
use super::rows::{Data, Wanted};
use super::state::{Frame, Grid};
use leptos::prelude::*;
use redrive_table::{Align, Scroll, Window};

/// Rows drawn beyond each edge of the opening.
const BEYOND: usize = 6;
/// Lines are placed from a row that seldom changes, so that scrolling moves none of them.
const BASE: usize = 1024;

impl Grid {
    /// Makes a cell the active one and brings its row into the opening.
    pub fn go(self, cell: Cell) {
        self.active.set(cell);
        let top = self.data.try_update_value(|data| {
            let extent = data.extent();
            data.scroll.show(&extent, cell.row, Align::Nearest)
        });
        self.set_scroll_top(top);
        self.redraw();
    }

    /// Where a row stands below the grid's upper edge, how high it is, and where the opening ends.
    pub fn place_of(self, place: usize) -> (f64, f64, f64) {
        let Some(node) = self.node.get_untracked() else {
            return (0.0, 0.0, 0.0);
        };
        let (scrolled, whole) = (
            f64::from(node.scroll_top()),
            f64::from(node.client_height()),
        );
        self.data.with_value(|data| {
            let extent = data.extent();
            let window = data.scroll.window(&extent, BEYOND);
            #[expect(clippy::cast_precision_loss, reason = "rows, far below 2^52")]
            let below = place.saturating_sub(window.first) as f64 * data.row_height;
            let head = whole - data.viewport;
            (
                head + window.offset + below - scrolled,
                data.row_height,
                whole,
            )
        })
    }

    /// The reader has scrolled.
    pub fn scrolled(self) {
        self.scrolled_under_menu();
        let Some(node) = self.node.get_untracked() else {
            return;
        };
        let to = f64::from(node.scroll_top());
        let corrected = self.data.try_update_value(|data| {
            let extent = data.extent();
            data.scroll.moved(&extent, to)
        });
        self.set_scroll_top(corrected.flatten());
        self.redraw();
    }

    /// The opening has another size, or rows another height.
    pub fn measured(self, viewport: f64, row_height: f64) {
        self.data.update_value(|data| {
            data.viewport = viewport;
            data.row_height = row_height;
        });
        self.redraw();
    }

    pub(super) fn scroll_to_top(self) {
        self.data
            .update_value(|data| data.scroll = Scroll::default());
        self.set_scroll_top(Some(0.0));
    }

    fn set_scroll_top(self, to: Option<f64>) {
        if let (Some(to), Some(node)) = (to, self.node.get_untracked()) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "pixels, below fifteen million"
            )]
            node.set_scroll_top(to.round() as i32);
        }
    }

    pub(super) fn changed(self) {
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        self.redraw();
    }

    /// The line of a slot.
    pub fn line(self, slot: usize) -> Option<RwSignal<Line>> {
        self.held.with_value(|held| held.lines.get(slot).copied())
    }

    /// Writes what is in the opening to the lines. Only lines that change are told.
    pub fn redraw(self) {
        let Some((window, row_height)) = self.data.try_with_value(|data| {
            let extent = data.extent();
            (data.scroll.window(&extent, BEYOND), data.row_height)
        }) else {
            return;
        };
        self.make_lines(window.count);
        let base = window.first / BASE * BASE;
        #[expect(clippy::cast_precision_loss, reason = "rows, far below 2^52")]
        let below = |place: usize| (place - base) as f64 * row_height;
        let frame = Frame {
            height: window.height,
            shift: window.offset - below(window.first),
        };
        if self.frame.get_untracked() != frame {
            self.frame.set(frame);
        }
        let (active, open) = (self.active.get_untracked(), self.open.get_untracked());
        let (shown, reveal) = (self.shown.get_untracked(), self.reveal.get_untracked());
        let wanted = Wanted {
            columns: &shown,
            reveal,
        };
        self.held.with_value(|held| {
            let lines = &held.lines;
            let count = lines.len();
            for (slot, signal) in lines.iter().enumerate() {
                let line = place_of(slot, count, window)
                    .and_then(|place| {
                        let seen = |data: &Data| data.rows.seen(self.spec, place, wanted);
                        let seen = self.data.with_value(seen)?;
                        Some(Line {
                            place: Some(place),
                            top: below(place),
                            open: seen.id.is_some() && seen.id == open,
                            id: seen.id,
                            barred: seen.barred,
                            chosen: seen.chosen,
                            active: (active.row == place).then_some(active.column),
                            cells: seen.cells,
                        })
                    })
                    .unwrap_or_default();
                if signal.with_untracked(|shown| *shown != line) {
                    signal.set(line);
                }
            }
        });
    }

    fn make_lines(self, wanted: usize) {
        let (known, owner) = self
            .held
            .with_value(|held| (held.lines.len(), held.owner.clone()));
        let Some(owner) = owner.filter(|_| wanted > known) else {
            return;
        };
        owner.with(|| {
            self.held.update_value(|held| {
                held.lines
                    .resize_with(wanted, || RwSignal::new(Line::default()));
            });
        });
        self.slots.set(wanted);
    }
}

/// The place that a slot draws: places go round the slots, so that scrolling by a row changes one.
fn place_of(slot: usize, slots: usize, window: Window) -> Option<usize> {
    let into = (slot + slots - window.first % slots.max(1)) % slots.max(1);
    (into < window.count).then_some(window.first + into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_opening_has_a_slot_and_a_step_changes_one() {
        let window = |first| Window {
            first,
            count: 10,
            ..Window::default()
        };
        let places = |first| -> Vec<Option<usize>> {
            (0..12)
                .map(|slot| place_of(slot, 12, window(first)))
                .collect()
        };
        for first in [0, 1, 11, 12, 1000] {
            let mut drawn: Vec<usize> = places(first).into_iter().flatten().collect();
            drawn.sort_unstable();
            assert_eq!(drawn, (first..first + 10).collect::<Vec<_>>());
        }
        let (before, after) = (places(40), places(41));
        let kept = before
            .iter()
            .zip(&after)
            .filter(|(one, other)| one == other);
        assert_eq!(kept.count(), 10, "one row came, one went");
        assert_eq!(place_of(0, 0, Window::default()), None);
    }
}
