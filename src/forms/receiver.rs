//! To whom a plan goes, beyond what it says itself: the one subscription of all chosen deliveries, and
//! what the vendor calls a receiver.

use super::subscriptions::{Subscriptions, name_of};
use redrive_core::connection::host;
use redrive_core::kirim::contract::SubscriptionId;
use redrive_core::labels::Labels;
use redrive_core::plan::{Draft, Plan};
use redrive_core::preflight::Fact;

/// What is known of it.
#[derive(Clone)]
pub struct Receiver {
    /// The one subscription of all chosen deliveries, where it is known to be one.
    pub only: Option<String>,
    named: Named,
}

/// Whence its name is known.
#[derive(Clone)]
enum Named {
    Not,
    /// The host behind an endpoint.
    So(String),
    /// A subscription, as the vendor lists it.
    ById(String, Subscriptions),
}

impl Receiver {
    /// By the facts of the plan's items, and the subscriptions where the vendor has some.
    pub fn of(plan: &Plan, facts: &[Option<Fact>], subscriptions: Option<Subscriptions>) -> Self {
        let group = only_group(facts);
        let only = group.filter(|_| matches!(plan.draft(), Draft::ReplayDeliveries { .. }));
        let subscription = plan.draft().subscription().map(SubscriptionId::as_str);
        let named = match (subscription.or(only), subscriptions, plan.draft()) {
            (Some(id), Some(known), _) => Named::ById(id.to_owned(), known),
            (_, _, Draft::ResendEvents { .. }) => {
                let target = group.filter(|target| target.contains("://"));
                target.map_or(Named::Not, |target| Named::So(host(target).to_owned()))
            }
            _ => Named::Not,
        };
        Self {
            only: only.map(str::to_owned),
            named,
        }
    }

    /// What it is called; followed.
    pub fn name(&self) -> Option<String> {
        match &self.named {
            Named::Not => None,
            Named::So(name) => Some(name.clone()),
            Named::ById(id, known) => name_of(known.choices, id),
        }
    }

    /// What is known of the plan's items and of where they go, to be kept with the run.
    pub fn labels(&self, facts: &[Option<Fact>]) -> Labels {
        Labels::of(facts, self.name().as_deref())
    }
}

/// What all of them belong to, where it is one and known of all.
fn only_group(facts: &[Option<Fact>]) -> Option<&str> {
    let first = facts.first()?.as_ref()?.group.as_str();
    let same = |fact: &Option<Fact>| fact.as_ref().is_some_and(|fact| fact.group == first);
    facts
        .iter()
        .all(same)
        .then_some(first)
        .filter(|group| !group.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(group: &str) -> Fact {
        Fact {
            group: group.to_owned(),
            ..Fact::default()
        }
    }

    #[test]
    fn what_they_belong_to_is_one_only_when_it_is_known_of_all() {
        let [a, b] = [|| Some(of("a")), || Some(of("b"))];
        assert_eq!(only_group(&[a(), a()]), Some("a"));
        assert_eq!(only_group(&[a(), b()]), None);
        assert_eq!(only_group(&[a(), None]), None);
        assert_eq!(only_group(&[None, a()]), None);
        assert_eq!(only_group(&[Some(of(""))]), None);
        assert_eq!(only_group(&[]), None);
    }
}
