//! How far a survey reads, and as what it lists what it finds.

use super::*;
use crate::kirim::Portion;

#[test]
fn the_newest_few_of_either_word_are_listed_without_reading_to_the_end() {
    use DeliveryStatus::{Dead, Failed};
    let rows = (0..40).map(|number| {
        let status = if number % 2 == 0 { Dead } else { Failed };
        row(number, 100 * i64::try_from(number).unwrap(), status)
    });
    let asked = SurveyAsked {
        at_most: Some(2),
        ..asked(ReplayStatuses::Both)
    };
    let survey = listed(survey(asked), &mut Vendor::of(rows), |_| {});
    assert_eq!(survey.progress().pages, 3);
    let draft = survey.finish().unwrap();
    assert_eq!(rows_of(&draft), [38, 39]);
    assert!(matches!(
        draft,
        Draft::ReplayListed {
            matched: Count::AtLeast(6),
            ..
        }
    ));
}

#[test]
fn rows_of_one_moment_are_in_order_and_the_newest_few_need_no_further_page() {
    let rows = (0..9).map(|number| row(number, 100, DeliveryStatus::Dead));
    let asked = SurveyAsked {
        at_most: Some(2),
        ..asked(ReplayStatuses::Dead)
    };
    let survey = listed(survey(asked), &mut Vendor::of(rows), |_| {});
    assert_eq!(survey.progress().pages, 2, "the pending ones and one page");
}

#[test]
fn no_window_touches_ground_that_was_not_listed() {
    let seconds = [4000, 5000, 6000, 7000];
    let rows = seconds.map(|at| (usize::try_from(at).unwrap(), at));
    let mut vendor = Vendor::of(rows.map(|(number, at)| row(number, at, DeliveryStatus::Dead)));
    let asked = SurveyAsked {
        created_after: Some(at(5000)),
        created_before: Some(at(7000)),
        ..asked(ReplayStatuses::Dead)
    };
    // Its lists leave out what stands on a bound, and its replays take it.
    assert_eq!(vendor.included, [false, true]);
    let survey = listed(survey(asked), &mut vendor, |_| {});
    assert_eq!(sent(survey.finish().unwrap(), &mut vendor), [5000, 6000]);
}

#[test]
fn what_died_or_changed_its_word_meanwhile_is_listed_as_what_it_is() {
    use DeliveryStatus::{Dead, Failed, Pending};
    let mut vendor = Vendor::of([row(1, 100, Pending), row(2, 200, Failed), row(3, 300, Dead)]);
    let mut pages = 0;
    let survey = listed(survey(asked(ReplayStatuses::Both)), &mut vendor, |vendor| {
        pages += 1;
        for row in &mut vendor.rows {
            // After the list of what it was.
            if row.number + 1 < pages {
                row.status = Dead;
            }
        }
    });
    // Nothing stands in the way of one window any more.
    let kirim = connection(Settings::Kirim);
    let plan = Plan::build(&kirim, survey.finish().unwrap(), nonce(), at(PIN)).unwrap();
    let counts: Vec<usize> = plan.windows().iter().map(Portion::count).collect();
    assert_eq!(counts, [3]);
}
