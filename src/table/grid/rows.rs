//! Where the rows of a grid are kept: by the engine, or elsewhere and only told of.

use super::columns::{Drawn, Spec, drawn};
use super::narrow::NarrowingCounts;
use redrive_table::{
    Bar, Cell, ColumnId, Counted, Extent, Row, Schema, Scroll, Selection, SortKey, Table, View,
};

/// No browser that we know draws less.
const TALLEST: f64 = 15_000_000.0;
/// The places that one call of [`KeptRows::take`] gives to rows that came before all others.
const AHEAD: i64 = 1 << 20;

/// Rows that are kept elsewhere, however many: each is told of when it is seen. They can be looked
/// at and opened, not sorted and not chosen.
pub trait ToldRows: Send + Sync {
    fn count(&self) -> usize;
    fn id(&self, place: usize) -> Option<String>;
    /// One for each column.
    fn cells(&self, place: usize) -> Vec<Drawn>;
}

/// The rows, and the measures of the screen.
pub struct Data {
    pub rows: Rows,
    pub scroll: Scroll,
    pub row_height: f64,
    pub viewport: f64,
}

pub enum Rows {
    Kept(Box<KeptRows>),
    Told(Box<dyn ToldRows>),
}

/// The engine's parts.
pub struct KeptRows {
    pub table: Table,
    pub view: View,
    pub selection: Selection,
    /// What rows have in common, where the page says how to count it.
    narrowed: Option<NarrowingCounts>,
    /// The last column of the schema: the place of a row in the vendor's order.
    order: ColumnId,
    /// Places of the rows to come, behind all others and before them.
    behind: i64,
    before: i64,
}

/// What is to be drawn of rows.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The places in the spec of the columns.
    pub columns: &'a [usize],
    /// What is personal too.
    pub reveal: bool,
}

/// What one element draws of a row.
pub struct Seen {
    pub id: Option<String>,
    pub barred: Option<String>,
    pub chosen: bool,
    pub cells: Vec<Drawn>,
}

/// Where rows come to stand among those that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// In their place: those belonged to another question.
    Anew,
    Behind,
    /// They are newer than all others.
    Before,
}

/// Takes rows in, each at its place.
pub struct Taking<'a> {
    table: &'a mut Table,
    order: ColumnId,
    place: &'a mut i64,
}

impl Taking<'_> {
    /// What a row is known by that the vendor gave no id: `e-mail without id (3)`.
    pub fn nameless(&self, one: &str) -> String {
        format!("{one} without id ({})", self.table.len() + 1)
    }

    /// Writes a row: every cell but the last, which is its place. One that is there keeps it.
    pub fn put(&mut self, cells: &[Cell<'_>]) {
        let mut row = Vec::with_capacity(cells.len() + 1);
        row.extend_from_slice(cells);
        let key = self.table.schema().key().place();
        let known = match cells.get(key) {
            Some(Cell::Text(id)) => self.table.row(id),
            _ => None,
        };
        let place = known.and_then(|row| match self.table.cell(row, self.order) {
            Cell::Integer(place) => Some(place),
            _ => None,
        });
        row.push(Cell::Integer(place.unwrap_or_else(|| {
            *self.place += 1;
            *self.place
        })));
        // It takes every cell: each suits its column.
        let _ = self.table.put(&row);
    }
}

impl KeptRows {
    pub fn new(schema: Schema) -> Self {
        let table = Table::new(schema);
        let last = schema.columns().len().saturating_sub(1);
        Self {
            view: View::new(&table, &[]),
            table,
            selection: Selection::default(),
            narrowed: None,
            order: ColumnId::at(u8::try_from(last).unwrap_or(u8::MAX)),
            behind: 0,
            before: 0,
        }
    }

    /// Begins with another question; what was chosen stays chosen.
    fn renew(&mut self) {
        self.selection.freeze(&self.table);
        let kept = self.selection.save(&self.table);
        let keys = self.view.sort_keys().to_vec();
        let filter = self.view.filter().clone();
        self.table = Table::new(*self.table.schema());
        self.selection = Selection::restore(&kept, &mut self.table).unwrap_or_default();
        match self.narrowed.take() {
            Some(narrowed) => self.narrow(NarrowingCounts::new(narrowed.narrowing)),
            None => self.view = View::new(&self.table, &[]),
        }
        self.view.sort_by(&self.table, &keys);
        self.view.filter_by(&self.table, filter);
        (self.behind, self.before) = (0, 0);
    }

