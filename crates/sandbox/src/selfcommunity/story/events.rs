//! The events of the community, and the old attempts whose bodies no longer tell their event.

use super::Try;
use super::plots::{PLOTS, outage};
use crate::dice::Dice;
use crate::story::{DAY, HOUR, MINUTE, SECOND, Story, words};
use serde_json::json;

/// One event, sent to one endpoint.
pub struct Event {
    pub id: i64,
    pub endpoint: i64,
    pub kind: &'static str,
    pub at: i64,
    pub data: String,
}

/// All events in the order of time; their ids grow with it.
pub fn all(story: &Story, dice: &mut Dice) -> Vec<Event> {
    let mut events = Vec::new();
    for (endpoint, plot) in (1_i64..).zip(&PLOTS) {
        for _ in 0..story.scale.events() * plot.share / 100 {
            let kind = dice.pick(plot.kinds);
            events.push(Event {
                id: 0,
                endpoint,
                kind,
                at: instant(endpoint, story, dice),
                data: data(kind, dice),
            });
        }
    }
    events.sort_by_key(|event| event.at);
    let mut id = 500;
    for event in &mut events {
        id += 1 + dice.span(3);
        event.id = id;
    }
    events
}

fn instant(endpoint: i64, story: &Story, dice: &mut Dice) -> i64 {
    let outage = outage(story);
    let fraction = dice.span(SECOND);
    let whole = match endpoint {
        1 if dice.percent(40) => outage.start + dice.span(2 * HOUR / SECOND) * SECOND,
        3 if dice.percent(20) => story.anchor - MINUTE - dice.span(50 * 60) * SECOND,
        4 => story.anchor - 40 * DAY - dice.span(20 * DAY / SECOND) * SECOND,
        _ => story.anchor - MINUTE - dice.span(12 * DAY / SECOND) * SECOND,
    };
    whole - fraction
}

fn data(kind: &str, dice: &mut Dice) -> String {
    let name = words::name(dice);
    let mailbox = words::mailbox(&name);
    let author = json!({
        "id": 100 + dice.below(900),
        "username": mailbox,
        "real_name": name,
        "email": format!("{mailbox}@mail.example"),
    });
    let number = 10_000 + dice.below(90_000);
    let text = words::sentence(dice);
    match kind.split('.').next().unwrap_or_default() {
        "post" | "discussion" | "status" => {
            json!({"id": number, "author": author, "text": text, "categories": [dice.below(12)]})
        }
        "comment" => json!({"id": number, "author": author, "text": text, "parent": null}),
        "user" => json!({"user": author, "score": dice.below(5_000)}),
        "category" => json!({"id": dice.below(40), "name": text}),
        _ => json!({"id": number, "user": author}),
    }
    .to_string()
}

/// Attempts from before October 2021, without an event id, and some whose bodies cannot be read.
pub fn old(story: &Story, tries: &mut Vec<Try>) {
    // 2021-09-14 08:00 in UTC.
    const OLD: i64 = 1_631_606_400 * SECOND;
    let mut add = |endpoint, at, body: &str| {
        tries.push(Try {
            at,
            endpoint,
            event: None,
            kind: "post.created".to_owned(),
            body: body.to_owned(),
            code: Some(500),
            answer: "b'Internal Server Error'",
            next: None,
        });
    };
    for day in 0..6 {
        let body =
            "{\"type\": \"post.created\", \"created\": 1631606400.5, \"data\": {\"id\": 77}}";
        add(if day < 4 { 4 } else { 1 }, OLD + day * DAY, body);
    }
    add(
        1,
        story.anchor - 3 * HOUR,
        "{\"event_id\": 513, \"type\": \"post.cre",
    );
    add(1, story.anchor - 2 * DAY, "<html>what was this?</html>");
    add(4, OLD - DAY, "");
}
