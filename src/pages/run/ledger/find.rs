//! Which items the table shows: by what became of them, by what reading back says, by a part of
//! their id. However many there are, only the rows that are seen are ever made. Pure.

use crate::filters::{Field, Kind, value};
use crate::routes::Query;
use crate::words::outcome;
use redrive_core::fate::Fate;
use redrive_core::outcome::{Outcome, OutcomeKind, Unknown};
use redrive_core::plan::Item;
use redrive_core::run::Run;
use std::borrow::Cow;

/// Names in the address.
pub const OUTCOME: &str = "outcome";
pub const FATE: &str = "delivered";
pub use crate::filters::names::ITEM as ID;

/// The same as fields, to say what of an address could not be read.
pub const FIELDS: &[Field] = &[
    Field::new(OUTCOME, "an outcome", Kind::Text(is_outcome)),
    Field::new(FATE, "a delivery", Kind::Text(is_fate)),
    Field::new(ID, "an id", Kind::Text(|_| Ok(()))),
];

fn is_outcome(text: &str) -> Result<(), String> {
    let known = OutcomeKind::ALL.into_iter().any(|kind| kind.word() == text);
    known
        .then_some(())
        .ok_or_else(|| "there is no such outcome".to_owned())
}

fn is_fate(text: &str) -> Result<(), String> {
    let known = Fate::ALL.into_iter().any(|fate| fate.word() == text);
    known
        .then_some(())
        .ok_or_else(|| "there is no such state of delivery".to_owned())
}

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
    /// Its call is in flight: unknown only until the answer comes.
    pub in_flight: bool,
    pub code: String,
    pub message: String,
    pub fate: Fate,
    /// The number of the call that carried it last, or would carry it.
    pub call: usize,
}

/// Places in the ledger, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Places {
    /// The first so many, which is all of them.
    All(usize),
    These(Vec<usize>),
}

impl Places {
    pub const fn count(&self) -> usize {
        match self {
            Self::All(count) => *count,
            Self::These(places) => places.len(),
        }
    }

