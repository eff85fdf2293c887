//! `SelfCommunity`'s part of the story: five endpoints. The CRM feed was down for two hours
//! yesterday; the old loyalty shop answers 410 to everything; the newsletter is switched off.

use super::settle::{body, next_try, signature};
use super::table::{ATTEMPT_COLUMNS, event};
use crate::dice::Dice;
use crate::operation::Vendor;
use crate::receivers::{self, Receiver, State};
use crate::store::{Batch, Field};
use crate::story::{DAY, Story};
use serde_json::json;
use sqlx::SqliteConnection;

mod events;
mod plots;

use events::Event;
use plots::{PLOTS, Plot};

/// One try of one event, before it has an id.
struct Try {
    at: i64,
    endpoint: i64,
    event: Option<i64>,
    kind: String,
    body: String,
    code: Option<i64>,
    answer: &'static str,
    next: Option<i64>,
}

/// Writes endpoints, events, attempts and the tries to come.
pub async fn fill(db: &mut SqliteConnection, story: &Story) -> Result<(), sqlx::Error> {
    let mut dice = Dice::new(story.seed, "selfcommunity");
    let born = |endpoint: i64| story.anchor - (420 - 30 * endpoint) * DAY;
    let mut secrets = Vec::new();
    for (endpoint, plot) in (1..).zip(&PLOTS) {
        let secret = dice.opaque("whs_");
        write_endpoint(db, plot, endpoint, born(endpoint), &secret).await?;
        secrets.push(secret);
    }
    let events = events::all(story, &mut dice);
    let mut batch = Batch::new(&mut *db, "sc_event", 4);
    for event in &events {
        batch
            .row([
                event.id.into(),
                event.kind.into(),
                event.at.into(),
                event.data.as_str().into(),
            ])
            .await?;
    }
    batch.finish().await?;
    let mut tries = Vec::new();
    let mut due = Vec::new();
    for event in &events {
        tries_of(event, story, &mut dice, &mut tries, &mut due);
    }
    events::old(story, &mut tries);
    tries.sort_by_key(|one| (one.at, one.event));
    let mut batch = Batch::new(&mut *db, "sc_attempt", ATTEMPT_COLUMNS);
    for (id, one) in (40_001_i64..).zip(tries) {
        let secret = usize::try_from(one.endpoint - 1)
            .ok()
            .and_then(|index| secrets.get(index));
        let signed = signature(secret.map_or("", String::as_str), one.at, &one.body);
        batch
            .row([
                id.into(),
                one.endpoint.into(),
                one.event.into(),
                one.kind.into(),
                born(one.endpoint).into(),
                one.at.into(),
                (one.at - 300 - dice.span(500)).into(),
                one.body.into(),
                signed.into(),
                one.code.into(),
                one.answer.into(),
                one.next.into(),
            ])
            .await?;
    }
    batch.finish().await?;
    let mut batch = Batch::new(db, "sc_due", 4);
    for (at, endpoint, event, number) in due {
        batch
            .row::<4>([
                Field::Int(at),
                Field::Int(endpoint),
                Field::Int(event),
                Field::Int(number),
            ])
            .await?;
    }
    batch.finish().await
}

/// Every try up to now, and the next one where it lies ahead.
fn tries_of(
    event: &Event,
    story: &Story,
    dice: &mut Dice,
    tries: &mut Vec<Try>,
    due: &mut Vec<(i64, i64, i64, i64)>,
) {
    let text = body(event.id, event.kind, event.at, event.data.clone());
    let mut at = event.at + 120_000 + dice.span(400_000);
    for number in 1.. {
        let (code, answer) = plots::answer(event.endpoint, story, at, number, dice);
        let well = code.is_some_and(|code| (200..300).contains(&code));
        let next = if well { None } else { next_try(at, number) };
        tries.push(Try {
            at,
            endpoint: event.endpoint,
            event: Some(event.id),
            kind: event.kind.to_owned(),
            body: text.clone(),
            code,
            answer,
            next,
        });
        match next {
            Some(next) if next <= story.anchor => at = next,
            Some(next) => return due.push((next, event.endpoint, event.id, number + 1)),
            None => return,
        }
    }
}

async fn write_endpoint(
    db: &mut SqliteConnection,
    plot: &Plot,
    endpoint: i64,
    born: i64,
    secret: &str,
) -> Result<(), sqlx::Error> {
    let events: Vec<_> = plot
        .kinds
        .iter()
        .map(|kind| event((*kind).to_owned(), born))
        .collect();
    sqlx::query("INSERT INTO sc_endpoint VALUES (?,?,?,?,?,?,?,1,?)")
        .bind(endpoint)
        .bind(born)
        .bind(born)
        .bind(plot.active)
        .bind(plot.target)
        .bind(plot.description)
        .bind(json!(events).to_string())
        .bind(secret)
        .execute(&mut *db)
        .await?;
    let receiver = Receiver {
        vendor: Vendor::SelfCommunity,
        name: endpoint.to_string(),
        state: if plot.refuses {
            State::Refusing
        } else {
            State::Up
        },
    };
    receivers::set(db, &receiver).await
}
