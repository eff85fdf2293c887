//! The table engine: rows in columns, what is shown of them, what is chosen, and which part of it
//! stands in the opening.
//!
//! It knows no page, no vendor and no clock. A screen brings rows, key presses and pixels, and
//! draws what it is told. Nothing in it is a signal and nothing is shared: a screen keeps these
//! five things side by side.
//!
//! | | what it is |
//! |---|---|
//! | [`Table`] | the rows, added to page by page without moving what is there, overwritten by id |
//! | [`View`] | a snapshot: rows that fulfil a [`Filter`], in an order, with facets; it catches up when asked |
//! | [`Histogram`] | how many of the shown rows fall into each span of time |
//! | [`Selection`] | ids, or everything that fulfils a filter; it survives all of the above |
//! | [`Scroll`] | which rows to draw and where, also where they are taller than the browser allows |
//!
//! ```
//! use redrive_table::*;
//!
//! // One schema a kind of table, checked while it is compiled.
//! const STATUS: ColumnId = ColumnId::at(0);
//! const ID: ColumnId = ColumnId::at(1);
//! const SUBJECT: ColumnId = ColumnId::at(2);
//! const CREATED: ColumnId = ColumnId::at(3);
//! const SCHEMA: Schema = Schema::new(
//!     &[
//!         Column::new("status", Kind::Choice(&["dead", "pending", "delivered"])),
//!         Column::new("id", Kind::Text(Order::Bytes)),
//!         Column::new("subject", Kind::Text(Order::Natural)),
//!         Column::new("created", Kind::Instant),
//!     ],
//!     ID,
//! );
//!
//! // A page has arrived.
//! let mut table = Table::new(SCHEMA);
//! for (status, id, subject, created) in [
//!     (0, "d-1", "Invoice 10", 30),
//!     (2, "d-2", "invoice 9", 20),
//!     (0, "d-3", "Müller", 10),
//! ] {
//!     table.put(&[
//!         Cell::Choice(status),
//!         Cell::Text(id),
//!         Cell::Text(subject),
//!         Cell::Instant(created),
//!     ])?;
//! }
//! let mut view = View::new(&table, &[STATUS]);
//! let ids = |view: &View, table: &Table| -> Vec<String> {
//!     let rows = view.rows(0, view.len());
//!     rows.filter_map(|row| table.id(row)).map(str::to_owned).collect()
//! };
//!
//! // A heading was pressed: 9 stands before 10. Something was typed, a facet ticked.
//! view.sort_by(&table, &[SortKey { column: SUBJECT, descending: false }]);
//! assert_eq!(ids(&view, &table), ["d-2", "d-1", "d-3"]);
//! view.filter_by(&table, Filter::new().searching("muller", &[ID, SUBJECT]));
//! assert_eq!(ids(&view, &table), ["d-3"]);
//! let dead = Test::OneOf(vec![Some("dead".to_owned())]);
//! view.filter_by(&table, Filter::new().with(STATUS, dead));
//! // A facet counts what all other filters leave, so that another value can be picked.
//! let facet = view.facet(&table, STATUS);
//! assert_eq!((facet[0].words, facet[0].count), (Some("dead"), 2));
//! assert_eq!((facet[1].words, facet[1].count), (Some("delivered"), 1));
//! // Which words there are at all does not depend on a filter.
//! assert!(table.vocabulary(STATUS).any(|words| words == "delivered"));
//!
//! // 'Select all 2 matching', without one of them.
//! let mut selection = Selection::default();
//! selection.choose_filter(view.filter().clone());
//! selection.choose(&table, view.row(1).expect("two rows"), false);
//! let shown = view.rows(0, view.len());
//! assert_eq!(selection.covers(&table, shown), Coverage::Some);
//! let tally = selection.tally(&table);
//! assert_eq!((tally.chosen, tally.elsewhere), (1, 0));
//!
//! // A live update moves nothing. Asked for, it is taken in.
//! table.put(&[Cell::Choice(0), Cell::Text("d-4"), Cell::Absent, Cell::Instant(40)])?;
//! assert_eq!(ids(&view, &table), ["d-1", "d-3"]);
//! view.catch_up(&table);
//! assert_eq!(ids(&view, &table), ["d-1", "d-3", "d-4"]);
//!
//! // The wish has grown with it. A plan is made of ids, as they are now.
//! assert_eq!(selection.ids(&table), ["d-1", "d-4"]);
//!
//! // What to draw, after each scroll event.
//! let extent = Extent::new(view.len(), 36.0, 800.0, 16_777_200.0);
//! let mut scroll = Scroll::default();
//! if let Some(_top) = scroll.moved(&extent, 0.0) { /* set scrollTop to it */ }
//! let window = scroll.window(&extent, 6);
//! for (row, place) in view.rows(window.first, window.count).zip(window.first..) {
//!     let _ = (place + 1, table.words(row, SUBJECT), selection.has(&table, row));
//! }
//! # Ok::<(), Refused>(())
//! ```
//!
//! # The order of texts
//!
//! [`Order::Bytes`] is for ids. [`Order::Natural`] is for what people read: capitals and marks
//! come into account only between texts that are otherwise the same, and digits count as numbers
//! of any length. It is one order for all readers and not that of any language: Swedish readers
//! expect `å` behind `z` and find it with `a`; Cyrillic, Greek and other scripts stand in the order
//! of their code points, which is nearly but not always that of their alphabets; punctuation and
//! blanks count. The tables of a real collation would weigh more than the whole console.
//!
//! # What it does not do
//!
//! All rows are equally high; details open beside the table. A row is never taken out: whoever
//! reads something else makes a new table. A text that a row no longer has stays in memory.

#![warn(missing_docs)]

mod bits;
mod blocks;
mod cell;
mod chosen;
mod column;
mod extent;
mod facets;
mod filter;
mod fold;
mod histogram;
mod matches;
mod merge;
mod natural;
mod needle;
mod radix;
mod ranking;
mod ready;
mod saved;
mod schema;
mod scroll;
mod selection;
mod slot;
mod sorted;
mod table;
mod tally;
mod texts;
mod view;

pub use cell::{Cell, ColumnId, Row};
pub use extent::Extent;
pub use facets::FacetValue;
pub use filter::{Condition, Filter, Search, Test};
pub use histogram::{Bar, Counted, Histogram};
pub use saved::SavedSelection;
pub use schema::{Column, Kind, Order, Schema};
pub use scroll::{Anchor, Scroll, Window};
pub use selection::{Coverage, Selection, What};
pub use sorted::SortKey;
pub use table::{Put, Refused, Table};
pub use tally::Tally;
pub use view::View;
