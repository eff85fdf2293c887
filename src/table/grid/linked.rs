//! What narrows the loaded rows, as the address says it: ticked words by their column, and a group
//! of one cause by its fingerprint, because the words of a cause are a stranger's.
//!
//! What may name a person never stands there, and no text that is more than a word or two. A group
//! is looked for among the causes of the loaded rows; as long as none of them is it, no row is
//! shown, as its link promises.

use super::narrow::{Narrowing, asked, asking, span, within};
use super::state::Grid;
use crate::filters::names::LOADED;
use crate::filters::private;
use crate::routes::Query;
use crate::ui::foreign::cut;
use chrono::DateTime;
use leptos::prelude::*;
use redrive_core::cause::{fingerprint, is_fingerprint};
use redrive_core::time::{iso, read_instant};
use redrive_table::{ColumnId, Filter, Test};

/// The group, behind [`LOADED`].
const CAUSE: &str = "cause";
/// A span of time, behind the same.
const AFTER: &str = "after";
const BEFORE: &str = "before";
/// No word of a vendor's own is longer.
const LONGEST: usize = 100;

/// What an address asks of the loaded rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Linked {
    ticked: Vec<(ColumnId, Option<String>)>,
    group: Option<String>,
    /// In microseconds, as the rows hold it.
    after: Option<i64>,
    before: Option<i64>,
    /// What could not be read, a sentence each.
    pub complaints: Vec<String>,
}

/// `loaded.event-type` of `Event type`.
fn name_of(label: &str) -> String {
    let words: Vec<String> = label.split(' ').map(str::to_lowercase).collect();
    format!("{LOADED}{}", words.join("-"))
}

/// Whether a word may stand in an address. One that names nobody and carries nothing is made of
/// letters, digits and few marks.
fn may_stand(word: &str) -> bool {
    let plain = |letter: char| letter.is_alphanumeric() || " .-_:".contains(letter);
    let short = (1..=LONGEST).contains(&word.chars().count());
    short && word.chars().all(plain) && private(word).is_none()
}

impl Linked {
    /// Reads the pairs of an address whose names begin with [`LOADED`]. Nobody is asked for by a
    /// column that is `hidden`.
    pub fn read(query: &Query, narrowing: &Narrowing, hidden: impl Fn(ColumnId) -> bool) -> Self {
        let mut linked = Self::default();
        for (name, value) in query {
            let said = name.strip_prefix(LOADED).unwrap_or(name);
            let mut facets = narrowing.facets.iter();
            let facet = facets.find(|(label, column)| name_of(label) == *name && !hidden(*column));
            if said == CAUSE {
                linked.take_group(value);
            } else if [AFTER, BEFORE].contains(&said) {
                linked.take_instant(said, value);
            } else if let Some((label, column)) = facet {
                linked.take_word(label, *column, value);
            } else {
                let shown = if may_stand(said) { said } else { "…" };
                linked.complaints.push(format!(
                    "The address narrows the loaded rows by “{}”, which this list does not know. It is not applied.",
                    cut(shown)
                ));
            }
        }
        linked.complaints.dedup();
        linked
    }

    fn take_group(&mut self, value: &str) {
        if self.group.is_some() {
            self.complaints.push(
                "The address names more than one group of failures; only the first counts."
                    .to_owned(),
            );
        } else if is_fingerprint(value) {
            self.group = Some(value.to_ascii_lowercase());
        } else {
            self.complaints.push(
                "The group of failures in the address is written as no group is. It is not applied."
                    .to_owned(),
            );
        }
    }

    fn take_instant(&mut self, side: &str, value: &str) {
        let micros = read_instant(value).map(|at| at.timestamp_micros());
        if micros.is_none() {
            self.complaints.push(format!(
                "What “{side}” the loaded rows are narrowed to in the address is no instant. It is not applied."
            ));
        } else if side == AFTER {
            self.after = micros;
        } else {
            self.before = micros;
        }
    }

    fn take_word(&mut self, label: &str, column: ColumnId, value: &str) {
        if !value.is_empty() && !may_stand(value) {
            self.complaints.push(format!(
                "The address narrows {label} by a text that no link of this console holds. It is not applied."
            ));
            return;
        }
        // Nothing stands for what the vendor did not tell.
        let one = (
            column,
            Some(value.to_owned()).filter(|word| !word.is_empty()),
        );
        if !self.ticked.contains(&one) {
            self.ticked.push(one);
        }
    }

