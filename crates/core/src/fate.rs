//! What became of an item after its call, as far as reading the vendor's rows afterwards tells.
//!
//! A trace proves that a call was applied. The absence of one proves nothing.

use serde::{Deserialize, Serialize};

/// What reading back says of one item.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Nobody has looked yet.
    #[default]
    NotRead,
    /// It is on its way, or nothing of it can be seen yet.
    Pending,
    /// Its receiver took it.
    Delivered,
    /// It was sent and failed again, for good.
    FailedAgain,
    /// This vendor's rows cannot tell.
    NotVerifiable,
}

impl Fate {
    /// All five, in the order in which reports show them.
    pub const ALL: [Self; 5] = [
        Self::Delivered,
        Self::FailedAgain,
        Self::Pending,
        Self::NotVerifiable,
        Self::NotRead,
    ];

    /// The word that screens and files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::FailedAgain => "failed again",
            Self::Pending => "pending",
            Self::NotVerifiable => "not verifiable",
            Self::NotRead => "not read",
        }
    }

    /// Whether looking again can change it.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Delivered | Self::FailedAgain | Self::NotVerifiable
        )
    }
}

/// A run of consecutive items with the same fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Place in the plan of the first.
    pub start: usize,
    pub length: usize,
    pub fate: Fate,
}

/// What one search found: the items that left a trace, and nothing about the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// In order of place, none overlapping.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    traces: Vec<Span>,
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
        Self { traces, complete }
    }

    /// Whether they can be of so many items, as those that were made here always are: one that was
    /// read may be damaged.
    pub fn fit(&self, items: usize) -> bool {
        let spans = self.traces.iter().map(|span| (span.start, span.length));
        spans_fit(spans, items)
    }

    /// The items with a trace, in order of place.
    pub fn traces(&self) -> impl Iterator<Item = (usize, Fate)> {
        self.traces
            .iter()
            .flat_map(|span| (span.start..span.start + span.length).map(|place| (place, span.fate)))
    }

    /// Whether everything was read that there was to read.
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

    proptest! {
        #[test]
        fn spans_say_what_the_list_said(list in prop::collection::vec((0usize..40, 0usize..4), 0..80)) {
            let list: Vec<(usize, Fate)> = list.into_iter().map(|(place, fate)| (place, Fate::ALL[fate])).collect();
            let wanted: BTreeMap<usize, Fate> = list.iter().copied().collect();
            let found: Vec<(usize, Fate)> = Findings::of(list, true).traces().collect();
            prop_assert_eq!(found, wanted.into_iter().collect::<Vec<_>>());
        }
    }
}
