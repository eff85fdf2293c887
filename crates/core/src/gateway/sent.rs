//! What the gateway tells of records that other plans sent lately or are about to send, and what
//! whoever confirms says they know of it. Both name a sending by the digest of its plan: that a record was sent says too
//! little, because somebody may have sent it once more since. Knows no clock and no memory.

use crate::fate::spans_fit;
use crate::plan::{Item, Plan, PlanDigest};
use crate::time::instant;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Places among the items of the plan that is confirmed: first place and how many, in order, none
/// overlapping. A million neighbours are one pair.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Places(Vec<(usize, usize)>);

impl Places {
    /// Shortens a list that is in order, with each place once.
    pub fn of(places: impl IntoIterator<Item = usize>) -> Self {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for place in places {
            match spans.last_mut() {
                Some((first, count)) if *first + *count == place => *count += 1,
                _ => spans.push((place, 1)),
            }
        }
        Self(spans)
    }

    /// Whether they can be of a plan with so many items.
    pub fn fit(&self, items: usize) -> bool {
        spans_fit(self.0.iter().copied(), items)
    }

    /// Whether this place is among them.
    pub fn hold(&self, place: usize) -> bool {
        let before = self.0.partition_point(|(first, _)| *first <= place);
        let span = before.checked_sub(1).and_then(|last| self.0.get(last));
        span.is_some_and(|(first, count)| place - first < *count)
    }

    /// The items of a plan that stand there.
    pub fn items<'a>(&self, plan: &'a Plan) -> impl Iterator<Item = &'a Item> {
        let spans = self.0.iter();
        spans.flat_map(|(first, count)| {
            let rest = plan.items().get(*first..).unwrap_or_default();
            rest.iter().take(*count)
        })
    }
}

/// How far the other plan is with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// They were sent, or may have been.
    Sent,
    /// They are about to be sent: nobody has to be asked any more.
    Confirmed,
}

/// Of the plan that is confirmed, what another plan sent lately or is about to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentLately {
    /// The other plan.
    pub plan: PlanDigest,
    /// How far it is with them.
    pub stage: Stage,
    /// Which of the items.
    pub places: Places,
    /// When the last of them left; of what is about to, when it was confirmed.
    #[serde(with = "instant")]
    pub at: DateTime<Utc>,
    /// Who confirmed it.
    pub operator: String,
}

/// Of the plan that is confirmed, what whoever confirms it knows another plan to have sent, or to be
/// about to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSent {
    /// The other plan.
    pub plan: PlanDigest,
    /// Which of the items. Those that the other plan does not have say nothing.
    pub places: Places,
}

impl From<&SentLately> for KnownSent {
    fn from(told: &SentLately) -> Self {
        Self {
            plan: told.plan.clone(),
            places: told.places.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_neighbours_are_one_pair_and_each_place_is_found() {
        let all = Places::of(0..1_000_000);
        assert_eq!(serde_json::to_string(&all).unwrap(), "[[0,1000000]]");
        assert!(all.fit(1_000_000) && !all.fit(999_999));
        let some = Places::of([1, 2, 5, 7, 8, 9]);
        assert_eq!(serde_json::to_string(&some).unwrap(), "[[1,2],[5,1],[7,3]]");
        let held: Vec<usize> = (0..12).filter(|place| some.hold(*place)).collect();
        assert_eq!(held, [1, 2, 5, 7, 8, 9]);
        assert!(!Places::default().hold(0) && Places::default().fit(0));
    }

    #[test]
    fn places_out_of_order_or_twice_are_of_no_plan() {
        let read = |text| serde_json::from_str::<Places>(text).unwrap();
        for wrong in [
            "[[1,1],[0,1]]",
            "[[0,2],[1,1]]",
            "[[4,1]]",
            "[[0,5]]",
            "[[1,18446744073709551615]]",
        ] {
            assert!(!read(wrong).fit(4), "{wrong}");
        }
        assert!(read("[[0,1],[3,1]]").fit(4));
    }
}
