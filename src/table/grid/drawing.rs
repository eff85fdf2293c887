//! From the engine to the drawn rows: where the reader is, and what each element draws.

use super::keys::Cell;
use super::lines::{Line, Marks, Slot};
use super::rows::{Data, KeptRows, Wanted};
use super::state::{Frame, Grid};
use leptos::prelude::*;
use redrive_table::{Filter, Scroll, Window};
use std::time::Duration;

/// Rows drawn beyond each edge of the opening.
const BEYOND: usize = 6;
/// While everything loads, counts are refreshed at most four times a second.
const A_WHILE: Duration = Duration::from_millis(250);
/// What of the rows is not told to those who draw and count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Untold {
    Nothing,
    Rows,
    /// It is about to be told.
    Awaited,
}

impl Untold {
    fn is_any(self) -> bool {
        self != Self::Nothing
    }
}

/// Lines are placed from a row that seldom changes, so that scrolling moves none of them.
const BASE: usize = 1024;

impl Grid {
    /// Makes a cell the active one and brings its row into the opening.
    pub fn go(self, cell: Cell) {
        self.active.set(cell);
        let top = self.data.try_update_value(|data| {
            let extent = data.extent();
            data.scroll.show(&extent, cell.row)
        });
        self.set_scroll_top(top);
        self.redraw();
    }

