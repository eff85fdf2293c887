//! Rows that come and change, filters and orders, in any sequence.

use crate::naive;
use crate::rows::{COLUMNS, ID, Line, SCHEMA, filter, keys, line};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use redrive_table::{ColumnId, Filter, Put, Row, SortKey, Table, View};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
enum Step {
    Page(Vec<Line>),
    Set(prop::sample::Index, usize, Line),
    Filter(Filter),
    Search(String),
    Sort(Vec<SortKey>),
    CatchUp,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => prop::collection::vec(line(), 0..3).prop_map(Step::Page),
        1 => prop::collection::vec(line(), 20..60).prop_map(Step::Page),
        2 => (any::<prop::sample::Index>(), 0_usize..5, line()).prop_map(|(row, column, line)| Step::Set(row, column, line)),
        2 => filter().prop_map(Step::Filter),
        2 => "[aä1e]{0,3}".prop_map(Step::Search),
        2 => keys().prop_map(Step::Sort),
        2 => Just(Step::CatchUp),
    ]
}

/// The rows as they are, and as they were when the view was laid out.
#[derive(Default)]
struct Model {
    lines: Vec<Line>,
    laid_out: Vec<Line>,
    filter: Filter,
    keys: Vec<SortKey>,
}

impl Model {
    /// The place that the row has, or gets.
    fn put(&mut self, line: &Line) -> usize {
        let known = self
            .lines
            .iter()
            .position(|known| line.id.is_some() && known.id == line.id);
        let Some(place) = known else {
            self.lines.push(line.clone());
            return self.lines.len() - 1;
        };
        self.overwrite(place, line.clone());
        place
    }

    fn overwrite(&mut self, place: usize, line: Line) {
        self.lines[place] = line;
    }

    fn lay_out(&mut self) {
        self.laid_out = self.lines.clone();
    }

    fn shown(&self) -> Vec<usize> {
        naive::shown(&self.laid_out, &self.filter, &self.keys)
    }
}

fn put(table: &mut Table, model: &mut Model, line: &Line) -> TestCaseResult {
    let old = model.lines.clone();
    let place = model.put(line);
    let row = table.rows().nth(place);
    let what = table.put(&line.cells()).unwrap();
    let row = row.or_else(|| table.rows().nth(place)).unwrap();
    let expected = match old.get(place) {
        None => Put::Added(row),
        Some(old) if old == line => Put::Same(row),
        Some(_) => Put::Changed(row),
    };
    prop_assert_eq!(what, expected);
    Ok(())
}

fn set(table: &mut Table, model: &mut Model, place: usize, column: usize, new: &Line) {
    let row = table.rows().nth(place).unwrap();
    let id = COLUMNS[column];
    if id == ID {
        assert!(table.set(row, id, new.cell(id)).is_err());
        return;
    }
    let mut line = model.lines[place].clone();
    match column {
        0 => line.status = new.status,
        2 => line.subject.clone_from(&new.subject),
        3 => line.tries = new.tries,
        _ => line.created = new.created,
    }
    table.set(row, id, new.cell(id)).unwrap();
    model.overwrite(place, line);
}

fn facet(view: &View, table: &Table, column: ColumnId) -> BTreeMap<Option<String>, usize> {
    let values = view.facet(table, column);
    assert!(values.is_sorted_by_key(|value| std::cmp::Reverse(value.count)));
    let pairs = values
        .iter()
        .map(|value| (value.words.map(ToOwned::to_owned), value.count));
    pairs.collect()
}

fn agree(table: &Table, view: &mut View, model: &Model) -> TestCaseResult {
    prop_assert_eq!(table.len(), model.lines.len());
    for (row, line) in table.rows().zip(&model.lines) {
        for column in COLUMNS {
            prop_assert_eq!(table.cell(row, column), line.cell(column));
            prop_assert_eq!(table.words(row, column), line.words(column));
        }
        if let Some(id) = table.id(row) {
            prop_assert_eq!(table.row(id), Some(row));
        }
    }
    let shown = model.shown();
    let rows: Vec<Row> = view.rows(0, view.len()).collect();
    prop_assert_eq!(
        rows.iter().map(|row| row.index()).collect::<Vec<_>>(),
        shown
    );
    for (place, row) in rows.iter().enumerate() {
        prop_assert_eq!(view.place(*row), Some(place));
        prop_assert_eq!(view.row(place), Some(*row));
    }
    for column in COLUMNS {
        let counts = naive::counts(&model.laid_out, &model.filter, column);
        // What has changed since is counted as it was, under the words that it had.
        prop_assert_eq!(facet(view, table, column), counts);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_view_shows_what_the_naive_one_shows(
        first in prop::collection::vec(line(), 0..60),
        steps in prop::collection::vec(step(), 1..14),
    ) {
        let (mut table, mut model) = (Table::new(SCHEMA), Model::default());
        for line in &first {
            put(&mut table, &mut model, line)?;
        }
        let mut view = View::new(&table, &COLUMNS);
        model.lay_out();
        for step in steps {
            match step {
                Step::Page(lines) => for line in &lines {
                    put(&mut table, &mut model, line)?;
                },
                Step::Set(row, column, line) if !table.is_empty() => {
                    let place = row.index(table.len());
                    set(&mut table, &mut model, place, column, &line);
                }
                Step::Set(..) => {}
                Step::Filter(filter) => {
                    view.filter_by(&table, filter.clone());
                    model.filter = filter;
                    model.lay_out();
                }
                Step::Search(text) => {
                    let filter = model.filter.clone().searching(&text, &COLUMNS);
                    view.filter_by(&table, filter.clone());
                    model.filter = filter;
                    model.lay_out();
                }
                Step::Sort(keys) => {
                    view.sort_by(&table, &keys);
                    model.keys = keys;
                    model.lay_out();
                }
                Step::CatchUp => {
                    view.catch_up(&table);
                    model.lay_out();
                }
            }
            agree(&table, &mut view, &model)?;
        }
    }
}
