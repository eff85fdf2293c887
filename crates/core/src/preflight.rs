//! A look at a draft before it is sealed: how far it reaches, and what speaks against sending it.
//!
//! Whoever holds the rows says what they tell of each item; what nobody knows stays unknown and
//! warns of nothing. A warning forbids nothing and leaves nothing out by itself: each names its
//! items, and the operator decides.

mod event;
mod radius;
mod rows;

pub use event::EventKey;
pub use radius::Radius;

use crate::zuora::contract::Channel;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;

/// What is known of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    /// Its subscription, endpoint or account.
    pub group: String,
    /// Its type, in the vendor's word.
    pub kind: Option<String>,
    /// On the vendor's clock; unknown where its row does not say it.
    pub created_at: Option<DateTime<Utc>>,
    /// The event that it is of, where rows of the same event can be told.
    pub event: Option<EventKey>,
    /// Whether it arrived, as far as rows tell.
    pub arrival: Arrival,
    /// When the vendor tries it again by itself, or until when it may.
    pub retry_due: Option<DateTime<Utc>>,
    /// When a run of ours last sent it.
    pub resent_at: Option<DateTime<Utc>>,
    /// A run of ours has it still to send.
    pub waits_in_run: bool,
    /// Who gets it, where that is a person.
    pub customer: Option<String>,
    /// The same as it may be shown, where only that is known.
    pub recipient: Option<String>,
    /// Its target is switched off.
    pub disabled: bool,
    /// The vendor was asked for it by its id, and gave no row of its kind.
    pub absence: Option<Absence>,
}

/// Whether something arrived, as far as its row tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Arrival {
    /// It did not, or nobody knows.
    #[default]
    Not,
    /// A mail server took it. Whether it reached anybody is not told.
    HandedOver,
    /// Its receiver took it.
    Delivered,
    /// No row of it was read: what else is known of it comes from an earlier run.
    Unread,
}

/// What the vendor has under an id instead of what the draft takes it for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Absence {
    /// No row.
    NoRow,
    /// A notification of the other channel.
    OfChannel(Channel),
}

/// Thresholds that decide when we warn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Hours back from now.
    pub resent_within_hours: u32,
    /// At least this many items for one customer.
    pub same_customer: usize,
}

/// Something that speaks against sending some of the items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// One kind stands once.
    pub kind: WarningKind,
    /// Places in the draft, in order.
    pub places: Vec<usize>,
}

/// What speaks against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WarningKind {
    /// Its receiver has it.
    AlreadyDelivered,
    /// A mail server took it; whether it reached anybody is not told.
    AlreadyHandedOver,
    /// The vendor tries again by itself, or may.
    RetryDue,
    /// A run of ours sent it within these hours.
    ResentByUs {
        /// As the thresholds say.
        within_hours: u32,
    },
    /// A newer one of the same event is sent too.
    SameEvent,
    /// A run of ours that has not ended will send it.
    WaitsInRun,
    /// Its customer gets at least this many of these at once. All of them are named.
    SameCustomer {
        /// As the thresholds say.
        at_least: usize,
    },
    /// Its target is switched off.
    TargetDisabled,
    /// The vendor was asked for it by its id, and gave no row.
    NotFound,
    /// It is the id of a notification of this channel, and the draft is of the other one.
    OfChannel(Channel),
    /// No list that was read has it, so none of the others could be told of it.
    NothingKnown,
    /// The same, and yet an earlier run tells what it is.
    StateUnread,
}