    /// Where a row stands below the grid's upper edge, how high it is, and where the opening ends.
    pub fn place_of(self, place: usize) -> (f64, f64, f64) {
        let Some(node) = self.element() else {
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
        let Some(node) = self.element() else {
            return;
        };
        self.scrolled_under_menu();
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

    /// Scrolls the element to where the rows stand: it was made anew, and they were not.
    pub(super) fn stand_again(self) {
        let top = self.data.try_update_value(|data| {
            let extent = data.extent();
            let anchor = data.scroll.anchor(&extent);
            data.scroll.keep(&extent, anchor)
        });
        self.set_scroll_top(top);
    }

    pub(super) fn scroll_to_top(self) {
        self.data
            .update_value(|data| data.scroll = Scroll::default());
        self.set_scroll_top(Some(0.0));
    }

    fn set_scroll_top(self, to: Option<f64>) {
        if let (Some(to), Some(node)) = (to, self.element()) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "pixels, below fifteen million"
            )]
            node.set_scroll_top(to.round() as i32);
        }
    }

    pub(super) fn changed(self) {
        self.set_untold(Untold::Nothing);
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        self.redraw();
    }

    /// Rows have come, which one of the next two tells. Where they may come between others, or take
    /// some away, these are drawn at their new places at once: a row that is pressed must be the one
    /// that is seen.
    pub(super) fn changed_untold(self) {
        if self.untold() == Some(Untold::Nothing) {
            self.set_untold(Untold::Rows);
        }
        let stays =
            |kept: &KeptRows| kept.sorted().is_none() && *kept.view.filter() == Filter::new();
        if self.kept(stays) != Some(true) {
            self.redraw();
        }
    }

    /// Nothing where the grid is gone.
    fn untold(self) -> Option<Untold> {
        self.state.try_with_value(|state| state.untold)
    }

    fn set_untold(self, untold: Untold) {
        self.state.try_update_value(|state| state.untold = untold);
    }

    /// Tells now what is untold.
    pub(super) fn tell_now(self) {
        if self.untold().is_some_and(Untold::is_any) {
            self.changed();
        }
    }

    /// Tells before long what is untold, and everything until then with it.
    pub fn tell_before_long(self) {
        if self.untold() == Some(Untold::Rows) {
            self.set_untold(Untold::Awaited);
            // By then the grid may be gone.
            set_timeout(move || self.tell_now(), A_WHILE);
        }
    }

    /// The signals of a slot.
    pub fn slot(self, slot: usize) -> Option<Slot> {
        self.state
            .with_value(|state| state.lines.get(slot).copied())
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
        self.state.with_value(|state| {
            let lines = &state.lines;
            let count = lines.len();
            for (number, slot) in lines.iter().enumerate() {
                let (line, marks) = place_of(number, count, window)
                    .and_then(|place| {
                        let seen = |data: &Data| data.rows.seen(self.spec, place, wanted);
                        let seen = self.data.with_value(seen)?;
                        let marks = Marks {
                            chosen: seen.chosen,
                            open: seen.id.is_some() && seen.id == open,
                            active: Some(active).filter(|active| active.row == place),
                        };
                        let line = Line {
                            place: Some(place),
                            top: below(place),
                            id: seen.id,
                            barred: seen.barred,
                            cells: seen.cells,
                        };
                        Some((line, marks))
                    })
                    .unwrap_or_default();
                if slot.line.with_untracked(|shown| *shown != line) {
                    slot.line.set(line);
                }
                if slot.marks.with_untracked(|shown| *shown != marks) {
                    slot.marks.set(marks);
                }
            }
        });
    }

    fn make_lines(self, wanted: usize) {
        let (known, owner) = self
            .state
            .with_value(|state| (state.lines.len(), state.owner.clone()));
        let Some(owner) = owner.filter(|_| wanted > known) else {
            return;
        };
        owner.with(|| {
            self.state.update_value(|state| {
                state.lines.resize_with(wanted, Slot::new);
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
    use super::super::choice::Reach;
    use super::super::rows::Arrival;
    use super::super::sample::{ID, SCHEMA, SPEC};
    use super::*;
    use redrive_table::{Cell as Value, SortKey};

    #[test]
    fn rows_that_come_are_told_once_for_several_and_drawn_at_once_between_others() {
        Owner::new().with(|| {
            let grid = Grid::new(&SPEC, SCHEMA);
            let told = Memo::new(move |_| grid.counts().1);
            let drawn = |place: usize| {
                let slot = grid.slot(place)?;
                slot.line.with_untracked(|line| line.id.clone())
            };
            for id in ["b", "c"] {
                grid.take(Arrival::Behind, |taking| taking.put(&[Value::Text(id)]));
            }
            let turn = grid.turn.get_untracked();
            grid.tell_now();
            let now = grid.turn.get_untracked();
            assert_eq!((told.get_untracked(), now), (2, turn + 1));
            assert_eq!(drawn(1).as_deref(), Some("c"));
            grid.tell_now();
            assert_eq!(
                grid.turn.get_untracked(),
                now,
                "nothing was left to be told"
            );

            grid.sort(Some(SortKey {
                column: ID,
                descending: false,
            }));
            assert_eq!(told.get_untracked(), 2);
            grid.take(Arrival::Behind, |taking| taking.put(&[Value::Text("a")]));
            assert_eq!(drawn(0).as_deref(), Some("a"));
            assert_eq!(told.get_untracked(), 2, "it is not told yet");
            grid.take(Arrival::Anew, |taking| taking.put(&[Value::Text("c")]));
            assert_eq!(
                told.get_untracked(),
                1,
                "another question is told of at once"
            );
        });
    }

    #[test]
    fn only_the_active_cell_is_marked_and_what_is_chosen() {
        Owner::new().with(|| {
            let grid = Grid::new(&SPEC, SCHEMA);
            grid.take(Arrival::Behind, |taking| {
                taking.put(&[Value::Text("a")]);
                taking.put(&[Value::Text("b")]);
            });
            grid.tell_now();
            let active = |place: usize| {
                let slot = grid.slot(place)?;
                slot.marks.with_untracked(|marks| marks.active)
            };
            assert_eq!((active(0), active(1)), (Some(Cell::default()), None));
            let cell = Cell { row: 1, column: 1 };
            grid.go(cell);
            assert_eq!((active(0), active(1)), (None, Some(cell)));
            grid.choose(0, true, Reach::Row);
            let chosen = grid.slot(0).map(|slot| slot.marks.get_untracked().chosen);
            assert_eq!(chosen, Some(true));
        });
    }

    #[test]
    fn what_was_asked_for_a_page_that_has_gone_finds_nothing_to_do() {
        let owner = Owner::new();
        let grid = owner.with(|| {
            let grid = Grid::new(&SPEC, SCHEMA);
            grid.take(Arrival::Behind, |taking| taking.put(&[Value::Text("a")]));
            grid
        });
        owner.cleanup();
        grid.fit(800);
        grid.measured(300.0, 36.0);
        grid.stand_again();
        grid.scrolled();
        grid.tell_now();
        grid.prepare();
        grid.focus();
        assert_eq!(grid.counts(), (0, 0));
    }

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
