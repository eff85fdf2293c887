//! Whatever chains of tries the vendor and others left: against the chains themselves.

use super::look;
use super::vendor::{Chain, Try, Vendor};
use crate::fate::Fate;
use proptest::prelude::*;

fn chain(starts: std::ops::Range<i64>) -> impl Strategy<Value = Chain> {
    (0u64..6, starts, 0usize..9).prop_map(|(event, start, taken)| Chain {
        event,
        start,
        taken,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn a_search_says_only_what_is_true(
        own in prop::collection::vec(chain(-6000..0), 0..8),
        ours in prop::collection::vec(chain(0..40), 0..5),
        now in 0i64..9000,
        rows in prop::sample::select(vec![1usize, 3, 7, 100]),
        events in Just([0u64, 1, 2, 3, 4, 5]).prop_shuffle(),
    ) {
        let tries = |chains: &[Chain]| -> Vec<Try> { chains.iter().flat_map(|chain| chain.tries()).collect() };
        let before = Vendor::of(tries(&own).into_iter().filter(|row| row.at <= 0), rows);
        // What is on the instant of the baseline and was not there yet is shown after it.
        let mut after = before.clone();
        let later = tries(&own).into_iter().filter(|row| row.at > 0).chain(tries(&ours));
        after.tries.extend(Vendor::of(later.filter(|row| row.at <= now), rows).tries);
        let new = &after.tries[before.tries.len()..];

        let found = look(&events, &before, &after);
        let to_come = tries(&own).into_iter().chain(tries(&ours)).filter(|row| row.at > now);
        let to_come: Vec<u64> = to_come.map(|row| row.event).collect();
        for (place, fate) in found.findings.traces() {
            let event = events[place];
            let taken = new.iter().any(|row| row.event == event && row.code == 200);
            prop_assert!(new.iter().any(|row| row.event == event), "a trace of nothing");
            match fate {
                Fate::Delivered => prop_assert!(taken),
                Fate::FailedAgain => prop_assert!(!taken && !to_come.contains(&event)),
                Fate::Pending if found.findings.is_complete() && found.proven.contains(&place) => prop_assert!(to_come.contains(&event)),
                Fate::Pending => {}
                Fate::NotRead | Fate::NotVerifiable | Fate::HandedOver => prop_assert!(false, "{fate:?}"),
            }
        }
        for place in &found.proven {
            let event = events[*place];
            prop_assert!(ours.iter().any(|chain| chain.event == event && chain.start <= now), "{event} is not proven");
        }
        if found.findings.is_complete() {
            let told: Vec<usize> = found.findings.traces().map(|(place, _)| place).collect();
            let left: Vec<usize> = (0..6).filter(|place| new.iter().any(|row| row.event == events[*place])).collect();
            prop_assert_eq!(told, left);
        }
    }
}
