//! A plan in words: its title, its button, and the facts of its one sentence.

use super::number::{counted, grouped, trusted};
use crate::routes::Listed;
use redrive_core::connection::{Connection, host};
use redrive_core::kirim::Portion;
use redrive_core::kirim::contract::SubscriptionStatus;
use redrive_core::labels::Labels;
use redrive_core::plan::{Count, Draft, Plan};
use redrive_core::promises::{AnswerNames, Repeat};
use redrive_core::zuora::contract::Channel;

/// Verb, number, noun: `Resend 3 events`.
pub fn title(plan: &Plan) -> String {
    let count = plan.items().len();
    match plan.draft() {
        Draft::ResendEvents { .. } | Draft::ResendNotifications { .. } => {
            format!("Resend {}", items(plan, count))
        }
        Draft::ReplayListed { .. } | Draft::ReplayDeliveries { .. } => {
            format!("Replay {}", items(plan, count))
        }
        Draft::SetEndpointActive { active: true, .. } => "Switch one endpoint on".to_owned(),
        Draft::SetEndpointActive { active: false, .. } => "Switch one endpoint off".to_owned(),
        Draft::SetSubscriptionStatus {
            status: SubscriptionStatus::Active,
            ..
        } => "Switch one subscription on".to_owned(),
        Draft::SetSubscriptionStatus { .. } => "Change one subscription".to_owned(),
    }
}

/// The same of so many records that a table lists, before there is a plan.
pub fn asked(listed: Listed, count: usize) -> String {
    match listed {
        Listed::Events(_) => format!("Resend {}", counted(count, "event", "events")),
        Listed::Deliveries => format!("Replay {}", counted(count, "delivery", "deliveries")),
        Listed::Notifications(channel) => format!("Resend {}", channel_counted(channel, count)),
    }
}

/// What a channel carries, one and many: `e-mail`, `e-mails`.
pub const fn nouns(channel: Channel) -> (&'static str, &'static str) {
    match channel {
        Channel::Email => ("e-mail", "e-mails"),
        Channel::Callout => ("callout", "callouts"),
    }
}

/// `3 e-mails`, `1 callout`.
pub fn channel_counted(channel: Channel, number: usize) -> String {
    let (one, many) = nouns(channel);
    counted(number, one, many)
}

/// Words of ours at the beginning of a line: with a large first letter.
pub fn capital(words: &str) -> String {
    let mut text = words.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// An id says nothing to whoever did not write it: before it stands its name, where that is known.
pub fn called(id: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("“{name}” ({id})"),
        None => id.to_owned(),
    }
}

/// A connection as nobody takes it for another: what operators call it, whose API it is, whether real
/// people are behind it, and where it leads.
pub fn place(connection: &Connection) -> String {
    format!(
        "{} ({}, {}, {})",
        connection.label,
        connection.vendor().name(),
        connection.environment.name(),
        host(&connection.base_url)
    )
}

/// Between what is done and where: what is sent goes to somebody, what is switched stands there.
pub const fn joint(draft: &Draft) -> &'static str {
    match switched(draft) {
        Some(_) => ": ",
        None => ", to ",
    }
}

/// Where it goes.
///
/// `only` is the one subscription of all chosen deliveries, where it is known to be one; `name` is
/// what the vendor calls the plan's one subscription, or the host behind its endpoint.
pub fn destination(
    plan: &Plan,
    connection: &Connection,
    only: Option<&str>,
    name: Option<&str>,
) -> String {
    let place = place(connection);
    let receiver = |id: &str| format!("the receiver of subscription {}", called(id, name));
    match plan.draft() {
        Draft::ResendEvents { endpoint, .. } | Draft::SetEndpointActive { endpoint, .. } => {
            match name {
                Some(host) => format!("endpoint {endpoint} at {host} of {place}"),
                None => format!("endpoint {endpoint} of {place}"),
            }
        }
        Draft::ReplayListed { subscription, .. } => {
            format!("{} of {place}", receiver(subscription.as_str()))
        }
        Draft::SetSubscriptionStatus { subscription, .. } => {
            let called = called(subscription.as_str(), name);
            format!("subscription {called} of {place}")
        }
        Draft::ReplayDeliveries { deliveries } => match only {
            Some(id) => format!("{} of {place}", receiver(id)),
            None if deliveries.len() == 1 => {
                format!("the receiver of its subscription, through {place}")
            }
            None => format!("the receivers of their subscriptions, through {place}"),
        },
        Draft::ResendNotifications {
            channel,
            notifications,
        } => {
            let whom = match (channel, notifications.len()) {
                (Channel::Email, 1) => "the customer who was to get it",
                (Channel::Email, _) => "the customers who were to get them",
                (Channel::Callout, 1) => "the address that was called",
                (Channel::Callout, _) => "the addresses that were called",
            };
            format!("{whom}, through {place}")
        }
    }
}

