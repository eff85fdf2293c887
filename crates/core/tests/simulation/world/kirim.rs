//! Deliveries that are replayed: those that were listed, or single ones.

use super::{World, beginning, first, plan, size};
use crate::chance::Chance;
use crate::vendor::{Book, Habits, Incident, Kirim, Life, Order, Row, Service, delivery_id};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use redrive_core::connection::{Settings, Vendor};
use redrive_core::kirim::ListedDelivery;
use redrive_core::kirim::contract::{ReplayStatus, SubscriptionId};
use redrive_core::plan::{Count, Draft, Plan, Shape};

pub fn subscription() -> SubscriptionId {
    "wbs_01K0000000000000000000000C".parse().unwrap()
}

fn habits(chance: &mut Chance) -> Habits {
    Habits {
        after_included: chance.percent(50),
        before_included: chance.percent(50),
        order: chance.one_of(&[Order::Oldest, Order::Newest, Order::Arbitrary]),
        skips_replayed: chance.percent(50),
        success: chance.one_of(&[200, 201, 202]),
        queue: chance.one_of(&[0, 0, 5000]),
        page: chance.one_of(&[100, 100, 10, 3]),
        grain: chance.one_of(&[
            TimeDelta::microseconds(1),
            TimeDelta::milliseconds(1),
            TimeDelta::seconds(1),
        ]),
    }
}

/// How many rows lie at the vendor: mostly few, sometimes more than one window can take.
fn crowd(chance: &mut Chance) -> usize {
    match chance.below(500) {
        0 => chance.between(1001, 1300),
        1 => chance.between(300, 1000),
        _ => size(chance, 16),
    }
}

/// Moments in order, the last before the beginning: ties, neighbours, and gaps of every width.
fn moments(chance: &mut Chance, count: usize, grain: TimeDelta) -> Vec<DateTime<Utc>> {
    let gaps = [
        (8, TimeDelta::zero()),
        (2, TimeDelta::microseconds(1)),
        (2, TimeDelta::microseconds(300)),
        (3, TimeDelta::milliseconds(1)),
        (2, TimeDelta::milliseconds(2)),
        (3, TimeDelta::milliseconds(250)),
        (6, TimeDelta::seconds(1)),
        (4, TimeDelta::seconds(7)),
        (2, TimeDelta::hours(5)),
    ];
    let tied = chance.percent(8);
    let mut at = beginning() - chance.seconds(60, 90_000);
    let mut moments = Vec::new();
    for _ in 0..count {
        moments.push(at.duration_trunc(grain).unwrap());
        if !tied {
            at -= chance.weighted(&gaps);
        }
    }
    moments.reverse();
    moments
}

/// Rows of every kind, and how each is known to the plan.
fn rows(chance: &mut Chance, grain: TimeDelta, statuses: &[Life]) -> (Vec<Row>, Vec<Part>) {
    let count = crowd(chance);
    let plain = count > 100 || chance.percent(50);
    let cut_short = grain < TimeDelta::milliseconds(1) && chance.percent(30);
    let mut rows = Vec::new();
    let mut parts = Vec::new();
    for at in moments(chance, count, grain) {
        let status = chance.one_of(statuses);
        let kind = if plain { 0 } else { chance.below(12) };
        let (mut row, part) = match kind {
            0..=6 => (Row::born(at, status), Part::Listed(status)),
            7 => (Row::born(at, status), Part::Excluded),
            8 => {
                let end = chance.one_of(&[Life::Dead, Life::Failed, Life::Delivered]);
                let ends = Some((beginning() + chance.seconds(0, 120), end));
                (
                    Row {
                        ends,
                        ..Row::born(at, Life::Pending)
                    },
                    Part::Pending,
                )
            }
            9 => (Row::born(at, Life::Delivered), Part::Other),
            10 => (
                Row {
                    elsewhere: true,
                    ..Row::born(at, status)
                },
                Part::Other,
            ),
            _ => (
                Row {
                    other_type: true,
                    ..Row::born(at, status)
                },
                Part::OtherType(status),
            ),
        };
        if cut_short {
            row.shown = at.duration_trunc(TimeDelta::milliseconds(1)).unwrap();
        }
        rows.push(row);
        parts.push(part);
    }
    if chance.percent(30) {
        replayed_before(chance, grain, &mut rows, &mut parts);
    }
    (rows, parts)
}

/// Replays from before the run, all of them the newest rows that are there: a trace that is none
/// of ours.
fn replayed_before(
    chance: &mut Chance,
    grain: TimeDelta,
    rows: &mut Vec<Row>,
    parts: &mut Vec<Part>,
) {
    let mut at = (beginning() - TimeDelta::seconds(40))
        .duration_trunc(grain)
        .unwrap();
    for _ in 0..chance.between(1, 3) {
        let origin = chance.below(rows.len());
        let (life, part) =
            chance.one_of(&[(Life::Delivered, Part::Other), (Life::Dead, Part::Excluded)]);
        let id = rows.len();
        rows[origin].replays.push(id);
        rows.push(Row {
            from: Some(origin),
            ..Row::born(at, life)
        });
        parts.push(part);
        at += chance.one_of(&[TimeDelta::zero(), TimeDelta::seconds(1)]);
    }
}

