//! Whatever changes while a survey reads: what its plan replays is what it listed, each once.

mod refusals;
mod same_event;
mod scope;
mod unborn;
mod vendor;

use super::*;
use crate::connection::Settings;
use crate::kirim::ListedDelivery;
use crate::plan::tests::{connection, nonce};
use crate::plan::{Count, Plan};
use proptest::prelude::*;
use vendor::{Cursor, SUBSCRIPTION, Vendor, answered, at, id, row, shown};

const PIN: i64 = 20_000;

fn asked(statuses: ReplayStatuses) -> SurveyAsked {
    SurveyAsked {
        subscription: SUBSCRIPTION.parse().unwrap(),
        statuses,
        event_type: None,
        created_after: None,
        created_before: None,
        at_most: None,
    }
}

fn survey(asked: SurveyAsked) -> Survey {
    Survey::new(asked, at(PIN)).unwrap()
}

/// Reads to the end; `between` changes the vendor before each page.
fn listed(mut survey: Survey, vendor: &mut Vendor, mut between: impl FnMut(&mut Vendor)) -> Survey {
    while let Some(read) = survey.next() {
        let Read::Kirim(read) = read else {
            panic!("another vendor is asked")
        };
        between(vendor);
        survey.read(&vendor.list(&read)).unwrap();
    }
    survey
}

fn rows_of(draft: &Draft) -> Vec<usize> {
    let Draft::ReplayListed { rows, .. } = draft else {
        panic!("not listed")
    };
    let number = |row: &ListedDelivery| row.id.as_str().trim_start_matches("wbd_").parse().unwrap();
    let mut numbers: Vec<usize> = rows.iter().map(number).collect();
    numbers.sort_unstable();
    numbers
}

/// Sends every call of the plan that a survey led to; gives what was replayed, in order.
fn sent(draft: Draft, vendor: &mut Vendor) -> Vec<usize> {
    let kirim = connection(Settings::Kirim);
    let plan = Plan::build(&kirim, draft, nonce(), at(PIN + 50)).unwrap();
    for call in plan.calls() {
        vendor.apply(&call.request);
    }
    vendor.replayed.sort_unstable();
    vendor.replayed.clone()
}

#[derive(Debug, Clone)]
struct Scene {
    vendor: Vendor,
    asked: SurveyAsked,
    /// Which row changes before each page, and into what.
    changes: Vec<(usize, DeliveryStatus)>,
}

fn status() -> impl Strategy<Value = DeliveryStatus> {
    prop_oneof![
        4 => Just(DeliveryStatus::Dead),
        3 => Just(DeliveryStatus::Failed),
        4 => Just(DeliveryStatus::Pending),
        1 => Just(DeliveryStatus::Delivered),
    ]
}

prop_compose! {
    fn scene()(
        rows in prop::collection::vec((prop_oneof![0i64..21_000, (0i64..21).prop_map(|second| second * 1000)], status()), 0..40),
        page in 1usize..6,
        included: [bool; 2],
        statuses in prop_oneof![Just(ReplayStatuses::Dead), Just(ReplayStatuses::Failed), Just(ReplayStatuses::Both)],
        after in prop::option::of((0i64..10).prop_map(|second| at(second * 1000))),
        before in prop::option::of((10_001i64..22_000).prop_map(at)),
        at_most in prop::option::of(0u64..12),
        changes in prop::collection::vec((0usize..40, status()), 0..60),
    ) -> Scene {
        let rows = rows.into_iter().enumerate().map(|(number, (milliseconds, status))| row(number, milliseconds, status));
        let vendor = Vendor { page, included, ..Vendor::of(rows) };
        let asked = SurveyAsked { created_after: after, created_before: before, at_most, ..asked(statuses) };
        Scene { vendor, asked, changes }
    }
}

impl Scene {
    /// A pending row ends, and nothing else ever changes.
    fn change(vendor: &mut Vendor, change: Option<(usize, DeliveryStatus)>) {
        let Some((number, status)) = change else {
            return;
        };
        if let Some(row) = vendor
            .rows
            .get_mut(number)
            .filter(|row| row.status == DeliveryStatus::Pending)
        {
            row.status = status;
        }
    }

