//! Each different text once, one behind the other. Numbers count from 1; 0 stands for none.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;

/// Bytes that a text costs beside its own.
const BESIDE: usize = size_of::<u32>();

/// Texts by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    all: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    pub(super) const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub(super) fn get(&self, number: u32) -> Option<&str> {
        let place = (number as usize).checked_sub(1)?;
        let end = *self.ends.get(place)? as usize;
        let start = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.all.get(start..end)
    }

    /// The number of one more; 0 where no further one can be counted.
    fn push(&mut self, text: &str) -> u32 {
        let Ok(end) = u32::try_from(self.all.len() + text.len()) else {
            return 0;
        };
        self.all.push_str(text);
        self.ends.push(end);
        u32::try_from(self.ends.len()).unwrap_or(0)
    }

    /// Bytes that they cost.
    pub(super) const fn memory(&self) -> usize {
        self.all.len() + self.ends.len() * BESIDE
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let numbers = 1..=u32::try_from(self.ends.len()).unwrap_or(0);
        serializer.collect_seq(numbers.filter_map(|number| self.get(number)))
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut texts = Self::default();
        for text in Vec::<String>::deserialize(deserializer)? {
            texts.push(&text);
        }
        Ok(texts)
    }
}

/// Texts that are being collected.
pub(super) struct Interning<'a> {
    texts: Texts,
    /// By what they were before they were made fit to be kept, which takes its time.
    known: HashMap<&'a str, u32>,
    kept: HashMap<String, u32>,
    room: usize,
}

impl<'a> Interning<'a> {
    /// As many as fit into so many bytes.
    pub(super) fn within(room: usize) -> Self {
        Self {
            texts: Texts::default(),
            known: HashMap::new(),
            kept: HashMap::new(),
            room,
        }
    }

    /// The number of a text, as it may be kept; 0 where nothing is left of it, or there is no room
    /// for it.
    pub(super) fn number(&mut self, text: &'a str, shown: fn(&str) -> String) -> u32 {
        if let Some(number) = self.known.get(text) {
            return *number;
        }
        let number = self.add(shown(text));
        self.known.insert(text, number);
        number
    }

    fn add(&mut self, text: String) -> u32 {
        if let Some(number) = self.kept.get(&text) {
            return *number;
        }
        let fits = self.texts.memory() + text.len() + BESIDE <= self.room;
        if text.is_empty() || !fits {
            return 0;
        }
        let number = self.texts.push(&text);
        self.kept.insert(text, number);
        number
    }

    pub(super) fn texts(mut self) -> Texts {
        self.texts.all.shrink_to_fit();
        self.texts.ends.shrink_to_fit();
        self.texts
    }
}