    /// Counts rows by what they have in common.
    pub fn narrow(&mut self, narrowed: NarrowingCounts) {
        self.view = narrowed.view(&self.table);
        self.narrowed = Some(narrowed);
    }

    pub const fn narrowed(&self) -> Option<&NarrowingCounts> {
        self.narrowed.as_ref()
    }

    /// Rows that are shown by when they came to be, and those of which that is not known.
    pub fn over_time(&mut self) -> (Vec<Bar>, Counted) {
        let narrowed = self.narrowed.as_mut();
        narrowed
            .map(|narrowed| narrowed.over_time(&self.table, &self.view))
            .unwrap_or_default()
    }

    /// Takes in what `put` writes.
    pub fn take(&mut self, arrival: Arrival, put: impl FnOnce(&mut Taking<'_>)) {
        match arrival {
            Arrival::Anew => self.renew(),
            Arrival::Behind => {}
            Arrival::Before => self.before -= AHEAD,
        }
        let mut ahead = self.before;
        put(&mut Taking {
            table: &mut self.table,
            order: self.order,
            place: match arrival {
                Arrival::Anew | Arrival::Behind => &mut self.behind,
                Arrival::Before => &mut ahead,
            },
        });
        if arrival == Arrival::Before && self.view.sort_keys().is_empty() {
            // From now on, the order in which rows came is not the order in which they stand.
            self.sort(None);
        }
        self.view.catch_up(&self.table);
    }

    /// Sorts; without a key, rows stand as the vendor gave them.
    pub fn sort(&mut self, key: Option<SortKey>) {
        let order = (self.before < 0).then_some(SortKey {
            column: self.order,
            descending: false,
        });
        let keys: Vec<SortKey> = key.into_iter().chain(order).collect();
        self.view.sort_by(&self.table, &keys);
    }

    /// By what it is sorted, where that is not the vendor's order.
    pub fn sorted(&self) -> Option<SortKey> {
        let key = self.view.sort_keys().first().copied();
        key.filter(|key| key.column != self.order)
    }

    /// Why a row cannot be sent; nothing where it can.
    pub fn barred(&self, spec: &Spec, row: Row) -> Option<&str> {
        barred_in(&self.table, spec, row)
    }

    fn seen(&self, spec: &Spec, place: usize, wanted: Wanted<'_>) -> Option<Seen> {
        let row = self.view.row(place)?;
        let columns = wanted.columns.iter().filter_map(|at| spec.columns.get(*at));
        Some(Seen {
            id: self.table.id(row).map(str::to_owned),
            barred: self.barred(spec, row).map(str::to_owned),
            chosen: self.selection.has(&self.table, row),
            cells: columns
                .map(|column| drawn(&self.table, row, column, wanted.reveal))
                .collect(),
        })
    }
}

/// Why a row of this table cannot be sent; nothing where it can.
pub fn barred_in<'a>(table: &'a Table, spec: &Spec, row: Row) -> Option<&'a str> {
    table.words(row, spec.barred?)
}

impl Data {
    pub fn new(rows: Rows) -> Self {
        Self {
            rows,
            scroll: Scroll::default(),
            row_height: 36.0,
            viewport: 720.0,
        }
    }

    pub fn extent(&self) -> Extent {
        Extent::new(self.rows.shown(), self.row_height, self.viewport, TALLEST)
    }
}

impl Rows {
    /// How many are shown.
    pub fn shown(&self) -> usize {
        match self {
            Self::Kept(kept) => kept.view.len(),
            Self::Told(told) => told.count(),
        }
    }

    /// How many there are.
    pub fn all(&self) -> usize {
        match self {
            Self::Kept(kept) => kept.table.len(),
            Self::Told(told) => told.count(),
        }
    }

    pub fn id(&self, place: usize) -> Option<String> {
        match self {
            Self::Kept(kept) => {
                let row = kept.view.row(place)?;
                kept.table.id(row).map(str::to_owned)
            }
            Self::Told(told) => told.id(place),
        }
    }

    pub fn seen(&self, spec: &Spec, place: usize, wanted: Wanted<'_>) -> Option<Seen> {
        match self {
            Self::Kept(kept) => kept.seen(spec, place, wanted),
            Self::Told(told) => Some(Seen {
                id: Some(told.id(place)?),
                barred: None,
                chosen: false,
                cells: {
                    let cells = told.cells(place);
                    let columns = wanted.columns.iter();
                    columns.filter_map(|at| cells.get(*at).cloned()).collect()
                },
            }),
        }
    }
}
