//! How wide the columns of a grid are, in the words of the style sheet: where there is room, and
//! where there is little, which takes the blanks at the edges of the cells away. And which of them
//! give way where there is not even room for that.

use super::columns::{GridColumn, Spec};
use super::look::GridLook;
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
    fn of(self, look: &GridLook, column: &GridColumn) -> (u16, bool) {
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

    const fn choice(self, chooses: bool) -> u16 {
        match self {
            _ if !chooses => 0,
            Self::Wide => CHOICE,
            Self::Tight => CHOICE - TIGHTER,
        }
    }

    /// The tracks of every row; followed.
    pub fn tracks(self, grid: Grid) -> String {
        let choice = grid.chooses.then(|| format!("{}px", self.choice(true)));
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

    fn side_by_side<'a>(
        self,
        look: &GridLook,
        columns: impl Iterator<Item = &'a GridColumn>,
        chooses: bool,
    ) -> u32 {
        let columns = columns.map(|column| u32::from(self.of(look, column).0));
        columns.sum::<u32>() + u32::from(self.choice(chooses))
    }

    /// What they need side by side; where there is less, they scroll sideways. Followed.
    pub fn least(self, grid: Grid) -> String {
        let columns = Self::columns(grid);
        let least = grid
            .look
            .with(|look| self.side_by_side(look, columns, grid.chooses));
        format!("{least}px")
    }
}

/// The places in the spec of the columns that stand in so many pixels. One that somebody has given
/// a width stays: it is wanted.
pub fn standing(spec: &Spec, look: &GridLook, chooses: bool, room: u32) -> Vec<usize> {
    let mut places: Vec<usize> = (0..spec.columns.len()).collect();
    let column = |place: &usize| spec.columns.get(*place);
    places.retain(|place| column(place).is_some_and(|column| look.shows(column)));
    while Room::Tight.side_by_side(look, places.iter().filter_map(column), chooses) > room {
        let turn = |place: &&usize| {
            let column = column(place).filter(|column| look.width(column).is_none());
            column.and_then(|column| column.yields)
        };
        let yielding = places.iter().filter(|place| turn(place).is_some());
        let Some(first) = yielding.min_by_key(turn).copied() else {
            break;
        };
        places.retain(|place| *place != first);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::super::columns::Draw;
    use super::*;
    use redrive_table::ColumnId;

    const fn of(word: &'static str, least: u16) -> GridColumn {
        GridColumn::new(word, word, ColumnId::at(0), Draw::Text).wide(least, 0)
    }

    static SPEC: Spec = Spec {
        columns: &[
            of("status", 108),
            of("first", 208).yielding(1),
            of("id", 308),
            of("second", 58).yielding(2),
        ],
        class: "rows",
        one: "row",
        many: "rows",
        searched: &[],
        barred: None,
        noted: None,
    };

    fn standing_in(room: u32, look: &str) -> Vec<usize> {
        standing(&SPEC, &GridLook::read(look, SPEC.columns), true, room)
    }

    #[test]
    fn columns_give_way_in_turn_until_the_others_have_room() {
        let all = 54 + 100 + 200 + 300 + 50;
        assert_eq!(standing_in(all, ""), [0, 1, 2, 3]);
        assert_eq!(standing_in(all - 1, ""), [0, 2, 3]);
        assert_eq!(standing_in(all - 201, ""), [0, 2]);
        // What does not give way scrolls sideways.
        assert_eq!(standing_in(0, ""), [0, 2]);
    }

    #[test]
    fn a_column_that_was_given_a_width_or_left_out_does_not_give_way() {
        assert_eq!(standing_in(0, "1.first-200"), [0, 1, 2]);
        assert_eq!(standing_in(504, "1.-first"), [0, 2, 3]);
        assert_eq!(standing_in(503, "1.-first"), [0, 2]);
    }
}
