//! A grid's rows, what is shown of them, what is chosen and where the reader is: the engine's four
//! parts behind one handle, and the signals by which the screen follows them.
//!
//! Few signals on purpose: one a drawn row, and one for everything that changes less often than
//! the scroll bar.

use super::columns::Spec;
use super::keys::{Cell, Size};
use super::lines::Line;
use super::narrow::Narrowed;
use leptos::html::Div;
use leptos::prelude::*;
use redrive_table::{
    Bar, ColumnId, Counted, Coverage, Extent, Filter, Row, Scroll, Selection, SortKey, Table,
    Tally, View,
};

/// No browser that we know draws less.
const TALLEST: f64 = 15_000_000.0;

/// A handle: copies are the same grid.
#[derive(Clone, Copy)]
pub struct Grid {
    pub spec: &'static Spec,
    pub(super) data: StoredValue<Data>,
    /// One for each element that draws a row, used again and again.
    pub(super) lines: StoredValue<Vec<RwSignal<Line>>>,
    /// Whose end is that of the lines: they are made wherever rows happen to arrive, and must not
    /// go with the effect that brought these.
    pub(super) owner: StoredValue<Option<Owner>>,
    /// How many lines there are.
    pub slots: RwSignal<usize>,
    /// Where the drawn rows stand.
    pub frame: RwSignal<Frame>,
    /// Changes with rows, order, filter and choice; not with scrolling.
    pub(super) turn: RwSignal<u32>,
    /// The cell that keys act on.
    pub active: RwSignal<Cell>,
    /// The row whose details stand beside the table.
    pub open: RwSignal<Option<String>>,
    pub node: NodeRef<Div>,
}

/// The engine's parts, and the measures of the screen.
pub(super) struct Data {
    pub table: Table,
    pub view: View,
    pub selection: Selection,
    pub scroll: Scroll,
    pub row_height: f64,
    pub viewport: f64,
    /// What rows have in common, where the page says how to count it.
    narrowed: Option<Narrowed>,
}

/// Heights and shifts in pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Frame {
    pub height: f64,
    pub shift: f64,
}

impl Data {
    fn new(spec: &Spec) -> Self {
        let table = Table::new(spec.schema);
        Self {
            view: View::new(&table, &[]),
            table,
            selection: Selection::default(),
            scroll: Scroll::default(),
            row_height: 36.0,
            viewport: 720.0,
            narrowed: None,
        }
    }

    /// Counts rows by what they have in common.
    pub fn narrow(&mut self, narrowed: Narrowed) {
        self.view = narrowed.view(&self.table);
        self.narrowed = Some(narrowed);
    }

    /// A view of the table, which is another one now.
    fn look_anew(&mut self) {
        match self.narrowed.take() {
            Some(narrowed) => self.narrow(Narrowed::new(narrowed.narrowing)),
            None => self.view = View::new(&self.table, &[]),
        }
    }

    /// Rows that are shown by when they came to be, and those of which that is not known.
    pub fn over_time(&mut self) -> (Vec<Bar>, Counted) {
        let narrowed = self.narrowed.as_mut();
        narrowed
            .map(|narrowed| narrowed.over_time(&self.table, &self.view))
            .unwrap_or_default()
    }

    pub fn extent(&self) -> Extent {
        Extent::new(self.view.len(), self.row_height, self.viewport, TALLEST)
    }
}

impl Grid {
    pub fn new(spec: &'static Spec) -> Self {
        Self {
            spec,
            data: StoredValue::new(Data::new(spec)),
            lines: StoredValue::new(Vec::new()),
            owner: StoredValue::new(Owner::current()),
            slots: RwSignal::new(0),
            frame: RwSignal::new(Frame::default()),
            turn: RwSignal::new(0),
            active: RwSignal::new(Cell::default()),
            open: RwSignal::new(None),
            node: NodeRef::new(),
        }
    }

    /// Rows have come: `put` writes them. With `anew`, those before belonged to another question;
    /// what was chosen among them stays chosen.
    pub fn take(self, anew: bool, put: impl FnOnce(&mut Table)) {
        self.data.update_value(|data| {
            if anew {
                data.selection.freeze(&data.table);
                let kept = data.selection.save(&data.table);
                let keys = data.view.sort_keys().to_vec();
                let filter = data.view.filter().clone();
                data.table = Table::new(self.spec.schema);
                data.selection = Selection::restore(&kept, &mut data.table).unwrap_or_default();
                data.look_anew();
                data.view.sort_by(&data.table, &keys);
                data.view.filter_by(&data.table, filter);
            }
            put(&mut data.table);
            data.view.catch_up(&data.table);
        });
        if anew {
            self.active.set(Cell::default());
            self.scroll_to_top();
        }
        self.changed();
    }

