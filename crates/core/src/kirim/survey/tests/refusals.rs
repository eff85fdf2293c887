//! Pages that fail, rows that cannot be read, and nothing found at all.

use super::vendor::{answered, refused, shown};
use super::*;
use crate::http::NotSent;
use serde_json::json;

fn dead(numbers: std::ops::Range<usize>) -> Vendor {
    let rows = numbers.map(|number| {
        row(
            number,
            100 * i64::try_from(number).unwrap(),
            DeliveryStatus::Dead,
        )
    });
    Vendor::of(rows)
}

/// Reads past what is pending.
fn at_the_dead() -> Survey {
    let mut survey = begun(asked(ReplayStatuses::Dead));
    survey.read(&answered(vec![], false, None)).unwrap();
    survey
}

#[test]
fn what_is_pending_is_listed_first_and_limits_are_the_vendors() {
    let asked = SurveyAsked {
        created_after: Some(at(5000)),
        created_before: Some(at(7000)),
        event_type: Some("contact.created".parse().unwrap()),
        ..asked(ReplayStatuses::Both)
    };
    let mut survey = survey(asked);
    let mut targets = Vec::new();
    while let Some(read) = survey.next() {
        targets.push(read.request().unwrap().target());
        survey.read(&answered(vec![], false, None)).unwrap();
    }
    let newest = format!("/v1/webhook_deliveries?limit=1&subscription_id={SUBSCRIPTION}");
    assert_eq!(targets.remove(0), newest);
    let wanted = ["pending", "failed", "dead"].map(|status| {
        format!("/v1/webhook_deliveries?limit=100&subscription_id={SUBSCRIPTION}&status={status}&event_type=contact.created&created_after=1970-01-01T00%3A00%3A04Z&created_before=1970-01-01T00%3A00%3A08Z")
    });
    assert_eq!(targets, wanted);
}

