//! Notifications that are resent, some of which do not exist.

use super::{World, first, plan, size};
use crate::chance::Chance;
use crate::vendor::{Billing, Blank, Book, Service};
use redrive_core::connection::{Settings, Vendor};
use redrive_core::plan::{Draft, Shape};
use redrive_core::zuora::contract::Channel;
use redrive_core::zuora::headers::Scope;

pub fn resend(chance: &mut Chance) -> World {
    // The vendor's cap is a thousand, so that plans of several calls are large ones, or have a
    // head that goes ahead.
    let count = match chance.below(150) {
        0 => chance.between(1001, 2100),
        _ => size(chance, 14),
    };
    let ids: Vec<String> = (0..count).map(|id| format!("8ad0e1h{id:026}")).collect();
    let bad = chance.one_of(&[0, 0, 20, 100]);
    let known = ids.iter().enumerate().map(|(place, id)| {
        let known = !chance.percent(bad);
        (id.clone(), (place, known))
    });
    let model = Billing {
        ids: known.collect(),
        blank: chance.one_of(&[Blank::Nothing, Blank::EmptyObject]),
        forgetful: chance.percent(10),
        closed: chance.percent(4),
    };
    let draft = Draft::ResendNotifications {
        channel: chance.one_of(&[Channel::Email, Channel::Callout]),
        notifications: ids.iter().map(|id| id.parse().unwrap()).collect(),
    };
    let shape = Shape {
        first: first(chance, count),
        halving: false,
    };
    let settings = Settings::Zuora {
        scope: Scope::default(),
    };
    let plan = plan(settings, draft, shape);
    let book = Book::of(plan.items().len(), false);
    World {
        kind: "resent notifications",
        plan,
        service: Service::new(Vendor::Zuora, Box::new(model), true, book),
    }
}
