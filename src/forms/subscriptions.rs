//! The subscriptions as the vendor lists them: to choose from by name, and to know which of them
//! are switched off before anything is sent there.

use crate::api::read::read_until;
use crate::filters::Choice;
use crate::table::grid::Names;
use crate::ui::foreign::visible;
use crate::ui::load::{Load, Reader};
use crate::ui::painted::painted;
use crate::ui::sleep::sleep;
use crate::words::number::counted;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::contract::{LIST_LIMIT_MAX, Row, Subscription, SubscriptionStatus};
use redrive_core::kirim::{self, Read as KirimRead};
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use web_sys::AbortSignal;

/// No more pages are read, of a hundred names each.
const PAGES: usize = 20;
/// Between two pages: names are not worth what an account allows to be read.
const BREATH: Duration = Duration::from_millis(50);
/// The longest name that is shown of one.
const NAME: usize = 60;
/// So much of an id tells one subscription from another of the same name.
const END: usize = 6;

/// The subscriptions, as far as they are known. A handle.
#[derive(Clone, Copy)]
pub struct Subscriptions {
    /// None as long as they are not read, or cannot be: then an id can still be typed.
    pub choices: Signal<Vec<Choice>>,
    pub known: Memo<NamesKnown>,
    /// The ids of those that are switched off, so that the vendor refuses replays to them.
    pub off: Memo<HashSet<String>>,
}

/// How many of the subscriptions are known by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamesKnown {
    Reading,
    All,
    /// Whether there are others with this name, nobody knows.
    First(usize),
    None,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct NamesRead {
    choices: Vec<Choice>,
    off: HashSet<String>,
    /// Whether these are all.
    whole: bool,
}

/// Reads them, page by page.
pub fn subscriptions(connection: ConnectionId) -> Subscriptions {
    let reader = Reader::new(move || connection.clone(), listed);
    let choices = Signal::derive(move || match reader.state() {
        Load::Ready(listed) => listed.choices,
        Load::Loading | Load::Failed(_) => Vec::new(),
    });
    let known = Memo::new(move |_| match reader.state() {
        Load::Loading => NamesKnown::Reading,
        Load::Ready(listed) if listed.whole => NamesKnown::All,
        Load::Ready(listed) => NamesKnown::First(listed.choices.len()),
        Load::Failed(_) => NamesKnown::None,
    });
    let off = Memo::new(move |_| match reader.state() {
        Load::Ready(listed) => listed.off,
        Load::Loading | Load::Failed(_) => HashSet::new(),
    });
    Subscriptions {
        choices,
        known,
        off,
    }
}

/// One page after the other, behind what is seen at once. Where a later one cannot be read, those
/// before it are known.
async fn listed(connection: ConnectionId, abort: AbortSignal) -> Result<NamesRead, Problem> {
    let (mut listed, mut cursor) = (NamesRead::default(), None);
    painted().await;
    for page in 0..PAGES {
        let read = Read::Kirim(KirimRead::Subscriptions {
            limit: LIST_LIMIT_MAX,
            cursor: cursor.take(),
        });
        let answer = read_until(&connection, &read, &abort).await;
        let rows = match answer.and_then(|answer| kirim::subscriptions(&answer)) {
            Ok(rows) => rows,
            Err(problem) if page == 0 => return Err(problem),
            Err(_) => break,
        };
        let off = rows.data.iter().filter(|row| is_off(row));
        let off = off.filter_map(|row| row.known.id.as_ref());
        listed.off.extend(off.map(ToString::to_string));
        listed
            .choices
            .extend(rows.data.into_iter().filter_map(choice));
        cursor = rows.next_cursor.filter(|_| rows.has_more);
        if cursor.is_none() {
            listed.whole = !rows.has_more;
            break;
        }
        sleep(BREATH).await;
    }
    Ok(listed)
}

fn is_off(row: &Row<Subscription>) -> bool {
    row.known.status == Some(SubscriptionStatus::Disabled)
}

/// What is said where nothing has a name that was typed; nothing as long as that is not known.
pub fn unnamed(known: NamesKnown) -> Option<String> {
    let why = match known {
        NamesKnown::Reading => return None,
        NamesKnown::All => "No subscription of this name is known.".to_owned(),
        NamesKnown::First(count) => format!(
            "None of the {} that were read has this name; there are more, whose names are not known here.",
            counted(count, "subscription", "subscriptions")
        ),
        NamesKnown::None => {
            "The subscriptions could not be read, so their names are not known here.".to_owned()
        }
    };
    Some(format!(
        "{why} Its id does as well: wbs_ and 26 characters."
    ))
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
    fn a_name_that_is_not_found_is_denied_as_far_as_names_are_known() {
        assert_eq!(unnamed(NamesKnown::Reading), None);
        let said = |known| unnamed(known).unwrap();
        assert!(said(NamesKnown::All).starts_with("No subscription of this name is known. Its id"));
        assert!(said(NamesKnown::First(2000)).starts_with(
            "None of the 2,000 subscriptions that were read has this name; there are more, whose names are not known here."
        ));
        assert!(said(NamesKnown::None).starts_with("The subscriptions could not be read"));
    }

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
        let told = |end: &str| names.get(&format!("wbs_01K0000000000000000000000{end}"));
        assert_eq!(told("A").unwrap(), "Orders (…00000A)");
        assert_eq!(told("B").unwrap(), "Orders (…00000B)");
        assert_eq!(told("C").unwrap(), "Audit");
    }
}
