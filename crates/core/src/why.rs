//! Why something was sent and failed again, as the row tells it that was read afterwards: its status
//! and its error, short, and without naming anybody. What a receiver answered in full is no part of
//! it: that is a body.

use crate::personal::masked;
use std::collections::HashMap;

/// More of an error than this nobody needs to know why.
const LONGEST: usize = 120;
/// More than this is not even looked through.
const READ: usize = 2000;
/// So many different texts are kept of one run. A vendor that writes another into every row must not
/// fill the memory: of those beyond, the status is kept.
const MOST: usize = 1000;

/// Status and error of a try, as far as they are known: `HTTP 503, upstream timed out`.
pub fn answer(status: Option<i64>, error: Option<&str>) -> String {
    match (status, error) {
        (Some(status), Some(error)) => format!("HTTP {status}, {error}"),
        (Some(status), None) => format!("HTTP {status}"),
        (None, Some(error)) => error.to_owned(),
        (None, None) => String::new(),
    }
}

/// The same, short, and with whom it names hidden; nothing where nothing is known.
pub(crate) fn told(status: Option<i64>, error: Option<&str>) -> Option<String> {
    let error = error.map(|error| {
        let head: String = error.chars().take(READ).collect();
        let shown = masked(head.trim().trim_end_matches('.'));
        let mut short: String = shown.chars().take(LONGEST).collect();
        if short.len() < shown.len() {
            short.push('…');
        }
        short
    });
    let error = error.filter(|error| !error.is_empty());
    Some(answer(status, error.as_deref())).filter(|why| !why.is_empty())
}

/// Stands for a text, in two bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Mark(u16);

impl Mark {
    /// Of what nothing is told.
    pub(crate) const NONE: Self = Self(0);

    const fn place(self) -> Option<usize> {
        (self.0 as usize).checked_sub(1)
    }
}

/// Each different text once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Whys {
    texts: Vec<String>,
    known: HashMap<String, Mark>,
}

impl Whys {
    /// The mark of a text. Where there is no room for it, that of its status; where there is none
    /// for that either, nothing is told.
    pub(crate) fn mark(&mut self, text: &str) -> Mark {
        if let Some(mark) = self.add(text, MOST) {
            return mark;
        }
        let status = text.split_once(", ").map_or(text, |(status, _)| status);
        let status = Some(status).filter(|status| status.starts_with("HTTP "));
        status
            .and_then(|status| self.add(status, 2 * MOST))
            .unwrap_or_default()
    }

    fn add(&mut self, text: &str, most: usize) -> Option<Mark> {
        if let Some(mark) = self.known.get(text) {
            return Some(*mark);
        }
        if self.texts.len() >= most {
            return None;
        }
        self.texts.push(text.to_owned());
        let mark = Mark(u16::try_from(self.texts.len()).ok()?);
        self.known.insert(text.to_owned(), mark);
        Some(mark)
    }

    /// The text of a mark.
    pub(crate) fn get(&self, mark: Mark) -> Option<&str> {
        self.texts.get(mark.place()?).map(String::as_str)
    }

    /// Each text with how many of these have it, the most first.
    pub(crate) fn counted(&self, marks: &[Mark]) -> Vec<(&str, usize)> {
        let mut counts = vec![0; self.texts.len()];
        for place in marks.iter().filter_map(|mark| mark.place()) {
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
        let texts = self.texts.iter().map(String::as_str);
        let mut counted: Vec<(&str, usize)> =
            texts.zip(counts).filter(|(_, count)| *count > 0).collect();
        counted.sort_by(|(text, count), (other, others)| {
            others.cmp(count).then_with(|| text.cmp(other))
        });
        counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_why_names_nobody_and_is_short() {
        let told = |status, error| told(status, error).unwrap();
        assert_eq!(told(Some(503), None), "HTTP 503");
        assert_eq!(told(Some(503), Some(" ")), "HTTP 503");
        assert_eq!(
            told(Some(550), Some("No mailbox pia@customer.example.")),
            "HTTP 550, No mailbox p•••@customer.example"
        );
        let long = told(None, Some(&"no ".repeat(900)));
        assert!(long.chars().count() <= LONGEST + 1 && long.ends_with('…'));
        assert_eq!(super::told(None, Some("")), None);
        assert_eq!(super::told(None, None), None);
    }

    #[test]
    fn a_vendor_that_writes_another_text_into_every_row_fills_nothing() {
        let mut whys = Whys::default();
        let mut marks: Vec<Mark> = (0..5 * MOST)
            .map(|row| whys.mark(&format!("HTTP 503, request {row} timed out")))
            .collect();
        assert_eq!(whys.get(marks[0]), Some("HTTP 503, request 0 timed out"));
        assert_eq!(whys.get(marks[4 * MOST]), Some("HTTP 503"));
        assert_eq!(whys.counted(&marks)[0], ("HTTP 503", 4 * MOST));
        marks.extend((0..5 * MOST).map(|row| whys.mark(&format!("HTTP {row}"))));
        marks.push(whys.mark("no status"));
        assert_eq!(whys.get(*marks.last().unwrap()), None);
        assert!(whys.texts.len() <= 2 * MOST);
    }
}
