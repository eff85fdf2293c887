//! The table of the tests: every kind of column, few different values, so that many are equal.

use proptest::prelude::*;
use redrive_table::{Cell, Column, ColumnId, Filter, Kind, Order, Schema, SortKey, Test};

pub const STATUS: ColumnId = ColumnId::at(0);
pub const ID: ColumnId = ColumnId::at(1);
pub const SUBJECT: ColumnId = ColumnId::at(2);
pub const TRIES: ColumnId = ColumnId::at(3);
pub const CREATED: ColumnId = ColumnId::at(4);
/// No column of the table: every cell of it is absent.
pub const NOWHERE: ColumnId = ColumnId::at(9);

pub const COLUMNS: [ColumnId; 6] = [STATUS, ID, SUBJECT, TRIES, CREATED, NOWHERE];
pub const LABELS: &[&str] = &["dead", "Failed", "sent"];

pub const SCHEMA: Schema = Schema::new(
    &[
        Column::new("status", Kind::Choice(LABELS)),
        Column::new("id", Kind::Text(Order::Bytes)),
        Column::new("subject", Kind::Text(Order::Natural)),
        Column::new("tries", Kind::Integer),
        Column::new("created", Kind::Instant),
    ],
    ID,
);

/// A row as the model keeps it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    pub status: Option<u8>,
    pub id: Option<String>,
    pub subject: Option<String>,
    pub tries: Option<i64>,
    pub created: Option<i64>,
}

impl Line {
    pub fn cells(&self) -> [Cell<'_>; 5] {
        [
            self.status.map_or(Cell::Absent, Cell::Choice),
            self.id.as_deref().into(),
            self.subject.as_deref().into(),
            self.tries.map_or(Cell::Absent, Cell::Integer),
            self.created.map_or(Cell::Absent, Cell::Instant),
        ]
    }

    pub fn cell(&self, column: ColumnId) -> Cell<'_> {
        let place = COLUMNS.iter().position(|known| *known == column).unwrap();
        self.cells().get(place).copied().unwrap_or(Cell::Absent)
    }

    pub fn words(&self, column: ColumnId) -> Option<&str> {
        match self.cell(column) {
            Cell::Text(text) => Some(text),
            Cell::Choice(label) => Some(LABELS[usize::from(label)]),
            _ => None,
        }
    }
}

pub fn subject() -> impl Strategy<Value = String> {
    "[aAbä019 ]{0,5}"
}

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![-3_i64..4, (i64::MIN + 1)..=i64::MAX]
}

pub fn line() -> impl Strategy<Value = Line> {
    (
        prop::option::of(0_u8..3),
        prop::option::weighted(0.9, 0_u8..60),
        prop::option::of(subject()),
        prop::option::of(-2_i64..3),
        prop::option::of(number()),
    )
        .prop_map(|(status, id, subject, tries, created)| Line {
            status,
            id: id.map(|id| format!("e{id}")),
            subject,
            tries,
            created,
        })
}

pub fn column() -> impl Strategy<Value = ColumnId> {
    prop::sample::select(&COLUMNS[..])
}

fn test() -> impl Strategy<Value = Test> {
    let word = prop_oneof![
        subject(),
        prop::sample::select(LABELS).prop_map(str::to_owned),
        (0_u8..60).prop_map(|id| format!("e{id}")),
    ];
    let bound = || prop::option::of(number());
    prop_oneof![
        3 => "[aAbBä01e ]{0,2}".prop_map(Test::Contains),
        2 => prop::collection::vec(prop::option::weighted(0.8, word), 0..4).prop_map(Test::OneOf),
        2 => (bound(), bound()).prop_map(|(from, before)| Test::Between { from, before }),
        1 => Just(Test::Absent),
        1 => Just(Test::Present),
    ]
}

pub fn filter() -> impl Strategy<Value = Filter> {
    let search = ("[aAä1e ]{0,3}", prop::collection::vec(column(), 0..4));
    let conditions = prop::collection::vec((column(), test()), 0..3);
    (prop::option::of(search), conditions).prop_map(|(search, conditions)| {
        let mut filter = Filter::new();
        if let Some((text, columns)) = search {
            filter = filter.searching(&text, &columns);
        }
        for (column, test) in conditions {
            filter = filter.with(column, test);
        }
        filter
    })
}

pub fn keys() -> impl Strategy<Value = Vec<SortKey>> {
    let key = (column(), any::<bool>());
    let key = key.prop_map(|(column, descending)| SortKey { column, descending });
    prop::collection::vec(key, 0..4)
}
