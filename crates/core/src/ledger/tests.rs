//! The ledger says what a plain list of outcomes would say, in far fewer bytes.

use super::*;
use crate::http::NotSent;
use crate::outcome::{Accepted, Counted, Refusal, Refused, Unknown};
use proptest::prelude::*;

fn rejected(message: &str) -> Outcome {
    Outcome::Rejected(Refusal {
        code: "c".into(),
        message: message.into(),
        of: Refused::Item,
    })
}

fn replayed(number: usize) -> Outcome {
    let id = format!("wbd_{number:026}").parse().unwrap();
    Outcome::Accepted(Accepted::ReplayedAs(id))
}

/// A few that repeat often, and among them two that differ by a word only.
fn any_outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(Outcome::Accepted(Accepted::Queued)),
        (0usize..3).prop_map(replayed),
        Just(rejected("a")),
        Just(rejected("b")),
        Just(Outcome::Unknown(Unknown::Awaited)),
        Just(Outcome::Skipped("s".into())),
        Just(Outcome::NotAttempted(NotAttempted::Waiting)),
        Just(Outcome::NotAttempted(NotAttempted::RunStopped)),
    ]
}

#[derive(Debug, Clone)]
enum Act {
    Write(usize, Vec<Outcome>),
    Fill(Range<usize>, Outcome),
    Close,
    /// Each with its fate; those that failed again with one of three reasons, or none.
    Note(Vec<(usize, Fate, usize)>),
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0usize..40, prop::collection::vec(any_outcome(), 0..20))
            .prop_map(|(start, outcomes)| Act::Write(start, outcomes)),
        2 => (0usize..40, 0usize..40, any_outcome())
            .prop_map(|(start, length, outcome)| Act::Fill(start..start + length, outcome)),
        1 => Just(Act::Close),
        2 => prop::collection::btree_map(0usize..40, (0usize..6, 0usize..4), 0..10).prop_map(|places| {
            Act::Note(places.into_iter().map(|(place, (fate, why))| (place, Fate::ALL[fate], why)).collect())
        }),
    ]
}

fn close() -> NotAttempted {
    NotAttempted::NotSent(NotSent::SignedOut)
}

const WHYS: [&str; 3] = ["HTTP 503", "HTTP 503, no room", "no answer"];

/// Why an item with this fate failed again, if it did and that is told.
fn why_of(fate: Fate, why: usize) -> Option<&'static str> {
    let why = WHYS.get(why).copied();
    why.filter(|_| fate == Fate::FailedAgain)
}