    /// The same filter asking for this, and not for what was asked before. `words` are those of the
    /// group, where a loaded row has it.
    fn applied(&self, filter: &Filter, narrowing: &Narrowing, words: Option<String>) -> Filter {
        let columns = narrowing.facets.iter().map(|(_, column)| *column);
        let mut filter = columns.fold(filter.clone(), |filter, column| {
            let ticked = self.ticked.iter().filter(|(of, _)| *of == column);
            asking(
                &filter,
                column,
                ticked.map(|(_, word)| word.clone()).collect(),
            )
        });
        filter = filter.without(narrowing.cause);
        filter = within(&filter, narrowing.when, self.after, self.before);
        match &self.group {
            Some(_) => filter.with(
                narrowing.cause,
                Test::OneOf(words.into_iter().map(Some).collect()),
            ),
            None => filter,
        }
    }
}

/// What of a filter may stand in an address. `group` is one that no loaded row has.
fn written(
    filter: &Filter,
    narrowing: &Narrowing,
    hidden: impl Fn(ColumnId) -> bool,
    group: Option<String>,
) -> Query {
    let mut query = Query::new();
    for (label, column) in narrowing
        .facets
        .iter()
        .filter(|(_, column)| !hidden(*column))
    {
        let words = asked(filter, *column).into_iter();
        let words = words.filter(|word| word.as_deref().is_none_or(may_stand));
        query.extend(words.map(|word| (name_of(label), word.unwrap_or_default())));
    }
    let cause = asked(filter, narrowing.cause).into_iter().flatten().next();
    let group = cause.as_deref().map(fingerprint).or(group);
    query.extend(group.map(|group| (format!("{LOADED}{CAUSE}"), group)));
    let (after, before) = span(filter, narrowing.when);
    for (name, micros) in [(AFTER, after), (BEFORE, before)] {
        let at = micros.and_then(DateTime::from_timestamp_micros);
        query.extend(at.map(|at| (format!("{LOADED}{name}"), iso(at))));
    }
    query
}

impl Grid {
    /// Whether a column may name a person.
    fn hides(self, column: ColumnId) -> bool {
        let mut columns = self.spec.columns.iter();
        columns.any(|one| one.column == column && one.mask.is_some())
    }

    /// What an address asks of the loaded rows of this grid.
    pub fn read_linked(self, query: &Query, narrowing: &Narrowing) -> Linked {
        Linked::read(query, narrowing, |column| self.hides(column))
    }

    /// What of the narrowing may stand in an address.
    pub fn linked(self, narrowing: &Narrowing) -> Query {
        let group = self.sought.get_untracked();
        let hidden = |column| self.hides(column);
        self.kept(|kept| written(kept.view.filter(), narrowing, hidden, group))
            .unwrap_or_default()
    }

    /// Shows what an address asks for.
    pub fn narrow_as(self, linked: &Linked, narrowing: &Narrowing) {
        let words = linked
            .group
            .as_deref()
            .and_then(|group| self.cause_of(group, narrowing));
        let sought = linked.group.clone().filter(|_| words.is_none());
        self.ask(|filter| linked.applied(filter, narrowing, words));
        self.sought.set(sought);
    }

    /// Shows the group that is sought as soon as a loaded row has it.
    pub fn find_group(self, narrowing: &Narrowing) {
        let sought = self.sought.get_untracked();
        let found = sought.and_then(|group| self.cause_of(&group, narrowing));
        if let Some(words) = found {
            self.only(narrowing.cause, Some(words));
        }
    }

    /// The cause of this fingerprint among those of the loaded rows.
    fn cause_of(self, group: &str, narrowing: &Narrowing) -> Option<String> {
        let found = |kept: &super::rows::KeptRows| {
            let mut causes = kept.table.vocabulary(narrowing.cause);
            causes
                .find(|cause| fingerprint(cause) == group)
                .map(str::to_owned)
        };
        self.kept(found).flatten()
    }