    /// The place in the ledger of the row at a place of the table.
    pub fn at(&self, place: usize) -> Option<usize> {
        match self {
            Self::All(count) => (place < *count).then_some(place),
            Self::These(places) => places.get(place).copied(),
        }
    }
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

/// The places of items whose id has this text in it; nothing when every id has. Items never change,
/// so this is asked once for each text.
pub fn named(run: &Run, text: &str) -> Option<Vec<usize>> {
    if text.is_empty() {
        return None;
    }
    let items = run.plan().items().iter().enumerate();
    let named = items.filter(|(_, item)| id_of(item).contains(text));
    Some(named.map(|(place, _)| place).collect())
}

/// The places of what is wanted, as the run stands, of those that are named.
pub fn places(run: &Run, wanted: &Wanted, named: Option<&[usize]>) -> Places {
    let ledger = run.ledger();
    let ended = |place: &usize| {
        let outcome = ledger.outcome(*place);
        wanted
            .outcome
            .is_none_or(|kind| outcome.is_some_and(|outcome| outcome.kind() == kind))
    };
    let fated = |place: &usize| wanted.fate.is_none_or(|fate| ledger.fate(*place) == fate);
    match (named, wanted.outcome) {
        (None, None) if wanted.fate.is_none() => Places::All(ledger.len()),
        (None, None) => Places::These((0..ledger.len()).filter(fated).collect()),
        (None, Some(kind)) => Places::These(ledger.places(kind).filter(fated).collect()),
        (Some(named), _) => {
            let named = named.iter().copied();
            Places::These(named.filter(ended).filter(fated).collect())
        }
    }
}

/// The row of an item.
pub fn row(run: &Run, place: usize) -> Option<Row> {
    let became = run.ledger().outcome(place)?;
    Some(Row {
        id: run.plan().items().get(place)?.to_string(),
        kind: became.kind(),
        in_flight: *became == Outcome::Unknown(Unknown::Awaited),
        code: outcome::code(became).into_owned(),
        message: message(run, place, became),
        fate: run.ledger().fate(place),
        call: call_of(run, place) + 1,
    })
}

/// Once its row tells whether it arrived, nobody is told any more that it was only taken.
fn message(run: &Run, place: usize, became: &Outcome) -> String {
    let fate = run.ledger().fate(place);
    let is_told = fate.went_well() || fate == Fate::FailedAgain;
    let message = if is_told && outcome::says_only_taken(became) {
        String::new()
    } else {
        outcome::message(became)
    };
    match run.ledger().why(place) {
        Some(why) if message.is_empty() => format!("Failed again: {why}."),
        Some(why) => format!("Failed again: {why}. {message}"),
        None => message,
    }
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
    let leaves = |call| run.first_sent_at(call).is_some() || run.is_under_way(call);
    let made = (0..calls.len())
        .rev()
        .find(|call| carries(*call) && leaves(*call));
    made.or_else(|| (0..calls.len()).find(|call| carries(*call)))
        .unwrap_or_default()
}

fn id_of(item: &Item) -> Cow<'_, str> {
    match item {
        Item::Delivery(id) => Cow::Borrowed(id.as_str()),
        Item::Notification(id) => Cow::Borrowed(id.as_str()),
        Item::Subscription(id) => Cow::Borrowed(id.as_str()),
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

    fn found(run: &Run, query: &[(&str, &str)]) -> Places {
        let wanted = wanted(query);
        let named = named(run, &wanted.id);
        places(run, &wanted, named.as_deref())
    }

    #[test]
    fn what_is_wanted_is_found_in_the_order_of_the_plan() {
        let mut run = kit::emails(1250);
        kit::send(
            &mut run,
            kit::now(),
            &kit::answer(202, r#"{"id3":{"code":"ObjectNotFound","message":"m"}}"#),
        );
        let all = found(&run, &[]);
        assert_eq!(
            (all.count(), all.at(1249), all.at(1250)),
            (1250, Some(1249), None)
        );
        let last = row(&run, 1200).unwrap();
        assert_eq!(last.id, "id1200");
        assert_eq!((last.kind, last.call), (OutcomeKind::NotAttempted, 2));

        let rejected = found(&run, &[("outcome", "rejected")]);
        assert_eq!(
            (rejected.count(), rejected.at(0), rejected.at(1)),
            (1, Some(3), None)
        );
        let accepted = found(&run, &[("outcome", "accepted"), ("id", "d99")]);
        assert_eq!(accepted.count(), 11, "id99 and id990 to id999");
        assert_eq!(accepted.at(0), Some(99));
        let rejected = found(&run, &[("outcome", "rejected"), ("id", "d99")]);
        assert_eq!(rejected, Places::These(Vec::new()));
        let other = [("outcome", "accepted"), ("delivered", "delivered")];
        assert_eq!(found(&run, &other).count(), 0);
        let unread = found(&run, &[("delivered", "not read")]);
        assert_eq!(unread.count(), 1250);
    }

    #[test]
    fn what_failed_again_says_why_where_that_is_known() {
        let mut run = kit::emails(3);
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        let fates = [(0, Fate::Pending), (1, Fate::FailedAgain)];
        kit::read_back_because(&mut run, at, &fates, &[(1, "HTTP 503, busy")]);
        let message = |run: &Run, place| row(run, place).unwrap().message;
        let queued = "Queued by the vendor. Queued is not delivered.";
        assert_eq!(message(&run, 0), queued);
        assert_eq!(message(&run, 1), "Failed again: HTTP 503, busy.");
        assert_eq!(message(&run, 2), queued);
        kit::read_back(&mut run, at, &[(0, Fate::Delivered)]);
        assert_eq!(message(&run, 0), "", "its fate says it");
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
        let calls: Vec<usize> = (0..4).map(|place| row(&run, place).unwrap().call).collect();
        assert_eq!(calls, [2, 2, 1, 1]);
    }
}
