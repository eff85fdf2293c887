//! Moments on the vendor's scale, and where between two of them a bound fits.

use chrono::{DateTime, Utc};

pub(super) const SECOND: i64 = 1_000_000_000;
pub(super) const MILLISECOND: i64 = 1_000_000;

/// Since 1970. What lies too far away for that is all one moment, which nothing can part.
pub(super) fn nanoseconds(at: DateTime<Utc>) -> i64 {
    let end = if at < DateTime::UNIX_EPOCH {
        i64::MIN
    } else {
        i64::MAX
    };
    at.timestamp_nanos_opt().unwrap_or(end)
}

pub(super) fn last_millisecond_before(at: i64) -> Option<i64> {
    whole_before(at, MILLISECOND)
}

/// The last whole `unit` before this moment.
pub(super) fn whole_before(at: i64, unit: i64) -> Option<i64> {
    at.checked_sub(1)?.div_euclid(unit).checked_mul(unit)
}

/// The first whole `unit` after this moment.
pub(super) fn whole_after(at: i64, unit: i64) -> Option<i64> {
    at.div_euclid(unit).checked_add(1)?.checked_mul(unit)
}

/// Rows between which no bound fits, or a moment to avoid.
pub(super) struct Cluster {
    pub first: i64,
    pub last: i64,
    pub rows: usize,
    pub avoided: bool,
}

/// Every known moment in order, those without room between them as one. The pin is the last moment
/// to avoid: what was born after it was never asked for, and goes by its id if it is here at all.
pub(super) fn clusters(rows: impl Iterator<Item = i64>, avoid: &[i64], pin: i64) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut add = |at: i64, rows: usize, avoided: bool| match clusters.last_mut() {
        Some(last) if last_millisecond_before(at).is_none_or(|fits| fits <= last.last) => {
            last.last = at;
            last.rows += rows;
            last.avoided |= avoided;
        }
        _ => clusters.push(Cluster {
            first: at,
            last: at,
            rows,
            avoided,
        }),
    };
    let mut avoid = avoid.iter().copied().peekable();
    for at in rows {
        while let Some(avoided) = avoid.next_if(|avoided| *avoided <= at) {
            add(avoided, 0, true);
        }
        add(at, 1, at >= pin);
    }
    for avoided in avoid {
        add(avoided, 0, true);
    }
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_far_away_lies_at_the_end_of_its_own_side() {
        for (year, end) in [(1600, i64::MIN), (2300, i64::MAX)] {
            let at = format!("{year}-01-01T00:00:00Z").parse().unwrap();
            assert_eq!(nanoseconds(at), end, "{year}");
        }
    }
}