/// What speaks against sending these, in the order in which screens show it. One fact for each
/// item, in the draft's order.
pub fn warnings(
    facts: &[Option<Fact>],
    thresholds: Thresholds,
    now: DateTime<Utc>,
) -> Vec<Warning> {
    let Thresholds {
        resent_within_hours: within_hours,
        same_customer: at_least,
    } = thresholds;
    let customers = customers(facts);
    let kinds = [
        WarningKind::NotFound,
        WarningKind::OfChannel(Channel::Email),
        WarningKind::OfChannel(Channel::Callout),
        WarningKind::AlreadyDelivered,
        WarningKind::AlreadyHandedOver,
        WarningKind::RetryDue,
        WarningKind::SameEvent,
        WarningKind::ResentByUs { within_hours },
        WarningKind::WaitsInRun,
        WarningKind::SameCustomer { at_least },
        WarningKind::TargetDisabled,
    ];
    let warnings = kinds.map(|kind| {
        if kind == WarningKind::SameEvent {
            let places = event::older_of_same(facts).into_iter().collect();
            return Warning { kind, places };
        }
        let known = facts.iter().enumerate();
        let speaks_against = |fact: &Fact| kind.speaks_against(fact, &customers, now);
        let places = known
            .filter(|(_, fact)| fact.as_ref().is_some_and(speaks_against))
            .map(|(place, _)| place)
            .collect();
        Warning { kind, places }
    });
    let named = |warning: &Warning| !warning.places.is_empty();
    warnings.into_iter().filter(named).collect()
}

/// Which of so many items were not looked at; nothing where all were. It speaks against none of them.
/// Fewer facts than items leave the rest unknown.
pub fn unchecked(facts: &[Option<Fact>], items: usize) -> Option<Warning> {
    let known = |place: usize| facts.get(place).and_then(Option::as_ref);
    let unread = |place: &usize| known(*place).is_none_or(|fact| fact.arrival == Arrival::Unread);
    let places: Vec<usize> = (0..items).filter(unread).collect();
    let kind = if places.iter().all(|place| known(*place).is_some()) {
        WarningKind::StateUnread
    } else {
        WarningKind::NothingKnown
    };
    (!places.is_empty()).then_some(Warning { kind, places })
}

/// What speaks first against sending an item by what is known of it alone: nothing that depends on
/// the other items, or on earlier runs.
pub fn alone(fact: &Fact, now: DateTime<Utc>) -> Option<WarningKind> {
    let nobody = HashMap::new();
    [
        WarningKind::AlreadyDelivered,
        WarningKind::AlreadyHandedOver,
        WarningKind::RetryDue,
        WarningKind::TargetDisabled,
    ]
    .into_iter()
    .find(|kind| kind.speaks_against(fact, &nobody, now))
}

impl WarningKind {
    fn speaks_against(
        self,
        fact: &Fact,
        customers: &HashMap<&str, usize>,
        now: DateTime<Utc>,
    ) -> bool {
        match self {
            Self::AlreadyDelivered => fact.arrival == Arrival::Delivered,
            Self::AlreadyHandedOver => fact.arrival == Arrival::HandedOver,
            Self::RetryDue => fact.retry_due.is_some_and(|due| due >= now),
            Self::ResentByUs { within_hours } => {
                let recent = TimeDelta::hours(within_hours.into());
                fact.resent_at.is_some_and(|at| now - at <= recent)
            }
            Self::WaitsInRun => fact.waits_in_run,
            // No item tells it by itself, or nothing does.
            Self::SameEvent | Self::NothingKnown | Self::StateUnread => false,
            Self::SameCustomer { at_least } => {
                let customer = fact.customer.as_deref();
                let items = customer.and_then(|customer| customers.get(customer));
                at_least > 1 && items.is_some_and(|items| *items >= at_least)
            }
            Self::TargetDisabled => fact.disabled,
            Self::NotFound => fact.absence == Some(Absence::NoRow),
            Self::OfChannel(channel) => fact.absence == Some(Absence::OfChannel(channel)),
        }
    }
}

fn customers(facts: &[Option<Fact>]) -> HashMap<&str, usize> {
    let mut customers = HashMap::new();
    for customer in facts
        .iter()
        .flatten()
        .filter_map(|fact| fact.customer.as_deref())
    {
        *customers.entry(customer).or_default() += 1;
    }
    customers
}

#[cfg(test)]
mod tests;
