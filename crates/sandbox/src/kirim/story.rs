//! Kirim's part of the story: six subscriptions, among them `Orders-prod`, whose receiver was down
//! for three hours and twenty minutes the day before yesterday.

use super::table::COLUMNS;
use crate::dice::Dice;
use crate::operation::Vendor;
use crate::receivers::{self, Receiver, State};
use crate::store::{Batch, Field};
use crate::story::{DAY, HOUR, MINUTE, SECOND, Story};
use serde_json::json;
use sqlx::SqliteConnection;

mod times;

struct Plot {
    name: &'static str,
    host: &'static str,
    events: &'static [&'static str],
    status: &'static str,
    receiver: State,
    /// Of a hundred deliveries in all.
    share: u64,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// An outage with many ties; before and after it all is well.
    Outage,
    /// How many of a hundred failed.
    Mixed(u64),
    /// Still trying.
    Pending,
    /// Everything ended badly.
    Dead,
}

const PLOTS: [Plot; 6] = [
    Plot {
        name: "Orders-prod",
        host: "orders.harbour.example",
        events: &["message.received", "message.status", "message.created"],
        status: "active",
        receiver: State::Up,
        share: 80,
        kind: Kind::Outage,
    },
    Plot {
        name: "Support inbox",
        host: "support.harbour.example",
        events: &[
            "message.received",
            "conversation.assigned",
            "conversation.closed",
        ],
        status: "active",
        receiver: State::Up,
        share: 7,
        kind: Kind::Mixed(4),
    },
    Plot {
        name: "CRM sync",
        host: "crm.harbour.example",
        events: &["contact.created", "contact.updated"],
        status: "active",
        receiver: State::Down,
        share: 5,
        kind: Kind::Mixed(45),
    },
    Plot {
        name: "Billing events",
        host: "billing.harbour.example",
        events: &["customer.created", "customer.updated"],
        status: "active",
        receiver: State::Slow,
        share: 3,
        kind: Kind::Pending,
    },
    Plot {
        name: "Legacy bot (switched off after 24 failures)",
        host: "bot.old-harbour.example",
        events: &["message.received"],
        status: "disabled",
        receiver: State::Refusing,
        share: 3,
        kind: Kind::Dead,
    },
    Plot {
        name: "Marketing opt-in",
        host: "optin.harbour.example",
        events: &["contact.updated", "message.sent"],
        status: "paused",
        receiver: State::Up,
        share: 2,
        kind: Kind::Mixed(0),
    },
];

/// What became of one delivery.
struct End {
    status: &'static str,
    tries: i64,
    answer: Option<i64>,
    error: Option<&'static str>,
    /// When a pending one is tried next.
    next: Option<i64>,
}

/// Writes subscriptions and deliveries.
pub async fn fill(db: &mut SqliteConnection, story: &Story) -> Result<(), sqlx::Error> {
    let mut dice = Dice::new(story.seed, "kirim");
    for plot in &PLOTS {
        let id = dice.crockford("wbs_");
        subscription(db, story, plot, &id, &mut dice).await?;
        let rows = story.scale.deliveries() * plot.share / 100;
        let mut times = times::of(plot.kind, story, rows, &mut dice);
        times.sort_unstable();
        let mut batch = Batch::new(&mut *db, "kirim_delivery", COLUMNS);
        for at in times {
            let end = end(plot.kind, story, at, &mut dice);
            let event_id = if dice.percent(30) {
                format!("wamid.HBgL{:024X}", dice.roll())
            } else {
                dice.crockford("evt_")
            };
            let delivered = (end.status == "delivered").then(|| at + 80_000 + dice.span(900_000));
            batch
                .row([
                    dice.crockford("wbd_").into(),
                    id.as_str().into(),
                    dice.pick(plot.events).into(),
                    event_id.into(),
                    end.status.into(),
                    end.tries.into(),
                    end.answer.into(),
                    end.error.into(),
                    end.next.into(),
                    delivered.into(),
                    Field::Null,
                    at.into(),
                    end.next.into(),
                    Field::Null,
                ])
                .await?;
        }
        batch.finish().await?;
    }
    Ok(())
}

fn end(kind: Kind, story: &Story, at: i64, dice: &mut Dice) -> End {
    const DEAD: [(Option<i64>, Option<&str>); 4] = [
        (Some(502), None),
        (Some(503), None),
        (None, Some("connect timeout after 10 s")),
        (None, Some("connection refused")),
    ];
    let well = End {
        status: "delivered",
        tries: 1,
        answer: Some(200),
        error: None,
        next: None,
    };
    let ended = |status, tries, dice: &mut Dice| {
        let index = usize::try_from(dice.below(4)).unwrap_or_default();
        let (answer, error) = DEAD.get(index).copied().unwrap_or_default();
        End {
            status,
            tries,
            answer,
            error,
            next: None,
        }
    };
    match kind {
        Kind::Outage if !times::outage(story).contains(&at) => well,
        Kind::Outage if dice.percent(10) => ended("failed", 8, dice),
        Kind::Outage => ended("dead", 8, dice),
        Kind::Mixed(share) if dice.percent(share) => ended("failed", 8, dice),
        Kind::Mixed(_) => well,
        Kind::Pending => End {
            status: "pending",
            tries: 1 + dice.span(4),
            answer: Some(504),
            error: None,
            next: Some(story.anchor + 20 * MINUTE + dice.span(3 * HOUR / SECOND) * SECOND),
        },
        Kind::Dead => End {
            status: "dead",
            tries: 1,
            answer: Some(410),
            error: Some("410 ends a delivery at once"),
            next: None,
        },
    }
}

async fn subscription(
    db: &mut SqliteConnection,
    story: &Story,
    plot: &Plot,
    id: &str,
    dice: &mut Dice,
) -> Result<(), sqlx::Error> {
    let born = story.anchor - 200 * DAY - dice.span(90) * DAY;
    let disabled = (plot.status == "disabled").then_some(story.anchor - 6 * DAY);
    let secrets = json!([{
        "id": dice.crockford("sec_"), "created_at": super::table::time(born), "expires_at": null,
    }]);
    sqlx::query("INSERT INTO kirim_subscription VALUES (?,?,?,?,?,?,?,?,?,?)")
        .bind(id)
        .bind(format!("https://{}/hooks/kirim", plot.host))
        .bind(plot.name)
        .bind(json!(plot.events).to_string())
        .bind(plot.status)
        .bind(secrets.to_string())
        .bind(born)
        .bind(disabled.unwrap_or(born))
        .bind(disabled)
        .bind(if disabled.is_some() { 24 } else { 0 })
        .execute(&mut *db)
        .await?;
    let receiver = Receiver {
        vendor: Vendor::Kirim,
        name: id.to_owned(),
        state: plot.receiver,
    };
    receivers::set(db, &receiver).await
}
