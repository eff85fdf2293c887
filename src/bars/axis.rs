//! The marks under bars: few, at round instants, in words as short as they can be. Pure.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use redrive_table::{Bar, Histogram};

/// More words than this do not fit under bars.
const MOST: i64 = 6;
const DAY: i64 = 86_400_000_000;
const MINUTE: i64 = 60_000_000;

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Thousandths of the width from the left edge.
    pub place: i64,
    pub words: String,
}

/// The marks of these bars, at round times of clocks that are so far ahead of UTC.
pub fn marks(bars: &[Bar], east: impl Fn(DateTime<Utc>) -> TimeDelta) -> Vec<Mark> {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else {
        return Vec::new();
    };
    let (from, whole) = (first.from, last.before.saturating_sub(first.from).max(1));
    let step = Histogram::round_step(whole, MOST);
    let ahead = |micros| {
        let east = DateTime::from_timestamp_micros(micros).map(&east);
        east.and_then(|east| east.num_microseconds()).unwrap_or(0)
    };
    let mut marks = Vec::new();
    let mut clock = Histogram::round_up(from.saturating_add(ahead(from)), step);
    let mut day = String::new();
    while i64::try_from(marks.len()).is_ok_and(|count| count < MOST) {
        // The clock may have been put forward or back since the first bar.
        let about = clock.saturating_sub(ahead(from));
        let at = clock.saturating_sub(ahead(about));
        if at >= last.before {
            break;
        }
        let place = (i128::from(at) - i128::from(from)) * 1000 / i128::from(whole);
        // What clocks are put forward past never comes, and nothing stands there.
        let comes = at >= from && at.saturating_add(ahead(at)) == clock;
        if let (Ok(place), Some(told)) =
            (i64::try_from(place), DateTime::from_timestamp_micros(clock))
            && comes
        {
            let words = words(told.naive_utc(), step, &mut day);
            marks.push(Mark { place, words });
        }
        let Some(next) = clock.checked_add(step) else {
            break;
        };
        clock = next;
    }
    marks
}

/// The day only where it is another than that of the mark before.
fn words(at: NaiveDateTime, step: i64, day: &mut String) -> String {
    if step >= 300 * DAY {
        return at.format("%b %Y").to_string();
    }
    let date = at.format("%-d %b").to_string();
    if step >= DAY {
        return date;
    }
    let clock = if step >= MINUTE { "%H:%M" } else { "%H:%M:%S" };
    let clock = at.format(clock);
    let midnight = at.num_seconds_from_midnight() == 0;
    let new = std::mem::replace(day, date.clone()) != date;
    match (new, midnight) {
        (true, true) if step >= MINUTE => date,
        (true, _) => format!("{date} {clock}"),
        (false, _) => clock.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_table::Counted;

    fn bars(from: &str, minutes: i64, count: i64) -> Vec<Bar> {
        let from = from.parse::<DateTime<Utc>>().unwrap().timestamp_micros();
        let edge = |number: i64| from + number * minutes * MINUTE;
        let bar = |number| Bar {
            from: edge(number),
            before: edge(number + 1),
            rows: Counted::default(),
        };
        (0..count).map(bar).collect()
    }

    fn told(bars: &[Bar]) -> Vec<(i64, String)> {
        told_with(bars, |_| TimeDelta::zero())
    }

    fn told_with(bars: &[Bar], east: impl Fn(DateTime<Utc>) -> TimeDelta) -> Vec<(i64, String)> {
        let marks = marks(bars, east).into_iter();
        marks.map(|mark| (mark.place, mark.words)).collect()
    }

    fn expected(marks: &[(i64, &str)]) -> Vec<(i64, String)> {
        let marks = marks.iter();
        marks
            .map(|(place, words)| (*place, (*words).to_owned()))
            .collect()
    }

    #[test]
    fn a_day_is_marked_by_hours_and_its_date_is_told_once() {
        let day = bars("2026-10-14T00:00:00Z", 30, 48);
        assert_eq!(
            told(&day),
            expected(&[
                (0, "14 Oct"),
                (250, "06:00"),
                (500, "12:00"),
                (750, "18:00")
            ])
        );
        let night = bars("2026-10-14T18:00:00Z", 10, 72);
        assert_eq!(
            told(&night),
            expected(&[
                (0, "14 Oct 18:00"),
                (250, "21:00"),
                (500, "15 Oct"),
                (750, "03:00")
            ])
        );
    }

    #[test]
    fn weeks_and_seconds_are_marked_too() {
        let month = bars("2026-10-01T00:00:00Z", 24 * 60, 31);
        let words: Vec<String> = told(&month).into_iter().map(|mark| mark.1).collect();
        assert_eq!(words, ["5 Oct", "12 Oct", "19 Oct", "26 Oct"], "Mondays");
        let mut second = bars("2026-10-14T09:00:07Z", 1, 1);
        second[0].before = second[0].from + 1_000_000;
        assert_eq!(told(&second), expected(&[(0, "14 Oct 09:00:07")]));
        assert_eq!(told(&[]), []);
    }

    #[test]
    fn marks_stand_at_round_times_of_the_readers_clock_also_when_it_is_put_back() {
        let kolkata = told_with(&bars("2026-10-14T00:00:00Z", 30, 48), |_| {
            TimeDelta::minutes(330)
        });
        assert_eq!(
            kolkata,
            expected(&[
                (20, "14 Oct 06:00"),
                (270, "12:00"),
                (520, "18:00"),
                (770, "15 Oct")
            ])
        );
        // In Rome, from 01:00 UTC on, it is one hour earlier.
        let back = "2026-10-25T01:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let rome = told_with(&bars("2026-10-24T22:00:00Z", 30, 48), |at| {
            TimeDelta::hours(if at < back { 2 } else { 1 })
        });
        assert_eq!(
            rome,
            expected(&[
                (0, "25 Oct"),
                (291, "06:00"),
                (541, "12:00"),
                (791, "18:00")
            ])
        );
    }

    #[test]
    fn nothing_is_marked_where_clocks_are_put_forward_past_it() {
        // In Santiago it is never midnight on that day: 23:59:59 is followed by 01:00.
        let forward = "2026-09-06T04:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let santiago = told_with(&bars("2026-09-06T03:30:00Z", 30, 45), |at| {
            TimeDelta::hours(if at < forward { -4 } else { -3 })
        });
        assert_eq!(
            santiago,
            expected(&[(244, "6 Sep 06:00"), (511, "12:00"), (777, "18:00")])
        );
    }

    #[test]
    fn all_of_time_has_few_marks_and_no_end_is_passed() {
        let all = Bar {
            from: i64::MIN,
            before: i64::MAX,
            rows: Counted::default(),
        };
        assert!(told(&[all]).len() <= 6);
    }
}
