//! Labels say what was known, hide whom it names, and cost little.

use super::*;
use crate::lenient::strict;

fn fact(kind: &str, group: &str, customer: &str) -> Fact {
    Fact {
        kind: Some(kind.to_owned()),
        group: group.to_owned(),
        customer: Some(customer.to_owned()),
        ..Fact::default()
    }
}

#[test]
fn an_item_is_told_as_a_table_shows_it_before_anybody_asks_for_more() {
    let facts = [
        Some(fact("Invoice Posted", "acc1", "Pia <pia@customer.example>")),
        None,
        Some(fact("Invoice Posted", "acc2", "")),
    ];
    let labels = Labels::of(
        &facts,
        Some("https://u:p@hooks.example/T0/secret?token=s3cret"),
    );
    assert_eq!(
        labels.label(0),
        Label {
            kind: Some("Invoice Posted"),
            group: Some("acc1"),
            recipient: Some("Pia <p•••@customer.example>"),
        }
    );
    assert_eq!(labels.label(1), Label::default());
    assert_eq!(labels.label(2).recipient, None);
    assert_eq!(labels.label(3), Label::default(), "beyond the plan");
    assert_eq!(labels.name(), Some("hooks.example"));
    assert_eq!(labels.only_group(), None);
    let text = serde_json::to_string(&labels).unwrap();
    assert!(!text.contains("pia@") && !text.contains("s3cret"), "{text}");
    assert_eq!(strict::<Labels>(text.as_bytes()).unwrap(), labels);
}

#[test]
fn what_all_belong_to_is_told_only_when_it_is_known_of_all() {
    let one = || Some(fact("a", "wbs_1", ""));
    assert_eq!(
        Labels::of(&[one(), one()], None).only_group(),
        Some("wbs_1")
    );
    assert_eq!(Labels::of(&[one(), None], None).only_group(), None);
    assert_eq!(Labels::of(&[None, one()], None).only_group(), None);
    assert_eq!(Labels::of(&[], None).only_group(), None);
}

#[test]
fn what_holds_of_all_tells_none_apart() {
    let of = |group: &str| {
        Some(Fact {
            group: group.to_owned(),
            ..Fact::default()
        })
    };
    assert!(!Labels::of(&[of("a"), of("a")], None).tell_apart());
    assert!(Labels::of(&[of("a"), of("b")], None).tell_apart());
    assert!(Labels::of(&[of("a"), None], None).tell_apart());
    assert!(Labels::of(&[Some(fact("k", "a", ""))], None).tell_apart());
}

#[test]
fn of_nothing_nothing_is_written() {
    for facts in [&[][..], &[None, None]] {
        let labels = Labels::of(facts, None);
        assert!(labels.is_empty() && !labels.tell_apart());
        assert_eq!(serde_json::to_string(&labels).unwrap(), "{}");
    }
    assert_eq!(strict::<Labels>(b"{}").unwrap(), Labels::default());
}

#[test]
fn damage_tells_nothing_and_breaks_nothing() {
    let damaged = r#"{"texts":["a"],"kinds":[1,2,4000000000],"groups":[0,1]}"#;
    let labels: Labels = strict(damaged.as_bytes()).unwrap();
    let kinds: Vec<_> = (0..4).map(|place| labels.label(place).kind).collect();
    assert_eq!(kinds, [Some("a"), None, None, None]);
}

#[test]
fn a_new_plan_with_some_of_them_knows_what_is_known_of_these() {
    let labels = Labels::of(&[Some(fact("a", "acc", "pia@x.example")), None], None);
    let facts = [labels.fact(0), labels.fact(1)];
    assert_eq!(
        facts[0].as_ref().unwrap().customer,
        None,
        "it is hidden here"
    );
    assert_eq!(facts[1], None);
    assert_eq!(facts[0].as_ref().unwrap().arrival, Arrival::Unread);
    assert_eq!(Labels::of(&facts, None), labels);
}

#[test]
fn with_its_outcome_an_item_costs_no_more_than_64_bytes() {
    let items = 100_000;
    let facts: Vec<_> = (0..items)
        .map(|n| {
            let account = format!("8ad0{n:028}");
            let mail = format!("p@customer-{n}.example");
            Some(fact("Invoice Posted", &account, &mail))
        })
        .collect();
    let labels = Labels::of(&facts, None);
    let numbers = [&labels.kinds, &labels.groups, &labels.recipients];
    let numbers: usize = numbers
        .map(|column| column.capacity() * size_of::<u32>())
        .iter()
        .sum();
    // What the ledger costs at most is held by a test of its own.
    let bytes = numbers + labels.texts.memory() + 10 * items;
    assert!(bytes <= 64 * items, "{bytes}");
    let last = labels.label(items - 1);
    assert!(last.kind.is_some() && last.group.is_some(), "{last:?}");
}
