//! How a text is laid out, and where in it the ids stand: told by its first lines.

use super::kind::{IdKind, plain};
use super::scan::Scanner;

/// Rows sampled.
const ROWS: usize = 60;
/// Bytes scanned before asking whether those rows have ended: what follows is not scanned.
const STRETCH: usize = 4096;
/// Further columns are ignored.
const COLUMNS: usize = 200;
/// Cells that are shown of each column, so that an operator can tell which is meant.
const SAMPLES: usize = 3;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its number, from 0.
    pub place: usize,
    /// From the first row, where that names the columns.
    pub heading: Option<String>,
    /// The first cells that are not empty.
    pub samples: Vec<String>,
}

/// How a text is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Between two columns; none where the text is a list of words.
    pub separator: Option<u8>,
    /// Whether the first row names the columns.
    pub heading: bool,
    /// None in a list.
    pub columns: Vec<Column>,
    /// Where the ids seem to stand.
    pub column: Option<usize>,
    /// Whether they hardly can stand elsewhere. Otherwise the operator is to choose.
    pub sure: bool,
}

impl Layout {
    /// By the first bytes of the text; what is cut off in them does no harm.
    pub fn of(kind: IdKind, head: &[u8]) -> Self {
        let list = Self {
            sure: true,
            ..Self::default()
        };
        let table = [b',', b';', b'\t']
            .into_iter()
            .filter_map(|separator| Some((separator, rows(head, separator)?)))
            .max_by_key(|(_, rows)| rows.first().map_or(0, Vec::len));
        let Some((separator, rows)) = table else {
            return list;
        };
        let resembles = |cell: &&String| kind.resembles(cell);
        let cells = || rows.iter().flatten().filter(|cell| !cell.is_empty());
        if cells().all(|cell| resembles(&cell)) {
            return list;
        }
        let heading = has_heading(kind, &rows);
        let body = rows.get(usize::from(heading)..).unwrap_or_default();
        let width = rows
            .iter()
            .map(Vec::len)
            .max()
            .unwrap_or_default()
            .min(COLUMNS);
        let columns: Vec<Column> = (0..width)
            .map(|place| column(&rows, heading, place))
            .collect();
        // How many of a hundred cells look like ids.
        let share = |place: usize| {
            let filled = body
                .iter()
                .filter_map(|row| row.get(place))
                .filter(|cell| !cell.is_empty());
            let alike = filled.clone().filter(resembles).count();
            (alike * 100)
                .checked_div(filled.count())
                .unwrap_or_default()
        };
        let named = kind.headings().iter().find_map(|name| {
            let found = columns
                .iter()
                .find(|column| column.heading.as_deref().map(plain).as_deref() == Some(name))?;
            (share(found.place) >= 50).then_some(found.place)
        });
        let alike: Vec<usize> = (0..width).filter(|place| share(*place) >= 80).collect();
        let likeliest = || {
            (0..width)
                .rev()
                .max_by_key(|place| share(*place))
                .filter(|place| share(*place) > 0)
        };
        Self {
            separator: Some(separator),
            heading,
            sure: named.is_some() || alike.len() == 1,
            column: named.or_else(likeliest),
            columns,
        }
    }
}

/// The first rows, where this separator cuts nearly all of them into as many columns.
fn rows(head: &[u8], separator: u8) -> Option<Vec<Vec<String>>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row = Vec::new();
    let mut scanner = Scanner::new(Some(separator));
    let mut put = |cell: super::scan::Cell<'_>| {
        if rows.len() >= ROWS {
            return;
        }
        let text = String::from_utf8_lossy(cell.bytes);
        row.push(
            text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
                .to_owned(),
        );
        if cell.last {
            rows.push(std::mem::take(&mut row));
        }
    };
    for stretch in head.chunks(STRETCH) {
        scanner.push(stretch, &mut put);
        if scanner.rows() >= ROWS {
            break;
        }
    }
    scanner.end(&mut put);
    let width = rows.first().map(Vec::len).filter(|width| *width > 1)?;
    let regular = rows.iter().filter(|row| row.len() == width).count();
    (regular * 10 >= rows.len() * 8).then_some(rows)
}

/// The first row names columns when one of its cells is such a name, or when none of them looks
/// like an id and something below does.
fn has_heading(kind: IdKind, rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    first
        .iter()
        .any(|cell| kind.headings().contains(&plain(cell).as_str()))
        || !first.iter().any(|cell| kind.resembles(cell))
            && rest.iter().flatten().any(|cell| kind.resembles(cell))
}

fn column(rows: &[Vec<String>], heading: bool, place: usize) -> Column {
    let mut cells = rows.iter().filter_map(|row| row.get(place));
    let heading = if heading { cells.next() } else { None };
    let filled = cells.filter(|cell| !cell.is_empty());
    Column {
        place,
        heading: heading.filter(|heading| !heading.is_empty()).cloned(),
        samples: filled.take(SAMPLES).cloned().collect(),
    }
}
