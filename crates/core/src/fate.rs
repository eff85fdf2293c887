//! What became of an item after its call, as far as reading the vendor's rows afterwards tells.
//!
//! A trace proves that a call was applied. The absence of one proves nothing.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What reading back says of one item.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Nobody has looked yet.
    #[default]
    NotRead,
    /// It is on its way, the vendor may try it again by itself, or nothing of it can be seen yet.
    Pending,
    /// Its receiver took it.
    Delivered,
    /// A mail server took it. Whether it reached anybody is in none of the rows that are read.
    HandedOver,
    /// It was sent and failed again, for good.
    FailedAgain,
    /// This vendor's rows cannot tell.
    NotVerifiable,
}

impl Fate {
    /// All six, in the order in which reports show them.
    pub const ALL: [Self; 6] = [
        Self::Delivered,
        Self::HandedOver,
        Self::FailedAgain,
        Self::Pending,
        Self::NotVerifiable,
        Self::NotRead,
    ];

    /// The word that screens and files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::HandedOver => "handed over",
            Self::FailedAgain => "failed again",
            Self::Pending => "pending",
            Self::NotVerifiable => "not verifiable",
            Self::NotRead => "not read",
        }
    }

    /// Whether the vendor's rows say that it went well, as far as they can.
    pub const fn went_well(self) -> bool {
        matches!(self, Self::Delivered | Self::HandedOver)
    }

    /// Whether looking again can change it.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Delivered | Self::HandedOver | Self::FailedAgain | Self::NotVerifiable
        )
    }
}

/// A run of consecutive items with the same fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Place in the plan of the first.
    pub start: usize,
    /// How many items, at least 1.
    pub length: usize,
    /// That of each of them.
    pub fate: Fate,
}

/// Items that failed again for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Why {
    text: String,
    /// First place and how many; in order, none overlapping.
    places: Vec<(usize, usize)>,
}

/// What one search found: the items that left a trace, and nothing about the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// In order of place, none overlapping.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    traces: Vec<Span>,
    /// Why some failed again. Absent in what was written before it was told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    whys: Vec<Why>,
    /// Whether everything was read that there was to read.
    complete: bool,
}

impl Findings {
    /// Shortens a list of places with their fates; of one place named twice the last counts.
    pub fn of(mut places: Vec<(usize, Fate)>, complete: bool) -> Self {
        places.sort_by_key(|(place, _)| *place);
        let mut traces: Vec<Span> = Vec::new();
        for (place, fate) in places {
            match traces.last_mut() {
                Some(last) if last.start + last.length > place => {
                    last.length -= 1;
                    if last.length == 0 {
                        traces.pop();
                    }
                    push(&mut traces, place, fate);
                }
                _ => push(&mut traces, place, fate),
            }
        }
        Self {
            traces,
            whys: Vec::new(),
            complete,
        }
    }

    /// The same, with why some of them failed again: places in order, each with what its row tells.
    pub fn because<'a>(mut self, whys: impl IntoIterator<Item = (usize, &'a str)>) -> Self {
        let mut known: HashMap<&str, usize> = HashMap::new();
        for (place, text) in whys {
            let number = *known.entry(text).or_insert(self.whys.len());
            if number == self.whys.len() {
                self.whys.push(Why {
                    text: text.to_owned(),
                    places: Vec::new(),
                });
            }
            let Some(why) = self.whys.get_mut(number) else {
                continue;
            };
            match why.places.last_mut() {
                Some((start, length)) if *start + *length == place => *length += 1,
                _ => why.places.push((place, 1)),
            }
        }
        self
    }

    /// The same, but that these are pending: places in order.
    pub(crate) fn with_pending(self, places: &[usize]) -> Self {
        if places.is_empty() {
            return self;
        }
        let fates = self
            .traces()
            .map(|(place, fate)| match places.binary_search(&place) {
                Ok(_) => (place, Fate::Pending),
                Err(_) => (place, fate),
            });
        Self {
            traces: Self::of(fates.collect(), self.complete).traces,
            ..self
        }
    }

    /// Whether they can be of so many items, as those that were made here always are: one that was
    /// read may be damaged.
    pub fn fit(&self, items: usize) -> bool {
        let spans = self.traces.iter().map(|span| (span.start, span.length));
        let mut whys = self.whys.iter();
        spans_fit(spans, items) && whys.all(|why| spans_fit(why.places.iter().copied(), items))
    }

    /// Each reason with the items that failed again for it: first place and how many.
    pub(crate) fn whys(&self) -> impl Iterator<Item = (&str, &[(usize, usize)])> {
        let whys = self.whys.iter();
        whys.map(|why| (why.text.as_str(), why.places.as_slice()))
    }

    /// The items with a trace, in order of place.
    pub fn traces(&self) -> impl Iterator<Item = (usize, Fate)> {
        self.traces
            .iter()
            .flat_map(|span| (span.start..span.start + span.length).map(|place| (place, span.fate)))
    }

    /// Whether everything was read that there was to read. Tests ask it; a run only writes it down.
    pub const fn is_complete(&self) -> bool {
        self.complete
    }
}

