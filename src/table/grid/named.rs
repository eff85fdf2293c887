//! Ids that have names: a column of ids, and the one in which stands what each is called. The names
//! may come after the rows, which are called so from then on and stay where the vendor put them.
//! Knows nobody who gives names.

use super::state::Grid;
use leptos::prelude::*;
use redrive_table::{Cell, ColumnId};
use std::collections::HashMap;

/// What ids are called.
pub type Names = HashMap<String, String>;

/// What a grid knows of names.
#[derive(Clone, Copy)]
pub(super) struct Naming {
    ids: ColumnId,
    names: Signal<Names>,
}

impl Grid {
    /// The same grid. Rows whose id in one column has a name hold it in the other.
    pub fn naming(self, (ids, shown): (ColumnId, ColumnId), names: Signal<Names>) -> Self {
        let naming = Naming { ids, names };
        self.state.update_value(|state| state.naming = Some(naming));
        Effect::new(move |_| names.with(|names| self.rename((ids, shown), names)));
        self
    }

    /// What an id of a column is called; followed. Nothing where that is not known.
    pub fn called(self, column: ColumnId, id: &str) -> Option<String> {
        let naming = self.state.try_with_value(|state| state.naming).flatten()?;
        let names = Some(naming.names).filter(|_| naming.ids == column)?;
        names.with(|names| names.get(id).cloned())
    }

    /// Writes the names to the rows that are here. One that is not known stays as it is.
    fn rename(self, (ids, shown): (ColumnId, ColumnId), names: &Names) {
        let renamed = self.change(|kept| {
            let mut renamed = false;
            for row in kept.table.rows() {
                let id = kept.table.words(row, ids);
                let Some(name) = id.and_then(|id| names.get(id)) else {
                    continue;
                };
                if kept.table.words(row, shown) != Some(name) {
                    renamed |= kept.table.set(row, shown, Cell::Text(name)).is_ok();
                }
            }
            kept.view.catch_up(&kept.table);
            renamed
        });
        if renamed == Some(true) {
            self.changed();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::Spec;
    use super::super::rows::Arrival;
    use super::super::sample::{ID, SPEC};
    use super::*;
    use redrive_table::{Column, Kind, Order, Schema};

    const OF: ColumnId = ColumnId::at(1);
    const NAMED: ColumnId = ColumnId::at(2);
    const SCHEMA: Schema = Schema::new(
        &[
            Column::new("id", Kind::Text(Order::Bytes)),
            Column::new("of", Kind::Text(Order::Bytes)),
            Column::new("named", Kind::Text(Order::Natural)),
            Column::new("order", Kind::Integer),
        ],
        ID,
    );
    static NAMING: Spec = Spec {
        searched: &[NAMED],
        ..SPEC
    };

    fn named(grid: Grid) -> Vec<Option<String>> {
        (0..3).map(|place| grid.words_at(place, NAMED)).collect()
    }

    #[test]
    fn rows_are_called_by_names_that_come_later_and_stay_where_they_are() {
        Owner::new().with(|| {
            let grid = Grid::new(&NAMING, SCHEMA);
            grid.take(Arrival::Behind, |taking| {
                for (id, of) in [("a", "w2"), ("b", "w1"), ("c", "w2")] {
                    taking.put(&[Cell::Text(id), Cell::Text(of), Cell::Text(of)]);
                }
            });
            grid.tell_now();
            let words = |words: &str| Some(words.to_owned());
            assert_eq!(named(grid), [words("w2"), words("w1"), words("w2")]);
            let names = Names::from([("w2".to_owned(), "Orders".to_owned())]);
            grid.rename((OF, NAMED), &names);
            assert_eq!(named(grid), [words("Orders"), words("w1"), words("Orders")]);
            assert_eq!(grid.id_at(0), words("a"));
            grid.find("orders");
            assert_eq!(grid.counts(), (3, 2));
            let turn = grid.turn.get_untracked();
            grid.rename((OF, NAMED), &names);
            assert_eq!(grid.turn.get_untracked(), turn, "nothing was left to say");
        });
    }
}
