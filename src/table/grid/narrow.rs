//! Rows of a grid by what they have in common: facets, groups of one cause, and time. All of it is
//! over what is loaded; nothing of it asks a vendor.

use super::state::Grid;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_table::{Bar, Cell, ColumnId, Counted, Filter, Histogram, Row, Table, Test, View};

/// What a page has to say of what its rows have in common. Made once, in a constant.
pub struct Narrowing {
    /// Columns of few different words, each with what it is called.
    pub facets: &'static [(&'static str, ColumnId)],
    /// Holds why a row failed; absent where it did not, or nothing is known of it.
    pub cause: ColumnId,
    /// When a row came to be.
    pub when: ColumnId,
    /// Whose words say whether a row failed.
    pub state: ColumnId,
    pub is_failed: fn(Option<&str>) -> bool,
    /// `dead or failed`, and what the others are.
    pub failed: &'static str,
    pub others: &'static str,
}

/// Nobody looks through more values than this.
const MOST: usize = 200;

/// The counts of a grid that can be narrowed.
pub struct NarrowingCounts {
    pub narrowing: &'static Narrowing,
    histogram: Histogram,
}

/// What a row's menu has to know of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    pub cause: Option<String>,
    pub since: Option<DateTime<Utc>>,
    pub is_failed: bool,
}

/// A value of a column with the number of rows that have it, and whether these are shown by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    pub words: Option<String>,
    pub count: usize,
    pub on: bool,
}

impl NarrowingCounts {
    pub fn new(narrowing: &'static Narrowing) -> Self {
        Self {
            narrowing,
            histogram: Histogram::new(narrowing.when, narrowing.state, narrowing.is_failed),
        }
    }

    /// A view of the table with every column counted by which it can be narrowed.
    pub fn view(&self, table: &Table) -> View {
        let facets = self.narrowing.facets.iter().map(|(_, column)| *column);
        let columns: Vec<ColumnId> = facets.chain([self.narrowing.cause]).collect();
        View::new(table, &columns)
    }

    pub fn over_time(&mut self, table: &Table, view: &View) -> (Vec<Bar>, Counted) {
        self.histogram.follow(table, view);
        (self.histogram.bars().collect(), self.histogram.undated())
    }
}

/// The values that are asked for by name.
pub(super) fn asked(filter: &Filter, column: ColumnId) -> Vec<Option<String>> {
    let mut tests = filter.of(column);
    let values = tests.find_map(|test| match test {
        Test::OneOf(values) => Some(values.clone()),
        _ => None,
    });
    values.unwrap_or_default()
}

/// The same filter asking for these values and no others; for any where there are none.
pub(super) fn asking(filter: &Filter, column: ColumnId, values: Vec<Option<String>>) -> Filter {
    let filter = filter.clone().without(column);
    if values.is_empty() {
        filter
    } else {
        filter.with(column, Test::OneOf(values))
    }
}

/// The span that is asked for.
pub(super) fn span(filter: &Filter, column: ColumnId) -> (Option<i64>, Option<i64>) {
    let span = filter.of(column).find_map(|test| match test {
        Test::Between { from, before } => Some((*from, *before)),
        _ => None,
    });
    span.unwrap_or_default()
}

/// The same filter asking for this span and no other.
pub(super) fn within(
    filter: &Filter,
    column: ColumnId,
    from: Option<i64>,
    before: Option<i64>,
) -> Filter {
    let filter = filter.clone().without(column);
    if from.is_none() && before.is_none() {
        return filter;
    }
    filter.with(column, Test::Between { from, before })
}

impl Grid {
    /// The same grid, its rows counted by what they have in common.
    pub fn narrowing(self, narrowing: &'static Narrowing) -> Self {
        self.change(|kept| kept.narrow(NarrowingCounts::new(narrowing)));
        self
    }

    /// The values of a column among the rows that fulfil everything that is asked of the others,
    /// most rows first. One that is asked for is there also when it has no row; followed.
    pub fn values(self, column: ColumnId) -> Vec<Value> {
        self.turn.track();
        let values = self.kept(|kept| {
            let mut asked = asked(kept.view.filter(), column);
            let mut values: Vec<Value> = Vec::new();
            for value in kept.view.facet(&kept.table, column).into_iter().take(MOST) {
                let words = value.words.map(str::to_owned);
                let on = asked.contains(&words);
                asked.retain(|one| *one != words);
                let count = value.count;
                values.push(Value { words, count, on });
            }
            values.extend(asked.into_iter().map(|words| Value {
                words,
                count: 0,
                on: true,
            }));
            values
        });
        values.unwrap_or_default()
    }

    /// Shows rows with this value of a column as well, or no longer.
    pub fn tick(self, column: ColumnId, value: Option<String>, on: bool) {
        self.ask(|filter| {
            let mut values = asked(filter, column);
            values.retain(|one| *one != value);
            if on {
                values.push(value);
            }
            asking(filter, column, values)
        });
        self.keep_narrowed();
    }

