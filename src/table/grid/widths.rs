//! How wide the columns of a grid are, in the words of the style sheet: where there is room, and
//! where there is little, which takes the blanks at the edges of the cells away.

use super::columns::GridColumn;
use super::look::Look;
use super::state::Grid;
use leptos::prelude::*;

/// The column of the boxes, and of the menu to choose by beside the first of them.
const CHOICE: u16 = 62;
/// What the blanks of a cell give up where there is little room.
const TIGHTER: u16 = 8;

/// The widths of a grid.
#[derive(Clone, Copy)]
pub enum Room {
    Wide,
    Tight,
}

impl Room {
    /// The least width of a column, and whether somebody has given it one.
    fn of(self, look: &Look, column: &GridColumn) -> (u16, bool) {
        match (look.width(column), self) {
            (Some(width), _) => (width, true),
            (None, Self::Wide) => (column.least, false),
            (None, Self::Tight) => (column.least.saturating_sub(TIGHTER), false),
        }
    }

    fn columns(grid: Grid) -> impl Iterator<Item = &'static GridColumn> {
        let shown = grid.shown.get();
        shown
            .into_iter()
            .filter_map(move |at| grid.spec.columns.get(at))
    }

    const fn choice(self) -> u16 {
        match self {
            Self::Wide => CHOICE,
            Self::Tight => CHOICE - TIGHTER,
        }
    }

    /// The tracks of every row; followed.
    pub fn tracks(self, grid: Grid) -> String {
        let choice = grid.chooses.then(|| format!("{}px", self.choice()));
        let tracks = grid.look.with(|look| {
            let track = |column: &GridColumn| match (self.of(look, column), column.share) {
                ((least, true), _) | ((least, false), 0) => format!("{least}px"),
                ((least, false), share) => format!("minmax({least}px, {share}fr)"),
            };
            let tracks = Self::columns(grid).map(track);
            choice.into_iter().chain(tracks).collect::<Vec<_>>()
        });
        tracks.join(" ")
    }

    /// What they need side by side; where there is less, they scroll sideways. Followed.
    pub fn least(self, grid: Grid) -> String {
        let all: u32 = grid.look.with(|look| {
            let columns = Self::columns(grid);
            columns
                .map(|column| u32::from(self.of(look, column).0))
                .sum()
        });
        format!(
            "{}px",
            all + if grid.chooses {
                u32::from(self.choice())
            } else {
                0
            }
        )
    }
}
