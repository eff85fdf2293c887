//! What stands where the rows of a list would.

use super::ListSetup;
use crate::ui::load::Load;
use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InPlace {
    /// It could not be read, which is said below.
    Nothing,
    /// It is being read.
    Waiting,
    /// There is none.
    Empty,
    Rows,
}

/// Follows the list.
pub fn in_place(setup: &ListSetup, ended: Memo<Load<()>>, at_start: Memo<bool>) -> Memo<InPlace> {
    let (grid, is_filtered) = (setup.grid, setup.is_filtered_by_vendor());
    Memo::new(move |_| match (grid.counts().0, ended.get()) {
        // Rows that answer another question must not stand under this one.
        (_, Load::Failed(_)) if is_filtered && at_start.get() => InPlace::Nothing,
        (0, Load::Loading) => InPlace::Waiting,
        (0, Load::Ready(())) => InPlace::Empty,
        (0, Load::Failed(_)) => InPlace::Nothing,
        _ => InPlace::Rows,
    })
}
