//! Which rows are wanted. Plain data: it can be compared, kept and written down.

use crate::cell::ColumnId;
use serde::{Deserialize, Serialize};

/// What is asked of a cell. One that does not suit its column is fulfilled by no row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// Its words hold this text, without regard to capitals and marks. A blank text asks nothing.
    Contains(String),
    /// Its words are one of these, exactly; `None` is the absent cell.
    OneOf(Vec<Option<String>>),
    /// Its number or instant is not below `from` and is below `before`.
    Between {
        /// The least that is wanted.
        from: Option<i64>,
        /// The least above that is not.
        before: Option<i64>,
    },
    /// It is absent.
    Absent,
    /// It is not.
    Present,
}

/// A test of one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The column.
    pub column: ColumnId,
    /// What is asked of its cell.
    pub test: Test,
}

/// A text that is looked for in several columns at once: one of them has to hold it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// What was typed; blank asks nothing.
    pub text: String,
    /// Where it is looked for.
    pub columns: Vec<ColumnId>,
}

/// Everything that is asked of a row; all of it has to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    search: Search,
    conditions: Vec<Condition>,
}

impl Filter {
    /// The filter that asks nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with this search in place of its own.
    pub fn searching(mut self, text: &str, columns: &[ColumnId]) -> Self {
        self.search = Search {
            text: text.to_owned(),
            columns: columns.to_vec(),
        };
        self
    }

    /// The same with one condition more.
    pub fn with(mut self, column: ColumnId, test: Test) -> Self {
        self.conditions.push(Condition { column, test });
        self
    }

    /// The same without what was asked of this column.
    pub fn without(mut self, column: ColumnId) -> Self {
        self.conditions
            .retain(|condition| condition.column != column);
        self
    }

    /// Whether it asks nothing, so that every row is wanted.
    pub fn is_empty(&self) -> bool {
        self.search.text.trim().is_empty() && self.conditions.is_empty()
    }

    /// The search.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// The conditions.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// What is asked of this column.
    pub fn of(&self, column: ColumnId) -> impl Iterator<Item = &Test> {
        let mine = self
            .conditions
            .iter()
            .filter(move |one| one.column == column);
        mine.map(|condition| &condition.test)
    }
}