#[test]
fn a_page_that_failed_is_asked_for_again() {
    let mut vendor = dead(0..7);
    let mut survey = at_the_dead();
    let Some(Read::Kirim(first)) = survey.next() else {
        panic!()
    };
    survey.read(&vendor.list(&first)).unwrap();
    let second = survey.next();
    for (exchange, kind) in [
        (
            Exchange::Lost {
                why: "reset".into(),
            },
            ProblemKind::NoAnswer,
        ),
        (refused(502, &json!("page")), ProblemKind::VendorFailed),
        (refused(429, &json!({})), ProblemKind::RateLimited),
        (
            refused(200, &json!({ "data": [] })),
            ProblemKind::Unreadable,
        ),
        (answered(vec![], true, None), ProblemKind::Unreadable),
        (
            Exchange::NotSent {
                why: NotSent::SignedOut,
            },
            ProblemKind::SignedOut,
        ),
    ] {
        assert_eq!(survey.read(&exchange).unwrap_err().kind, kind);
        assert_eq!(survey.next(), second);
    }
    let survey = listed(survey, &mut vendor, |_| {});
    assert_eq!(survey.progress().pages, 4);
    assert_eq!(rows_of(&survey.finish().unwrap()), [0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_cursor_that_leads_nowhere_new_is_a_problem_and_no_endless_list() {
    let mut survey = at_the_dead();
    let page = answered(vec![], true, Some("same".into()));
    survey.read(&page).unwrap();
    assert_eq!(
        survey.read(&page).unwrap_err().kind,
        ProblemKind::Unreadable
    );
}

#[test]
fn trap_14_a_cursor_that_the_vendor_forgot_begins_its_list_anew() {
    let mut vendor = dead(0..7);
    let mut survey = at_the_dead();
    let first = survey.next();
    let Some(Read::Kirim(read)) = &first else {
        panic!()
    };
    survey.read(&vendor.list(read)).unwrap();
    let gone = json!({"error": {"type": "invalid_request_error", "code": "invalid_cursor", "message": "m", "request_id": "r"}});
    survey.read(&refused(400, &gone)).unwrap_err();
    assert_eq!(survey.next(), first);
    let survey = listed(survey, &mut vendor, |_| {});
    assert_eq!(rows_of(&survey.finish().unwrap()), [0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn trap_11_where_nothing_matched_the_other_word_is_offered() {
    let end = |statuses| listed(survey(asked(statuses)), &mut dead(0..0), |_| {}).finish();
    for (statuses, other_status) in [
        (ReplayStatuses::Dead, Some(ReplayStatus::Failed)),
        (ReplayStatuses::Failed, Some(ReplayStatus::Dead)),
        (ReplayStatuses::Both, None),
    ] {
        assert_eq!(
            end(statuses),
            Err(SurveyError::NothingMatched { other_status })
        );
    }
    assert_eq!(at_the_dead().finish(), Err(SurveyError::Unfinished));
}

#[test]
fn a_row_without_a_moment_has_the_others_go_one_by_one() {
    let mut survey = at_the_dead();
    let whole = |number| shown(&row(number, 100, DeliveryStatus::Dead));
    let page = vec![whole(1), json!({ "id": id(2) }), json!(7), whole(0)];
    survey.read(&answered(page, false, None)).unwrap();
    assert_eq!(survey.progress().unreadable, 2);
    let deliveries = [0, 1].map(|number| id(number).parse().unwrap()).to_vec();
    assert_eq!(survey.finish(), Ok(Draft::ReplayDeliveries { deliveries }));
}

#[test]
fn no_window_holds_the_moment_of_a_row_without_an_id() {
    let mut survey = at_the_dead();
    let rows = [(100, 100), (300, 300)].map(|(number, at)| row(number, at, DeliveryStatus::Dead));
    let nameless = json!({ "created_at": "1970-01-01T00:00:00.200Z", "id": null });
    let page = vec![shown(&rows[1]), nameless, shown(&rows[0])];
    survey.read(&answered(page, false, None)).unwrap();
    assert_eq!(survey.progress().unreadable, 1);
    let mut vendor = Vendor::of(
        rows.into_iter()
            .chain([row(200, 200, DeliveryStatus::Dead)]),
    );
    assert_eq!(sent(survey.finish().unwrap(), &mut vendor), [100, 300]);
}

#[test]
fn a_row_that_says_that_it_is_something_else_is_left_out_and_counted() {
    let mut survey = at_the_dead();
    let mut rows = (0..4)
        .map(|number| shown(&row(number, 100, DeliveryStatus::Dead)))
        .collect::<Vec<_>>();
    rows[0]["status"] = "delivered".into();
    rows[1]["subscription_id"] = "wbs_01K0000000000000000000000D".into();
    rows[2]["status"] = "parked".into();
    survey.read(&answered(rows, false, None)).unwrap();
    assert_eq!(
        (survey.progress().contradicting, survey.progress().matched),
        (2, 2)
    );
    let draft = survey.finish().unwrap();
    assert_eq!(rows_of(&draft), [2, 3]);
}

#[test]
fn a_row_of_another_type_than_was_asked_for_is_left_out_and_counted() {
    let asked = SurveyAsked {
        event_type: Some("contact.created".parse().unwrap()),
        ..asked(ReplayStatuses::Dead)
    };
    let mut survey = begun(asked);
    survey.read(&answered(vec![], false, None)).unwrap();
    let types = [None, Some("contact.created"), Some("message.received")];
    let rows = types.iter().enumerate().map(|(number, kind)| {
        let mut row = shown(&row(number, 100, DeliveryStatus::Dead));
        row["event_type"] = json!(kind);
        row
    });
    survey.read(&answered(rows.collect(), false, None)).unwrap();
    assert_eq!(survey.progress().contradicting, 1);
    assert_eq!(rows_of(&survey.finish().unwrap()), [0, 1]);
}

#[test]
fn a_row_of_the_second_beyond_what_was_asked_for_contradicts_nothing() {
    let asked = SurveyAsked {
        created_before: Some(at(7000)),
        ..asked(ReplayStatuses::Dead)
    };
    let mut vendor = Vendor::of([
        row(1, 6999, DeliveryStatus::Dead),
        row(2, 7000, DeliveryStatus::Dead),
    ]);
    let survey = listed(survey(asked), &mut vendor, |_| {});
    assert_eq!(survey.progress().contradicting, 0);
    assert_eq!(rows_of(&survey.finish().unwrap()), [1]);
}

#[test]
fn a_list_that_is_not_sorted_is_read_to_its_end_for_the_newest() {
    let asked = SurveyAsked {
        at_most: Some(1),
        ..asked(ReplayStatuses::Dead)
    };
    let mut survey = begun(asked);
    survey.read(&answered(vec![], false, None)).unwrap();
    let page = |moments: [i64; 2]| {
        moments
            .map(|at| shown(&row(usize::try_from(at).unwrap(), at, DeliveryStatus::Dead)))
            .to_vec()
    };
    survey
        .read(&answered(page([1, 2]), true, Some("a".into())))
        .unwrap();
    survey.read(&answered(page([9, 3]), false, None)).unwrap();
    assert_eq!(rows_of(&survey.finish().unwrap()), [9]);
}

#[test]
fn a_window_without_room_is_refused_before_anything_is_read() {
    let reversed = SurveyAsked {
        created_after: Some(at(7)),
        created_before: Some(at(7)),
        ..asked(ReplayStatuses::Dead)
    };
    assert_eq!(
        Survey::new(reversed, at(PIN)).err(),
        Some(NoRoom::WindowReversed)
    );
    for (after, refused) in [(PIN - 1, None), (PIN, Some(NoRoom::WindowInFuture))] {
        let late = SurveyAsked {
            created_after: Some(at(after)),
            ..asked(ReplayStatuses::Dead)
        };
        assert_eq!(Survey::new(late, at(PIN)).err(), refused);
    }
}