/// What a row is to the plan.
#[derive(Debug, Clone, Copy)]
enum Part {
    Listed(Life),
    Excluded,
    Pending,
    /// Of another type: part of the plan where it names no type.
    OtherType(Life),
    Other,
}

fn replay_status(life: Life) -> ReplayStatus {
    match life {
        Life::Failed => ReplayStatus::Failed,
        _ => ReplayStatus::Dead,
    }
}

pub fn listed(chance: &mut Chance) -> World {
    let habits = habits(chance);
    let statuses = chance.one_of(&[vec![Life::Dead], vec![Life::Dead, Life::Failed]]);
    let (mut rows, parts) = rows(chance, habits.grain, &statuses);
    let typed = chance.percent(30);
    let mut listed = Vec::new();
    let mut avoid = Vec::new();
    for (id, (row, part)) in rows.iter().zip(&parts).enumerate() {
        match part {
            Part::Listed(status) => listed.push((id, *status)),
            Part::OtherType(status) if !typed => listed.push((id, *status)),
            Part::Excluded | Part::Pending => avoid.push(row.shown),
            Part::OtherType(_) | Part::Other => {}
        }
    }
    if listed.is_empty() {
        let last = rows.len();
        rows.push(Row::born(beginning() - TimeDelta::seconds(30), Life::Dead));
        listed.push((last, Life::Dead));
    }
    let draft = Draft::ReplayListed {
        subscription: subscription(),
        event_type: typed.then(|| "contact.created".parse().unwrap()),
        rows: listed
            .iter()
            .map(|(id, status)| ListedDelivery {
                status: replay_status(*status),
                created_at: rows[*id].shown,
                id: delivery_id(*id).parse().unwrap(),
            })
            .collect(),
        avoid,
        pinned_at: beginning(),
        matched: Count::Exact(listed.len() as u64),
    };
    let shape = Shape {
        first: first(chance, listed.len()),
        halving: false,
    };
    let plan = plan(Settings::Kirim, draft, shape);
    world("listed deliveries", chance, habits, rows, plan)
}

pub fn singles(chance: &mut Chance) -> World {
    let habits = habits(chance);
    let (rows, parts) = rows(chance, habits.grain, &[Life::Dead]);
    let missing = chance.one_of(&[0, 0, 20]);
    let deliveries = parts
        .iter()
        .enumerate()
        .filter(|(id, part)| *id == 0 || !matches!(part, Part::Excluded))
        .take(20)
        .map(|(id, _)| {
            let id = if chance.percent(missing) {
                id + 5_000_000
            } else {
                id
            };
            delivery_id(id).parse().unwrap()
        })
        .collect();
    let draft = Draft::ReplayDeliveries { deliveries };
    let plan = plan(Settings::Kirim, draft, Shape::default());
    world("single deliveries", chance, habits, rows, plan)
}

/// Puts the places of the plan on its rows, and lets things happen meanwhile.
fn world(
    kind: &'static str,
    chance: &mut Chance,
    habits: Habits,
    mut rows: Vec<Row>,
    plan: Plan,
) -> World {
    for (place, item) in plan.items().iter().enumerate() {
        let id = item.to_string();
        let row = id.trim_start_matches("wbd_").parse::<usize>();
        if let Some(row) = row.ok().and_then(|row| rows.get_mut(row)) {
            row.place = Some(place);
        }
    }
    let mut book = Book::of(plan.items().len(), false);
    for row in rows.iter().filter(|row| !row.replays.is_empty()) {
        if let Some(place) = row.place.filter(|_| habits.skips_replayed) {
            book.untold[place] = true;
        }
    }
    let count = rows.len();
    let mut model = Kirim::new(habits, Chance::of(chance.below(usize::MAX) as u64), rows);
    let soon = |chance: &mut Chance| beginning() + chance.milliseconds(0, 40_000);
    for _ in 0..chance.one_of(&[0, 0, 2, 5]) {
        let life = chance.one_of(&[Life::Dead, Life::Failed]);
        model.happens(soon(chance), Incident::Born(life));
    }
    if chance.percent(6) {
        model.happens(soon(chance), Incident::Purged(chance.below(count)));
    }
    for _ in 0..chance.one_of(&[0, 0, 0, 1, 3]) {
        let within = chance.one_of(&[40, 4000, 3 * 86_400]);
        model.happens(
            beginning() + chance.seconds(0, within),
            Incident::ReplayedByOthers(chance.below(count)),
        );
    }
    if chance.percent(6) {
        model.happens(soon(chance), Incident::Disabled);
        let later = beginning() + chance.seconds(40, 4000);
        model.happens(later, Incident::Enabled);
    }
    let keeps_failures = chance.percent(50);
    World {
        kind,
        plan,
        service: Service::new(Vendor::Kirim, Box::new(model), keeps_failures, book),
    }
}
