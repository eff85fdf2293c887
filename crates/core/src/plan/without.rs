//! Leaving items out of a draft before it is sealed.

use super::Draft;

impl Draft {
    /// The same without the items at these places, counted as [`super::Plan::items`] of its plan
    /// counts them. What is one thing as a whole stays as it is.
    ///
    /// A listed delivery that is left out still matches its filter, so no window may hold its
    /// moment.
    pub fn without(&self, places: &[usize]) -> Self {
        let mut draft = self.clone();
        match &mut draft {
            Self::ResendEvents { events, .. } => remove(events, places),
            Self::ReplayDeliveries { deliveries } => remove(deliveries, places),
            Self::ResendNotifications { notifications, .. } => remove(notifications, places),
            Self::ReplayListed { rows, avoid, .. } => {
                let left_out = places.iter().filter_map(|place| rows.get(*place));
                avoid.extend(left_out.map(|row| row.created_at));
                remove(rows, places);
            }
            Self::SetEndpointActive { .. } | Self::SetSubscriptionStatus { .. } => {}
        }
        draft
    }
}

fn remove<T>(items: &mut Vec<T>, places: &[usize]) {
    let mut left_out = vec![false; items.len()];
    for place in places {
        if let Some(left_out) = left_out.get_mut(*place) {
            *left_out = true;
        }
    }
    let mut left_out = left_out.into_iter();
    items.retain(|_| !left_out.next().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use crate::connection::{Connection, Settings};
    use crate::kirim::Portion;
    use crate::plan::listed::tests::listed;
    use crate::plan::tests::{billing, community, connection, events, nonce, notifications, now};
    use crate::plan::{Draft, Plan, PlanError};
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn plan(connection: &Connection, draft: Draft) -> Result<Plan, PlanError> {
        Plan::build(connection, draft, nonce(), now())
    }

    proptest! {
        #[test]
        fn exactly_these_are_left_out(count in 1usize..40, places in prop::collection::vec(0usize..50, 0..30)) {
            let ids: Vec<u64> = (0..count as u64).collect();
            let kirim = connection(Settings::Kirim);
            for (connection, draft) in [
                (community(7), events(&ids)),
                (billing(), notifications(count)),
                (kirim, listed(count, 1, TimeDelta::seconds(9))),
            ] {
                let whole = plan(&connection, draft).unwrap();
                let kept: Vec<_> = whole.items().iter().enumerate().filter(|(place, _)| !places.contains(place)).map(|(_, item)| item.clone()).collect();
                match plan(&connection, whole.draft().without(&places)) {
                    Ok(fewer) => prop_assert_eq!(fewer.items(), kept),
                    Err(error) => prop_assert!(kept.is_empty() && error == PlanError::Empty),
                }
            }
        }
    }

    #[test]
    fn no_window_holds_a_delivery_that_was_left_out() {
        let kirim = connection(Settings::Kirim);
        let whole = plan(&kirim, listed(9, 1, TimeDelta::seconds(9))).unwrap();
        let fewer = plan(&kirim, whole.draft().without(&[6])).unwrap();
        let counts = |plan: &Plan| {
            plan.windows()
                .iter()
                .map(Portion::count)
                .collect::<Vec<_>>()
        };
        assert_eq!(counts(&whole), [1, 2, 6]);
        assert_eq!(counts(&fewer), [1, 2, 3, 2]);
    }
}
