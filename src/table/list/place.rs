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

impl InPlace {
    /// Of so many rows, and of how the last reading ended. `is_of_another` where the rows that are
    /// here may answer another question than a reading that failed.
    fn of(rows: usize, ended: &Load<()>, is_of_another: bool) -> Self {
        match (rows, ended) {
            (_, Load::Failed(_)) if is_of_another => Self::Nothing,
            (0, Load::Loading) => Self::Waiting,
            (0, Load::Ready(())) => Self::Empty,
            (0, Load::Failed(_)) => Self::Nothing,
            _ => Self::Rows,
        }
    }
}

/// Follows the list.
pub fn in_place(setup: &ListSetup, ended: Memo<Load<()>>, at_start: Memo<bool>) -> Memo<InPlace> {
    let (grid, is_filtered) = (setup.grid, setup.is_filtered_by_vendor());
    Memo::new(move |_| {
        let is_of_another = is_filtered && at_start.get();
        ended.with(|ended| InPlace::of(grid.counts().0, ended, is_of_another))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_core::problem::{Problem, ProblemKind};

    #[test]
    fn rows_stand_until_they_may_answer_another_question() {
        let failed = Load::Failed(Problem::ours(ProblemKind::NoAnswer, "m"));
        for (rows, ended, is_of_another, in_place) in [
            (0, Load::Loading, true, InPlace::Waiting),
            (0, Load::Ready(()), true, InPlace::Empty),
            (0, failed.clone(), false, InPlace::Nothing),
            (9, Load::Loading, true, InPlace::Rows),
            (9, failed.clone(), false, InPlace::Rows),
            (9, failed, true, InPlace::Nothing),
        ] {
            let found = InPlace::of(rows, &ended, is_of_another);
            assert_eq!(found, in_place, "{rows} {ended:?} {is_of_another}");
        }
    }
}
