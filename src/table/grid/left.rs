//! The rows of a grid that goes, with the place where the reader was in them, for the grid that
//! takes them on. What was chosen is left behind: it ends with its screen.

use super::keys::Cell;
use super::rows::{Data, KeptRows, Rows};
use super::state::Grid;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_table::Selection;
use std::mem::replace;

/// What is left of a grid.
pub struct Left {
    data: Data,
    active: Cell,
}

impl KeptRows {
    /// Leaves nothing of a visit but its order and what an address says of it.
    fn rest(&mut self) {
        self.selection = Selection::default();
        // What was typed is typed again by whoever wants it.
        let filter = self.view.filter().clone();
        self.view.filter_by(&self.table, filter.searching("", &[]));
    }
}

impl Grid {
    /// Gives the rows away, as the grid goes. Nothing where there are none.
    pub fn leave(self) -> Option<Left> {
        let data = self.data.try_update_value(|data| match &mut data.rows {
            Rows::Kept(kept) if !kept.table.is_empty() => {
                kept.rest();
                let none = KeptRows::new(*kept.table.schema());
                Some(replace(data, Data::new(Rows::Kept(Box::new(none)))))
            }
            Rows::Kept(_) | Rows::Told(_) => None,
        });
        Some(Left {
            data: data.flatten()?,
            active: self.active.try_get_untracked()?,
        })
    }

    /// When the rows were read, where that was on an earlier visit of this page; followed.
    pub fn read_before(self) -> Option<DateTime<Utc>> {
        let read_before = self.state.try_with_value(|state| state.read_before);
        read_before.and_then(|read_before| read_before.try_get())?
    }

    pub(super) fn set_read_before(self, at: Option<DateTime<Utc>>) {
        self.state.with_value(|state| state.read_before).set(at);
    }

    /// Takes rows on that were read then.
    pub fn put_back(self, left: Left, read_at: DateTime<Utc>) {
        self.data.set_value(left.data);
        self.active.set(left.active);
        self.set_read_before(Some(read_at));
        // Who sorted by what was shown on demand must not find it in the order alone.
        self.sort_again();
        self.changed();
    }
}

#[cfg(test)]
mod tests {
    use super::super::choice::Reach;
    use super::super::rows::Arrival;
    use super::super::sample::{ID, SCHEMA, SPEC};
    use super::*;
    use redrive_table::{Cell as Value, SortKey};

    #[test]
    fn rows_come_back_in_their_order_without_what_was_chosen_or_typed() {
        Owner::new().with(|| {
            let before = Grid::new(&SPEC, SCHEMA);
            before.take(Arrival::Anew, |taking| {
                for id in ["b", "c", "a"] {
                    taking.put(&[Value::Text(id)]);
                }
            });
            before.sort(Some(SortKey {
                column: ID,
                descending: true,
            }));
            before.choose(1, true, Reach::Row);
            before.find("a");
            let left = before.leave().unwrap();
            assert_eq!(before.counts(), (0, 0));

            let read_at = "2026-06-01T14:02:59Z".parse().unwrap();
            let after = Grid::new(&SPEC, SCHEMA);
            after.put_back(left, read_at);
            let ids: Vec<String> = (0..3).filter_map(|place| after.id_at(place)).collect();
            assert_eq!(ids, ["c", "b", "a"]);
            assert_eq!(after.chosen(), [""; 0]);
            assert_eq!(after.read_before(), Some(read_at));
            // They are no longer of an earlier visit when they are read anew.
            after.take(Arrival::Anew, |taking| taking.put(&[Value::Text("d")]));
            assert_eq!(after.read_before(), None);
        });
    }

    #[test]
    fn nothing_is_left_of_a_grid_without_rows() {
        Owner::new().with(|| assert!(Grid::new(&SPEC, SCHEMA).leave().is_none()));
    }
}
