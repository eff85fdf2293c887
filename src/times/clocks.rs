//! Which instant a clock's reading means. Where clocks are put forward some readings never come;
//! where they are put back some come twice. Neither is guessed at.

use super::rules::Rules;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// No zone is further from UTC, and none changes its clocks by more: one that crosses the date
/// line skips a day.
const FAR: TimeDelta = TimeDelta::hours(36);

/// What a reading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    Once(DateTime<Utc>),
    /// Clocks were put back: the reading comes before and after that.
    Twice {
        first: DateTime<Utc>,
        second: DateTime<Utc>,
    },
    /// Clocks were put forward past it. `next` is the first instant after the gap.
    Never {
        next: DateTime<Utc>,
    },
}

/// Which instant a clock of the zone means by this reading.
pub fn meant(clock: NaiveDateTime, rules: &impl Rules) -> Meant {
    let around = clock.and_utc();
    let before = rules.east(around - FAR);
    let after = rules.east(around + FAR);
    let of = |east: TimeDelta| around - east;
    let holds = |east: TimeDelta| rules.east(of(east)) == east;
    match (holds(before), holds(after)) {
        (true, true) if before == after => Meant::Once(of(before)),
        (true, true) => Meant::Twice {
            first: of(before).min(of(after)),
            second: of(before).max(of(after)),
        },
        (true, false) => Meant::Once(of(before)),
        (false, true) => Meant::Once(of(after)),
        (false, false) => Meant::Never {
            next: change(of(after), of(before), after, rules),
        },
    }
}

/// The first second between the two at which clocks are `after` ahead.
fn change(
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    after: TimeDelta,
    rules: &impl Rules,
) -> DateTime<Utc> {
    let (mut not_yet, mut already) = (from.timestamp(), until.timestamp());
    while already - not_yet > 1 {
        let middle = not_yet + (already - not_yet) / 2;
        match DateTime::from_timestamp(middle, 0) {
            Some(at) if rules.east(at) != after => not_yet = middle,
            _ => already = middle,
        }
    }
    DateTime::from_timestamp(already, 0).unwrap_or(until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::times::rules::shown;

    /// A zone whose clocks change at these instants, from the first offset on; in minutes.
    struct Changes {
        at_first: i64,
        then: &'static [(&'static str, i64)],
    }

    impl Rules for Changes {
        fn east(&self, at: DateTime<Utc>) -> TimeDelta {
            let passed = self.then.iter().rfind(|(from, _)| utc(from) <= at);
            TimeDelta::minutes(passed.map_or(self.at_first, |(_, east)| *east))
        }
    }

    const ROME: Changes = Changes {
        at_first: 60,
        then: &[("2026-03-29T01:00:00Z", 120), ("2026-10-25T01:00:00Z", 60)],
    };
    /// Half an hour of summer time.
    const LORD_HOWE: Changes = Changes {
        at_first: 660,
        then: &[("2026-04-04T15:00:00Z", 630), ("2026-10-03T15:30:00Z", 660)],
    };
    const NEW_YORK: Changes = Changes {
        at_first: -300,
        then: &[
            ("2026-03-08T07:00:00Z", -240),
            ("2026-11-01T06:00:00Z", -300),
        ],
    };
    /// Had no 30 December 2011.
    const APIA: Changes = Changes {
        at_first: -600,
        then: &[("2011-12-30T10:00:00Z", 840)],
    };

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn clock(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn most_readings_mean_one_instant() {
        for (text, at) in [
            ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
            ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
            ("2026-07-01T12:00:00", "2026-07-01T10:00:00Z"),
            ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
            ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
            ("2026-12-24T18:00:00", "2026-12-24T17:00:00Z"),
        ] {
            assert_eq!(meant(clock(text), &ROME), Meant::Once(utc(at)), "{text}");
        }
    }

    #[test]
    fn a_reading_in_a_gap_never_comes_and_the_next_is_its_end() {
        let next = utc("2026-03-29T01:00:00Z");
        for text in [
            "2026-03-29T02:00:00",
            "2026-03-29T02:30:00",
            "2026-03-29T02:59:59",
        ] {
            assert_eq!(meant(clock(text), &ROME), Meant::Never { next }, "{text}");
        }
        assert_eq!(
            meant(clock("2026-10-04T02:15:00"), &LORD_HOWE),
            Meant::Never {
                next: utc("2026-10-03T15:30:00Z")
            }
        );
        assert_eq!(
            meant(clock("2026-03-08T02:30:00"), &NEW_YORK),
            Meant::Never {
                next: utc("2026-03-08T07:00:00Z")
            }
        );
        assert_eq!(
            meant(clock("2011-12-30T12:00:00"), &APIA),
            Meant::Never {
                next: utc("2011-12-30T10:00:00Z")
            }
        );
    }

    #[test]
    fn a_reading_in_a_doubled_hour_comes_twice() {
        assert_eq!(
            meant(clock("2026-10-25T02:30:00"), &ROME),
            Meant::Twice {
                first: utc("2026-10-25T00:30:00Z"),
                second: utc("2026-10-25T01:30:00Z"),
            }
        );
        assert_eq!(
            meant(clock("2026-11-01T01:30:00"), &NEW_YORK),
            Meant::Twice {
                first: utc("2026-11-01T05:30:00Z"),
                second: utc("2026-11-01T06:30:00Z"),
            }
        );
    }

    #[test]
    fn what_a_clock_shows_means_the_instant_at_which_it_does() {
        for rules in [&ROME, &LORD_HOWE, &NEW_YORK] {
            for quarter in 0..4 * 24 * 365 {
                let at = utc("2026-01-01T00:00:00Z") + TimeDelta::minutes(15 * quarter);
                let found = match meant(shown(at, rules), rules) {
                    Meant::Once(found) => found,
                    Meant::Twice { first, second } if at == first || at == second => at,
                    other => panic!("{at}: {other:?}"),
                };
                assert_eq!(found, at);
            }
        }
    }
}
