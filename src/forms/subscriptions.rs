//! The subscriptions to choose from by name, as the vendor lists them.

use crate::api::read::read_until;
use crate::filters::Choice;
use crate::ui::foreign::visible;
use crate::ui::load::{Load, Reader};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::contract::{LIST_LIMIT_MAX, Row, Subscription};
use redrive_core::kirim::{self, Read as KirimRead};
use redrive_core::read::Read;

/// The longest name that is shown of one.
const NAME: usize = 60;

/// The choices; none as long as they are not read, or cannot be: then an id can still be typed.
pub fn subscriptions(connection: ConnectionId) -> Signal<Vec<Choice>> {
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
    Signal::derive(move || match reader.state() {
        Load::Ready(rows) => rows.into_iter().filter_map(choice).collect(),
        Load::Loading | Load::Failed(_) => Vec::new(),
    })
}

/// What the vendor calls a subscription; nothing while that is not known, or where it has no name.
pub fn name_of(choices: Signal<Vec<Choice>>, id: &str) -> Option<String> {
    choices.with(|choices| {
        let mine = choices.iter().find(|choice| choice.word == id)?;
        Some(visible(&mine.label)).filter(|name| name != id)
    })
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
