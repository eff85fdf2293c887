//! Deliveries that were listed for a replay: the rows of a plan, in the one order they have.

use super::contract::{DeliveryId, ReplayStatus};
use crate::time::step;
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use std::collections::HashSet;

/// One delivery as the vendor listed it, as far as a plan must know it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedDelivery {
    // In the order by which plans sort.
    pub status: ReplayStatus,
    pub created_at: DateTime<Utc>,
    pub id: DeliveryId,
}

/// Sorts by status, moment and id; of an id that is there twice the first stays.
pub(crate) fn settle_rows(mut rows: Vec<ListedDelivery>) -> Vec<ListedDelivery> {
    let mut seen = HashSet::with_capacity(rows.len());
    let new: Vec<bool> = rows
        .iter()
        .map(|row| seen.insert(row.id.as_str()))
        .collect();
    let mut new = new.into_iter();
    rows.retain(|_| new.next().unwrap_or_default());
    for row in &mut rows {
        row.created_at = without_leap(row.created_at);
    }
    rows.sort_unstable();
    rows
}

/// Keeps of the moments to avoid only those that stand next to a row or on one: a bound is never
/// further from its row than these.
pub(crate) fn settle_avoided(
    mut avoid: Vec<DateTime<Utc>>,
    rows: &[ListedDelivery],
) -> Vec<DateTime<Utc>> {
    let mut moments: Vec<DateTime<Utc>> = rows.iter().map(|row| row.created_at).collect();
    moments.sort_unstable();
    moments.dedup();
    for at in &mut avoid {
        *at = without_leap(*at);
    }
    avoid.sort_unstable();
    avoid.dedup();
    let mut kept = Vec::new();
    let mut rest = avoid.as_slice();
    for row in moments {
        let (before, other) = rest.split_at(rest.partition_point(|at| *at < row));
        kept.extend(before.last());
        let (on, after) = other.split_at(usize::from(other.first() == Some(&row)));
        kept.extend(on);
        kept.extend(after.first());
        rest = other;
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// A leap second has no place of its own on the vendor's scale: it is the second after it.
fn without_leap(at: DateTime<Utc>) -> DateTime<Utc> {
    const SECOND: u32 = 1_000_000_000;
    at.nanosecond()
        .checked_sub(SECOND)
        .and_then(|rest| {
            step(
                DateTime::from_timestamp(at.timestamp(), rest)?,
                TimeDelta::seconds(1),
            )
        })
        .unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn row(status: ReplayStatus, seconds: i64, id: usize) -> ListedDelivery {
        ListedDelivery {
            status,
            created_at: DateTime::from_timestamp(seconds, 0).unwrap(),
            id: format!("wbd_{id:026}").parse().unwrap(),
        }
    }

    #[test]
    fn rows_stand_in_one_order_and_each_id_once() {
        use ReplayStatus::{Dead, Failed};
        let rows = vec![
            row(Dead, 7, 1),
            row(Dead, 5, 3),
            row(Failed, 9, 4),
            row(Failed, 5, 3),
            row(Dead, 5, 2),
        ];
        let sorted = [
            row(Failed, 9, 4),
            row(Dead, 5, 2),
            row(Dead, 5, 3),
            row(Dead, 7, 1),
        ];
        assert_eq!(settle_rows(rows), sorted);
    }

    #[test]
    fn a_leap_second_is_the_second_after_it() {
        let at = crate::time::read_instant("2016-12-31T23:59:60.25Z").unwrap();
        let next = crate::time::read_instant("2017-01-01T00:00:00.25Z").unwrap();
        assert_eq!(
            settle_avoided(
                vec![at],
                &[ListedDelivery {
                    created_at: next,
                    ..row(ReplayStatus::Dead, 0, 0)
                }]
            ),
            [next]
        );
        assert_eq!(without_leap(next), next);
    }

    proptest! {
        #[test]
        fn the_nearest_on_either_side_of_every_row_stay(
            avoid in prop::collection::vec(0i64..60, 0..40), rows in prop::collection::vec(0i64..60, 0..12),
        ) {
            let listed: Vec<ListedDelivery> = rows.iter().enumerate().map(|(id, at)| row(ReplayStatus::Dead, *at, id)).collect();
            let instants = avoid.iter().map(|at| DateTime::from_timestamp(*at, 0).unwrap()).collect();
            let kept = settle_avoided(instants, &listed);
            let mut wanted: Vec<i64> = rows.iter().flat_map(|row| [
                avoid.iter().copied().filter(|at| at < row).max(),
                avoid.iter().copied().find(|at| at == row),
                avoid.iter().copied().filter(|at| at > row).min(),
            ]).flatten().collect();
            wanted.sort_unstable();
            wanted.dedup();
            prop_assert_eq!(kept.iter().map(DateTime::timestamp).collect::<Vec<_>>(), wanted);
            prop_assert_eq!(settle_avoided(kept.clone(), &listed), kept);
        }
    }
}
