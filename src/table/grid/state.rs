//! A grid's rows, what is shown of them, what is chosen and where the reader is, behind one
//! handle, and the signals by which the screen follows them.
//!
//! Few signals on purpose: two a drawn row, and one for everything that changes less often than
//! the scroll bar.

use super::columns::{Draw, Spec};
use super::drawing::Untold;
use super::keys::{Cell, Size};
use super::lines::Slot;
use super::look::GridLook;
use super::named::Naming;
use super::row_menu::MenuOf;
use super::rows::{Arrival, Data, KeptRows, Rows, Taking, ToldRows};
use super::widths::standing;
use crate::routes::Route;
use crate::ui::element::element_of;
use crate::ui::focus::focus_in_place;
use chrono::{DateTime, Utc};
use leptos::html::Div;
use leptos::prelude::*;
use redrive_table::{ColumnId, Schema, SortKey};
use std::sync::Arc;
use web_sys::HtmlDivElement;

/// Where a text of a linking column leads, and what the link is called.
pub type LinkTo = Arc<dyn Fn(&str) -> Option<(Route, String)> + Send + Sync>;

/// A handle: copies are the same grid.
#[derive(Clone, Copy)]
pub struct Grid {
    pub spec: &'static Spec,
    /// Whether rows can be chosen and sorted: those that are kept elsewhere cannot.
    pub chooses: bool,
    pub(super) data: StoredValue<Data>,
    pub(super) state: StoredValue<GridState>,
    /// Which columns stand in it, how wide, and how close its rows.
    pub look: RwSignal<GridLook>,
    /// The places in the spec of the columns that are shown.
    pub(super) shown: RwSignal<Vec<usize>>,
    /// How many lines there are.
    pub slots: RwSignal<usize>,
    /// Where the drawn rows stand.
    pub frame: RwSignal<Frame>,
    /// Changes with rows, order, filter and choice; not with scrolling.
    pub(super) turn: RwSignal<u32>,
    /// Changes when rows that answer another question have taken the place of all others.
    pub(super) question: RwSignal<u32>,
    /// The cell that keys act on.
    pub active: RwSignal<Cell>,
    /// The row whose details are open.
    pub open: RwSignal<Option<String>>,
    /// Whether a reload of the page will find everything that is chosen again.
    pub keeps: RwSignal<bool>,
    /// The fingerprint of a group that the address names and no loaded row has.
    pub sought: RwSignal<Option<String>>,
    /// Whether what is personal is shown whole.
    pub reveal: RwSignal<bool>,
    /// Whether rows have a menu.
    pub offers: bool,
    /// The row whose menu is open.
    pub menu: RwSignal<Option<MenuOf>>,
    pub node: NodeRef<Div>,
}

/// What a grid holds that nothing follows.
pub(super) struct GridState {
    /// One for each element that draws a row, used again and again.
    pub lines: Vec<Slot>,
    /// Whose end is that of the lines: they are made wherever rows happen to arrive, and must not
    /// go with the effect that brought these.
    pub owner: Option<Owner>,
    pub link: Option<LinkTo>,
    /// What the ids of a column are called.
    pub naming: Option<Naming>,
    /// Where a look that was changed within the grid is told.
    pub relook: Option<Callback<GridLook>>,
    /// Where it is told that a reader has narrowed the loaded rows.
    pub narrowed: Option<Callback<()>>,
    /// What `turn` does not say yet.
    pub untold: Untold,
    /// Whether what was chosen last was said by the grid itself.
    pub said: RwSignal<bool>,
    /// How many pixels wide it stands, once that was measured.
    pub room: Option<u32>,
    /// When the rows were read, where that was on an earlier visit of this page.
    pub read_before: RwSignal<Option<DateTime<Utc>>>,
}

/// Heights and shifts in pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Frame {
    pub height: f64,
    pub shift: f64,
}

impl Grid {
    /// A grid without rows. The last column of the schema is left to it: the place of a row in the
    /// vendor's order.
    pub fn new(spec: &'static Spec, schema: Schema) -> Self {
        Self::with(spec, Rows::Kept(Box::new(KeptRows::new(schema))))
    }

    /// A grid of rows that are kept elsewhere.
    pub fn of(spec: &'static Spec, told: impl ToldRows + 'static) -> Self {
        Self::with(spec, Rows::Told(Box::new(told)))
    }

