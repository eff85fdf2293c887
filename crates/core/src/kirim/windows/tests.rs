//! Windows hold against every vendor that the documented words allow.

use super::moments::*;
use super::*;
use crate::kirim::listed::{settle_avoided, settle_rows};
use proptest::prelude::*;

/// What lies at the vendor: rows that were listed, and those that must not be touched.
#[derive(Debug, Clone)]
struct World {
    listed: Vec<ListedDelivery>,
    /// Pending when it was asked; each dies afterwards.
    dying: Vec<ListedDelivery>,
    pin: DateTime<Utc>,
    head: usize,
    cap: usize,
}

/// Which row a bound takes, and which rows are taken first.
#[derive(Debug, Clone, Copy)]
struct Habits {
    after_included: bool,
    before_included: bool,
    first: First,
}

#[derive(Debug, Clone, Copy)]
enum First {
    Oldest,
    Newest,
    Arbitrary,
}

fn at(nanoseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_nanos(nanoseconds)
}

/// Moments that lie seconds, milliseconds or less apart, with many ties.
fn moment() -> impl Strategy<Value = i64> {
    prop_oneof![
        (-3i64..12).prop_map(|seconds| seconds * SECOND),
        (0i64..20).prop_map(|parts| parts * SECOND / 4),
        (0i64..12).prop_map(|parts| 2 * SECOND + parts * MILLISECOND),
        (0i64..12).prop_map(|parts| 3 * SECOND + parts * MILLISECOND / 3),
    ]
}

fn status() -> impl Strategy<Value = ReplayStatus> {
    prop_oneof![Just(ReplayStatus::Dead), Just(ReplayStatus::Failed)]
}

fn rows(most: usize, first_id: usize) -> impl Strategy<Value = Vec<ListedDelivery>> {
    prop::collection::vec((status(), moment(), 1usize..4), 0..most).prop_map(move |groups| {
        let each = groups
            .into_iter()
            .flat_map(|(status, moment, count)| repeat_n((status, moment), count));
        each.enumerate()
            .map(|(id, (status, moment))| ListedDelivery {
                status,
                created_at: at(moment),
                id: format!("wbd_{:026}", first_id + id).parse().unwrap(),
            })
            .collect()
    })
}

prop_compose! {
    fn world()(listed in rows(25, 0), dying in rows(6, 1000), pin in 0i64..14, head in 0usize..30, cap in 1usize..8) -> World {
        World { listed: settle_rows(listed), dying, pin: at(pin * SECOND + 500 * MILLISECOND), head, cap }
    }
}

prop_compose! {
    fn habits()(after_included: bool, before_included: bool, first in prop_oneof![Just(First::Oldest), Just(First::Newest), Just(First::Arbitrary)]) -> Habits {
        Habits { after_included, before_included, first }
    }
}

impl World {
    fn avoid(&self) -> Vec<DateTime<Utc>> {
        let avoid = self.dying.iter().map(|row| row.created_at).collect();
        settle_avoided(avoid, &self.listed)
    }

    fn cut(&self) -> Vec<Portion> {
        cut_to(self.cap, &self.listed, &self.avoid(), self.pin, self.head)
    }

    /// Everything that the vendor has when the calls arrive, the births after the pin included.
    fn at_the_vendor(&self) -> Vec<ListedDelivery> {
        let born = [ReplayStatus::Dead, ReplayStatus::Failed].into_iter();
        let born = born.flat_map(|status| (0..3).map(move |late| (status, late)));
        let born = born.enumerate().map(|(id, (status, late))| ListedDelivery {
            status,
            created_at: self.pin + chrono::TimeDelta::milliseconds(late),
            id: format!("wbd_{:026}", 2000 + id).parse().unwrap(),
        });
        let known = self.listed.iter().chain(&self.dying).cloned();
        known.chain(born).collect()
    }
}

/// Replays portion by portion; says which rows were replayed, in order, or that a call was capped.
fn replay(world: &World, habits: Habits) -> Result<Vec<ListedDelivery>, TestCaseError> {
    let vendor = world.at_the_vendor();
    let mut replayed = Vec::new();
    let mut place = 0;
    for portion in world.cut() {
        match portion {
            Portion::Single => replayed.push(world.listed[place].clone()),
            Portion::Window {
                status,
                after,
                before,
                count,
            } => {
                prop_assert!(after < before && before < world.pin);
                let mut matched: Vec<&ListedDelivery> = vendor
                    .iter()
                    .filter(|row| row.status == status)
                    .filter(|row| {
                        row.created_at > after || (habits.after_included && row.created_at == after)
                    })
                    .filter(|row| {
                        row.created_at < before
                            || (habits.before_included && row.created_at == before)
                    })
                    .collect();
                match habits.first {
                    First::Oldest => matched.sort_by_key(|row| row.created_at),
                    First::Newest => matched.sort_by_key(|row| std::cmp::Reverse(row.created_at)),
                    First::Arbitrary => matched
                        .sort_by_key(|row| row.id.as_str().bytes().rev().collect::<Vec<u8>>()),
                }
                prop_assert!(matched.len() <= world.cap, "capped");
                prop_assert_eq!(matched.len(), count);
                replayed.extend(matched.into_iter().cloned());
            }
        }
        place += portion.count();
    }
    Ok(replayed)
}

