//! Which items the table shows: by what became of them, by what reading back says, by a part of
//! their id. However many there are, only one page of rows is ever made. Pure.

use crate::routes::Query;
use crate::table::filters::value;
use crate::words::outcome;
use redrive_core::fate::Fate;
use redrive_core::outcome::{Outcome, OutcomeKind, Unknown};
use redrive_core::plan::Item;
use redrive_core::run::Run;
use std::borrow::Cow;

/// Rows of a page.
pub const PAGE: usize = 100;

/// Names in the address.
pub const OUTCOME: &str = "outcome";
pub const FATE: &str = "delivered";
pub const ID: &str = "id";

/// What is wanted; nothing that could not be meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub outcome: Option<OutcomeKind>,
    pub fate: Option<Fate>,
    /// A part of the id, empty for any.
    pub id: String,
}

/// One row as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: String,
    pub kind: OutcomeKind,
    /// Its call is under way: unknown only until the answer comes.
    pub under_way: bool,
    pub code: String,
    pub message: String,
    pub fate: Fate,
    /// The number of the call that carried it last, or would carry it.
    pub call: usize,
}

/// A page of rows, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub rows: Vec<Row>,
    pub total: usize,
}

impl Wanted {
    /// Reads the address.
    pub fn of(query: &Query) -> Self {
        let word = value(query, OUTCOME);
        let outcome = OutcomeKind::ALL
            .into_iter()
            .find(|kind| kind.word() == word);
        let word = value(query, FATE);
        let fate = Fate::ALL.into_iter().find(|fate| fate.word() == word);
        let id = value(query, ID).trim().to_owned();
        Self { outcome, fate, id }
    }

    /// Whether it leaves anything out.
    pub fn limits(&self) -> bool {
        *self != Self::default()
    }
}

/// The places of what is wanted, in order.
pub fn places<'a>(run: &'a Run, wanted: &'a Wanted) -> Box<dyn Iterator<Item = usize> + 'a> {
    let ledger = run.ledger();
    let places: Box<dyn Iterator<Item = usize>> = match wanted.outcome {
        Some(kind) => Box::new(ledger.places(kind)),
        None => Box::new(0..ledger.len()),
    };
    let fated = move |place: &usize| wanted.fate.is_none_or(|fate| ledger.fate(*place) == fate);
    if wanted.fate.is_none() && wanted.id.is_empty() {
        return places;
    }
    let items = run.plan().items();
    let named = move |place: &usize| {
        wanted.id.is_empty()
            || items
                .get(*place)
                .is_some_and(|item| text(item).contains(&wanted.id))
    };
    Box::new(places.filter(fated).filter(named))
}

/// One page of them, and their number. Walks the ledger once.
pub fn find(run: &Run, wanted: &Wanted, page: usize) -> Found {
    let ledger = run.ledger();
    let first = page.saturating_mul(PAGE);
    let known = match (wanted.outcome, wanted.fate, wanted.id.is_empty()) {
        (Some(kind), None, true) => Some(ledger.counts().of(kind)),
        (None, Some(fate), true) => Some(ledger.fates().of(fate)),
        (None, None, true) => Some(ledger.len()),
        _ => None,
    };
    let mut places = places(run, wanted);
    let skipped = places.by_ref().take(first).count();
    let rows: Vec<Row> = places
        .by_ref()
        .take(PAGE)
        .filter_map(|place| row(run, place))
        .collect();
    let total = known.unwrap_or_else(|| skipped + rows.len() + places.count());
    Found { rows, total }
}

fn row(run: &Run, place: usize) -> Option<Row> {
    let became = run.ledger().outcome(place)?;
    Some(Row {
        id: run.plan().items().get(place)?.to_string(),
        kind: became.kind(),
        under_way: *became == Outcome::Unknown(Unknown::Awaited),
        code: outcome::code(became).into_owned(),
        message: outcome::message(became),
        fate: run.ledger().fate(place),
        call: call_of(run, place) + 1,
    })
}

/// Halves carry what the call before them carried; the last one that was made counts.
fn call_of(run: &Run, place: usize) -> usize {
    let calls = run.plan().calls();
    if !run.plan().shape().halving {
        return calls.partition_point(|call| call.items.end <= place);
    }
    let carries = |call: usize| {
        calls
            .get(call)
            .is_some_and(|call| call.items.contains(&place))
    };
    let made = (0..calls.len())
        .rev()
        .find(|call| carries(*call) && run.first_sent_at(*call).is_some());
    made.or_else(|| (0..calls.len()).find(|call| carries(*call)))
        .unwrap_or_default()
}

fn text(item: &Item) -> Cow<'_, str> {
    match item {
        Item::Delivery(id) => Cow::Borrowed(id.as_str()),
        Item::Notification(id) => Cow::Borrowed(id.as_str()),
        Item::Matching(id) | Item::Subscription(id) => Cow::Borrowed(id.as_str()),
        Item::Event(_) | Item::Endpoint(_) => Cow::Owned(item.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::kit;
    use super::*;
    use redrive_core::plan::Shape;

    fn wanted(query: &[(&str, &str)]) -> Wanted {
        let query: Query = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Wanted::of(&query)
    }

    fn ids(found: &Found) -> Vec<&str> {
        found.rows.iter().map(|row| row.id.as_str()).collect()
    }

    #[test]
    fn pages_follow_each_other_and_their_number_is_that_of_all() {
        let mut run = kit::emails(1250);
        kit::send(
            &mut run,
            kit::now(),
            &kit::answer(202, r#"{"id3":{"code":"ObjectNotFound","message":"m"}}"#),
        );
        let all = wanted(&[]);
        let last = find(&run, &all, 12);
        assert_eq!((last.rows.len(), last.total), (50, 1250));
        assert_eq!(last.rows[0].id, "id1200");
        assert_eq!(
            (last.rows[0].kind, last.rows[0].call),
            (OutcomeKind::NotAttempted, 2)
        );
        assert_eq!(find(&run, &all, 13).rows, []);

        let rejected = find(&run, &wanted(&[("outcome", "rejected")]), 0);
        assert_eq!((ids(&rejected), rejected.total), (vec!["id3"], 1));
        let accepted = find(&run, &wanted(&[("outcome", "accepted"), ("id", "d99")]), 0);
        assert_eq!(
            (accepted.rows.len(), accepted.total),
            (11, 11),
            "id99 and id990 to id999"
        );
        let other = find(
            &run,
            &wanted(&[("outcome", "accepted"), ("delivered", "delivered")]),
            0,
        );
        assert_eq!(other.total, 0);
        assert_eq!(
            find(&run, &wanted(&[("delivered", "not read")]), 2).total,
            1250
        );
    }

    #[test]
    fn nonsense_in_the_address_limits_nothing() {
        assert!(!wanted(&[("outcome", "gone"), ("delivered", "?"), ("id", "  ")]).limits());
    }

    #[test]
    fn an_item_of_a_half_stands_under_the_call_that_was_made() {
        let halving = Shape {
            first: None,
            halving: true,
        };
        let mut run = kit::events(4, 4, halving);
        let refused = kit::answer(400, r#"{"errors":[{"message":"m","code":"invalid"}]}"#);
        let at = kit::send(&mut run, kit::now(), &refused);
        kit::send(&mut run, at, &kit::answer(204, ""));
        let found = find(&run, &wanted(&[]), 0);
        let calls: Vec<usize> = found.rows.iter().map(|row| row.call).collect();
        assert_eq!(calls, [2, 2, 1, 1]);
    }
}
