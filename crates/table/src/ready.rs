//! A test made ready to be asked often. The one home of what each test means.

use crate::column::NO_NUMBER;
use crate::filter::Test;
use crate::merge;
use crate::needle::Needle;

/// A test, its text folded and its words sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ready {
    Contains(Needle),
    OneOf(Vec<Option<String>>),
    Between { from: i64, before: Option<i64> },
    Absent,
    Present,
}

/// The words in their order, so that many can be asked for.
fn sorted(words: &[Option<String>]) -> Vec<Option<String>> {
    let word = |place: u32| words.get(place as usize);
    let mut places: Vec<u32> = (0..).take(words.len()).collect();
    merge::sort(&mut places, &mut |one, other| word(one).cmp(&word(other)));
    places.into_iter().filter_map(word).cloned().collect()
}

impl Ready {
    pub fn new(test: &Test) -> Self {
        match test {
            Test::Contains(typed) => Self::Contains(Needle::new(typed)),
            Test::OneOf(words) => Self::OneOf(sorted(words)),
            Test::Between { from, before } => Self::Between {
                from: from.unwrap_or(NO_NUMBER + 1),
                before: *before,
            },
            Test::Absent => Self::Absent,
            Test::Present => Self::Present,
        }
    }

    /// Whether words fulfil it, or their absence does.
    pub fn accepts_words(&self, words: Option<&str>, scratch: &mut Vec<u8>) -> bool {
        match self {
            Self::Contains(needle) => {
                needle.is_empty() || words.is_some_and(|words| needle.is_in(words, scratch))
            }
            Self::OneOf(wanted) => {
                let place = wanted.binary_search_by(|one| one.as_deref().cmp(&words));
                place.is_ok()
            }
            Self::Between { .. } => false,
            Self::Absent => words.is_none(),
            Self::Present => words.is_some(),
        }
    }

    /// Whether a number fulfils it, or its absence does.
    pub fn accepts_number(&self, value: i64) -> bool {
        match self {
            Self::Contains(needle) => needle.is_empty(),
            Self::OneOf(wanted) => value == NO_NUMBER && wanted.contains(&None),
            Self::Between { from, before } => {
                // The absent one is below every `from`.
                value >= *from && before.is_none_or(|before| value < before)
            }
            Self::Absent => value == NO_NUMBER,
            Self::Present => value != NO_NUMBER,
        }
    }

    /// Whether everything that fulfils it fulfils the other too. May say no where it is so.
    pub fn implies(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Contains(long), Self::Contains(short)) => long.implies(short),
            _ => self == other,
        }
    }
}
