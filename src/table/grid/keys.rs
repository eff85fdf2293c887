//! What the keys of a grid mean (ARIA's grid pattern). Pure: it knows no event and no element.

/// What a key press asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Go to another cell; with `extend`, choose every row on the way.
    Go {
        to: Cell,
        extend: bool,
    },
    /// Choose this row, or no longer.
    Toggle,
    /// Choose every row from where the range begins to this one.
    Range,
    /// Choose everything that is loaded and shown.
    All,
    Open,
    /// Show what can be done with the row.
    Menu,
    Close,
}

/// A cell by its place among the shown rows and its column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
}

/// How large the grid is, and how many rows are seen at once.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub rows: usize,
    pub columns: usize,
    pub page: usize,
}

/// Keys that are held with another one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Modifiers {
    pub shift: bool,
    /// Control, or Command on a Mac.
    pub control: bool,
}

/// `None` for every key that a grid has no use for: it is left to the browser.
pub fn wish(key: &str, held: Modifiers, at: Cell, size: Size) -> Option<Wish> {
    let last_row = size.rows.checked_sub(1)?;
    let last_column = size.columns.saturating_sub(1);
    let Cell { row, column } = at;
    let rows = |row: usize| Cell {
        row: row.min(last_row),
        column,
    };
    let columns = |column: usize| Cell {
        row,
        column: column.min(last_column),
    };
    let go = |to: Cell| Some(Wish::Go { to, extend: false });
    let walk = |to: Cell| {
        Some(Wish::Go {
            to,
            extend: held.shift,
        })
    };
    match (key, held.control) {
        ("ArrowDown", false) => walk(rows(row + 1)),
        ("ArrowUp", false) => walk(rows(row.saturating_sub(1))),
        ("PageDown", false) => walk(rows(row + size.page)),
        ("PageUp", false) => walk(rows(row.saturating_sub(size.page))),
        ("j", false) => go(rows(row + 1)),
        ("k", false) => go(rows(row.saturating_sub(1))),
        ("ArrowRight", false) => go(columns(column + 1)),
        ("ArrowLeft", false) => go(columns(column.saturating_sub(1))),
        ("Home", false) => go(columns(0)),
        ("End", false) => go(columns(last_column)),
        ("Home", true) => walk(Cell { row: 0, column: 0 }),
        ("End", true) => walk(Cell {
            row: last_row,
            column: last_column,
        }),
        ("a", true) => Some(Wish::All),
        (" " | "x", false) => Some(Wish::Toggle),
        ("X", false) => Some(Wish::Range),
        ("Enter", false) => Some(Wish::Open),
        ("." | "ContextMenu", false) => Some(Wish::Menu),
        ("F10", false) if held.shift => Some(Wish::Menu),
        ("Escape", false) => Some(Wish::Close),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size {
        rows: 100,
        columns: 7,
        page: 10,
    };
    const AT: Cell = Cell { row: 50, column: 3 };
    const PLAIN: Modifiers = Modifiers {
        shift: false,
        control: false,
    };

    fn goes(key: &str, held: Modifiers, at: Cell) -> (usize, usize, bool) {
        match wish(key, held, at, SIZE) {
            Some(Wish::Go { to, extend }) => (to.row, to.column, extend),
            other => panic!("{key} is {other:?}"),
        }
    }

    #[test]
    fn arrows_pages_and_ends_lead_where_the_pattern_says() {
        for (key, row, column) in [
            ("ArrowDown", 51, 3),
            ("ArrowUp", 49, 3),
            ("ArrowLeft", 50, 2),
            ("ArrowRight", 50, 4),
            ("PageDown", 60, 3),
            ("PageUp", 40, 3),
            ("Home", 50, 0),
            ("End", 50, 6),
            ("j", 51, 3),
            ("k", 49, 3),
        ] {
            assert_eq!(goes(key, PLAIN, AT), (row, column, false), "{key}");
        }
        let control = Modifiers {
            control: true,
            ..PLAIN
        };
        assert_eq!(goes("Home", control, AT), (0, 0, false));
        assert_eq!(goes("End", control, AT), (99, 6, false));
    }

    #[test]
    fn nothing_leads_out_of_the_grid() {
        let (first, last) = (Cell { row: 0, column: 0 }, Cell { row: 99, column: 6 });
        for key in ["ArrowUp", "ArrowLeft", "PageUp", "k"] {
            assert_eq!(goes(key, PLAIN, first), (0, 0, false), "{key}");
        }
        for key in ["ArrowDown", "ArrowRight", "PageDown", "j"] {
            assert_eq!(goes(key, PLAIN, last), (99, 6, false), "{key}");
        }
        assert_eq!(
            wish("ArrowDown", PLAIN, first, Size { rows: 0, ..SIZE }),
            None
        );
    }

    #[test]
    fn shift_extends_along_rows_only() {
        let shift = Modifiers {
            shift: true,
            ..PLAIN
        };
        assert_eq!(goes("ArrowDown", shift, AT), (51, 3, true));
        assert_eq!(goes("PageUp", shift, AT), (40, 3, true));
        assert_eq!(goes("ArrowRight", shift, AT), (50, 4, false));
        assert_eq!(wish(" ", shift, AT, SIZE), Some(Wish::Toggle));
    }

    #[test]
    fn what_the_browser_uses_itself_is_left_to_it() {
        let control = Modifiers {
            control: true,
            ..PLAIN
        };
        for key in ["x", "j", "ArrowDown", "f", " "] {
            assert_eq!(wish(key, control, AT, SIZE), None, "{key}");
        }
        assert_eq!(wish("a", control, AT, SIZE), Some(Wish::All));
        assert_eq!(wish("Tab", PLAIN, AT, SIZE), None);
    }

    #[test]
    fn a_row_has_a_menu_by_its_keys() {
        let shift = Modifiers {
            shift: true,
            ..PLAIN
        };
        for (key, held) in [(".", PLAIN), ("ContextMenu", PLAIN), ("F10", shift)] {
            assert_eq!(wish(key, held, AT, SIZE), Some(Wish::Menu), "{key}");
        }
        assert_eq!(wish("F10", PLAIN, AT, SIZE), None);
    }
}
