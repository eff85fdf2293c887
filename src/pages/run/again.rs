//! A new draft with some items of a run that ended: what a retry plans. It is sealed and confirmed
//! as any other, with keys of its own. Pure.

use redrive_core::outcome::Outcome;
use redrive_core::plan::{Count, Draft, Plan};
use redrive_core::report::fixable_places;
use redrive_core::run::Run;
use redrive_core::selfcommunity::may_be_of_one;
use std::collections::HashSet;

/// The same action with the items at these places, and no others. `None` where none is left.
pub fn draft(plan: &Plan, places: impl Iterator<Item = usize>) -> Option<Draft> {
    let chosen: HashSet<usize> = places.collect();
    if chosen.is_empty() {
        return None;
    }
    Some(match plan.draft().clone() {
        Draft::ResendEvents { endpoint, events } => Draft::ResendEvents {
            endpoint,
            events: of(events, &chosen),
        },
        Draft::ReplayDeliveries { deliveries } => Draft::ReplayDeliveries {
            deliveries: of(deliveries, &chosen),
        },
        Draft::ResendNotifications {
            channel,
            notifications,
        } => Draft::ResendNotifications {
            channel,
            notifications: of(notifications, &chosen),
        },
        Draft::ReplayListed {
            subscription,
            event_type,
            rows,
            mut avoid,
            pinned_at,
            ..
        } => {
            // The others may still match the same window, and must not be replayed with these.
            let others = rows.iter().enumerate();
            let others = others.filter(|(place, _)| !chosen.contains(place));
            avoid.extend(others.map(|(_, row)| row.created_at));
            let rows = of(rows, &chosen);
            Draft::ReplayListed {
                subscription,
                event_type,
                matched: Count::Exact(rows.len() as u64),
                rows,
                avoid,
                pinned_at,
            }
        }
        whole @ (Draft::SetEndpointActive { .. } | Draft::SetSubscriptionStatus { .. }) => whole,
    })
}

fn of<T>(all: Vec<T>, chosen: &HashSet<usize>) -> Vec<T> {
    let all = all.into_iter().enumerate();
    all.filter(|(place, _)| chosen.contains(place))
        .map(|(_, item)| item)
        .collect()
}

/// Places of events that were refused together with others for what may be the fault of one of
/// them. Empty where the plan took refused calls apart already.
pub fn refused_together(run: &Run) -> Vec<usize> {
    let plan = run.plan();
    if plan.shape().halving || !matches!(plan.draft(), Draft::ResendEvents { .. }) {
        return Vec::new();
    }
    let refused = run.ledger().places_where(
        |outcome| matches!(outcome, Outcome::Rejected(refusal) if may_be_of_one(refusal)),
    );
    refused.collect()
}

/// Places of what stays refused until something is put right. What taking calls apart helps is not
/// among them.
pub fn fixable(run: &Run) -> Vec<usize> {
    let together: HashSet<usize> = refused_together(run).into_iter().collect();
    let apart = |place: &usize| together.len() < 2 || !together.contains(place);
    let fixable = fixable_places(run.ledger(), run.plan().vendor());
    fixable.filter(apart).collect()
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;
    use chrono::{DateTime, Utc};
    use redrive_core::connection::Settings;
    use redrive_core::kirim::Portion;
    use redrive_core::plan::Shape;
    use redrive_core::report::retryable_places;
    use redrive_core::zuora::contract::NotificationId;

    fn again(run: &Run, places: &[usize]) -> Draft {
        draft(run.plan(), places.iter().copied()).unwrap()
    }

    #[test]
    fn a_retry_holds_the_chosen_items_and_no_others() {
        let Draft::ResendNotifications { notifications, .. } = again(&kit::emails(4), &[3, 1])
        else {
            panic!("another action");
        };
        let ids: Vec<&str> = notifications.iter().map(NotificationId::as_str).collect();
        assert_eq!(ids, ["id1", "id3"]);
        assert_eq!(draft(kit::emails(4).plan(), std::iter::empty()), None);
    }

    #[test]
    fn no_window_of_a_retry_holds_a_delivery_that_was_left_out() {
        let run = kit::deliveries(10);
        let retry = again(&run, &[0, 2, 3, 6, 7, 8]);
        let Draft::ReplayListed { rows, avoid, .. } = &retry else {
            panic!("another action");
        };
        assert_eq!((rows.len(), avoid.len()), (6, 5));
        let plan = kit::plan(Settings::Kirim, retry, Shape::default());
        let minute = |minute| format!("2026-05-01T00:0{minute}:00Z").parse().unwrap();
        let left_out: [DateTime<Utc>; 4] = [1, 4, 5, 9].map(minute);
        for portion in plan.windows() {
            if let Portion::Window { after, before, .. } = portion {
                assert!(left_out.iter().all(|at| *at <= after || before <= *at));
            }
        }
    }

    #[test]
    fn what_was_refused_together_can_be_taken_apart_once() {
        let refused = kit::answer(
            400,
            r#"{"errors":[{"field":"event","messages":[{"message":"m","code":"does_not_exist"}]}]}"#,
        );
        let mut run = kit::events(5, 3, Shape::default());
        let at = kit::send(&mut run, kit::now(), &refused);
        kit::send(&mut run, at, &kit::answer(204, ""));
        assert_eq!(refused_together(&run), [0, 1, 2]);
        assert_eq!(fixable(&run), [0_usize; 0], "they are taken apart instead");
        assert_eq!(
            retryable_places(run.ledger(), run.plan().vendor()).count(),
            0
        );

        let switched_off = r#"{"errors":[{"message":"m","code":"endpoint_inactive"}]}"#;
        let mut run = kit::events(5, 5, Shape::default());
        kit::send(&mut run, kit::now(), &kit::answer(400, switched_off));
        assert_eq!(refused_together(&run), [0_usize; 0], "no id is at fault");
        assert_eq!(fixable(&run), [0, 1, 2, 3, 4], "once the endpoint is on");

        let halving = Shape {
            first: None,
            halving: true,
        };
        let mut run = kit::events(5, 3, halving);
        kit::send(&mut run, kit::now(), &refused);
        assert_eq!(refused_together(&run), [0_usize; 0]);
    }
}
