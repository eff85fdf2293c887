//! When Kirim's deliveries were born. In the outage many share one timestamp, because the vendor
//! writes a burst of events in one go; one tie is larger than all others.

use super::Kind;
use crate::dice::Dice;
use crate::story::{DAY, HOUR, MINUTE, SECOND, Story};
use std::ops::Range;

/// The outage of `Orders-prod`: the day before yesterday, 08:00 to 11:20.
pub fn outage(story: &Story) -> Range<i64> {
    let start = story.midnight(2) + 8 * HOUR;
    start..start + 3 * HOUR + 20 * MINUTE
}

/// This many instants; order does not matter.
pub fn of(kind: Kind, story: &Story, rows: u64, dice: &mut Dice) -> Vec<i64> {
    let within = |days: i64, dice: &mut Dice| {
        story.anchor - MINUTE - dice.span(days * DAY / SECOND) * SECOND
    };
    match kind {
        Kind::Outage => {
            let mut times = ties(outage(story), rows * 3 / 4, story.scale.largest_tie(), dice);
            while (times.len() as u64) < rows {
                let at = within(20, dice);
                if !outage(story).contains(&at) {
                    times.push(at + dice.span(1000) * 1000);
                }
            }
            times
        }
        Kind::Mixed(_) => (0..rows).map(|_| within(20, dice)).collect(),
        Kind::Pending => (0..rows)
            .map(|_| story.anchor - MINUTE - dice.span(4 * 3600) * SECOND)
            .collect(),
        Kind::Dead => (0..rows)
            .map(|_| story.anchor - 6 * DAY - dice.span(3 * DAY / SECOND) * SECOND)
            .collect(),
    }
}

fn ties(window: Range<i64>, rows: u64, largest: u64, dice: &mut Dice) -> Vec<i64> {
    let mut times = Vec::new();
    let seconds = (window.end - window.start) / SECOND;
    let mut next = largest.min(rows);
    while (times.len() as u64) < rows {
        let at = window.start + dice.span(seconds) * SECOND;
        for _ in 0..next {
            times.push(at);
        }
        next = match dice.below(10) {
            0 => 20 + dice.below(20),
            1..=3 => 2 + dice.below(4),
            _ => 1,
        };
    }
    times.truncate(usize::try_from(rows).unwrap_or(usize::MAX));
    times
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Scale;
    use chrono::DateTime;

    #[test]
    fn the_outage_has_ties_and_many_rows() {
        let story = Story::at(DateTime::default(), 1, Scale::Small);
        let mut times = of(Kind::Outage, &story, 1760, &mut Dice::new(1, "x"));
        assert_eq!(times.len(), 1760);
        times.retain(|at| outage(&story).contains(at));
        assert!(times.len() > 1200);
        times.sort_unstable();
        assert!(times.windows(120).any(|tie| tie[0] == tie[119]));
    }
}
