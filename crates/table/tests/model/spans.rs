//! Rows counted by spans of time, in any sequence of pages, changes and filters.

use crate::naive::accepts;
use crate::rows::{CREATED, LABELS, Line, SCHEMA, STATUS, filter, line};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use redrive_table::{Bar, Counted, Filter, Histogram, Table, View};

const SECOND: i128 = 1_000_000;
const DAY: i128 = 86_400;
/// 1970-01-05, a Monday.
const MONDAY: i128 = 4 * DAY * SECOND;
/// The documented spans, in seconds.
const SPANS: [i128; 20] = [
    1,
    5,
    10,
    30,
    60,
    300,
    600,
    1800,
    3600,
    3 * 3600,
    6 * 3600,
    12 * 3600,
    DAY,
    7 * DAY,
    28 * DAY,
    364 * DAY,
    3_640 * DAY,
    36_400 * DAY,
    364_000 * DAY,
    3_640_000 * DAY,
];

fn marks(words: Option<&str>) -> bool {
    matches!(words, Some("dead" | "Failed"))
}

fn marked(line: &Line) -> usize {
    usize::from(marks(line.status.map(|label| LABELS[usize::from(label)])))
}

fn narrow(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}

/// The bars as they must be, each counted by looking at every line.
fn bars(lines: &[&Line]) -> Vec<Bar> {
    let instants = lines.iter().filter_map(|line| line.created);
    // Instants at the very end of all time count as those four days later.
    let offset = |at: i64| i128::from(narrow(i128::from(at) - MONDAY));
    let (Some(least), Some(most)) = (instants.clone().min(), instants.max()) else {
        return Vec::new();
    };
    let number = |at: i64, span: i128| offset(at).div_euclid(span * SECOND);
    let fits = |span: &&i128| number(most, **span) - number(least, **span) < 80;
    let span = *SPANS.iter().find(fits).unwrap();
    (number(least, span)..=number(most, span))
        .map(|bar| {
            let inside = |line: &&&Line| line.created.is_some_and(|at| number(at, span) == bar);
            Bar {
                from: narrow(i128::from(narrow(bar * span * SECOND)) + MONDAY),
                before: narrow(i128::from(narrow((bar + 1) * span * SECOND)) + MONDAY),
                rows: counted(lines.iter().filter(inside)),
            }
        })
        .collect()
}

fn counted<'a>(lines: impl Iterator<Item = &'a &'a Line>) -> Counted {
    let mut counted = Counted::default();
    for line in lines {
        counted.all += 1;
        counted.marked += marked(line);
    }
    counted
}

fn agree(histogram: &Histogram, lines: &[Line], filter: &Filter) -> TestCaseResult {
    let shown: Vec<&Line> = lines.iter().filter(|line| accepts(filter, line)).collect();
    prop_assert_eq!(histogram.bars().collect::<Vec<_>>(), bars(&shown));
    let undated = counted(shown.iter().filter(|line| line.created.is_none()));
    prop_assert_eq!(histogram.undated(), undated);
    Ok(())
}

#[derive(Debug, Clone)]
enum Step {
    Page(Vec<Line>),
    Filter(Filter),
    Set(prop::sample::Index, Option<i64>),
}

/// Instants of a second, of a day, of years, and of all time.
fn instant() -> impl Strategy<Value = Option<i64>> {
    let near = |span: i64| (0..span).prop_map(|at| 1_790_000_000_000_000 + at);
    prop_oneof![
        8 => near(1_000_000).prop_map(Some),
        8 => near(86_400_000_000).prop_map(Some),
        4 => near(400 * 86_400_000_000).prop_map(Some),
        1 => ((i64::MIN + 1)..=i64::MAX).prop_map(Some),
        1 => Just(None),
    ]
}

fn page() -> impl Strategy<Value = Vec<Line>> {
    let dated = (line(), instant()).prop_map(|(line, created)| Line { created, ..line });
    prop::collection::vec(dated, 0..40)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => page().prop_map(Step::Page),
        2 => filter().prop_map(Step::Filter),
        1 => (any::<prop::sample::Index>(), instant()).prop_map(|(row, at)| Step::Set(row, at)),
    ]
}

fn put(table: &mut Table, lines: &mut Vec<Line>, line: Line) {
    table.put(&line.cells()).unwrap();
    let known = lines
        .iter_mut()
        .find(|known| line.id.is_some() && known.id == line.id);
    match known {
        Some(known) => *known = line,
        None => lines.push(line),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn bars_are_those_of_counting_everything_each_time(steps in prop::collection::vec(step(), 1..12)) {
        let (mut table, mut lines) = (Table::new(SCHEMA), Vec::new());
        let mut view = View::new(&table, &[]);
        let mut histogram = Histogram::new(CREATED, STATUS, marks);
        let mut asked = Filter::new();
        for step in steps {
            match step {
                Step::Page(page) => for line in page {
                    put(&mut table, &mut lines, line);
                },
                Step::Filter(filter) => {
                    view.filter_by(&table, filter.clone());
                    asked = filter;
                }
                Step::Set(row, at) if !table.is_empty() => {
                    let place = row.index(table.len());
                    lines[place].created = at;
                    let row = table.rows().nth(place).unwrap();
                    table.set(row, CREATED, lines[place].cell(CREATED)).unwrap();
                }
                Step::Set(..) => {}
            }
            view.catch_up(&table);
            histogram.follow(&table, &view);
            agree(&histogram, &lines, &asked)?;
        }
    }
}

#[test]
fn one_instant_is_one_bar_and_no_row_is_none() {
    let mut table = Table::new(SCHEMA);
    let mut histogram = Histogram::new(CREATED, STATUS, marks);
    let view = View::new(&table, &[]);
    histogram.follow(&table, &view);
    assert_eq!(histogram.bars().count(), 0);
    let mut lines = Vec::new();
    for id in 0..3 {
        let line = Line {
            id: Some(format!("e{id}")),
            created: Some(1_790_000_000_500_000),
            status: Some(id),
            ..Line::default()
        };
        put(&mut table, &mut lines, line);
    }
    let view = View::new(&table, &[]);
    histogram.follow(&table, &view);
    let bars: Vec<Bar> = histogram.bars().collect();
    let rows = Counted { all: 3, marked: 2 };
    let (from, before) = (1_790_000_000_000_000, 1_790_000_001_000_000);
    assert_eq!(bars, [Bar { from, before, rows }]);
}

#[test]
fn where_there_is_no_column_of_instants_nothing_is_counted() {
    let mut table = Table::new(SCHEMA);
    put(&mut table, &mut Vec::new(), Line::default());
    let view = View::new(&table, &[]);
    let mut histogram = Histogram::new(STATUS, CREATED, marks);
    histogram.follow(&table, &view);
    assert_eq!(histogram.bars().count(), 0);
    assert_eq!(histogram.undated(), Counted::default());
}
