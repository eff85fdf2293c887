//! Tables of several blocks, where sorting goes by digits and by groups.

use crate::naive;
use crate::rows::{CREATED, ID, Line, SCHEMA, STATUS, SUBJECT, TRIES};
use redrive_table::{ColumnId, Filter, Row, SortKey, Table, Test, View};

const ROWS: u64 = 40_000;

/// The same numbers in every run.
fn dice(number: u64) -> u64 {
    let mixed = number
        .wrapping_add(0x9E37_79B9_7F4A_7C15)
        .wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed ^ (mixed >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 20
}

fn lines() -> Vec<Line> {
    let line = |number: u64| {
        let dice = dice(number);
        Line {
            status: u8::try_from(dice % 4).ok().filter(|label| *label < 3),
            id: Some(format!("https://hooks.example/{}/{:x}", dice % 3, dice)),
            subject: (!dice.is_multiple_of(7)).then(|| format!("aä{}", dice % 9000)),
            tries: i64::try_from(dice % 5).ok(),
            created: (!dice.is_multiple_of(11)).then(|| i64::try_from(dice).unwrap() - (1 << 40)),
        }
    };
    (0..ROWS).map(line).collect()
}

fn table(lines: &[Line]) -> Table {
    let mut table = Table::new(SCHEMA);
    for line in lines {
        table.put(&line.cells()).unwrap();
    }
    assert_eq!(table.len(), lines.len(), "the ids are to be different");
    table
}

#[track_caller]
fn agree(view: &View, lines: &[Line]) {
    let shown: Vec<usize> = view.rows(0, view.len()).map(Row::index).collect();
    assert!(
        shown == naive::shown(lines, view.filter(), view.sort_keys()),
        "{:?}",
        view.sort_keys()
    );
}

fn key(column: ColumnId, descending: bool) -> SortKey {
    SortKey { column, descending }
}

#[test]
fn orders_are_those_of_the_naive_model() {
    let lines = lines();
    let table = table(&lines);
    let mut view = View::new(&table, &[]);
    for keys in [
        &[key(ID, false)][..],
        &[key(ID, true)],
        &[key(SUBJECT, true)],
        &[key(CREATED, true)],
        &[key(STATUS, true), key(SUBJECT, false), key(CREATED, false)],
        &[key(TRIES, false), key(ID, true)],
    ] {
        view.sort_by(&table, keys);
        agree(&view, &lines);
    }
}

#[test]
fn an_order_that_was_at_hand_before_is_the_same() {
    let lines = lines();
    let (early, late) = lines.split_at(lines.len() / 2);
    let mut table = table(early);
    let mut view = View::new(&table, &[]);
    let columns = [ID, SUBJECT, STATUS, TRIES];
    for column in columns {
        view.prepare(&table, column);
    }
    for line in late {
        table.put(&line.cells()).unwrap();
    }
    view.prepare(&table, ID);
    for column in columns {
        view.sort_by(&table, &[key(column, true)]);
        agree(&view, &lines);
    }
}

#[test]
fn pages_that_come_later_are_merged_into_every_order() {
    let lines = lines();
    let keys = [key(SUBJECT, true), key(ID, false)];
    let mut table = Table::new(SCHEMA);
    let mut view = View::new(&table, &[STATUS]);
    view.sort_by(&table, &keys);
    view.filter_by(&table, Filter::new().searching("a1", &[SUBJECT]));
    for page in lines.chunks(1700) {
        for line in page {
            table.put(&line.cells()).unwrap();
        }
        view.catch_up(&table);
    }
    agree(&view, &lines);
    let counts = naive::counts(&lines, view.filter(), STATUS);
    for value in view.facet(&table, STATUS) {
        assert_eq!(counts[&value.words.map(ToOwned::to_owned)], value.count);
    }
    // The texts that came since are ranked among those that are.
    view.sort_by(&table, &[key(ID, true)]);
    agree(&view, &lines);
}

#[test]
fn more_changes_than_are_remembered_are_all_seen() {
    let mut lines = lines();
    let mut table = table(&lines);
    let mut view = View::new(&table, &[STATUS]);
    let failed = Test::OneOf(vec![Some("Failed".to_owned())]);
    view.filter_by(&table, Filter::new().with(STATUS, failed));
    view.sort_by(&table, &[key(TRIES, true)]);
    for (place, line) in lines
        .iter_mut()
        .enumerate()
        .filter(|(place, _)| place % 3 == 0)
    {
        line.status = Some(u8::from(place % 2 == 0));
        line.tries = Some(7);
        table.put(&line.cells()).unwrap();
    }
    view.catch_up(&table);
    agree(&view, &lines);
}

#[test]
fn a_row_costs_little() {
    let lines = lines();
    let table = table(&lines);
    let mut view = View::new(&table, &[STATUS]);
    view.sort_by(&table, &[key(ID, false)]);
    let texts: usize = lines
        .iter()
        .filter_map(|line| line.id.as_ref())
        .map(String::len)
        .sum();
    let bytes = table.memory() + view.memory();
    assert!(
        bytes > texts,
        "less than the ids alone: something is not counted"
    );
    assert!(
        bytes / lines.len() <= 250,
        "{} bytes a row",
        bytes / lines.len()
    );
}