/// The fewest calls that the rules allow, by trying every end of every window.
fn fewest(world: &World, rows: &[ListedDelivery], start: usize) -> usize {
    let avoid: Vec<i64> = world
        .avoid()
        .into_iter()
        .chain([world.pin])
        .map(nanoseconds)
        .collect();
    let moments: Vec<i64> = rows.iter().map(|row| nanoseconds(row.created_at)).collect();
    let room = |low: i64, high: i64| {
        low.div_euclid(MILLISECOND) + 1
            < high.div_euclid(MILLISECOND) + i64::from(high % MILLISECOND != 0)
    };
    let window = |from: usize, to: usize| {
        let (first, last) = (moments[from], moments[to - 1]);
        let known = |low: i64| {
            moments[..from]
                .iter()
                .chain(&avoid)
                .copied()
                .filter(move |at| *at <= low)
        };
        let before = known(first).max();
        let after = moments[to..]
            .iter()
            .chain(&avoid)
            .copied()
            .filter(|at| *at >= last)
            .min();
        let head = world.head.wrapping_sub(start);
        to - from <= world.cap
            && !(from < head && head < to)
            && !avoid.iter().any(|at| first <= *at && *at <= last)
            && last < nanoseconds(world.pin)
            && before.is_none_or(|before| room(before, first))
            && after.is_some_and(|after| room(last, after))
    };
    let mut best = vec![0];
    for to in 1..=rows.len() {
        let windows = (0..to)
            .filter(|from| window(*from, to))
            .map(|from| best[from] + 1);
        best.push(windows.min().unwrap_or(usize::MAX).min(best[to - 1] + 1));
    }
    best[rows.len()]
}

proptest! {
    #[test]
    fn every_listed_row_is_replayed_once_and_nothing_else(world in world(), habits in habits()) {
        let mut replayed = replay(&world, habits)?;
        replayed.sort_unstable();
        prop_assert_eq!(replayed, world.listed);
    }

    #[test]
    fn there_are_as_few_calls_as_the_rules_allow(world in world()) {
        let mut wanted = 0;
        let mut start = 0;
        for rows in world.listed.chunk_by(|a, b| a.status == b.status) {
            wanted += fewest(&world, rows, start);
            start += rows.len();
        }
        prop_assert_eq!(world.cut().len(), wanted);
    }

    #[test]
    fn the_first_rows_have_calls_of_their_own(world in world()) {
        let head = world.head.min(world.listed.len());
        let ends: Vec<usize> = world.cut().iter().scan(0, |end, portion| { *end += portion.count(); Some(*end) }).collect();
        prop_assert!(head == 0 || ends.contains(&head));
        prop_assert_eq!(ends.last().copied().unwrap_or_default(), world.listed.len());
    }
}

fn dead(moments: &[i64]) -> Vec<ListedDelivery> {
    let rows = moments
        .iter()
        .enumerate()
        .map(|(id, moment)| ListedDelivery {
            status: ReplayStatus::Dead,
            created_at: at(*moment),
            id: format!("wbd_{id:026}").parse().unwrap(),
        });
    settle_rows(rows.collect())
}

fn window(after: i64, before: i64, count: usize) -> Portion {
    Portion::Window {
        status: ReplayStatus::Dead,
        after: at(after),
        before: at(before),
        count,
    }
}

#[test]
fn a_window_begins_and_ends_at_the_whole_second_next_to_its_rows() {
    let rows = dead(&[10 * SECOND, 12 * SECOND + 1, 5000 * SECOND, 5001 * SECOND]);
    let portions = cut_to(2, &rows, &[], at(9000 * SECOND), 0);
    let wanted = [
        window(9 * SECOND, 13 * SECOND, 2),
        window(4999 * SECOND, 5002 * SECOND, 2),
    ];
    assert_eq!(portions, wanted);
}

#[test]
fn where_no_second_fits_a_bound_is_the_last_millisecond_before_the_next_row() {
    let moments = [0, 100, 400, 900].map(|parts| SECOND + parts * MILLISECOND);
    let portions = cut_to(2, &dead(&moments), &[], at(3 * SECOND / 2 + SECOND / 2), 0);
    let between = SECOND + 399 * MILLISECOND;
    let wanted = [
        window(0, between, 2),
        window(between, 2 * SECOND - MILLISECOND, 2),
    ];
    assert_eq!(portions, wanted);
}

#[test]
fn rows_without_a_millisecond_between_them_are_not_parted() {
    let close = [7, MILLISECOND / 2, MILLISECOND - 1];
    assert_eq!(
        cut_to(2, &dead(&close), &[], at(9 * SECOND), 0),
        [Portion::Single; 3]
    );
    let portions = cut_to(3, &dead(&close), &[], at(9 * SECOND), 0);
    assert_eq!(portions, [window(0, SECOND, 3)]);
}

#[test]
fn trap_10_a_thousand_rows_of_one_moment_are_a_window_and_one_more_goes_one_by_one() {
    let thousand = cut(&dead(&[5 * SECOND; 1000]), &[], at(9 * SECOND), 0);
    assert_eq!(thousand, [window(4 * SECOND, 6 * SECOND, 1000)]);
    let more = cut(&dead(&[5 * SECOND; 1001]), &[], at(9 * SECOND), 0);
    assert_eq!(more, vec![Portion::Single; 1001]);
}

#[test]
fn a_row_alone_goes_by_its_id() {
    let rows = dead(&[SECOND, 2 * SECOND, 3 * SECOND]);
    let portions = cut_to(2, &rows, &[], at(9 * SECOND), 0);
    assert_eq!(portions[1..], [Portion::Single]);
}

#[test]
fn a_row_beyond_every_calendar_goes_by_its_id() {
    let far = DateTime::<Utc>::MIN_UTC;
    let mut rows = dead(&[SECOND, SECOND]);
    for row in &mut rows {
        row.created_at = far;
    }
    assert_eq!(cut(&rows, &[], at(9 * SECOND), 0), [Portion::Single; 2]);
}