/// A fate, and why where it failed again.
type Told = (Fate, Option<&'static str>);

/// The same acts on a plain list.
fn naive(items: usize, acts: &[Act]) -> (Vec<Outcome>, Vec<Told>) {
    let waiting = Outcome::NotAttempted(NotAttempted::Waiting);
    let mut outcomes = vec![waiting.clone(); items];
    let mut fates = vec![(Fate::NotRead, None); items];
    for act in acts {
        match act {
            Act::Write(start, new) => {
                for (slot, new) in outcomes.iter_mut().skip(*start).zip(new) {
                    *slot = new.clone();
                }
            }
            Act::Fill(range, new) => {
                for slot in outcomes.iter_mut().take(range.end).skip(range.start) {
                    *slot = new.clone();
                }
            }
            Act::Close => {
                for slot in outcomes.iter_mut().filter(|slot| **slot == waiting) {
                    *slot = Outcome::NotAttempted(close());
                }
            }
            Act::Note(places) => {
                for &(place, fate, why) in places.iter().filter(|(place, ..)| *place < items) {
                    if fate.is_final() || !fates[place].0.is_final() {
                        fates[place] = (fate, why_of(fate, why));
                    }
                }
            }
        }
    }
    (outcomes, fates)
}

fn ledger(items: usize, acts: &[Act]) -> Ledger {
    let mut ledger = Ledger::waiting(items);
    for act in acts {
        match act {
            Act::Write(start, new) => ledger.write(*start..start + new.len(), |place| &new[place]),
            Act::Fill(range, new) => ledger.write(range.clone(), |_| new),
            Act::Close => ledger.close(&close()),
            Act::Note(places) => {
                let fates = places.iter().map(|(place, fate, _)| (*place, *fate));
                let whys = places.iter();
                let whys = whys.filter_map(|&(place, fate, why)| Some((place, why_of(fate, why)?)));
                let found = Findings::of(fates.collect(), true);
                ledger.note_fates(&found.because(whys));
            }
        }
    }
    ledger
}

proptest! {
    #[test]
    fn it_says_what_a_plain_list_says(items in 0usize..40, acts in prop::collection::vec(any_act(), 0..12)) {
        let ledger = ledger(items, &acts);
        let (outcomes, fates) = naive(items, &acts);
        prop_assert_eq!(ledger.iter().cloned().collect::<Vec<_>>(), outcomes.clone());
        prop_assert_eq!((ledger.len(), ledger.is_empty()), (items, items == 0));
        for (place, outcome) in outcomes.iter().enumerate() {
            prop_assert_eq!(ledger.outcome(place), Some(outcome));
            prop_assert_eq!((ledger.fate(place), ledger.why(place)), fates[place]);
        }
        for (why, count) in ledger.whys() {
            prop_assert_eq!(fates.iter().filter(|(_, told)| *told == Some(why)).count(), count);
        }
        let told: usize = ledger.whys().iter().map(|(_, count)| count).sum();
        prop_assert_eq!(told, fates.iter().filter(|(_, why)| why.is_some()).count());
        prop_assert_eq!((ledger.outcome(items), ledger.fate(items)), (None, Fate::NotRead));
        for kind in OutcomeKind::ALL {
            let places: Vec<usize> = (0..items).filter(|place| outcomes[*place].kind() == kind).collect();
            prop_assert_eq!(ledger.counts().of(kind), places.len());
            prop_assert_eq!(ledger.places(kind).collect::<Vec<_>>(), places);
        }
        for fate in Fate::ALL {
            let count = fates.iter().filter(|(one, _)| *one == fate).count();
            prop_assert_eq!(ledger.fates().of(fate), count);
        }
        prop_assert_eq!((ledger.counts().total(), ledger.fates().total()), (items, items));
    }

    #[test]
    fn each_different_outcome_is_counted_as_often_as_items_have_it(acts in prop::collection::vec(any_act(), 0..12)) {
        let ledger = ledger(40, &acts);
        let (outcomes, _) = naive(40, &acts);
        let mut firsts = Vec::new();
        for (outcome, _) in ledger.distinct() {
            let told: usize = ledger.distinct().filter(|(other, _)| *other == outcome).map(|(_, items)| items).sum();
            prop_assert_eq!(told, outcomes.iter().filter(|one| *one == outcome).count());
            // These are taken to be different without looking.
            if !matches!(outcome, Outcome::Accepted(Accepted::ReplayedAs(_))) {
                firsts.push(outcomes.iter().position(|one| one == outcome).unwrap());
            }
        }
        prop_assert!(firsts.is_sorted());
        prop_assert_eq!(ledger.distinct().map(|(_, items)| items).sum::<usize>(), 40);
    }

    #[test]
    fn two_are_one_when_their_items_are_whatever_the_way(
        one in prop::collection::vec(any_act(), 0..6),
        other in prop::collection::vec(any_act(), 0..6),
    ) {
        let (outcomes, fates) = naive(20, &one);
        let number = |why: Option<&str>| WHYS.iter().position(|one| Some(*one) == why);
        let places = fates.iter().copied().enumerate();
        let places = places.map(|(place, (fate, why))| (place, fate, number(why).unwrap_or(9))).collect();
        let direct = ledger(20, &[Act::Write(0, outcomes.clone()), Act::Note(places)]);
        prop_assert_eq!(&ledger(20, &one), &direct);
        let same = (outcomes, fates) == naive(20, &other);
        prop_assert_eq!(ledger(20, &one) == ledger(20, &other), same);
    }
}

#[test]
fn a_difference_of_one_item_is_seen() {
    let all = |outcomes: &[Outcome]| ledger(3, &[Act::Write(0, outcomes.to_vec())]);
    let (a, b) = (rejected("a"), rejected("b"));
    let one = all(&[a.clone(), a.clone(), b.clone()]);
    assert_ne!(one, all(&[a.clone(), b.clone(), b.clone()]));
    assert_ne!(one, all(&[a.clone(), a.clone(), a.clone()]));
    assert_ne!(one, Ledger::waiting(3));
    assert_ne!(Ledger::waiting(2), Ledger::waiting(3));
    let mut seen = one.clone();
    seen.note_fates(&Findings::of(vec![(1, Fate::Pending)], true));
    assert_ne!(one, seen);
    let failed = |why| {
        let mut ledger = one.clone();
        let found = Findings::of(vec![(1, Fate::FailedAgain)], true);
        ledger.note_fates(&found.because(why));
        ledger
    };
    assert_eq!(failed(Some((1, "a"))), failed(Some((1, "a"))));
    assert_ne!(failed(Some((1, "a"))), failed(Some((1, "b"))));
    assert_ne!(failed(Some((1, "a"))), failed(None));
    assert_ne!(failed(None), failed(Some((1, "a"))));
}

#[test]
fn an_item_accepted_in_bulk_costs_less_than_64_bytes() {
    let items = 100_000;
    let mut ledger = Ledger::waiting(items);
    for start in (0..items).step_by(1000) {
        let queued = Outcome::Accepted(Accepted::SeenAmongMore(Counted {
            listed: 1000 - (start % 7) as u64,
            enqueued: 1000,
            capped: true,
        }));
        ledger.write(start..start + 1000, |_| &queued);
    }
    let bytes = |ledger: &Ledger| {
        let marks = ledger.marks.capacity() * size_of::<Mark>();
        marks + ledger.fates.capacity() + ledger.why_marks.capacity() * size_of::<why::Mark>()
    };
    assert!(bytes(&ledger) <= 8 * items, "{}", bytes(&ledger));
    // Every one failed again, each in words of its own.
    let failed = (0..items).map(|place| (place, Fate::FailedAgain)).collect();
    let whys: Vec<String> = (0..items)
        .map(|place| format!("HTTP 503, {place}"))
        .collect();
    let whys = whys.iter().map(String::as_str).enumerate();
    ledger.note_fates(&Findings::of(failed, true).because(whys));
    assert!(bytes(&ledger) <= 10 * items, "{}", bytes(&ledger));
    assert!(ledger.whys().len() <= 1001);
    assert!(ledger.distinct.len() < 10);
}
