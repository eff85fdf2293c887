//! An address, read by the fields of a screen: what is asked, what the chips say, and what could
//! not be read. What could not be read filters nothing, and is said.

use super::created::{self, AFTER, BEFORE, Created, LAST, Span};
use super::field::{Field, Kind};
use super::names::is_filter;
use crate::ui::foreign::visible;
use chrono::{DateTime, Utc};
use redrive_core::time::iso;

/// The longest piece of an address that a sentence repeats.
const SHORT: usize = 60;

/// What an address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    values: Vec<(&'static str, String)>,
    /// The moment of creation as the address says it, relative or not.
    pub created: Option<Created>,
    /// The same in instants, frozen when it was read.
    pub span: Span,
    pub chips: Vec<Chip>,
    /// What could not be read, a sentence each.
    pub complaints: Vec<String>,
}

/// One filter as it stands over the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    pub name: &'static str,
    pub label: &'static str,
    pub said: Said,
}

/// What a chip says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Words(String),
    Created(Created, Span),
    /// It stands in the address, and filters nothing.
    Unreadable(String),
}

/// Reads the query of an address. A range that is relative ends `now`.
pub fn read(fields: &[Field], query: &[(String, String)], now: DateTime<Utc>) -> Reading {
    let mut reading = Reading::default();
    for field in fields {
        let said = match field.kind {
            Kind::Created => reading.take_created(query, now),
            _ => reading.take(field, query),
        };
        reading.chips.extend(said.map(|said| Chip {
            name: field.name,
            label: field.label,
            said,
        }));
    }
    reading.complain_of_the_rest(fields, query);
    reading
}

impl Reading {
    /// What a filter is set to, empty when it is not or could not be read.
    pub fn text(&self, name: &str) -> &str {
        let mut values = self.values.iter();
        values
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }

    /// What a filter is set to, as its own type.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        let text = self.text(name);
        (!text.is_empty()).then(|| text.parse().ok()).flatten()
    }

    /// The same question in an address of its own, with instants where it is relative: it means
    /// the same tomorrow.
    pub fn frozen(&self) -> Vec<(String, String)> {
        let values = self.values.iter();
        let mut query: Vec<(String, String)> = values
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        for (name, at) in [(AFTER, self.span.after), (BEFORE, self.span.before)] {
            query.extend(at.map(|at| (name.to_owned(), iso(at))));
        }
        query
    }

    fn take(&mut self, field: &Field, query: &[(String, String)]) -> Option<Said> {
        let said = match value(query, field.name) {
            "" => field.usual,
            said => said,
        };
        if said.is_empty() {
            return None;
        }
        match field.meant(said) {
            Ok(meant) => {
                let words = (meant != field.without).then(|| Said::Words(field.words(&meant)));
                self.values.push((field.name, meant));
                words
            }
            Err(why) => {
                let said = short(said);
                let instead = match field.usual {
                    "" => "This filter is not applied.".to_owned(),
                    usual => format!("“{}” is applied instead.", field.words(usual)),
                };
                let label = field.label;
                self.complaints.push(format!(
                    "The address asks for {label} “{said}”: {}. {instead}",
                    why.trim_end_matches('.')
                ));
                if !field.usual.is_empty() {
                    self.values.push((field.name, field.usual.to_owned()));
                    return Some(Said::Words(field.words(field.usual)));
                }
                Some(Said::Unreadable(said))
            }
        }
    }

    fn take_created(&mut self, query: &[(String, String)], now: DateTime<Utc>) -> Option<Said> {
        let (created, unread) = created::read(|name| value(query, name).to_owned());
        for (said, why) in &unread {
            let said = short(said);
            self.complaints.push(format!(
                "The address says “{said}”: {why}. It is not applied."
            ));
        }
        let Some(created) = created else {
            return unread
                .into_iter()
                .next()
                .map(|(said, _)| Said::Unreadable(short(&said)));
        };
        self.created = Some(created);
        self.span = created.frozen(now);
        if self.span.is_empty() {
            self.complaints.push(
                "“Created after” is not earlier than “created before”, so nothing can match."
                    .to_owned(),
            );
        }
        Some(Said::Created(created, self.span))
    }

    /// Names that mean nothing here, and filters that stand there twice.
    fn complain_of_the_rest(&mut self, fields: &[Field], query: &[(String, String)]) {
        let dated = fields
            .iter()
            .any(|field| matches!(field.kind, Kind::Created));
        let known = |name: &str| {
            fields.iter().any(|field| field.name == name)
                || (dated && [LAST, AFTER, BEFORE].contains(&name))
        };
        for (place, (name, _)) in query.iter().enumerate() {
            if !is_filter(name) {
                continue;
            }
            let before = query.iter().take(place).any(|(other, _)| other == name);
            let name_shown = short(name);
            if before {
                self.complaints.push(format!(
                    "“{name_shown}” stands in the address more than once; only the first counts."
                ));
            } else if !known(name) {
                self.complaints.push(format!(
                    "The address says “{name_shown}”, which this screen does not know. It is not applied."
                ));
            }
        }
        self.complaints.dedup();
    }
}

/// One value of a query, empty when it is not there.
pub fn value<'a>(query: &'a [(String, String)], name: &str) -> &'a str {
    query
        .iter()
        .find(|(known, _)| known == name)
        .map_or("", |(_, value)| value.as_str())
}

/// A text of the address, cut so that a complaint stays one sentence. Whoever is named in it is
/// not repeated.
fn short(text: &str) -> String {
    if super::private::private(text).is_some() {
        return "…".to_owned();
    }
    let mut head: String = text.chars().take(SHORT).collect();
    if head.len() < text.len() {
        head.push('…');
    }
    visible(&head)
}

#[cfg(test)]
mod tests;