    /// How many rows there are, and how many of them are shown; followed.
    pub fn counts(self) -> (usize, usize) {
        self.turn.track();
        self.data
            .with_value(|data| (data.table.len(), data.view.len()))
    }

    /// How much of what is shown is chosen; followed.
    pub fn coverage(self) -> Coverage {
        self.turn.track();
        self.data
            .try_update_value(|data| data.selection.coverage(&data.table, &data.view))
            .unwrap_or(Coverage::None)
    }

    /// How many are chosen; followed.
    pub fn tally(self) -> Tally {
        self.turn.track();
        self.data
            .try_update_value(|data| data.selection.tally(&data.table, &Filter::new()))
            .unwrap_or_default()
    }

    /// The ids that are chosen now.
    pub fn chosen(self) -> Vec<String> {
        let ids = self.data.try_update_value(|data| {
            let ids = data.selection.ids(&data.table);
            ids.into_iter().map(str::to_owned).collect()
        });
        ids.unwrap_or_default()
    }

    /// The id of the row at a place, where it has one.
    pub fn id_at(self, place: usize) -> Option<String> {
        self.data.with_value(|data| {
            let row = data.view.row(place)?;
            data.table.id(row).map(str::to_owned)
        })
    }

    /// The instant in a cell, in microseconds.
    pub fn instant_at(self, place: usize, column: ColumnId) -> Option<i64> {
        self.data.with_value(
            |data| match data.table.cell(data.view.row(place)?, column) {
                redrive_table::Cell::Instant(micros) => Some(micros),
                _ => None,
            },
        )
    }

    /// By what it is sorted; followed.
    pub fn sorted(self) -> Option<SortKey> {
        self.turn.track();
        self.data
            .with_value(|data| data.view.sort_keys().first().copied())
    }

    /// Sorts; `None` is the order in which the rows came.
    pub fn sort(self, key: Option<SortKey>) {
        self.data.update_value(|data| {
            let keys: Vec<SortKey> = key.into_iter().collect();
            data.view.sort_by(&data.table, &keys);
        });
        self.to_the_top();
        self.changed();
    }

    /// Shows only rows that hold this text.
    pub fn find(self, text: &str) {
        self.data.update_value(|data| {
            let filter = data.view.filter().clone();
            let filter = filter.searching(text, self.spec.searched);
            data.view.filter_by(&data.table, filter);
        });
        self.to_the_top();
        self.changed();
    }

    /// Chooses the row at a place, or no longer; with `range`, everything from where the range
    /// begins. Gives how many rows that were.
    pub fn choose(self, place: usize, on: bool, range: bool) -> usize {
        let count = self.data.try_update_value(|data| {
            let Some(row) = data.view.row(place) else {
                return 0;
            };
            if range {
                return data.selection.choose_to(&data.table, &data.view, row, on);
            }
            data.selection.choose(&data.table, row, on);
            1
        });
        self.changed();
        count.unwrap_or_default()
    }

    /// Whether the row at a place is chosen.
    pub fn is_chosen(self, place: usize) -> bool {
        self.data.with_value(|data| {
            let row = data.view.row(place);
            row.is_some_and(|row| data.selection.has(&data.table, row))
        })
    }

    /// Chooses everything that is shown, or none of it any longer.
    pub fn choose_shown(self, on: bool) {
        self.data.update_value(|data| {
            let rows: Vec<Row> = data.view.rows(0, data.view.len()).collect();
            data.selection
                .choose_rows(&data.table, rows.into_iter(), on);
        });
        self.changed();
    }

    /// Chooses nothing.
    pub fn clear(self) {
        self.data.update_value(|data| data.selection.clear());
        self.changed();
    }

    pub(super) fn to_the_top(self) {
        self.active.update(|cell| cell.row = 0);
        self.scroll_to_top();
    }

    /// Reads the rows.
    pub(super) fn kept<T>(self, read: impl FnOnce(&Data) -> T) -> Option<T> {
        self.data.try_with_value(read)
    }

    /// Changes the rows.
    pub(super) fn change<T>(self, change: impl FnOnce(&mut Data) -> T) -> Option<T> {
        self.data.try_update_value(change)
    }

    /// How large it is, for keys.
    pub fn size(self) -> Size {
        self.data.with_value(|data| Size {
            rows: data.view.len(),
            columns: self.spec.columns.len() + 1,
            page: data.extent().page(),
        })
    }
}
