//! One reader for every shape in which an instant is written: a day, a clock, and perhaps a zone.
//!
//! By hand, because a general parser of times weighs more than a page of the console.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use std::ops::RangeInclusive;

const NANOSECOND_DIGITS: usize = 9;

/// Years of four digits, in UTC.
const YEARS: RangeInclusive<i32> = 0..=9999;

/// A leap second is the second before it, and more than a second of nanoseconds.
const LEAP_SECOND: u32 = 60;
const SECOND_IN_NANOSECONDS: u32 = 1_000_000_000;

/// What stands in a text: the clock that was read, and how far east of UTC its zone is.
struct Written {
    clock: NaiveDateTime,
    east: Option<FixedOffset>,
}

/// The instant in `2026-04-02T10:15:00.250Z`, and in the same with a space for the `T`, with an
/// offset like `+01:00` or `+0100`, or with the word `UTC`. `None` without a zone, and where it
/// could not be written as such a text again.
pub fn read_instant(text: &str) -> Option<DateTime<Utc>> {
    let written = read(text)?;
    let utc = written.clock.checked_sub_offset(written.east?)?;
    Some(utc.and_utc()).filter(|at| YEARS.contains(&at.year()))
}

/// Later, or earlier, by this much. `None` where no text could say it: whatever is written must be read.
pub fn step(from: DateTime<Utc>, by: TimeDelta) -> Option<DateTime<Utc>> {
    let to = from.checked_add_signed(by)?;
    YEARS.contains(&to.year()).then_some(to)
}

/// The clock in `2026-04-02T10:15:00.250`, which names no zone. `None` with one.
pub fn read_clock(text: &str) -> Option<NaiveDateTime> {
    let written = read(text)?;
    written.east.is_none().then_some(written.clock)
}

fn read(text: &str) -> Option<Written> {
    let mut rest = text;
    let year = digits(&mut rest, 4)?;
    let month = sign(&mut rest, &['-']).and_then(|_| digits(&mut rest, 2))?;
    let day = sign(&mut rest, &['-']).and_then(|_| digits(&mut rest, 2))?;
    let hour = sign(&mut rest, &['T', 't', ' ']).and_then(|_| digits(&mut rest, 2))?;
    let minute = sign(&mut rest, &[':']).and_then(|_| digits(&mut rest, 2))?;
    let mut second = sign(&mut rest, &[':']).and_then(|_| digits(&mut rest, 2))?;
    let mut nanosecond = match sign(&mut rest, &['.']) {
        Some(_) => fraction(&mut rest)?,
        None => 0,
    };
    if second == LEAP_SECOND {
        second -= 1;
        nanosecond += SECOND_IN_NANOSECONDS;
    }
    let clock = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?
        .and_hms_nano_opt(hour, minute, second, nanosecond)?;
    let east = match rest.strip_prefix(' ').unwrap_or(rest) {
        "" if rest.is_empty() => None,
        "Z" | "z" | "UTC" => FixedOffset::east_opt(0),
        offset => Some(read_offset(offset)?),
    };
    Some(Written { clock, east })
}

fn read_offset(text: &str) -> Option<FixedOffset> {
    let mut rest = text;
    let side = sign(&mut rest, &['+', '-'])?;
    let hours = digits(&mut rest, 2)?;
    sign(&mut rest, &[':']);
    let minutes = digits(&mut rest, 2).filter(|minutes| *minutes < 60)?;
    let east = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let east = if side == '-' { -east } else { east };
    FixedOffset::east_opt(east).filter(|_| rest.is_empty())
}

/// Takes one of the `known` signs from the front.
fn sign(rest: &mut &str, known: &[char]) -> Option<char> {
    let first = rest.chars().next().filter(|first| known.contains(first))?;
    *rest = rest.strip_prefix(first)?;
    Some(first)
}

/// Takes a number of exactly `count` digits from the front.
fn digits(rest: &mut &str, count: usize) -> Option<u32> {
    let (number, after) = rest.split_at_checked(count)?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    *rest = after;
    number.parse().ok()
}

/// Takes the digits of a fraction of a second. Those beyond nanoseconds are passed over.
fn fraction(rest: &mut &str) -> Option<u32> {
    let after = rest.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let all = rest.strip_suffix(after)?;
    let kept = all.get(..NANOSECOND_DIGITS).unwrap_or(all);
    *rest = after;
    let filled = NANOSECOND_DIGITS - kept.len();
    kept.parse::<u32>()
        .ok()
        .map(|number| (0..filled).fold(number, |number, _| number * 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::iso;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "2026-04-02",
            "2026-04-02T10:15",
            "2026-04-02T10:15:00",
            "2026-04-02T10:15:00.",
            "2026-04-02T10:15:00.Z",
            "2026-04-02T10:15:00 ",
            "2026-04-02T10:15:00+24:00",
            "2026-04-02T10:15:00+05:60",
            "2026-04-02T10:15:00+01:00x",
            "2026-02-30T10:15:00Z",
            "2026-04-02T24:15:00Z",
            "2026-04-0²T10:15:00Z",
            "+026-04-02T10:15:00Z",
            "9999-12-31T23:59:59-05:00",
            "0000-01-01T00:00:00+05:00",
        ] {
            assert_eq!(read_instant(text), None, "{text}");
        }
    }

    #[test]
    fn a_leap_second_is_read() {
        let at = read_instant("2016-12-31T23:59:60.5Z").unwrap();
        assert_eq!(iso(at), "2016-12-31T23:59:60.500Z");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            seconds in -62_167_219_200_i64..253_402_300_800,
            nanoseconds in 0_u32..SECOND_IN_NANOSECONDS,
        ) {
            let at = DateTime::from_timestamp(seconds, nanoseconds).unwrap();
            prop_assert_eq!(read_instant(&iso(at)), Some(at));
            prop_assert_eq!(read_clock(iso(at).trim_end_matches('Z')), Some(at.naive_utc()));
        }

        #[test]
        fn it_reads_as_the_general_parser_does(
            text in "[12][09][0-9]{2}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,11})?(Z|[+-][0-2][0-9]:[0-6][0-9]|)"
        ) {
            let known = DateTime::parse_from_rfc3339(&text).ok().map(|at| at.with_timezone(&Utc));
            prop_assert_eq!(read_instant(&text), known);
        }

        #[test]
        fn whatever_is_read_or_stepped_to_can_be_written_and_read_again(
            year in prop_oneof![Just(0_i32), Just(1), Just(9998), Just(9999), 0_i32..=9999],
            rest in prop_oneof![
                Just("-01-01T00:00:00"), Just("-12-31T23:59:59.999999999"), Just("-12-31T23:59:60"),
                Just("-06-30T12:00:00.5"),
            ],
            zone in "Z|[+-][0-2][0-9]:[0-5][0-9]",
            by in prop_oneof![Just(1_i64), Just(-1), any::<i64>()],
        ) {
            let read = read_instant(&format!("{year:04}{rest}{zone}"));
            let stepped = read.and_then(|at| step(at, TimeDelta::nanoseconds(by)));
            for at in read.into_iter().chain(stepped) {
                prop_assert_eq!(read_instant(&iso(at)), Some(at));
            }
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC*") {
            let _ = (read_instant(&text), read_clock(&text));
        }
    }
}
