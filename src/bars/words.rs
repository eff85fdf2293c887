//! What is said of rows over time. Pure.

use super::span::Span;
use crate::ui::time::{span_text, time_text};
use crate::words::number::{counted, grouped};
use chrono::DateTime;
use redrive_table::{Bar, Counted};

/// An edge as an instant in the zone of the axis, where it is one that a calendar knows; followed.
pub fn edge(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros)
        .map_or_else(|| "beyond all calendars".to_owned(), time_text)
}

/// `300 loaded deliveries, and more match`: what the bars are of.
pub fn of_what((one, many): (&str, &str), shown: usize, all: usize, more: bool) -> String {
    let of = if shown == all {
        format!("{} loaded", counted(all, one, many))
    } else {
        format!(
            "{} shown of {} loaded",
            counted(shown, one, many),
            grouped(all)
        )
    };
    if more {
        format!("{of}; more match")
    } else {
        of
    }
}

/// Why there is no bar.
pub const fn no_bar(shown: usize) -> &'static str {
    if shown == 0 {
        "No loaded row is shown."
    } else {
        "No shown row has a known moment."
    }
}

/// Rows that stand under no bar.
pub fn undated(rows: Counted) -> Option<String> {
    (rows.all > 0).then(|| format!("{} without a known moment", grouped(rows.all)))
}

/// `38, 12 of them dead or failed`.
pub fn how_many(failed: &str, rows: Counted) -> String {
    format!(
        "{}, {} {}",
        grouped(rows.all),
        match rows.marked {
            0 => "none".to_owned(),
            marked if marked == rows.all => "all".to_owned(),
            marked => format!("{} of them", grouped(marked)),
        },
        failed
    )
}

/// `14 Oct 2026 09:00–09:30 UTC`, in the zone of the axis; followed.
pub fn from_to(span: Span) -> String {
    let ends = [span.from, span.before].map(DateTime::from_timestamp_micros);
    match ends {
        [Some(from), Some(before)] => span_text(Some(from), Some(before)),
        _ => format!("{} to {}", edge(span.from), edge(span.before)),
    }
}

/// The name of the picture: what it shows, and where most failures lie.
pub fn name(many: &str, failed: &str, bars: &[Bar]) -> String {
    let Some(span) = Span::of(bars, 0..bars.len()) else {
        return String::new();
    };
    let whole = format!(
        "Loaded {many} over time in {}, {}",
        counted(bars.len(), "bar", "bars"),
        from_to(span)
    );
    let worst = bars.iter().rev().max_by_key(|bar| bar.rows.marked);
    match worst.filter(|bar| bar.rows.marked > 0) {
        Some(bar) => format!(
            "{whole}. Most {failed} from {}: {}.",
            edge(bar.from),
            grouped(bar.rows.marked)
        ),
        None => format!("{whole}. None {failed}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAILED: &str = "dead or failed";
    const NOUNS: (&str, &str) = ("delivery", "deliveries");

    #[test]
    fn rows_are_told_with_how_many_of_them_failed() {
        let rows = |all, marked| Counted { all, marked };
        assert_eq!(
            how_many(FAILED, rows(1200, 38)),
            "1,200, 38 of them dead or failed"
        );
        assert_eq!(how_many(FAILED, rows(2, 2)), "2, all dead or failed");
        assert_eq!(how_many(FAILED, rows(2, 0)), "2, none dead or failed");
        assert_eq!(
            of_what(NOUNS, 300, 300, true),
            "300 deliveries loaded; more match"
        );
        assert_eq!(
            of_what(NOUNS, 1, 300, false),
            "1 delivery shown of 300 loaded"
        );
        assert_eq!(undated(rows(0, 0)), None);
        assert_eq!(
            undated(rows(3, 0)).as_deref(),
            Some("3 without a known moment")
        );
    }

    #[test]
    fn the_picture_is_named_by_its_span_and_where_most_failed() {
        let bar = |from: i64, marked| Bar {
            from,
            before: from + 1_000_000,
            rows: Counted { all: 9, marked },
        };
        let name = |bars: &[Bar]| name(NOUNS.1, FAILED, bars);
        assert_eq!(name(&[]), "");
        assert_eq!(
            name(&[bar(0, 2), bar(1_000_000, 7)]),
            "Loaded deliveries over time in 2 bars, 1 Jan 1970 00:00–00:00:02 UTC. Most dead or failed from 1 Jan 1970 00:00:01 UTC: 7."
        );
        assert!(name(&[bar(0, 0)]).ends_with("None dead or failed."));
        assert!(name(&[bar(i64::MIN, 0)]).contains("beyond all calendars"));
    }
}
