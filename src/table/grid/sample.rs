//! The smallest table, for tests.

use super::columns::{Draw, GridColumn, Spec};
use redrive_table::{Column, ColumnId, Kind, Order, Schema};

pub const ID: ColumnId = ColumnId::at(0);

pub const SCHEMA: Schema = Schema::new(
    &[
        Column::new("id", Kind::Text(Order::Bytes)),
        Column::new("order", Kind::Integer),
    ],
    ID,
);

pub static SPEC: Spec = Spec {
    columns: &[GridColumn::new("Id", "id", ID, Draw::Name)],
    class: "rows",
    one: "row",
    many: "rows",
    searched: &[ID],
    barred: None,
    noted: None,
};