/// Whether these spans, first place and length, stand in order within so many items.
pub(crate) fn spans_fit(spans: impl Iterator<Item = (usize, usize)>, items: usize) -> bool {
    let mut end = 0;
    for (start, length) in spans {
        match start.checked_add(length) {
            Some(next) if end <= start && next <= items => end = next,
            _ => return false,
        }
    }
    true
}

fn push(traces: &mut Vec<Span>, place: usize, fate: Fate) {
    match traces.last_mut() {
        Some(last) if last.fate == fate && last.start + last.length == place => last.length += 1,
        _ => traces.push(Span {
            start: place,
            length: 1,
            fate,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_hundred_thousand_neighbours_with_one_fate_are_one_span() {
        let places = (1..=100_000).map(|place| (place, Fate::Delivered));
        let other = [(100_001, Fate::Pending)];
        let found = Findings::of(places.chain(other).collect(), true);
        let spans: Vec<(usize, usize)> = found
            .traces
            .iter()
            .map(|span| (span.start, span.length))
            .collect();
        assert_eq!(spans, [(1, 100_000), (100_001, 1)]);
    }

    #[test]
    fn what_was_written_before_reasons_were_told_is_read_and_tells_none() {
        let old = r#"{"traces":[{"start":0,"length":2,"fate":"failed_again"}],"complete":true}"#;
        let read: Findings = serde_json::from_str(old).unwrap();
        let found = Findings::of(vec![(0, Fate::FailedAgain), (1, Fate::FailedAgain)], true);
        assert_eq!(read, found);
        assert_eq!(serde_json::to_string(&read).unwrap(), old);
        let told = found.because([(0, "HTTP 503"), (1, "HTTP 500")]);
        let text = serde_json::to_string(&told).unwrap();
        assert_eq!(serde_json::from_str::<Findings>(&text).unwrap(), told);
    }

    #[test]
    fn neighbours_that_failed_for_one_reason_are_one_span() {
        let places = (0..9).map(|place| (place, Fate::FailedAgain)).collect();
        let why = |place| if place == 4 { "HTTP 500" } else { "HTTP 503" };
        let found = Findings::of(places, true).because((0..9).map(|place| (place, why(place))));
        let whys: Vec<_> = found.whys().collect();
        assert_eq!(
            whys,
            [
                ("HTTP 503", [(0, 4), (5, 4)].as_slice()),
                ("HTTP 500", [(4, 1)].as_slice())
            ]
        );
        assert!(found.fit(9) && !found.fit(8));
        let damaged = r#"{"whys":[{"text":"HTTP 503","places":[[3,1],[0,1]]}],"complete":true}"#;
        assert!(!serde_json::from_str::<Findings>(damaged).unwrap().fit(9));
    }

    proptest! {
        #[test]
        fn spans_say_what_the_list_said(list in prop::collection::vec((0usize..40, 0usize..6), 0..80)) {
            let list: Vec<(usize, Fate)> = list.into_iter().map(|(place, fate)| (place, Fate::ALL[fate])).collect();
            let wanted: BTreeMap<usize, Fate> = list.iter().copied().collect();
            let found = Findings::of(list, true);
            prop_assert!(found.fit(40));
            prop_assert!(found.traces.iter().all(|span| span.length > 0));
            let found: Vec<(usize, Fate)> = found.traces().collect();
            prop_assert_eq!(found, wanted.into_iter().collect::<Vec<_>>());
        }
    }
}
