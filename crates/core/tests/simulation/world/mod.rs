//! What a schedule begins with: a plan, the vendor that it is for, and how things go there.

mod community;
mod kirim;
mod zuora;

use crate::chance::Chance;
use crate::vendor::{Book, Service, Switch};
use chrono::{DateTime, Utc};
use redrive_core::connection::{Connection, Environment, Settings, Vendor};
use redrive_core::kirim::contract::SubscriptionStatus;
use redrive_core::plan::{Draft, Nonce, Plan, Shape};
use redrive_core::selfcommunity::contract::EndpointId;

pub struct World {
    pub kind: &'static str,
    pub plan: Plan,
    pub service: Service,
}

/// When every schedule begins.
pub fn beginning() -> DateTime<Utc> {
    "2026-06-01T12:00:00.250500Z".parse().unwrap()
}

impl World {
    pub fn of(chance: &mut Chance) -> Self {
        let make: fn(&mut Chance) -> Self = chance.weighted(&[
            (36, community::resend as fn(&mut Chance) -> Self),
            (34, kirim::listed),
            (10, kirim::singles),
            (18, zuora::resend),
            (2, switch),
        ]);
        make(chance)
    }
}

fn connection(settings: Settings) -> Connection {
    Connection {
        id: "c1".parse().unwrap(),
        label: "One".into(),
        environment: Environment::Sandbox,
        base_url: "http://127.0.0.1:9000/x".into(),
        settings,
    }
}

fn community_settings(cap: u32) -> Settings {
    Settings::Selfcommunity {
        cap,
        checks_password: false,
    }
}

fn plan(settings: Settings, draft: Draft, shape: Shape) -> Plan {
    let nonce: Nonce = "0123456789abcdef0123456789abcdef".parse().unwrap();
    Plan::shaped(&connection(settings), draft, shape, nonce, beginning()).unwrap()
}

/// Few at most times, because what goes wrong goes wrong with few; sometimes as many as it takes
/// for a share of them to mean something.
fn size(chance: &mut Chance, most: usize) -> usize {
    if chance.percent(6) {
        return chance.between(20, 45);
    }
    let most = chance.one_of(&[1, 3, most, most]);
    chance.between(1, most)
}

fn first(chance: &mut Chance, items: usize) -> Option<u32> {
    let first = chance.between(1, items);
    chance.percent(35).then(|| u32::try_from(first).unwrap())
}

fn switch(chance: &mut Chance) -> World {
    let on = chance.percent(50);
    let vendor = chance.one_of(&[Vendor::Selfcommunity, Vendor::Kirim]);
    let (settings, draft) = if vendor == Vendor::Kirim {
        let draft = Draft::SetSubscriptionStatus {
            subscription: kirim::subscription(),
            status: if on {
                SubscriptionStatus::Active
            } else {
                SubscriptionStatus::Paused
            },
        };
        (Settings::Kirim, draft)
    } else {
        let draft = Draft::SetEndpointActive {
            endpoint: EndpointId::new(4),
            active: on,
        };
        (community_settings(5), draft)
    };
    let plan = plan(settings, draft, Shape::default());
    let model = Switch { vendor, on: !on };
    World {
        kind: "switch",
        plan,
        service: Service::new(vendor, Box::new(model), false, Book::of(1, true)),
    }
}
