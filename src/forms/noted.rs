//! Facts by id, as the table's engine keeps rows: a map of them would take three hundred bytes for
//! each of a million rows, more than the rows themselves. Instants are kept to the microsecond.
//! What runs of ours did or will do is not noted: whoever wants to know it asks the runs.

use chrono::{DateTime, Utc};
use redrive_core::preflight::{Arrival, EventKey, Fact};
use redrive_table::{Cell, Column, ColumnId, Kind, Order, Row, Schema, Table};

const ID: ColumnId = ColumnId::at(0);
const GROUP: ColumnId = ColumnId::at(1);
const KIND: ColumnId = ColumnId::at(2);
const CUSTOMER: ColumnId = ColumnId::at(3);
const CREATED: ColumnId = ColumnId::at(4);
const RETRY_DUE: ColumnId = ColumnId::at(5);
const EVENT: ColumnId = ColumnId::at(6);
const ARRIVAL: ColumnId = ColumnId::at(7);
const DISABLED: ColumnId = ColumnId::at(8);

const NO_OR_YES: Kind = Kind::Choice(&["no", "yes"]);
/// In the order of the column's choices.
const ARRIVALS: [Arrival; 4] = [
    Arrival::Not,
    Arrival::HandedOver,
    Arrival::Delivered,
    Arrival::Unread,
];

const SCHEMA: Schema = Schema::new(
    &[
        Column::new("id", Kind::Text(Order::Bytes)),
        Column::new("group", Kind::Text(Order::Bytes)),
        Column::new("kind", Kind::Text(Order::Bytes)),
        Column::new("customer", Kind::Text(Order::Bytes)),
        Column::new("created", Kind::Instant),
        Column::new("retry due", Kind::Instant),
        Column::new("event", Kind::Integer),
        Column::new(
            "arrival",
            Kind::Choice(&["not", "handed over", "delivered", "unread"]),
        ),
        Column::new("disabled", NO_OR_YES),
    ],
    ID,
);

/// What was noted of each id.
pub struct Noted(Table);

impl Default for Noted {
    fn default() -> Self {
        Self(Table::new(SCHEMA))
    }
}

impl Noted {
    /// Notes it, in place of what was noted before.
    pub fn note(&mut self, id: &str, fact: &Fact) {
        // It is refused only by a table that holds as much as it can: then nothing is known of it.
        let _ = self.0.put(&[
            Cell::Text(id),
            Cell::Text(&fact.group),
            fact.kind.as_deref().into(),
            fact.customer.as_deref().into(),
            instant(fact.created_at),
            instant(fact.retry_due),
            fact.event
                .map_or(Cell::Absent, |event| Cell::Integer(event.to_bits())),
            arrival(fact.arrival),
            Cell::Choice(fact.disabled.into()),
        ]);
    }

    /// Of how many.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether anything was noted of this one.
    pub fn holds(&self, id: &str) -> bool {
        self.0.row(id).is_some()
    }

    /// What was noted of it last.
    pub fn of(&self, id: &str) -> Option<Fact> {
        let row = self.0.row(id)?;
        let text = |column| self.0.words(row, column).map(str::to_owned);
        Some(Fact {
            group: text(GROUP).unwrap_or_default(),
            kind: text(KIND),
            created_at: self.instant(row, CREATED),
            event: match self.0.cell(row, EVENT) {
                Cell::Integer(bits) => Some(EventKey::from_bits(bits)),
                _ => None,
            },
            arrival: self.arrival(row),
            retry_due: self.instant(row, RETRY_DUE),
            customer: text(CUSTOMER),
            disabled: self.is(row, DISABLED),
            ..Fact::default()
        })
    }

    fn instant(&self, row: Row, column: ColumnId) -> Option<DateTime<Utc>> {
        match self.0.cell(row, column) {
            Cell::Instant(micros) => DateTime::from_timestamp_micros(micros),
            _ => None,
        }
    }

    fn arrival(&self, row: Row) -> Arrival {
        let is = |one: &Arrival| self.0.cell(row, ARRIVAL) == arrival(*one);
        ARRIVALS.into_iter().find(is).unwrap_or_default()
    }

    fn is(&self, row: Row, column: ColumnId) -> bool {
        self.0.cell(row, column) == Cell::Choice(1)
    }
}

fn arrival(of: Arrival) -> Cell<'static> {
    let place = ARRIVALS.iter().position(|one| *one == of);
    place
        .and_then(|place| place.try_into().ok())
        .map_or(Cell::Absent, Cell::Choice)
}

fn instant(at: Option<DateTime<Utc>>) -> Cell<'static> {
    at.map_or(Cell::Absent, |at| Cell::Instant(at.timestamp_micros()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(group: &str) -> Fact {
        Fact {
            group: group.to_owned(),
            kind: Some("invoice.paid".to_owned()),
            created_at: "2026-10-14T09:00:00.123456Z".parse().ok(),
            arrival: Arrival::HandedOver,
            retry_due: "1969-12-31T23:59:59Z".parse().ok(),
            customer: Some(String::new()),
            event: Some(EventKey::from_bits(-7)),
            ..Fact::default()
        }
    }

    #[test]
    fn what_was_noted_last_is_told_whole() {
        let mut noted = Noted::default();
        assert!(noted.is_empty() && noted.of("a").is_none());
        noted.note("a", &fact("one"));
        noted.note("b", &fact(""));
        let later = Fact {
            arrival: Arrival::Delivered,
            disabled: true,
            kind: None,
            customer: None,
            retry_due: "2026-10-14T10:00:00Z".parse().ok(),
            ..fact("two")
        };
        noted.note("a", &later);
        assert_eq!(
            (noted.of("a"), noted.of("b")),
            (Some(later), Some(fact("")))
        );
        assert_eq!(noted.count(), 2);
        assert!(noted.holds("b") && !noted.holds("c"));
    }

    #[test]
    fn a_hundred_bytes_hold_what_is_noted_of_an_id() {
        const MANY: usize = 100_000;
        let mut noted = Noted::default();
        for number in 0..MANY {
            noted.note(
                &format!("wbd_01K9ZS{number:020}"),
                &fact("wbs_01K0000000000000000000000C"),
            );
        }
        let each = noted.0.memory() / MANY;
        assert!(each <= 110, "{each} bytes an id");
    }
}
