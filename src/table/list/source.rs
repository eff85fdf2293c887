//! What a page brings of its vendor: how a part of the list is read, where the next one begins, and
//! how its records become rows.

use super::opaque::{AnyNotes, AnyPart, Opaque};
use crate::api::gateway::Asked;
use crate::table::grid::Arrival;
use crate::table::grid::newer::NewRows;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::problem::{Problem, ProblemKind};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use web_sys::AbortSignal;

/// What a part is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Somebody waits for its rows.
    Shown,
    /// The same, and the parts behind it are read without a pause.
    Everything,
    /// To see what is newer than the rows that are here. Nobody waits for it.
    Newer,
}

impl Purpose {
    /// Who wants what is read.
    pub const fn asked(self) -> Asked {
        match self {
            Self::Shown | Self::Everything => Asked::ByTheOperator,
            Self::Newer => Asked::ByNobody,
        }
    }
}

/// Where the records of a list come from.
pub trait Source: Send + Sync + 'static {
    type Question: Clone + PartialEq + Send + Sync + 'static;
    /// Where a part begins, as the vendor says it.
    type Cursor: Clone + PartialEq + Send + Sync + 'static;
    /// What one reading gives.
    type Part: Send + Sync + 'static;
    /// What is noted of the rows beside the grid, and set aside with it.
    type Notes: Default + Send + Sync + 'static;

    /// Reads the part that begins here, or the newest.
    fn read(
        &self,
        question: Self::Question,
        from: Option<Self::Cursor>,
        purpose: Purpose,
        abort: &AbortSignal,
    ) -> impl Future<Output = Result<Self::Part, Problem>>;

    /// Where the next part begins.
    fn next(part: &Self::Part) -> Option<Self::Cursor>;

    /// Writes a part into the grid, and notes what else is to be known of it.
    fn write(&self, part: &Self::Part, arrival: Arrival);

    /// How much of a part is not in the grid.
    fn new_rows(&self, part: &Self::Part) -> NewRows;

    /// Where it takes its notes.
    fn notes(&self) -> StoredValue<Self::Notes>;

    /// Parts are not read without a pause any more: what serves only that is let go of.
    fn pause(&self) {}

    /// From when on the next part of everything leaves others who use the account their share of
    /// what the vendor allows. Nothing where no limit is known.
    fn free_from(&self) -> Option<DateTime<Utc>> {
        None
    }

    /// The list is read anew: so is what is read beside it.
    fn renew(&self) {}
}

/// The reading of a part.
pub type ReadingPart<'a> = Pin<Box<dyn Future<Output = Result<AnyPart, Problem>> + 'a>>;

/// A source without its types. What has come from it is of its types, and of no other.
pub trait AnySource: Send + Sync {
    fn read<'a>(
        &'a self,
        question: &Opaque,
        from: Option<Opaque>,
        purpose: Purpose,
        abort: &'a AbortSignal,
    ) -> ReadingPart<'a>;
    fn next(&self, part: &AnyPart) -> Option<Opaque>;
    fn write(&self, part: &AnyPart, arrival: Arrival);
    fn new_rows(&self, part: &AnyPart) -> Option<NewRows>;
    /// Nothing where they are gone.
    fn take_notes(&self) -> Option<AnyNotes>;
    fn put_notes(&self, notes: AnyNotes);
    fn pause(&self);
    fn free_from(&self) -> Option<DateTime<Utc>>;
    fn renew(&self);
}

impl<S: Source> AnySource for S {
    fn read<'a>(
        &'a self,
        question: &Opaque,
        from: Option<Opaque>,
        purpose: Purpose,
        abort: &'a AbortSignal,
    ) -> ReadingPart<'a> {
        let question = question.get::<S::Question>().cloned();
        let from = from.and_then(|from| from.get::<S::Cursor>().cloned());
        Box::pin(async move {
            let Some(question) = question else {
                return Err(Problem::ours(
                    ProblemKind::Refused,
                    "No question of this list.",
                ));
            };
            let part = Source::read(self, question, from, purpose, abort).await?;
            Ok(Arc::new(part) as AnyPart)
        })
    }

    fn next(&self, part: &AnyPart) -> Option<Opaque> {
        S::next(part.downcast_ref()?).map(Opaque::of)
    }

    fn write(&self, part: &AnyPart, arrival: Arrival) {
        if let Some(part) = part.downcast_ref() {
            Source::write(self, part, arrival);
        }
    }

    fn new_rows(&self, part: &AnyPart) -> Option<NewRows> {
        Some(Source::new_rows(self, part.downcast_ref()?))
    }

    fn take_notes(&self) -> Option<AnyNotes> {
        let notes = self.notes().try_update_value(std::mem::take)?;
        Some(Box::new(notes))
    }

    fn put_notes(&self, notes: AnyNotes) {
        if let Ok(notes) = notes.downcast() {
            self.notes().set_value(*notes);
        }
    }

    fn pause(&self) {
        Source::pause(self);
    }

    fn free_from(&self) -> Option<DateTime<Utc>> {
        Source::free_from(self)
    }

    fn renew(&self) {
        Source::renew(self);
    }
}