    /// The numbers of what matches, newest first.
    fn matching(&self, vendor: &Vendor) -> Vec<usize> {
        let end = self.asked.created_before.unwrap_or(at(PIN)).min(at(PIN));
        let mut rows: Vec<_> = vendor
            .rows
            .iter()
            .filter(|row| {
                self.asked
                    .statuses
                    .each()
                    .iter()
                    .any(|status| DeliveryStatus::from(*status) == row.status)
            })
            .filter(|row| {
                self.asked
                    .created_after
                    .is_none_or(|after| after <= at(row.milliseconds))
            })
            .filter(|row| at(row.milliseconds) < end)
            .collect();
        rows.sort_by_key(|row| (-row.milliseconds, row.number));
        rows.into_iter().map(|row| row.number).collect()
    }
}

/// Reads the newest row of all.
fn begun(asked: SurveyAsked) -> Survey {
    let mut survey = survey(asked);
    let newest = row(999, PIN - 1, DeliveryStatus::Delivered);
    let newest = answered(vec![shown(&newest)], true, Some("x".into()));
    survey.read(&newest).unwrap();
    survey
}

proptest! {
    #[test]
    fn what_is_listed_is_replayed_once_and_nothing_else_whatever_dies_meanwhile(scene in scene()) {
        let mut vendor = scene.vendor.clone();
        let mut changes = scene.changes.clone().into_iter();
        let survey = listed(survey(scene.asked.clone()), &mut vendor, |vendor| Scene::change(vendor, changes.next()));
        match survey.finish() {
            Ok(draft) if rows_of(&draft).is_empty() => prop_assert_eq!(scene.asked.at_most, Some(0)),
            Ok(draft) => {
                changes.for_each(|change| Scene::change(&mut vendor, Some(change)));
                let wanted = rows_of(&draft);
                prop_assert_eq!(sent(draft, &mut vendor), wanted);
            }
            Err(error) => prop_assert_ne!(error, SurveyError::Unfinished),
        }
    }

    #[test]
    fn where_nothing_changes_the_newest_that_match_are_listed(scene in scene()) {
        let mut vendor = scene.vendor.clone();
        let matching = scene.matching(&vendor);
        let most = scene.asked.at_most.map_or(usize::MAX, |most| usize::try_from(most).unwrap());
        let survey = listed(survey(scene.asked.clone()), &mut vendor, |_| {});
        let Ok(draft) = survey.finish() else {
            prop_assert!(matching.is_empty());
            return Ok(());
        };
        let mut newest: Vec<usize> = matching.iter().copied().take(most).collect();
        newest.sort_unstable();
        prop_assert_eq!(rows_of(&draft), newest);
        match draft {
            Draft::ReplayListed { matched: Count::Exact(count), .. } => prop_assert_eq!(count, matching.len() as u64),
            Draft::ReplayListed { matched: Count::AtLeast(count), .. } => prop_assert!((most as u64) < count && count <= matching.len() as u64),
            _ => prop_assert!(false, "the count is known"),
        }
    }

    #[test]
    fn rows_that_move_between_pages_are_listed_once(scene in scene()) {
        let mut vendor = Vendor { cursor: Cursor::Offset, ..scene.vendor.clone() };
        let wanted = scene.matching(&vendor);
        let asked = SurveyAsked { at_most: None, ..scene.asked.clone() };
        let mut births = 1000..1006;
        let survey = listed(survey(asked), &mut vendor, |vendor| {
            // A dead row comes to stand before all others, within the pin.
            vendor.rows.extend(births.next().map(|number| row(number, PIN - 1, DeliveryStatus::Dead)));
        });
        let found = survey.finish().map(|draft| rows_of(&draft)).unwrap_or_default();
        prop_assert!(wanted.iter().all(|number| found.contains(number)), "{:?} of {:?}", found, wanted);
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
