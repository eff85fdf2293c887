//! When so much is rejected that the operator is asked: beyond the share, and not on few answers.

use super::*;

/// One delivery a call, ended so: `+` is taken, `-` is refused.
fn ends(trip: &mut Trip, ends: &str) {
    for end in ends.chars() {
        let call = trip.run.calls_made();
        if end == '+' {
            trip.sends(call, &pauses::replayed(call));
        } else {
            trip.sends(call, &answered(404, ""));
        }
    }
}

fn asked_after(all: &str) -> Trip {
    let mut trip = Trip::of(pauses::deliveries(all.len() + 1));
    ends(&mut trip, all);
    trip.asks(&Pause::TooManyRejected);
    trip
}

#[test]
fn nineteen_answers_say_nothing_and_twenty_do() {
    asked_after("+++++++++-----------");
    let mut trip = Trip::of(pauses::deliveries(21));
    ends(&mut trip, "-------------------");
    ends(&mut trip, "-");
    trip.asks(&Pause::TooManyRejected);
    trip.survives();
}

#[test]
fn exactly_the_share_is_allowed_and_one_more_is_not() {
    asked_after("++++++++++-----------");
}

#[test]
fn something_taken_is_no_reason_to_ask() {
    asked_after("+------------------+-");
}

#[test]
fn whoever_let_it_go_on_is_not_asked_again() {
    let mut trip = asked_after("--------------------");
    trip.goes_on();
    ends(&mut trip, "-");
    assert_eq!(trip.run.state(), &State::Ended(End::Done));
    assert_eq!(trip.counts(), [0, 21, 0, 0, 0]);
    trip.survives();
}

#[test]
fn the_operator_says_the_share() {
    for (brake_at, asked) in [(0, true), (4, true), (5, false), (100, false)] {
        let manner = Manner {
            brake_at,
            ..Manner::default()
        };
        let mut trip = Trip::with(pauses::deliveries(21), manner);
        ends(&mut trip, "+++++++++++++++++++-");
        let asks = matches!(trip.step(), Step::Ask(Pause::TooManyRejected));
        assert_eq!(asks, asked, "{brake_at}");
    }
}
