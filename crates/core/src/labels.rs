//! What the console knew of each record when its plan was made, kept beside the plan: its type, what
//! it belongs to and who gets it. A list of bare ids tells no supporter anything.
//!
//! It is no part of the plan: nothing is sent by it, and no digest covers it. Nobody's address is in
//! it, only what a table shows before anybody asks to see more (`p•••@x.example`), and of an address
//! on the web its host alone: the rest may hold a token. Where nothing was known, as of ids that were
//! pasted, nothing is told.

mod texts;

use crate::connection::host;
use crate::personal::masked;
use crate::preflight::{Arrival, Fact};
use serde::{Deserialize, Serialize};
use texts::Texts;

/// More of a text than this tells nothing more.
const LONGEST: usize = 80;
/// So many bytes of texts are kept of an item, on the average, so that an item of the largest run
/// costs no more than 64 bytes with its outcome.
const ROOM_AN_ITEM: usize = 40;
/// So many bytes of texts are kept of every run.
const ROOM: usize = 1 << 20;

/// What was known of the items of a plan, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// What the vendor calls the one subscription or endpoint of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    texts: Texts,
    /// The numbers of texts, one an item; 0 where nothing was known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    groups: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recipients: Vec<u32>,
}

/// What was known of one item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Label<'a> {
    /// Its type, in the vendor's word.
    pub kind: Option<&'a str>,
    /// Its subscription, endpoint or account.
    pub group: Option<&'a str>,
    /// Who gets it, with what is personal hidden.
    pub recipient: Option<&'a str>,
}

impl Labels {
    /// Of the facts of a plan's items, one for each, in its order; or of none. `name` is what the
    /// vendor calls the plan's one subscription or endpoint.
    pub fn of(facts: &[Option<Fact>], name: Option<&str>) -> Self {
        let room = ROOM.max(facts.len().saturating_mul(ROOM_AN_ITEM));
        let mut interning = texts::Interning::within(room);
        let mut column = |told: fn(&Fact) -> Option<&str>| {
            let numbers = facts.iter().map(|fact| {
                let text = fact.as_ref().and_then(told);
                text.map_or(0, |text| interning.number(text, shown))
            });
            let numbers: Vec<u32> = numbers.collect();
            let known = numbers.iter().any(|number| *number > 0);
            if known { numbers } else { Vec::new() }
        };
        Self {
            kinds: column(|fact| fact.kind.as_deref()),
            groups: column(|fact| Some(&fact.group)),
            recipients: column(|fact| fact.customer.as_deref().or(fact.recipient.as_deref())),
            texts: interning.texts(),
            name: name.map(shown),
        }
    }

    /// Whether nothing is known of any item, nor of where they go.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.texts.is_empty()
    }

    /// Whether anything is known of some item that does not hold of all: what all belong to is said
    /// once, where they go.
    pub fn tell_apart(&self) -> bool {
        let groups = !self.groups.is_empty() && self.only_group().is_none();
        groups || !self.kinds.is_empty() || !self.recipients.is_empty()
    }

    /// What the vendor calls the plan's one subscription or endpoint, where that was known.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What was known of the item at this place.
    pub fn label(&self, place: usize) -> Label<'_> {
        let text = |column: &[u32]| self.texts.get(*column.get(place)?);
        Label {
            kind: text(&self.kinds),
            group: text(&self.groups),
            recipient: text(&self.recipients),
        }
    }

    /// The one subscription, endpoint or account of all items, where it is one and known of all.
    pub fn only_group(&self) -> Option<&str> {
        let first = self.groups.first()?;
        let same = self.groups.iter().all(|group| group == first);
        self.texts.get(*first).filter(|_| same)
    }

    /// As facts for a new plan with the item at this place. They tell what it is, and nothing of what
    /// has become of it.
    pub fn fact(&self, place: usize) -> Option<Fact> {
        let label = self.label(place);
        (label != Label::default()).then(|| Fact {
            group: label.group.unwrap_or_default().to_owned(),
            kind: label.kind.map(str::to_owned),
            recipient: label.recipient.map(str::to_owned),
            arrival: Arrival::Unread,
            ..Fact::default()
        })
    }
}

/// A text as it may be kept.
fn shown(text: &str) -> String {
    let place = if text.contains("://") {
        host(text)
    } else {
        text
    };
    masked(place).chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests;
