//! Rows for elsewhere: ids to paste, and a file for spreadsheets with the columns that nobody left out.
//! What is hidden on the screen is hidden there. Of what is chosen, or of what the table shows where
//! nothing is.

use super::columns::{Draw, GridColumn};
use super::rows::KeptRows;
use super::state::Grid;
use crate::words::bars::NO_ID;
use chrono::DateTime;
use leptos::prelude::*;
use redrive_core::csv;
use redrive_core::time::iso;
use redrive_table::{Cell, ColumnId, Row};

/// Rows that are written in one piece.
const PIECE: usize = 200;

/// Stands at the end of a file where its rows went while it was made.
const CUT_OFF: &str =
    "The list was read anew while this file was made: the rows from here on are missing.";

/// One line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    Row(Row),
    /// It is chosen, and nothing but its id is known here.
    Id(String),
}

/// The lines as they stood when somebody asked for them.
pub struct Lines {
    grid: Grid,
    rows: Vec<Line>,
    /// What belongs to another question than these lines is not mixed with them.
    question: u32,
    columns: Vec<&'static GridColumn>,
    reveal: bool,
}

impl KeptRows {
    /// What is chosen in the order of the table, then what of it is not shown, then what is not even
    /// loaded; what is shown where nothing is chosen.
    fn taken(&mut self) -> Vec<Line> {
        let shown = self.view.rows(0, self.view.len());
        let ids = self.selection.ids(&self.table);
        if ids.is_empty() {
            return shown.map(Line::Row).collect();
        }
        let chosen = |row: &Row| self.selection.has(&self.table, *row);
        let seen: Vec<Row> = shown.filter(chosen).collect();
        let mut places: Vec<Row> = seen.clone();
        places.sort_unstable();
        let hidden = self.table.rows().filter(chosen);
        let hidden = hidden.filter(|row| places.binary_search(row).is_err());
        let elsewhere = ids.into_iter().filter(|id| self.table.row(id).is_none());
        let rows = seen.into_iter().chain(hidden).map(Line::Row);
        rows.chain(elsewhere.map(|id| Line::Id(id.to_owned())))
            .collect()
    }
}

impl Grid {
    /// How many rows that would be, and whether they are chosen; followed.
    pub fn to_export(self) -> (usize, bool) {
        let chosen = self.counted().chosen;
        if chosen > 0 {
            (chosen, true)
        } else {
            (self.counts().1, false)
        }
    }

    /// Their ids, one a line. A row to which the vendor gave none has none.
    pub fn ids_to_export(self) -> String {
        let ids = self.change(|kept| {
            let lines = kept.taken();
            let id = |line: &Line| match line {
                Line::Row(row) => {
                    let named = kept.barred(self.spec, *row) != Some(NO_ID);
                    kept.table.id(*row).filter(|_| named).map(str::to_owned)
                }
                Line::Id(id) => Some(id.clone()),
            };
            lines.iter().filter_map(id).collect::<Vec<_>>()
        });
        ids.unwrap_or_default().join("\n")
    }

    /// The lines of a file.
    pub fn lines_to_export(self) -> Lines {
        // Also one for which there is no room on the screen.
        let look = self.look.get_untracked();
        let columns = self.spec.columns.iter();
        let columns = columns.filter(|column| look.shows(column));
        Lines {
            grid: self,
            rows: self.change(KeptRows::taken).unwrap_or_default(),
            question: untrack(|| self.question()),
            columns: columns
                .filter(|column| !matches!(column.draw, Draw::Opener(..)))
                .collect(),
            reveal: self.reveal.get_untracked(),
        }
    }
}

impl Lines {
    /// The file, piece by piece.
    pub fn csv(self) -> impl Iterator<Item = String> {
        let key = self.grid.kept(|kept| kept.table.schema().key());
        // Without its id nobody could tell which row a line is.
        let id = key.filter(|key| self.columns.iter().all(|column| column.column != *key));
        let headings = self.columns.iter().map(|column| column.heading);
        let head = csv::row(id.map(|_| "Id").into_iter().chain(headings));
        let (pieces, mut is_told) = (0..self.rows.len().div_ceil(PIECE), false);
        let rest = pieces.map(move |piece| {
            if self.grid.question.try_get_untracked() != Some(self.question) {
                let what = (!is_told).then(|| csv::row([CUT_OFF]));
                is_told = true;
                return what.unwrap_or_default();
            }
            let lines = self.rows.iter().skip(piece * PIECE).take(PIECE);
            let written = |kept: &KeptRows| lines.map(|line| self.line(kept, id, line)).collect();
            self.grid.kept(written).unwrap_or_default()
        });
        std::iter::once(head).chain(rest)
    }