    fn with(spec: &'static Spec, rows: Rows) -> Self {
        Self {
            spec,
            chooses: matches!(rows, Rows::Kept(_)),
            data: StoredValue::new(Data::new(rows)),
            state: StoredValue::new(GridState {
                lines: Vec::new(),
                owner: Owner::current(),
                link: None,
                naming: None,
                relook: None,
                narrowed: None,
                untold: Untold::Nothing,
                said: RwSignal::new(false),
                room: None,
                read_before: RwSignal::new(None),
            }),
            look: RwSignal::new(GridLook::default()),
            shown: RwSignal::new((0..spec.columns.len()).collect()),
            slots: RwSignal::new(0),
            frame: RwSignal::new(Frame::default()),
            turn: RwSignal::new(0),
            question: RwSignal::new(0),
            active: RwSignal::new(Cell::default()),
            open: RwSignal::new(None),
            keeps: RwSignal::new(true),
            sought: RwSignal::new(None),
            reveal: RwSignal::new(false),
            offers: false,
            menu: RwSignal::new(None),
            node: NodeRef::new(),
        }
    }

    /// Says where texts of linking columns lead.
    pub fn linking(self, to: LinkTo) -> Self {
        self.state.update_value(|state| state.link = Some(to));
        self
    }

    /// Reads the rows that the engine keeps.
    pub(super) fn kept<T>(self, read: impl FnOnce(&KeptRows) -> T) -> Option<T> {
        let read = |data: &Data| match &data.rows {
            Rows::Kept(kept) => Some(read(kept)),
            Rows::Told(_) => None,
        };
        self.data.try_with_value(read).flatten()
    }

    /// Changes the rows that the engine keeps.
    pub(super) fn change<T>(self, change: impl FnOnce(&mut KeptRows) -> T) -> Option<T> {
        let change = |data: &mut Data| match &mut data.rows {
            Rows::Kept(kept) => Some(change(kept)),
            Rows::Told(_) => None,
        };
        self.data.try_update_value(change).flatten()
    }