/// The same of a plan that was confirmed, with what was known then: `to endpoint 4 of …`; of a switch,
/// which is sent to nobody, only where it stands.
pub fn sent_to(plan: &Plan, connection: &Connection, labels: &Labels) -> String {
    let place = destination(plan, connection, labels.only_group(), labels.name());
    match switched(plan.draft()) {
        Some(_) => place,
        None => format!("to {place}"),
    }
}

/// `2 calls of at most 1,000`; `600 single calls` where each is of one delivery that was listed.
pub fn calls(plan: &Plan, connection: &Connection) -> String {
    let portions = plan.windows();
    if !portions.is_empty() && portions.iter().all(|portion| *portion == Portion::Single) {
        return counted(portions.len(), "single call", "single calls");
    }
    let calls = counted(plan.calls().len(), "call", "calls");
    let cap = plan.draft().promises(&connection.settings).cap;
    match plan.draft() {
        Draft::ResendEvents { .. }
        | Draft::ReplayListed { .. }
        | Draft::ResendNotifications { .. } => {
            format!("{calls} of at most {}", grouped(cap))
        }
        _ => calls,
    }
}

/// `12 windows of time and 40 one by one`, where deliveries were listed and not all go one by one.
pub fn portions(plan: &Plan) -> Option<String> {
    let portions = plan.windows();
    let windows = portions
        .iter()
        .filter(|portion| matches!(portion, Portion::Window { .. }))
        .count();
    let singles = portions.len() - windows;
    let windows = (windows > 0).then(|| counted(windows, "window of time", "windows of time"))?;
    Some(match singles {
        0 => windows,
        singles => format!("{windows} and {} one by one", grouped(singles)),
    })
}

/// What the vendor's answer will tell, before anything is sent.
pub const fn answer_tells(names: AnswerNames) -> &'static str {
    match names {
        AnswerNames::Nothing => {
            "The vendor takes the call as a whole and reports nothing per event."
        }
        AnswerNames::CountOnly => "The vendor answers with how many it enqueued, not with which.",
        AnswerNames::Failures => {
            "The vendor names what it refuses; what it does not name, it took."
        }
        AnswerNames::Item => "The vendor answers for each one.",
    }
}

/// That more matched than is replayed, where that is so.
pub fn more_match(draft: &Draft) -> Option<String> {
    let Draft::ReplayListed { rows, matched, .. } = draft else {
        return None;
    };
    let (Count::Exact(found) | Count::AtLeast(found)) = *matched;
    let chosen = rows.len();
    u64::try_from(chosen)
        .is_ok_and(|chosen| found > chosen)
        .then(|| {
            format!(
                "Of {} that matched only {} {} replayed. The others stay as they are.",
                trusted(*matched, "delivery", "deliveries"),
                grouped(chosen),
                if chosen == 1 { "is" } else { "are" }
            )
        })
}

/// What a switch does, and what it does not.
pub const fn switched(draft: &Draft) -> Option<&'static str> {
    match draft {
        Draft::SetEndpointActive { active: true, .. }
        | Draft::SetSubscriptionStatus {
            status: SubscriptionStatus::Active,
            ..
        } => Some(
            "From then on live events flow to it again. Nothing is sent again by this: what it missed stays where it is until you plan it.",
        ),
        Draft::SetEndpointActive { active: false, .. } | Draft::SetSubscriptionStatus { .. } => {
            Some("From then on live events may no longer flow to it.")
        }
        Draft::ResendEvents { .. }
        | Draft::ReplayListed { .. }
        | Draft::ReplayDeliveries { .. }
        | Draft::ResendNotifications { .. } => None,
    }
}

/// What whoever approves it can still undo.
pub const fn undone(draft: &Draft) -> &'static str {
    match switched(draft) {
        Some(_) => "It can be switched back. The events that flow meanwhile cannot be taken back.",
        None => "What is sent cannot be taken back. The rest can be stopped at any time.",
    }
}

/// What happens when an answer is lost.
pub fn when_lost(repeat: Repeat) -> String {
    match repeat {
        Repeat::SendsAgain => "If an answer is lost, nothing is sent again: the vendor's tries are read to see whether it was applied, and you decide where they do not tell.".to_owned(),
        Repeat::SafeWithKey { hours } => format!("Each call carries a key; for {hours} hours the vendor applies it only once. If an answer is lost, the same call is made again with the same key."),
        Repeat::Harmless => "Setting it twice changes nothing more.".to_owned(),
    }
}

