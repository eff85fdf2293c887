//! The subscriptions as the vendor lists them: to choose from by name, and to know which of them
//! are switched off before anything is sent there.

use crate::api::read::read_until;
use crate::filters::Choice;
use crate::table::grid::Names;
use crate::ui::foreign::visible;
use crate::ui::load::{Load, Reader};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::contract::{LIST_LIMIT_MAX, Row, Subscription, SubscriptionStatus};
use redrive_core::kirim::{self, Read as KirimRead};
use redrive_core::read::Read;
use std::collections::{HashMap, HashSet};

/// The longest name that is shown of one.
const NAME: usize = 60;
/// So much of an id tells one subscription from another of the same name.
const END: usize = 6;

/// What is known of the subscriptions of one connection. A handle.
#[derive(Clone, Copy)]
pub struct Known {
    /// What they are called.
    pub choices: Signal<Vec<Choice>>,
    /// The ids of those that are switched off, so that the vendor refuses replays to them.
    pub off: Signal<HashSet<String>>,
}

/// The choices; none as long as they are not read, or cannot be: then an id can still be typed.
pub fn subscriptions(connection: ConnectionId) -> Signal<Vec<Choice>> {
    known(connection).choices
}

/// What is known of them: nothing as long as they are not read, or cannot be.
pub fn known(connection: ConnectionId) -> Known {
    let reader = Reader::new(
        move || connection.clone(),
        |connection, abort| async move {
            let read = Read::Kirim(KirimRead::Subscriptions {
                limit: LIST_LIMIT_MAX,
                cursor: None,
            });
            Ok(kirim::subscriptions(&read_until(&connection, &read, &abort).await?)?.data)
        },
    );
    let rows = move || match reader.state() {
        Load::Ready(rows) => rows,
        Load::Loading | Load::Failed(_) => Vec::new(),
    };
    let off = Memo::new(move |_| {
        let off = |row: &Row<Subscription>| row.known.status == Some(SubscriptionStatus::Disabled);
        let rows = rows().into_iter().filter(off);
        let ids = rows.filter_map(|row| row.known.id);
        ids.map(|id| id.to_string()).collect()
    });
    Known {
        choices: Signal::derive(move || rows().into_iter().filter_map(choice).collect()),
        off: off.into(),
    }
}

/// What the vendor calls a subscription; nothing while that is not known, or where it has no name.
pub fn name_of(choices: Signal<Vec<Choice>>, id: &str) -> Option<String> {
    choices.with(|choices| {
        let mine = choices.iter().find(|choice| choice.word == id)?;
        Some(visible(&mine.label)).filter(|name| name != id)
    })
}

/// What all of them are called, by their ids. Of two that are called the same, each with the end of
/// its id.
pub fn names(choices: Signal<Vec<Choice>>) -> Signal<Names> {
    Memo::new(move |_| choices.with(|choices| told_apart(choices))).into()
}

fn told_apart(choices: &[Choice]) -> Names {
    let mut known: HashMap<&str, usize> = HashMap::new();
    for choice in choices {
        *known.entry(&choice.label).or_default() += 1;
    }
    let named = |choice: &Choice| {
        let name = visible(&choice.label);
        let is_one = known.get(choice.label.as_str()) == Some(&1);
        let name = match choice.word.get(choice.word.len().saturating_sub(END)..) {
            Some(end) if !is_one => format!("{name} (…{end})"),
            _ => name,
        };
        (choice.word.clone(), name)
    };
    choices.iter().map(named).collect()
}

/// How many have this in their name.
pub fn named(choices: Signal<Vec<Choice>>, typed: &str) -> usize {
    let typed = typed.to_lowercase();
    choices.with(|choices| {
        let fits = |choice: &&Choice| choice.label.to_lowercase().contains(&typed);
        choices.iter().filter(fits).count()
    })
}

fn choice(row: Row<Subscription>) -> Option<Choice> {
    let word = row.known.id?.to_string();
    let name = row.known.description.filter(|text| !text.is_empty());
    let name: String = name
        .or(row.known.url)
        .unwrap_or_default()
        .chars()
        .take(NAME)
        .collect();
    let label = if name.is_empty() { word.clone() } else { name };
    Some(Choice { word, label })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_one_name_are_told_apart() {
        let choice = |word: &str, label: &str| Choice {
            word: word.to_owned(),
            label: label.to_owned(),
        };
        let names = told_apart(&[
            choice("wbs_01K0000000000000000000000A", "Orders"),
            choice("wbs_01K0000000000000000000000B", "Orders"),
            choice("wbs_01K0000000000000000000000C", "Audit"),
        ]);
        let named = |end: &str| names.get(&format!("wbs_01K0000000000000000000000{end}"));
        assert_eq!(named("A").unwrap(), "Orders (…00000A)");
        assert_eq!(named("B").unwrap(), "Orders (…00000B)");
        assert_eq!(named("C").unwrap(), "Audit");
    }
}
