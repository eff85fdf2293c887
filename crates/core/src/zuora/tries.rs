//! What the vendor tries again by itself (contract 3.2). How often a callout is tried, and how far
//! apart, is set by each tenant, and no row tells it: only the bounds are known. Whether one that was
//! resent is tried again too is not published; that it is, is what nobody is misled by. Of e-mails
//! nothing is said of their being tried again.

use super::contract::{Channel, NotificationRow, NotificationStatus};
use crate::time::{VendorTime, step};
use chrono::{DateTime, TimeDelta, Utc};

/// Tries of a callout at most.
const MOST: i64 = 5;
/// Hours between two of them at most.
const LONGEST_GAP: i64 = 24;
/// Hours that all of them take at most: each may begin late, and so may the first.
pub(crate) const HOURS: i64 = (MOST - 1) * LONGEST_GAP + 2;

/// Until when the vendor may try a row of this channel's history again by itself. Nothing where it does
/// not, as where it took place, or was tried as often as may be set.
pub(crate) fn may_be_tried_until(row: &NotificationRow, channel: Channel) -> Option<DateTime<Utc>> {
    let failed = row.status == Some(NotificationStatus::Failed);
    let told = row.attempted_num.filter(|made| *made > 0);
    let made = told.unwrap_or(MOST - 1);
    if channel != Channel::Callout || !failed || made >= MOST {
        return None;
    }
    let created = row.created_on.as_ref().and_then(VendorTime::utc)?;
    // The row may be that of the first try, with the number of the last.
    step(created, TimeDelta::hours(made * LONGEST_GAP + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn until(row: &serde_json::Value, channel: Channel) -> Option<i64> {
        let row = serde_json::from_value(row.clone()).unwrap();
        let from: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
        may_be_tried_until(&row, channel).map(|at| (at - from).num_hours())
    }

    #[test]
    fn a_callout_that_failed_may_be_tried_until_the_next_try_could_not_come_any_more() {
        let row = |tries: serde_json::Value| json!({"status": "Failed", "createdon": "2026-06-01T12:00:00Z", "attemptednum": tries});
        let hours = [
            (json!(1), Some(25)),
            (json!(2), Some(49)),
            (json!("3"), Some(73)),
        ];
        let ends = [
            (json!(4), Some(97)),
            (json!(5), None),
            (json!(null), Some(97)),
            (json!(0), Some(97)),
        ];
        for (tries, hours) in hours.into_iter().chain(ends) {
            assert_eq!(
                until(&row(tries.clone()), Channel::Callout),
                hours,
                "{tries}"
            );
            assert_eq!(until(&row(tries), Channel::Email), None);
        }
        assert_eq!(HOURS, 98, "the last look comes after the last try");
    }

    #[test]
    fn what_did_not_fail_or_tells_no_time_is_not_said_to_be_tried() {
        for (status, created) in [
            ("OK", "2026-06-01T12:00:00Z"),
            ("Warning", "2026-06-01T12:00:00Z"),
            ("Failed", ""),
        ] {
            let row = json!({"status": status, "createdon": created, "attemptednum": 1});
            assert_eq!(until(&row, Channel::Callout), None, "{status}");
        }
    }
}