/// This many of what the plan is about: `3 events`, `1 delivery`.
pub fn items(plan: &Plan, number: usize) -> String {
    match plan.draft() {
        Draft::ResendEvents { .. } => counted(number, "event", "events"),
        Draft::ReplayListed { .. } | Draft::ReplayDeliveries { .. } => {
            counted(number, "delivery", "deliveries")
        }
        Draft::ResendNotifications { channel, .. } => channel_counted(*channel, number),
        Draft::SetEndpointActive { .. } | Draft::SetSubscriptionStatus { .. } => {
            counted(number, "change", "changes")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_core::connection::{Environment, Settings};
    use redrive_core::kirim::ListedDelivery;
    use redrive_core::kirim::contract::ReplayStatus;

    fn of(settings: Settings, draft: Draft) -> (Plan, Connection) {
        let connection = Connection {
            id: "c1".parse().unwrap(),
            label: "Bot".into(),
            environment: Environment::Production,
            base_url: "https://api.bot.example:8443/prefix".into(),
            settings,
        };
        let nonce = "0123456789abcdef0123456789abcdef".parse().unwrap();
        let at = "2026-06-01T12:00:00Z".parse().unwrap();
        let plan = Plan::build(&connection, draft, nonce, at).unwrap();
        (plan, connection)
    }

    #[test]
    fn a_destination_says_whose_it_is_whether_it_is_real_and_where_it_stands() {
        let deliveries = (1..=2).map(|n| format!("wbd_{n:026}").parse().unwrap());
        let draft = Draft::ReplayDeliveries {
            deliveries: deliveries.collect(),
        };
        let (plan, bot) = of(Settings::Kirim, draft);
        assert_eq!(
            destination(&plan, &bot, None, None),
            "the receivers of their subscriptions, through Bot (Kirim, production, api.bot.example:8443)"
        );
        assert_eq!(
            destination(&plan, &bot, Some("wbs_1"), Some("Orders")),
            "the receiver of subscription “Orders” (wbs_1) of Bot (Kirim, production, api.bot.example:8443)"
        );
    }

    #[test]
    fn an_endpoint_is_told_with_the_host_behind_it() {
        let settings = Settings::Selfcommunity {
            cap: 10,
            checks_password: false,
        };
        let draft = Draft::ResendEvents {
            endpoint: redrive_core::selfcommunity::contract::EndpointId::new(4),
            events: vec![redrive_core::selfcommunity::contract::EventId::new(5)],
        };
        let (plan, bot) = of(settings, draft);
        assert_eq!(
            destination(&plan, &bot, None, Some("hooks.example")),
            "endpoint 4 at hooks.example of Bot (SelfCommunity, production, api.bot.example:8443)"
        );
    }

    #[test]
    fn a_switch_is_sent_to_nobody() {
        let settings = Settings::Selfcommunity {
            cap: 10,
            checks_password: false,
        };
        let endpoint = redrive_core::selfcommunity::contract::EndpointId::new(4);
        let draft = Draft::SetEndpointActive {
            endpoint,
            active: true,
        };
        let (plan, bot) = of(settings, draft);
        let sentence = format!(
            "{}{}{}",
            title(&plan),
            joint(plan.draft()),
            destination(&plan, &bot, None, None)
        );
        assert!(
            sentence.starts_with("Switch one endpoint on: endpoint 4 of Bot ("),
            "{sentence}"
        );
    }

    /// Dead deliveries at these moments, listed; with another's between all of them where `apart`.
    fn listed(moments: &[&str], apart: bool) -> (Plan, Connection) {
        let rows = moments.iter().enumerate().map(|(n, at)| ListedDelivery {
            status: ReplayStatus::Dead,
            created_at: at.parse().unwrap(),
            id: format!("wbd_{n:026}").parse().unwrap(),
        });
        let draft = Draft::ReplayListed {
            subscription: "wbs_01K0000000000000000000000C".parse().unwrap(),
            event_type: None,
            rows: rows.collect(),
            avoid: if apart {
                moments.iter().map(|at| at.parse().unwrap()).collect()
            } else {
                Vec::new()
            },
            pinned_at: "2026-06-01T11:00:00Z".parse().unwrap(),
            matched: Count::Exact(moments.len() as u64),
        };
        of(Settings::Kirim, draft)
    }

    #[test]
    fn calls_of_one_delivery_each_are_called_single() {
        let moments = ["2026-05-01T00:00:00Z", "2026-05-01T00:01:00Z"];
        let (plan, bot) = listed(&moments, true);
        let told = (calls(&plan, &bot), portions(&plan));
        assert_eq!(told, ("2 single calls".to_owned(), None));
        let (plan, bot) = listed(&moments, false);
        assert_eq!(calls(&plan, &bot), "1 call of at most 1,000");
        assert_eq!(portions(&plan).unwrap(), "1 window of time");
    }
}
