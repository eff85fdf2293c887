//! A long stretch of the notification history in pieces that one request may ask for.
//!
//! The vendor takes three days at most and does not say whether its bounds include the instants
//! themselves. So each slice asks for one second more on either side, and keeps only what lies in
//! it: history rows have no id by which one that came twice could be told.

use chrono::{NaiveDateTime, TimeDelta};

/// The widest question.
const LONGEST: TimeDelta = TimeDelta::days(3);
const MARGIN: TimeDelta = TimeDelta::seconds(1);

/// Instants from `from` on and before `to`, in the tenant's own zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    from: NaiveDateTime,
    to: NaiveDateTime,
}

impl Slice {
    /// What to ask the vendor for: its start and its end.
    pub fn asked(&self) -> (NaiveDateTime, NaiveDateTime) {
        let start = self.from.checked_sub_signed(MARGIN).unwrap_or(self.from);
        let end = self.to.checked_add_signed(MARGIN).unwrap_or(self.to);
        (start, end)
    }

    /// Whether a row of that answer belongs to this slice and to no other.
    pub fn holds(&self, at: NaiveDateTime) -> bool {
        self.from <= at && at < self.to
    }
}

/// The slices of everything from `from` on and before `to`, the newest first.
pub fn slices(from: NaiveDateTime, to: NaiveDateTime) -> impl Iterator<Item = Slice> {
    let mut end = to;
    std::iter::from_fn(move || {
        if end <= from {
            return None;
        }
        let start = end
            .checked_sub_signed(LONGEST - MARGIN * 2)
            .map_or(from, |start| start.max(from));
        let slice = Slice {
            from: start,
            to: end,
        };
        end = start;
        Some(slice)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn at(seconds: i64) -> NaiveDateTime {
        DateTime::from_timestamp(seconds, 0).unwrap().naive_utc()
    }

    proptest! {
        #[test]
        fn trap_22_every_instant_is_kept_once_whatever_bounds_include(
            from in 0i64..1000, length in 0i64..2_000_000, rows in prop::collection::vec(0i64..2_001_000, 1..50),
            start_included: bool, end_included: bool,
        ) {
            let to = from + length;
            let slices: Vec<Slice> = slices(at(from), at(to)).collect();
            let edges = slices.iter().flat_map(|slice| [slice.from, slice.to]);
            let rows: Vec<NaiveDateTime> = rows.into_iter().map(at).chain(edges).collect();
            for row in rows {
                let kept = slices.iter().filter(|slice| {
                    let (start, end) = slice.asked();
                    let listed = (start < row || (start_included && start == row))
                        && (row < end || (end_included && row == end));
                    listed && slice.holds(row)
                });
                prop_assert_eq!(kept.count(), usize::from(at(from) <= row && row < at(to)));
            }
        }

        #[test]
        fn no_question_is_longer_than_three_days_and_the_newest_comes_first(from in 0i64..1000, length in 0i64..5_000_000) {
            let slices: Vec<Slice> = slices(at(from), at(from + length)).collect();
            for slice in &slices {
                let (start, end) = slice.asked();
                prop_assert!(end - start <= LONGEST);
            }
            prop_assert!(slices.windows(2).all(|pair| pair[1].to == pair[0].from));
            let most = LONGEST.num_seconds() - 2;
            prop_assert_eq!(i64::try_from(slices.len()).unwrap(), (length + most - 1) / most);
        }
    }

    #[test]
    fn nothing_is_asked_for_where_there_is_nothing() {
        assert_eq!(slices(at(5), at(5)).count(), 0);
        assert_eq!(slices(at(5), at(4)).count(), 0);
    }
}
