//! Events that are resent to an endpoint which the vendor, and others, send to as well.

use super::{World, beginning, community_settings, first, plan, size};
use crate::chance::Chance;
use crate::vendor::{Book, Community, Service, UnknownEvents};
use chrono::TimeDelta;
use redrive_core::connection::Vendor;
use redrive_core::plan::{Draft, Shape};
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use std::collections::HashMap;

pub fn resend(chance: &mut Chance) -> World {
    let count = match chance.below(400) {
        0 => chance.between(100, 300),
        _ => size(chance, 14),
    };
    let ids: Vec<u64> = (500..).take(count).collect();
    let places: HashMap<u64, usize> = ids
        .iter()
        .enumerate()
        .map(|(place, id)| (*id, place))
        .collect();
    let unknown = chance.one_of(&[UnknownEvents::Skipped, UnknownEvents::CallRefused]);
    let mut model = Community::new(Chance::of(chance.below(usize::MAX) as u64), places, unknown);
    model.page = chance.one_of(&[100, 100, 10, 3]);
    model.coarse = chance.percent(20);
    model.queue = chance.one_of(&[0, 0, 900, 20_000]);
    let missing = chance.one_of(&[0, 0, 0, 15]);
    let retried = chance.one_of(&[0, 0, 20, 80]);
    for id in &ids {
        match chance.below(100) {
            share if share < missing => {}
            share if share < missing + 5 => model.exists(*id),
            _ => {
                // Older than the vendor's longest chain of tries, or in the midst of one.
                let ago = if chance.percent(retried) {
                    chance.seconds(0, 4200)
                } else {
                    chance.seconds(3 * 3600, 30 * 3600)
                };
                model.sent_before(*id, beginning() - ago);
            }
        }
    }
    for other in 0..chance.one_of(&[0, 0, 5, 30]) {
        model.sent_before(
            9000 + other,
            beginning() + chance.seconds(0, 3600) - TimeDelta::minutes(30),
        );
    }
    for _ in 0..chance.one_of(&[0, 0, 0, 1, 3]) {
        let event = chance.one_of(&ids);
        let within = chance.one_of(&[90, 4000, 3 * 86_400]);
        model.foreign(event, beginning() + chance.seconds(0, within));
    }
    let draft = Draft::ResendEvents {
        endpoint: EndpointId::new(4),
        events: ids.iter().copied().map(EventId::new).collect(),
    };
    let shape = Shape {
        first: first(chance, count),
        halving: chance.percent(40),
    };
    let cap = chance.one_of(&[1, 2, 5, 8, 100]);
    model.cap = usize::try_from(cap).unwrap();
    let plan = plan(community_settings(cap), draft, shape);
    let book = Book::of(plan.items().len(), false);
    World {
        kind: "resent events",
        plan,
        service: Service::new(Vendor::Selfcommunity, Box::new(model), false, book),
    }
}
