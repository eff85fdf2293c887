//! What is born while a survey lists, or after it, is never replayed: also where our clock is ahead
//! of the vendor's, so that the pin lies in its future.

use super::*;
use crate::kirim::Portion;
use chrono::TimeDelta;

const SECOND: i64 = 1000;

fn windows(draft: Draft) -> Vec<Portion> {
    let kirim = connection(Settings::Kirim);
    let plan = Plan::build(&kirim, draft, nonce(), at(PIN)).unwrap();
    plan.windows().clone()
}

#[test]
fn the_last_window_ends_just_above_the_newest_row_that_was_shown() {
    use DeliveryStatus::{Dead, Delivered};
    for (newest, end) in [(Dead, 1201), (Delivered, 1200)] {
        let mut vendor = Vendor::of([row(1, 500, Dead), row(2, 700, Dead), row(3, 1200, newest)]);
        let survey = listed(survey(asked(ReplayStatuses::Dead)), &mut vendor, |_| {});
        let windows = windows(survey.finish().unwrap());
        let [Portion::Window { before, .. }] = windows.as_slice() else {
            panic!("{windows:?}")
        };
        assert!(*before <= at(end), "{before}");
    }
}

/// A vendor that writes whole seconds may give the newest of them to what is born next.
#[test]
fn where_whole_seconds_are_written_the_newest_goes_by_its_id() {
    use DeliveryStatus::Dead;
    let rows = [(1, 5), (2, 5), (3, 6), (4, 6)];
    let mut vendor = Vendor::of(rows.map(|(number, second)| row(number, second * SECOND, Dead)));
    let draft = listed(survey(asked(ReplayStatuses::Dead)), &mut vendor, |_| {});
    let portions = windows(draft.finish().unwrap());
    let counts: Vec<usize> = portions.iter().map(Portion::count).collect();
    assert_eq!(counts, [2, 1, 1]);

    // A day later nothing is born into that second any more, whatever clocks say.
    let later = at(6 * SECOND) + TimeDelta::days(1);
    let survey = Survey::new(asked(ReplayStatuses::Dead), later).unwrap();
    let draft = listed(survey, &mut vendor, |_| {}).finish().unwrap();
    let kirim = connection(Settings::Kirim);
    let plan = Plan::build(&kirim, draft, nonce(), later).unwrap();
    assert_eq!(plan.calls().len(), 1);
}

/// It is born after what is pending was listed, and dies before the call; one that is younger died at
/// once, so that it is listed.
#[test]
fn what_is_born_between_two_lists_is_not_replayed_with_a_younger_row_that_is_listed() {
    use DeliveryStatus::{Dead, Pending};
    let mut vendor = Vendor::of([row(1, 500, Dead), row(2, 700, Dead)]);
    let mut pages = 0;
    let survey = listed(survey(asked(ReplayStatuses::Dead)), &mut vendor, |vendor| {
        pages += 1;
        if pages == 3 {
            vendor.rows.push(row(3, 900, Pending));
            vendor.rows.push(row(4, 1100, Dead));
        }
    });
    let draft = survey.finish().unwrap();
    assert_eq!(rows_of(&draft), [1, 2, 4]);
    vendor.rows[2].status = Dead;
    assert_eq!(sent(draft, &mut vendor), [1, 2, 4]);
}

proptest! {
    #[test]
    fn nothing_that_is_born_while_it_is_listed_is_replayed_unless_it_is_listed(
        scene in scene(),
        births in prop::collection::vec((1_i64..900, status()), 1..10),
        now in 2_i64..9000,
        coarse: bool,
    ) {
        let written = |milliseconds: i64| if coarse {
            milliseconds.div_euclid(SECOND) * SECOND
        } else {
            milliseconds
        };
        let mut vendor = scene.vendor.clone();
        vendor.rows.retain(|row| row.milliseconds <= now);
        for row in &mut vendor.rows {
            row.milliseconds = written(row.milliseconds);
        }
        let mut clock = now;
        let mut births = (1000..).zip(births);
        let mut changes = scene.changes.iter().cloned();
        let mut live = |vendor: &mut Vendor| {
            // An answer needs some time.
            clock += 2;
            if let Some((number, (later, status))) = births.next() {
                clock += later;
                vendor.rows.push(row(number, written(clock), status));
            }
            Scene::change(vendor, changes.next());
        };
        let survey = listed(survey(scene.asked.clone()), &mut vendor, &mut live);
        for _ in 0..3 {
            live(&mut vendor);
        }
        let Ok(draft) = survey.finish() else {
            return Ok(());
        };
        if matches!(&draft, Draft::ReplayListed { rows, .. } if rows.is_empty()) {
            return Ok(());
        }
        // Whatever still waits dies before the calls.
        for row in vendor.rows.iter_mut().filter(|row| row.status == DeliveryStatus::Pending) {
            row.status = if row.number % 2 == 0 { DeliveryStatus::Dead } else { DeliveryStatus::Failed };
        }
        let wanted = rows_of(&draft);
        prop_assert_eq!(sent(draft, &mut vendor), wanted);
    }

    #[test]
    fn nothing_that_is_born_after_the_listing_is_replayed_however_far_ahead_the_pin_is(
        scene in scene(),
        births in prop::collection::vec((0_i64..3000, any::<bool>()), 1..8),
        now in 2_i64..12_000,
        coarse: bool,
    ) {
        let mut vendor = scene.vendor.clone();
        vendor.rows.retain(|row| row.milliseconds <= now);
        let written = |milliseconds: i64| if coarse {
            milliseconds.div_euclid(SECOND) * SECOND
        } else {
            milliseconds
        };
        for row in &mut vendor.rows {
            row.milliseconds = written(row.milliseconds);
        }
        let survey = listed(survey(scene.asked.clone()), &mut vendor, |_| {});
        let Ok(draft) = survey.finish() else {
            return Ok(());
        };
        // An answer needs some time.
        for (number, (later, dead)) in (1000..).zip(&births) {
            let status = if *dead { DeliveryStatus::Dead } else { DeliveryStatus::Failed };
            vendor.rows.push(row(number, written(now + 2 + later), status));
        }
        if matches!(&draft, Draft::ReplayListed { rows, .. } if rows.is_empty()) {
            return Ok(());
        }
        let wanted = rows_of(&draft);
        prop_assert_eq!(sent(draft, &mut vendor), wanted);
    }
}
