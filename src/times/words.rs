//! Instants in words: never without a zone, never with one that is not said.

use super::clocks::{Meant, meant};
use super::rules::{Rules, shown};
use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Timelike, Utc};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `14 Oct 2026 09:02:11 UTC`, with milliseconds only where there are some.
pub fn in_utc(at: DateTime<Utc>) -> String {
    format!("{} UTC", clock_text(at.naive_utc()))
}

/// `14 Oct 2026 11:02:11 Rome`, and `25 Oct 2026 02:30:00 (UTC+2) Rome` where that comes twice.
pub fn in_zone(at: DateTime<Utc>, rules: &impl Rules, place: &str) -> String {
    let clock = shown(at, rules);
    format!("{}{} {place}", clock_text(clock), half(at, clock, rules))
}

/// Which of two it is, where clocks are put back and show the same once more.
fn half(at: DateTime<Utc>, clock: NaiveDateTime, rules: &impl Rules) -> String {
    match meant(clock, rules) {
        Meant::Twice { .. } => format!(" ({})", offset_text(rules.east(at))),
        Meant::Once(_) | Meant::Never { .. } => String::new(),
    }
}

/// `UTC+2`, `UTC-3:30`: tells the two halves of a doubled hour apart.
pub fn offset_text(east: TimeDelta) -> String {
    let minutes = east.num_minutes();
    let side = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    match minutes {
        0 => format!("UTC{side}{hours}"),
        _ => format!("UTC{side}{hours}:{minutes:02}"),
    }
}

/// A day and a clock without a zone: whoever uses it says the zone beside it.
pub fn clock_text(clock: NaiveDateTime) -> String {
    format!("{} {}", day_text(clock), hours_text(clock, true))
}

/// A span as short as it can be: `14 Oct 2026 09:00–11:00 Rome`. Open sides are words.
pub fn between(
    after: Option<DateTime<Utc>>,
    before: Option<DateTime<Utc>>,
    rules: &impl Rules,
    place: &str,
) -> String {
    let day = |at| day_text(shown(at, rules));
    let hours = |at| {
        let clock = shown(at, rules);
        format!("{}{}", hours_text(clock, false), half(at, clock, rules))
    };
    let short = |at| format!("{} {}", day(at), hours(at));
    match (after, before) {
        (None, None) => "any time".to_owned(),
        (Some(from), None) => format!("since {} {place}", short(from)),
        (None, Some(to)) => format!("before {} {place}", short(to)),
        (Some(from), Some(to)) if shown(from, rules).date() == shown(to, rules).date() => {
            format!("{}–{} {place}", short(from), hours(to))
        }
        (Some(from), Some(to)) => format!("{} – {} {place}", short(from), short(to)),
    }
}

fn day_text(clock: NaiveDateTime) -> String {
    let month = MONTHS
        .get(clock.month0() as usize)
        .copied()
        .unwrap_or_default();
    format!("{} {month} {:04}", clock.day(), clock.year())
}

/// Seconds where they are wanted or not nought; milliseconds where there are some.
fn hours_text(clock: NaiveDateTime, seconds: bool) -> String {
    let mut text = format!("{:02}:{:02}", clock.hour(), clock.minute());
    let millis = clock.nanosecond() / 1_000_000 % 1000;
    if seconds || clock.second() > 0 || millis > 0 {
        text = format!("{text}:{:02}", clock.second());
    }
    if millis > 0 {
        text = format!("{text}.{millis:03}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    struct East(i64);

    impl Rules for East {
        fn east(&self, _: DateTime<Utc>) -> TimeDelta {
            TimeDelta::minutes(self.0)
        }
    }

    /// Clocks are put back by an hour at 01:00 UTC.
    struct Rome;

    impl Rules for Rome {
        fn east(&self, instant: DateTime<Utc>) -> TimeDelta {
            TimeDelta::hours(if instant < at("2026-10-25T01:00:00Z") {
                2
            } else {
                1
            })
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn what_a_clock_shows_twice_says_which_of_the_two_it_is() {
        let words = |text| in_zone(at(text), &Rome, "Rome");
        assert_eq!(
            words("2026-10-25T00:30:00Z"),
            "25 Oct 2026 02:30:00 (UTC+2) Rome"
        );
        assert_eq!(
            words("2026-10-25T01:30:00Z"),
            "25 Oct 2026 02:30:00 (UTC+1) Rome"
        );
        assert_eq!(words("2026-10-25T02:00:00Z"), "25 Oct 2026 03:00:00 Rome");
        let span = |from, to| between(Some(at(from)), Some(at(to)), &Rome, "Rome");
        assert_eq!(
            span("2026-10-25T00:00:00Z", "2026-10-25T01:30:00Z"),
            "25 Oct 2026 02:00 (UTC+2)–02:30 (UTC+1) Rome"
        );
        assert_eq!(
            span("2026-10-24T23:00:00Z", "2026-10-25T01:00:00Z"),
            "25 Oct 2026 01:00–02:00 (UTC+1) Rome"
        );
    }

    #[test]
    fn an_instant_says_its_zone() {
        let instant = at("2026-10-14T23:02:11Z");
        assert_eq!(in_utc(instant), "14 Oct 2026 23:02:11 UTC");
        assert_eq!(
            in_zone(instant, &East(120), "Rome"),
            "15 Oct 2026 01:02:11 Rome"
        );
        assert_eq!(
            in_utc(at("2026-10-14T23:02:11.050Z")),
            "14 Oct 2026 23:02:11.050 UTC"
        );
        assert_eq!(offset_text(TimeDelta::minutes(120)), "UTC+2");
        assert_eq!(offset_text(TimeDelta::minutes(-210)), "UTC-3:30");
        assert_eq!(offset_text(TimeDelta::zero()), "UTC+0");
    }

    #[test]
    fn a_span_is_as_short_as_it_can_be() {
        let words = |after: &str, before: &str| {
            let side = |text: &str| (!text.is_empty()).then(|| at(text));
            between(side(after), side(before), &East(0), "UTC")
        };
        let (from, to) = ("2026-10-14T09:00:00Z", "2026-10-14T11:00:30Z");
        assert_eq!(words(from, to), "14 Oct 2026 09:00–11:00:30 UTC");
        assert_eq!(
            words(from, "2026-10-15T00:00:00Z"),
            "14 Oct 2026 09:00 – 15 Oct 2026 00:00 UTC"
        );
        assert_eq!(words(from, ""), "since 14 Oct 2026 09:00 UTC");
        assert_eq!(words("", to), "before 14 Oct 2026 11:00:30 UTC");
        assert_eq!(words("", ""), "any time");
    }
}
