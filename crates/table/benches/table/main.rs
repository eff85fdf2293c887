//! A table of deliveries at 10 thousand, 100 thousand and a million rows: what a reader's key or
//! press costs before it is drawn, and what a row weighs. At a hundred thousand rows within a
//! frame of 16.7 ms, at a million within 100 ms and 250 bytes a row.

#![allow(
    clippy::unwrap_used,
    reason = "a bench that cannot be set up is to end at once"
)]

mod lines;

use criterion::{BatchSize, Bencher, Criterion, criterion_group, criterion_main};
use lines::{
    CREATED, FACETS, ID, KIND, Line, SEARCHED, STATUS, SUBJECT, line, lines, put_all, table,
};
use redrive_table::{
    ColumnId, Extent, Filter, Histogram, Row, Scroll, Selection, SortKey, Table, Test, View,
};
use std::hint::black_box;

const SIZES: [u64; 3] = [10_000, 100_000, 1_000_000];
const PAGE: usize = 100;

fn key(column: ColumnId, descending: bool) -> SortKey {
    SortKey { column, descending }
}

fn newest(table: &Table) -> View {
    let mut view = View::new(table, FACETS);
    view.sort_by(table, &[key(CREATED, true)]);
    view
}

/// Times one step from a state that is made anew, out of the time, before each.
fn from<S>(bencher: &mut Bencher<'_>, state: impl FnMut() -> S, step: impl FnMut(&mut S)) {
    bencher.iter_batched_ref(state, step, BatchSize::PerIteration);
}

fn rows_that_come(bench: &mut Criterion, rows: u64, lines: &[Line]) {
    bench.bench_function(
        &format!("{rows} rows: put in pages, none shown"),
        |bencher| {
            // One at a time: ten tables of a million rows are a gigabyte.
            bencher.iter_batched(|| (), |()| table(lines), BatchSize::PerIteration);
        },
    );
    bench.bench_function(
        &format!("{rows} rows: put in pages of {PAGE}, each shown, newest first"),
        |bencher| {
            bencher.iter_batched(
                || table(&[]),
                |mut table| {
                    let mut view = newest(&table);
                    for page in lines.chunks(PAGE) {
                        put_all(&mut table, page);
                        view.catch_up(&table);
                    }
                    (table, view)
                },
                BatchSize::PerIteration,
            );
        },
    );
    let all = table(lines);
    let (old, view) = (&all, newest(&all));
    let late = |number| Line {
        created: i64::MAX,
        ..line(number, rows)
    };
    let page: Vec<Line> = (rows..).take(PAGE).map(late).collect();
    bench.bench_function(
        &format!("{rows} rows: {PAGE} that are newer, put and shown above the others"),
        |bencher| {
            from(
                bencher,
                || (old.clone(), view.clone()),
                |(table, view)| {
                    put_all(table, &page);
                    view.catch_up(table);
                },
            );
        },
    );
}

fn orders(bench: &mut Criterion, rows: u64, table: &Table) {
    let plain = View::new(table, FACETS);
    for (name, keys) in [
        ("created", &[key(CREATED, true)][..]),
        ("id, first time", &[key(ID, false)]),
        ("subject, first time", &[key(SUBJECT, false)]),
        (
            "type and subject, first time",
            &[key(KIND, false), key(SUBJECT, false)],
        ),
    ] {
        bench.bench_function(&format!("{rows} rows: sort by {name}"), |bencher| {
            from(bencher, || plain.clone(), |view| view.sort_by(table, keys));
        });
    }
    let mut sorted = plain.clone();
    sorted.sort_by(table, &[key(SUBJECT, false)]);
    sorted.sort_by(table, &[key(ID, false)]);
    for (name, keys) in [
        ("id the other way", &[key(ID, true)][..]),
        ("subject again", &[key(SUBJECT, false)]),
        ("type and created", &[key(KIND, false), key(CREATED, true)]),
    ] {
        bench.bench_function(&format!("{rows} rows: sort by {name}"), |bencher| {
            from(bencher, || sorted.clone(), |view| view.sort_by(table, keys));
        });
    }
}

fn typing(bench: &mut Criterion, rows: u64, table: &Table) {
    let typed = |text: &str| Filter::new().searching(text, SEARCHED);
    let mut view = newest(table);
    for text in ["i", "in", "inv", "invoice 1", "invoice 12", "invoice 1", ""] {
        bench.bench_function(
            &format!("{rows} rows: type “{text}” after the one before"),
            |bencher| {
                from(
                    bencher,
                    || view.clone(),
                    |view| view.filter_by(table, typed(text)),
                );
            },
        );
        view.filter_by(table, typed(text));
    }
    bench.bench_function(&format!("{rows} rows: type what is nowhere"), |bencher| {
        from(
            bencher,
            || view.clone(),
            |view| view.filter_by(table, typed("qqq")),
        );
    });
}