    /// Shows only rows with this value of a column, or with any.
    pub fn only(self, column: ColumnId, value: Option<String>) {
        self.sought.set(None);
        self.ask(|filter| asking(filter, column, value.into_iter().map(Some).collect()));
        self.keep_narrowed();
    }

    /// Asks nothing of the loaded rows any more but that they hold what was typed.
    pub fn widen(self) {
        self.sought.set(None);
        self.ask(|filter| {
            let search = filter.search();
            Filter::new().searching(&search.text, &search.columns)
        });
        self.keep_narrowed();
    }

    /// Whether anything is asked of the loaded rows; followed.
    pub fn is_narrowed(self) -> bool {
        self.turn.track();
        self.kept(|kept| !kept.view.filter().is_empty())
            .unwrap_or_default()
    }

    /// Says who is told when a reader narrows the loaded rows.
    pub fn narrowed_by_hand(self, tell: Callback<()>) {
        self.state.update_value(|state| state.narrowed = Some(tell));
    }

    fn keep_narrowed(self) {
        if let Some(tell) = self.state.with_value(|state| state.narrowed) {
            tell.run(());
        }
    }

    /// How many of these columns something is asked of; followed.
    pub fn narrowed(self, columns: impl Iterator<Item = ColumnId>) -> usize {
        self.turn.track();
        let count = self.kept(|kept| {
            let filter = kept.view.filter();
            columns
                .filter(|column| filter.of(*column).next().is_some())
                .count()
        });
        count.unwrap_or_default()
    }

    /// Chooses the rows that are shown with this value of a column, as they are loaded now: what is
    /// loaded later was not seen by whoever chose and is not among them. In place of what was
    /// chosen before.
    pub fn choose_group(self, column: ColumnId, value: &str) {
        self.change(|kept| {
            let group = asking(kept.view.filter(), column, vec![Some(value.to_owned())]);
            kept.selection.choose_filter(group);
            kept.selection.freeze(&kept.table);
            kept.leave_barred(self.spec);
        });
        self.changed();
    }

    /// Chooses every loaded row that failed at this instant or later, shown or not, in place of what
    /// was chosen before. What is loaded later is not among them.
    pub fn choose_failed_since(self, since: DateTime<Utc>) {
        let since = since.timestamp_micros();
        self.change(|kept| {
            let Some(narrowing) = kept.narrowed().map(|narrowed| narrowed.narrowing) else {
                return;
            };
            let table = &kept.table;
            let failed = |row: &Row| {
                let state = table.words(*row, narrowing.state);
                let when = table.cell(*row, narrowing.when);
                (narrowing.is_failed)(state)
                    && matches!(when, Cell::Instant(micros) if micros >= since)
            };
            kept.selection.clear();
            kept.selection
                .choose_rows(table, table.rows().filter(failed), true);
            kept.leave_barred(self.spec);
        });
        self.changed();
    }

    /// Shows only rows of this span of time among those that are loaded, or of any.
    pub fn between(self, column: ColumnId, from: Option<i64>, before: Option<i64>) {
        self.ask(|filter| within(filter, column, from, before));
        self.keep_narrowed();
    }

    /// The row at a place by its cause and by when it came to be.
    pub fn failure_at(self, place: usize) -> Failure {
        let failure = self.kept(|kept| {
            let (row, narrowed) = (kept.view.row(place)?, kept.narrowed()?);
            let narrowing = narrowed.narrowing;
            let is_failed = (narrowing.is_failed)(kept.table.words(row, narrowing.state));
            Some(Failure {
                cause: kept.table.words(row, narrowing.cause).map(str::to_owned),
                since: match kept.table.cell(row, narrowing.when) {
                    Cell::Instant(micros) => DateTime::from_timestamp_micros(micros),
                    _ => None,
                },
                is_failed,
            })
        });
        failure.flatten().unwrap_or_default()
    }

    /// Words of one more column of the row at a place.
    pub fn words_at(self, place: usize, column: ColumnId) -> Option<String> {
        self.kept(|kept| {
            let row = kept.view.row(place)?;
            kept.table.words(row, column).map(str::to_owned)
        })
        .flatten()
    }

    /// Rows that are shown by when they came to be, and those of which that is not known; followed.
    pub fn over_time(self) -> (Vec<Bar>, Counted) {
        self.turn.track();
        self.change(super::rows::KeptRows::over_time)
            .unwrap_or_default()
    }

    pub(super) fn ask(self, ask: impl FnOnce(&Filter) -> Filter) {
        self.change(|kept| {
            let filter = ask(kept.view.filter());
            kept.view.filter_by(&kept.table, filter);
        });
        self.to_the_top();
        self.changed();
    }
}