    /// The ticked words that no loaded row has, each with its column's label; followed.
    pub fn unknown_words(self, narrowing: &'static Narrowing) -> Vec<(&'static str, String)> {
        self.turn.track();
        let unknown = self.kept(|kept| {
            let filter = kept.view.filter();
            let of = |(label, column): &(&'static str, ColumnId)| {
                let mut words: Vec<String> = asked(filter, *column).into_iter().flatten().collect();
                words.retain(|word| kept.table.vocabulary(*column).all(|known| known != word));
                let label = *label;
                words.into_iter().map(move |word| (label, word))
            };
            narrowing.facets.iter().flat_map(of).collect()
        });
        unknown.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: ColumnId = ColumnId::at(0);
    const TO: ColumnId = ColumnId::at(1);
    const WHY: ColumnId = ColumnId::at(2);
    const WHEN: ColumnId = ColumnId::at(3);

    const NARROWING: Narrowing = Narrowing {
        facets: &[("Last status", STATUS), ("To", TO)],
        cause: WHY,
        when: WHEN,
        state: STATUS,
        is_failed: |_| false,
        failed: "failed",
        others: "other",
    };

    fn hidden(column: ColumnId) -> bool {
        column == TO
    }

    fn query(pairs: &[(&str, &str)]) -> Query {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn read(pairs: &[(&str, &str)]) -> Linked {
        Linked::read(&query(pairs), &NARROWING, hidden)
    }

    fn one_of(words: &[Option<&str>]) -> Test {
        Test::OneOf(words.iter().map(|word| word.map(str::to_owned)).collect())
    }

    #[test]
    fn what_is_written_is_read_as_the_same_and_names_nobody() {
        let cause = "Mailbox of Pia is full";
        let filter = Filter::new()
            .with(
                STATUS,
                one_of(&[
                    Some("dead"),
                    None,
                    Some("a/b?token=c"),
                    Some("pia@x.example"),
                ]),
            )
            .with(TO, one_of(&[Some("pia")]))
            .with(WHY, one_of(&[Some(cause)]));
        let filter = within(&filter, WHEN, Some(1_500_000), None);
        let said = written(&filter, &NARROWING, hidden, None);
        let group = fingerprint(cause);
        assert_eq!(
            said,
            query(&[
                ("loaded.last-status", "dead"),
                ("loaded.last-status", ""),
                ("loaded.cause", &group),
                ("loaded.after", "1970-01-01T00:00:01.500Z"),
            ])
        );
        let linked = Linked::read(&said, &NARROWING, hidden);
        assert_eq!(linked.complaints, [""; 0]);
        let again = linked.applied(&Filter::new(), &NARROWING, Some(cause.to_owned()));
        assert_eq!(written(&again, &NARROWING, hidden, None), said);
    }

    #[test]
    fn a_group_that_no_row_has_shows_none_and_stays_in_the_address() {
        let group = fingerprint("gone");
        let pairs = [("loaded.cause", group.as_str())];
        let filter = read(&pairs).applied(&Filter::new(), &NARROWING, None);
        assert_eq!(filter.of(WHY).collect::<Vec<_>>(), [&one_of(&[])]);
        assert_eq!(
            written(&filter, &NARROWING, hidden, Some(group.clone())),
            query(&pairs)
        );
    }

    #[test]
    fn nonsense_is_told_repeated_by_nobody_and_not_applied() {
        let linked = read(&[
            ("loaded.colour", "red"),
            ("loaded.to", "pia"),
            ("loaded.last-status", "pia@x.example"),
            ("loaded.pia@x.example", "1"),
            ("loaded.cause", "Mailbox of Pia"),
            ("loaded.before", "when Pia came"),
        ]);
        assert_eq!(linked.complaints.len(), 6, "{:?}", linked.complaints);
        assert!(!linked.complaints.concat().to_lowercase().contains("pia"));
        assert_eq!(
            linked.applied(&Filter::new(), &NARROWING, None),
            Filter::new()
        );
    }

    #[test]
    fn an_address_takes_the_place_of_what_was_ticked_and_leaves_what_was_typed() {
        let before = Filter::new()
            .searching("typed", &[TO])
            .with(STATUS, one_of(&[Some("dead")]));
        let after = read(&[]).applied(&before, &NARROWING, None);
        assert_eq!(after, Filter::new().searching("typed", &[TO]));
    }
}