    fn line(&self, kept: &KeptRows, id: Option<ColumnId>, line: &Line) -> String {
        let cells: Vec<String> = match line {
            Line::Row(row) => {
                let words = id.map(|id| kept.table.words(*row, id).unwrap_or_default().to_owned());
                let cells = self.columns.iter();
                let cells = cells.map(|column| cell(kept, *row, column, self.reveal));
                words.into_iter().chain(cells).collect()
            }
            Line::Id(named) => {
                let key = kept.table.schema().key();
                let cells = self.columns.iter().map(|column| {
                    if column.column == key {
                        named.clone()
                    } else {
                        String::new()
                    }
                });
                id.map(|_| named.clone()).into_iter().chain(cells).collect()
            }
        };
        csv::row(cells.iter().map(String::as_str))
    }
}

/// The whole of a cell; an instant in UTC, as its heading says.
fn cell(kept: &KeptRows, row: Row, column: &GridColumn, reveal: bool) -> String {
    let words = |column| kept.table.words(row, column).unwrap_or_default().to_owned();
    match (kept.table.cell(row, column.seen(reveal)), column.draw) {
        (Cell::Integer(number), _) => number.to_string(),
        (Cell::Instant(micros), _) => {
            DateTime::from_timestamp_micros(micros).map_or_else(String::new, iso)
        }
        (_, Draw::Instant(otherwise)) => words(otherwise),
        _ => words(column.seen(reveal)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::Spec;
    use super::super::rows::Arrival;
    use super::super::sample::{ID, SPEC};
    use super::*;
    use redrive_table::{Column, Kind, Order, Schema};

    const TO: ColumnId = ColumnId::at(1);
    const SEEN: ColumnId = ColumnId::at(2);
    const AT: ColumnId = ColumnId::at(3);
    const AT_TEXT: ColumnId = ColumnId::at(4);
    const SCHEMA: Schema = Schema::new(
        &[
            Column::new("id", Kind::Text(Order::Bytes)),
            Column::new("to", Kind::Text(Order::Natural)),
            Column::new("seen", Kind::Text(Order::Natural)),
            Column::new("at", Kind::Instant),
            Column::new("at text", Kind::Text(Order::Natural)),
            Column::new("order", Kind::Integer),
        ],
        ID,
    );
    static MAILS: Spec = Spec {
        columns: &[
            GridColumn::new("To", "to", TO, Draw::Text).masked(SEEN),
            GridColumn::new("At (UTC)", "at", AT, Draw::Instant(AT_TEXT)),
        ],
        ..SPEC
    };

    fn grid() -> Grid {
        let grid = Grid::new(&MAILS, SCHEMA);
        grid.take(Arrival::Anew, |taking| {
            for (id, to, at) in [("b", "=pia@x", 0), ("a", "ben@x", 1_000_000)] {
                let seen = format!("{}•••", to.chars().next().unwrap());
                taking.put(&[
                    Cell::Text(id),
                    Cell::Text(to),
                    Cell::Text(&seen),
                    Cell::Instant(at),
                    Cell::Absent,
                ]);
            }
        });
        grid
    }

    fn file(grid: Grid) -> String {
        grid.lines_to_export().csv().collect()
    }

    #[test]
    fn a_file_has_what_is_shown_hides_what_is_hidden_and_holds_no_formula() {
        Owner::new().with(|| {
            let grid = grid();
            assert_eq!(grid.to_export(), (2, false));
            assert_eq!(
                file(grid),
                "Id,To,At (UTC)\r\nb,'=•••,1970-01-01T00:00:00Z\r\na,b•••,1970-01-01T00:00:01Z\r\n"
            );
            grid.reveal.set(true);
            assert!(file(grid).contains("ben@x"));
        });
    }

    #[test]
    fn what_is_chosen_is_taken_and_of_what_is_not_loaded_its_id() {
        Owner::new().with(|| {
            let grid = grid();
            grid.choose_ids(&["gone".to_owned(), "a".to_owned()]);
            assert_eq!(grid.to_export(), (2, true));
            assert_eq!(grid.ids_to_export(), "a\ngone");
            assert_eq!(
                file(grid),
                "Id,To,At (UTC)\r\na,b•••,1970-01-01T00:00:01Z\r\ngone,,\r\n"
            );
        });
    }

    #[test]
    fn rows_of_another_question_are_not_mixed_in() {
        Owner::new().with(|| {
            let grid = grid();
            let lines = grid.lines_to_export();
            grid.take(Arrival::Anew, |_| ());
            let file: String = lines.csv().collect();
            assert!(file.ends_with(&csv::row([CUT_OFF])));
        });
    }
}