    /// Rows have come: `put` writes them. Those that are here already stay where they are, and what
    /// is chosen stays chosen.
    ///
    /// Those behind all others are told when [`More::arrived`] hears of them, or by
    /// [`Grid::tell_before_long`]. To those before all others the reader is taken, where rows stand
    /// in the vendor's order.
    ///
    /// [`More::arrived`]: super::More::arrived
    pub fn take(self, arrival: Arrival, put: impl FnOnce(&mut Taking<'_>)) {
        self.change(|kept| kept.take(arrival, put));
        match arrival {
            Arrival::Anew => {
                self.to_the_top();
                self.set_read_before(None);
                self.question.update(|turn| *turn = turn.wrapping_add(1));
                self.changed();
            }
            Arrival::Behind => self.changed_untold(),
            Arrival::Before => {
                if untrack(|| self.sorted()).is_none() {
                    self.to_the_top();
                }
                self.changed();
            }
        }
    }

    /// Follows which question the rows answer.
    pub fn question(self) -> u32 {
        self.question.get()
    }

    /// Whether a row with this id is here.
    pub fn knows(self, id: &str) -> bool {
        self.kept(|kept| kept.table.row(id).is_some())
            .unwrap_or_default()
    }

    /// Rows that are kept elsewhere are others now. With `anew`, they answer another question.
    pub fn told(self, anew: bool) {
        if anew {
            self.to_the_top();
        }
        self.changed();
    }

    /// Where the text of a cell leads, if it leads anywhere.
    pub(super) fn link_at(self, cell: Cell) -> Option<Route> {
        let place = cell.column.checked_sub(self.first())?;
        let column = self
            .shown
            .with_untracked(|shown| shown.get(place).copied())?;
        let column = self.spec.columns.get(column)?;
        let text = match column.draw {
            Draw::Id => self.id_at(cell.row),
            Draw::Link => self
                .kept(|kept| {
                    let row = kept.view.row(cell.row)?;
                    kept.table.words(row, column.column).map(str::to_owned)
                })
                .flatten(),
            _ => None,
        }?;
        let to = self.state.with_value(|state| state.link.clone())?;
        to(&text).map(|(to, _)| to)
    }

    /// How many rows there are, and how many of them are shown; followed.
    pub fn counts(self) -> (usize, usize) {
        self.turn.track();
        let counts = |data: &Data| (data.rows.all(), data.rows.shown());
        self.data.try_with_value(counts).unwrap_or_default()
    }

    /// The id of the row at a place, where it has one.
    pub fn id_at(self, place: usize) -> Option<String> {
        self.data.with_value(|data| data.rows.id(place))
    }

    /// The instant in a cell, in microseconds.
    pub fn instant_at(self, place: usize, column: ColumnId) -> Option<i64> {
        self.kept(
            |kept| match kept.table.cell(kept.view.row(place)?, column) {
                redrive_table::Cell::Instant(micros) => Some(micros),
                _ => None,
            },
        )
        .flatten()
    }

    /// By what it is sorted; followed.
    pub fn sorted(self) -> Option<SortKey> {
        self.turn.track();
        self.kept(KeptRows::sorted).flatten()
    }

    /// Sorts; `None` is the order in which the vendor gave the rows.
    pub fn sort(self, key: Option<SortKey>) {
        self.change(|kept| kept.sort(key));
        self.to_the_top();
        self.changed();
    }

    /// Whether what was chosen last was said by the grid itself, so that the bar that counts it need
    /// not say it once more; followed.
    pub fn has_said(self) -> bool {
        let said = self.state.try_with_value(|state| state.said);
        said.is_some_and(|said| said.get())
    }

    /// The focus also leaves a grid that goes.
    pub(super) fn set_said(self, is: bool) {
        if let Some(said) = self.state.try_with_value(|state| state.said) {
            said.try_set(is);
        }
    }

    /// Has the order of the ids at hand before somebody sorts by them.
    pub(super) fn prepare(self) {
        self.change(|kept| {
            let ids = kept.table.schema().key();
            kept.view.prepare(&kept.table, ids);
        });
    }

    /// Sorts by what may be seen now, where it is sorted by what is personal.
    pub(super) fn sort_again(self) {
        let reveal = self.reveal.get_untracked();
        let Some(key) = untrack(|| self.sorted()) else {
            return;
        };
        let mut columns = self.spec.columns.iter();
        let column = columns.find(|one| [Some(one.column), one.mask].contains(&Some(key.column)));
        if let Some(column) = column.map(|one| one.seen(reveal))
            && column != key.column
        {
            self.sort(Some(SortKey { column, ..key }));
        }
    }

    pub(super) fn to_the_top(self) {
        self.active.update(|cell| cell.row = 0);
        self.scroll_to_top();
    }

    /// How large it is, for keys.
    pub fn size(self) -> Size {
        self.data.with_value(|data| Size {
            rows: data.rows.shown(),
            columns: untrack(|| self.width()),
            page: data.extent().page(),
        })
    }

    /// What it is drawn in, while its page stands.
    pub(super) fn element(self) -> Option<HtmlDivElement> {
        element_of(self.node)
    }

    /// Puts the focus on the grid: keys act on its active cell from then on.
    pub fn focus(self) {
        if let Some(node) = self.element() {
            focus_in_place(&node);
        }
    }

    /// How many cells a row has, with the one to choose it by; followed.
    pub fn width(self) -> usize {
        self.shown.with(Vec::len) + self.first()
    }

    /// Takes on another look.
    pub fn set_look(self, look: GridLook) {
        if self.look.with_untracked(|known| *known != look) {
            self.look.set(look);
        }
        self.stand_columns();
        self.redraw();
    }

    /// Has so many pixels for its columns from now on.
    pub(super) fn fit(self, room: u32) {
        let before = self
            .state
            .try_update_value(|state| state.room.replace(room));
        if before.is_some_and(|before| before != Some(room)) && self.stand_columns() {
            self.redraw();
        }
    }

    /// Shows the columns for which there is room. Gives whether others stand than before.
    fn stand_columns(self) -> bool {
        let room = self
            .state
            .with_value(|state| state.room)
            .unwrap_or(u32::MAX);
        let look = self.look.read_untracked();
        let shown = standing(self.spec, &look, self.chooses, room);
        let other = self.shown.with_untracked(|known| *known != shown);
        if other {
            let last = shown.len().saturating_sub(1) + self.first();
            self.shown.set(shown);
            self.active
                .update(|cell| cell.column = cell.column.min(last));
        }
        other
    }

    /// Tells a look that was changed by hand, to be kept.
    pub(super) fn keep_look(self) {
        if let Some(keep) = self.state.with_value(|state| state.relook) {
            keep.run(self.look.get_untracked());
        }
    }

    /// The number of the first column that draws a record.
    pub fn first(self) -> usize {
        usize::from(self.chooses)
    }
}
