//! An instant as it is being typed off a clock: what it means so far, and what has to be asked.

use super::clocks::{Meant, meant};
use super::rules::{Rules, Zone, shown};
use crate::filters::field_clock;
use chrono::{DateTime, Datelike, Utc};
use redrive_core::time::iso;

/// Years below this are being typed: a field gives `0002` after the first digit.
const FIRST_YEAR: i32 = 1970;

/// Which of two instants that share one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    First,
    Second,
}

/// What a text in a field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    Nothing,
    /// No date and time yet.
    Unfinished,
    At(DateTime<Utc>),
    /// It comes twice; `half` is which was chosen, nothing as long as none was.
    Twice {
        first: DateTime<Utc>,
        second: DateTime<Utc>,
        half: Option<Half>,
    },
    Never {
        next: DateTime<Utc>,
    },
}

impl Typed {
    /// Reads what a `datetime-local` field holds.
    pub fn read(text: &str, zone: Zone, half: Option<Half>, rules: &impl Rules) -> Self {
        if text.is_empty() {
            return Self::Nothing;
        }
        let Some(clock) = field_clock(text).filter(|clock| clock.year() >= FIRST_YEAR) else {
            return Self::Unfinished;
        };
        match zone {
            Zone::Utc => Self::At(clock.and_utc()),
            Zone::Mine => match meant(clock, rules) {
                Meant::Once(at) => Self::At(at),
                Meant::Never { next } => Self::Never { next },
                Meant::Twice { first, second } => Self::Twice {
                    first,
                    second,
                    half,
                },
            },
        }
    }

    /// The instant, where there is exactly one; `Ok(None)` where nothing was typed.
    ///
    /// # Errors
    /// Why there is none yet, as the end of a sentence that begins with the field's name.
    pub const fn instant(self) -> Result<Option<DateTime<Utc>>, &'static str> {
        match self {
            Self::Nothing => Ok(None),
            Self::At(at)
            | Self::Twice {
                first: at,
                half: Some(Half::First),
                ..
            }
            | Self::Twice {
                second: at,
                half: Some(Half::Second),
                ..
            } => Ok(Some(at)),
            Self::Unfinished => Err("is no date and time yet"),
            Self::Twice { half: None, .. } => Err("comes twice: say which is meant"),
            Self::Never { .. } => Err("never comes: clocks are put forward past it"),
        }
    }
}

/// What a `datetime-local` field holds for an instant, and which half that is.
pub fn written(at: DateTime<Utc>, zone: Zone, rules: &impl Rules) -> (String, Option<Half>) {
    let clock = match zone {
        Zone::Utc => at.naive_utc(),
        Zone::Mine => shown(at, rules),
    };
    let half = match (zone, meant(clock, rules)) {
        (Zone::Mine, Meant::Twice { first, .. }) if at == first => Some(Half::First),
        (Zone::Mine, Meant::Twice { .. }) => Some(Half::Second),
        _ => None,
    };
    let text = iso(clock.and_utc()).trim_end_matches('Z').to_owned();
    (text, half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    /// Rome in the second half of 2026.
    struct Rome;

    impl Rules for Rome {
        fn east(&self, at: DateTime<Utc>) -> TimeDelta {
            TimeDelta::hours(if at < utc("2026-10-25T01:00:00Z") {
                2
            } else {
                1
            })
        }
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_instant_survives_its_field_in_both_zones() {
        for text in [
            "2026-10-14T09:00:00Z",
            "2026-10-14T09:00:01.250Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
        ] {
            for zone in [Zone::Utc, Zone::Mine] {
                let (field, half) = written(utc(text), zone, &Rome);
                let typed = Typed::read(&field, zone, half, &Rome);
                assert_eq!(typed.instant(), Ok(Some(utc(text))), "{field} {zone:?}");
            }
        }
    }

    #[test]
    fn what_is_unfinished_or_comes_twice_is_no_instant_yet() {
        let read = |text: &str, half| Typed::read(text, Zone::Mine, half, &Rome).instant();
        assert_eq!(read("", None), Ok(None));
        assert!(read("2026-10-14", None).is_err());
        assert!(read("0002-10-14T10:00", None).is_err());
        assert!(read("2026-10-25T02:30", None).is_err());
        assert_eq!(
            read("2026-10-25T02:30", Some(Half::Second)),
            Ok(Some(utc("2026-10-25T01:30:00Z")))
        );
    }
}