fn facets(bench: &mut Criterion, rows: u64, table: &Table) {
    let one = |word: &str| Test::OneOf(vec![Some(word.to_owned())]);
    let view = newest(table);
    let dead = Filter::new().with(STATUS, one("dead"));
    let dead_orders = dead.clone().with(KIND, one("order.paid"));
    let mut narrow = view.clone();
    narrow.filter_by(table, dead.clone());
    bench.bench_function(
        &format!("{rows} rows: tick a status, facets counted"),
        |bencher| {
            from(
                bencher,
                || view.clone(),
                |view| view.filter_by(table, dead.clone()),
            );
        },
    );
    bench.bench_function(
        &format!("{rows} rows: tick a type too, facets counted"),
        |bencher| {
            from(
                bencher,
                || narrow.clone(),
                |view| view.filter_by(table, dead_orders.clone()),
            );
        },
    );
    bench.bench_function(
        &format!("{rows} rows: take the status away, facets counted"),
        |bencher| {
            from(
                bencher,
                || narrow.clone(),
                |view| view.filter_by(table, Filter::new()),
            );
        },
    );
    bench.bench_function(&format!("{rows} rows: read two facets"), |bencher| {
        bencher.iter(|| (view.facet(table, STATUS), view.facet(table, KIND)));
    });
}

fn choices(bench: &mut Criterion, rows: u64, table: &Table) {
    let view = newest(table);
    let none = Selection::default;
    bench.bench_function(
        &format!("{rows} rows: select all matching, count, header"),
        |bencher| {
            from(bencher, none, |selection| {
                selection.choose_filter(view.filter().clone());
                black_box((
                    selection.tally(table),
                    selection.covers(table, view.rows(0, view.len())),
                ));
            });
        },
    );
    let last = view.row(view.len() - 1).unwrap();
    bench.bench_function(
        &format!("{rows} rows: select the range from first to last"),
        |bencher| {
            from(bencher, none, |selection| {
                selection.choose(table, view.row(0).unwrap(), true);
                if let Some((first, count)) = selection.range(table, &view, last) {
                    selection.choose_rows(table, view.rows(first, count), true);
                }
            });
        },
    );
    let mut all = none();
    all.choose_filter(view.filter().clone());
    bench.bench_function(
        &format!("{rows} rows: take one out of all, count, header"),
        |bencher| {
            from(
                bencher,
                || all.clone(),
                |selection| {
                    selection.choose(table, last, false);
                    black_box((
                        selection.tally(table),
                        selection.covers(table, view.rows(0, view.len())),
                    ));
                },
            );
        },
    );
}

fn windows(bench: &mut Criterion, rows: u64, table: &Table) {
    let view = newest(table);
    let extent = Extent::new(view.len(), 36.0, 900.0, 16_777_200.0);
    let mut scroll = Scroll::default();
    let mut top = 0.0;
    bench.bench_function(
        &format!("{rows} rows: a scroll event, its rows read"),
        |bencher| {
            bencher.iter(|| {
                top = if top > extent.drawn_height() {
                    0.0
                } else {
                    top + 7919.0
                };
                scroll.moved(&extent, top);
                let window = scroll.window(&extent, 6);
                let read = |row: Row| table.words(row, SUBJECT).map_or(0, str::len);
                view.rows(window.first, window.count)
                    .map(read)
                    .sum::<usize>()
            });
        },
    );
}

fn over_time(bench: &mut Criterion, rows: u64, lines: &[Line], table: &Table) {
    let marks = |words: Option<&str>| matches!(words, Some("dead" | "failed"));
    let empty = || Histogram::new(CREATED, STATUS, marks);
    let view = newest(table);
    bench.bench_function(&format!("{rows} rows: count by time"), |bencher| {
        from(bencher, empty, |histogram| histogram.follow(table, &view));
    });
    let mut less = newest(table);
    let dead = Test::OneOf(vec![Some("dead".to_owned())]);
    less.filter_by(table, Filter::new().with(STATUS, dead));
    let mut counted = empty();
    counted.follow(table, &view);
    bench.bench_function(
        &format!("{rows} rows: count by time anew, a status ticked"),
        |bencher| {
            from(
                bencher,
                || counted.clone(),
                |histogram| histogram.follow(table, &less),
            );
        },
    );
    let page = lines.len().saturating_sub(PAGE);
    let (before, last) = lines.split_at(page);
    let mut grown = self::table(before);
    let mut counted = empty();
    let mut view = newest(&grown);
    counted.follow(&grown, &view);
    put_all(&mut grown, last);
    view.catch_up(&grown);
    bench.bench_function(
        &format!("{rows} rows: count {PAGE} more by time"),
        |bencher| {
            from(
                bencher,
                || counted.clone(),
                |histogram| histogram.follow(&grown, &view),
            );
        },
    );
}

fn weight(rows: u64, table: &Table) {
    let per_row = |bytes: usize| bytes as u64 / rows;
    let mut view = newest(table);
    let newest = view.memory();
    view.sort_by(table, &[key(ID, false)]);
    view.sort_by(table, &[key(SUBJECT, false)]);
    let mut selection = Selection::default();
    selection.choose_filter(view.filter().clone());
    println!(
        "{rows} rows: {} bytes a row in the table, {} in a view (after sorting by two columns of texts {}), {} in a choice of all",
        per_row(table.memory()),
        per_row(newest),
        per_row(view.memory()),
        per_row(selection.memory()),
    );
}

fn tables(bench: &mut Criterion) {
    for rows in SIZES {
        let lines = lines(rows);
        rows_that_come(bench, rows, &lines);
        let table = table(&lines);
        over_time(bench, rows, &lines, &table);
        drop(lines);
        weight(rows, &table);
        orders(bench, rows, &table);
        typing(bench, rows, &table);
        facets(bench, rows, &table);
        choices(bench, rows, &table);
        windows(bench, rows, &table);
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = tables
}
criterion_main!(benches);
