//! Rows as a vendor of webhooks gives them, made from their numbers.

use redrive_table::{Cell, Column, ColumnId, Kind, Order, Schema, Table};
use std::fmt::Write;

pub const STATUS: ColumnId = ColumnId::at(0);
pub const ID: ColumnId = ColumnId::at(1);
pub const KIND: ColumnId = ColumnId::at(2);
const ANSWER: ColumnId = ColumnId::at(3);
pub const SUBJECT: ColumnId = ColumnId::at(4);
pub const CREATED: ColumnId = ColumnId::at(6);
pub const SEARCHED: &[ColumnId] = &[ID, KIND, ANSWER, SUBJECT];
pub const FACETS: &[ColumnId] = &[STATUS, KIND];

const SCHEMA: Schema = Schema::new(
    &[
        Column::new(
            "status",
            Kind::Choice(&["dead", "failed", "pending", "delivered"]),
        ),
        Column::new("id", Kind::Text(Order::Bytes)),
        Column::new("type", Kind::Text(Order::Bytes)),
        Column::new("answer", Kind::Text(Order::Natural)),
        Column::new("subject", Kind::Text(Order::Natural)),
        Column::new("tries", Kind::Integer),
        Column::new("created", Kind::Instant),
    ],
    ID,
);
const KINDS: [&str; 5] = [
    "message.sent",
    "message.failed",
    "contact.created",
    "contact.updated",
    "order.paid",
];
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The same numbers in every run.
fn dice(number: u64) -> u64 {
    let mixed = number
        .wrapping_add(0x9E37_79B9_7F4A_7C15)
        .wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed ^ (mixed >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 16
}

/// A row as a vendor gives it, its texts made beforehand.
pub struct Line {
    pub id: String,
    pub answer: Option<String>,
    pub subject: String,
    pub dice: u64,
    pub created: i64,
}

/// Newest first, their ids beginning with their time; every fourth subject is another.
pub fn line(number: u64, rows: u64) -> Line {
    let dice = dice(number);
    let millis = 1_790_000_000_000 - number * 700 - dice % 700;
    let mut id = String::from("wbd_");
    for place in (0..10).rev() {
        let digit = usize::try_from(millis >> (place * 5) & 31).unwrap();
        id.push(char::from(*DIGITS.get(digit).unwrap()));
    }
    write!(id, "{dice:016X}").unwrap();
    let answer = || {
        format!(
            "HTTP {}, upstream {} timed out",
            400 + dice % 120,
            dice % 13
        )
    };
    Line {
        id,
        answer: (!dice.is_multiple_of(10)).then(answer),
        subject: format!("Invoice {} is due", dice % (rows / 4)),
        dice,
        created: i64::try_from(millis).unwrap() * 1000,
    }
}

pub fn lines(rows: u64) -> Vec<Line> {
    (0..rows).map(|number| line(number, rows)).collect()
}

fn put(table: &mut Table, line: &Line) {
    let status = u8::try_from(line.dice % 4).unwrap();
    let cells = [
        Cell::Choice(status),
        Cell::Text(&line.id),
        KINDS
            .get(usize::from(status) + 1 - usize::from(line.dice.is_multiple_of(3)))
            .copied()
            .into(),
        line.answer.as_deref().into(),
        Cell::Text(&line.subject),
        Cell::Integer(i64::from(status)),
        Cell::Instant(line.created),
    ];
    table.put(&cells).unwrap();
}

pub fn put_all(table: &mut Table, lines: &[Line]) {
    for line in lines {
        put(table, line);
    }
}

pub fn table(lines: &[Line]) -> Table {
    let mut table = Table::new(SCHEMA);
    put_all(&mut table, lines);
    table
}
