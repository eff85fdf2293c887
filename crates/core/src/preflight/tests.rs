//! What is known is counted and warned of, and what is not known is said to be so.

use super::*;
use proptest::prelude::*;

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
}

fn of(group: &str, kind: Option<&str>, hours: Option<i64>) -> Fact {
    Fact {
        group: group.to_owned(),
        kind: kind.map(str::to_owned),
        created_at: hours.map(at),
        ..Fact::default()
    }
}

const THRESHOLDS: Thresholds = Thresholds {
    resent_within_hours: 24,
    same_customer: 3,
};

#[test]
fn a_radius_counts_what_is_known_and_what_is_not() {
    let facts = [
        Some(of("wbs_2", Some("a"), Some(30))),
        None,
        Some(of("wbs_1", Some("b"), Some(23))),
        Some(of("wbs_2", None, None)),
        Some(of("wbs_3", Some("a"), Some(47))),
    ];
    let radius = Radius::of(&facts);
    let named = |counts: &[(String, usize)]| {
        counts
            .iter()
            .map(|(word, count)| format!("{word} {count}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(named(&radius.by_group), ["wbs_2 2", "wbs_1 1", "wbs_3 1"]);
    assert_eq!(named(&radius.by_kind), ["a 2", "b 1"]);
    let days = [(at(0).date_naive(), 1), (at(24).date_naive(), 2)];
    assert_eq!(radius.by_day, days);
    assert_eq!((radius.oldest, radius.newest), (Some(at(23)), Some(at(47))));
    let unknown = (
        radius.without_kind,
        radius.without_date,
        radius.without_facts,
    );
    assert_eq!(unknown, (1, 1, 1));
}

#[test]
fn every_warning_names_its_items() {
    let fact = |change: fn(&mut Fact)| {
        let mut fact = Fact::default();
        change(&mut fact);
        Some(fact)
    };
    let facts = [
        fact(|fact| fact.arrival = Arrival::Delivered),
        None,
        fact(|fact| fact.retry_due = Some(at(101))),
        fact(|fact| fact.retry_due = Some(at(99))),
        fact(|fact| fact.resent_at = Some(at(76))),
        fact(|fact| fact.resent_at = Some(at(75))),
        fact(|fact| (fact.disabled, fact.arrival) = (true, Arrival::Delivered)),
        fact(|fact| fact.customer = Some("a".into())),
        fact(|fact| fact.customer = Some("b".into())),
        fact(|fact| fact.customer = Some("a".into())),
        fact(|fact| fact.customer = Some("b".into())),
        fact(|fact| fact.customer = Some("a".into())),
        fact(|fact| fact.waits_in_run = true),
        fact(|fact| fact.arrival = Arrival::HandedOver),
        fact(|fact| fact.absence = Some(Absence::NoRow)),
        fact(|fact| fact.absence = Some(Absence::OfChannel(Channel::Callout))),
    ];
    let found: Vec<(WarningKind, Vec<usize>)> = warnings(&facts, THRESHOLDS, at(100))
        .into_iter()
        .map(|warning| (warning.kind, warning.places))
        .collect();
    let wanted = [
        (WarningKind::NotFound, vec![14]),
        (WarningKind::OfChannel(Channel::Callout), vec![15]),
        (WarningKind::AlreadyDelivered, vec![0, 6]),
        (WarningKind::AlreadyHandedOver, vec![13]),
        (WarningKind::RetryDue, vec![2]),
        (WarningKind::ResentByUs { within_hours: 24 }, vec![4]),
        (WarningKind::WaitsInRun, vec![12]),
        (WarningKind::SameCustomer { at_least: 3 }, vec![7, 9, 11]),
        (WarningKind::TargetDisabled, vec![6]),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn what_speaks_first_against_an_item_by_itself_is_told_of_it_alone() {
    let due = |hours| Fact {
        retry_due: Some(at(hours)),
        ..Fact::default()
    };
    let arrived = |arrival| Fact { arrival, ..due(9) };
    for (fact, kind) in [
        (
            arrived(Arrival::Delivered),
            Some(WarningKind::AlreadyDelivered),
        ),
        (
            arrived(Arrival::HandedOver),
            Some(WarningKind::AlreadyHandedOver),
        ),
        (due(1), Some(WarningKind::RetryDue)),
        (due(0), Some(WarningKind::RetryDue)),
        (due(-1), None),
        (
            Fact {
                disabled: true,
                ..due(-1)
            },
            Some(WarningKind::TargetDisabled),
        ),
        (
            Fact {
                waits_in_run: true,
                resent_at: Some(at(0)),
                ..due(-1)
            },
            None,
        ),
    ] {
        assert_eq!(alone(&fact, at(0)), kind, "{fact:?}");
    }
}

#[test]
fn what_no_list_has_told_of_is_named_and_what_was_looked_for_is_not() {
    let absent = Fact {
        absence: Some(Absence::NoRow),
        ..Fact::default()
    };
    let facts = [Some(of("a", None, None)), None, Some(absent)];
    let unknown = |facts: &[Option<Fact>], items| {
        let warning = unchecked(facts, items)?;
        assert_eq!(warning.kind, WarningKind::NothingKnown);
        Some(warning.places)
    };
    assert_eq!(unknown(&facts, 3), Some(vec![1]));
    assert_eq!(unknown(&facts, 5), Some(vec![1, 3, 4]));
    assert_eq!(unknown(&[], 2), Some(vec![0, 1]));
    assert_eq!(unknown(&facts[..1], 1), None);
    assert_eq!(Radius::of(&facts).without_facts, 2);
}

#[test]
fn what_an_earlier_run_tells_is_no_look_at_its_state() {
    let told = Fact {
        arrival: Arrival::Unread,
        ..of("a", Some("Invoice Posted"), None)
    };
    let read = of("a", None, None);
    let warning = |facts: &[Option<Fact>]| unchecked(facts, facts.len());
    let unread = Warning {
        kind: WarningKind::StateUnread,
        places: vec![0, 2],
    };
    let facts = [Some(told.clone()), Some(read), Some(told.clone())];
    assert_eq!(warning(&facts), Some(unread));
    assert_eq!(alone(&told, at(0)), None, "it speaks against nothing");
    let mixed = warning(&[Some(told), None]).unwrap();
    assert_eq!(
        (mixed.kind, mixed.places),
        (WarningKind::NothingKnown, vec![0, 1])
    );
}

#[test]
fn one_item_for_a_customer_is_never_too_many() {
    let facts = [Some(Fact {
        customer: Some("a".into()),
        ..Fact::default()
    })];
    for same_customer in [0, 1] {
        let thresholds = Thresholds {
            same_customer,
            ..THRESHOLDS
        };
        assert_eq!(warnings(&facts, thresholds, at(0)), []);
    }
}

proptest! {
    #[test]
    fn a_radius_leaves_nothing_out(facts in prop::collection::vec(prop::option::of((0u8..4, prop::option::of(0u8..3), prop::option::of(0i64..90))), 0..60)) {
        let facts: Vec<Option<Fact>> = facts
            .into_iter()
            .map(|fact| fact.map(|(group, kind, hours)| of(&group.to_string(), kind.map(|kind| kind.to_string()).as_deref(), hours)))
            .collect();
        let radius = Radius::of(&facts);
        let sum = |counts: Vec<usize>| counts.into_iter().sum::<usize>() + radius.without_facts;
        prop_assert_eq!(sum(radius.by_group.iter().map(|group| group.1).collect()), facts.len());
        prop_assert_eq!(sum(radius.by_kind.iter().map(|kind| kind.1).collect()) + radius.without_kind, facts.len());
        prop_assert_eq!(sum(radius.by_day.iter().map(|day| day.1).collect()) + radius.without_date, facts.len());
        prop_assert!(radius.by_group.is_sorted_by(|a, b| a.1 >= b.1) && radius.by_day.is_sorted());
    }
}
