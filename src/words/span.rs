//! Spans of time as people say them: rough for what is estimated, exact for what is counted down.

use super::number::{counted, grouped};
use chrono::TimeDelta;

/// What an estimate is worth: `less than a minute`, `about 4 minutes`, `about 3 hours`.
pub fn about(span: TimeDelta) -> String {
    let minutes = (span.num_seconds().max(0) + 30) / 60;
    let rounded = |unit: i64| usize::try_from((minutes + unit / 2) / unit).unwrap_or_default();
    match minutes {
        0 => "less than a minute".to_owned(),
        1..90 => format!("about {}", counted(rounded(1), "minute", "minutes")),
        90..2160 => format!("about {}", counted(rounded(60), "hour", "hours")),
        _ => format!("about {}", counted(rounded(24 * 60), "day", "days")),
    }
}

/// What is left of a wait, to the second where that matters: `7 s`, `2 min 5 s`, `3 h 12 min`.
pub fn left(span: TimeDelta) -> String {
    let millis = span.num_milliseconds().max(0);
    let seconds = (millis + 999) / 1000;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min {} s", seconds % 60),
        _ => format!(
            "{} h {minutes} min",
            grouped(usize::try_from(hours).unwrap_or_default())
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_as_rough_as_it_is() {
        let words = |seconds| about(TimeDelta::seconds(seconds));
        assert_eq!(words(-5), "less than a minute");
        assert_eq!(words(29), "less than a minute");
        assert_eq!(words(40), "about 1 minute");
        assert_eq!(words(4 * 60 + 10), "about 4 minutes");
        assert_eq!(words(100 * 60), "about 2 hours");
        assert_eq!(words(3 * 24 * 3600), "about 3 days");
    }

    #[test]
    fn a_wait_ends_at_nought_and_not_before() {
        let words = |millis| left(TimeDelta::milliseconds(millis));
        assert_eq!(words(-1), "0 s");
        assert_eq!(words(1), "1 s");
        assert_eq!(words(125_000), "2 min 5 s");
        assert_eq!(words(11_520_000), "3 h 12 min");
    }
}
