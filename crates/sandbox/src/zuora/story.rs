//! Zuora's part of the story: customers who did not get their mail. A mail server was down
//! yesterday from 06:00 to 09:00, in the middle of a bill run; two mail domains bounce; an ERP
//! answers callouts with 500 or not at all.

use super::table::{EMAIL_COLUMNS, text_of_micros};
use crate::dice::Dice;
use crate::operation::Vendor;
use crate::receivers::{self, Receiver, State};
use crate::store::{Batch, Field};
use crate::story::{DAY, HOUR, MINUTE, SECOND, Scale, Story};
use sqlx::SqliteConnection;

mod callouts;
mod customers;

use customers::Customer;

/// A kind of mail: event, category, notification, subject.
const MAILS: [(&str, i64, &str, &str); 5] = [
    (
        "InvoicePosted",
        1110,
        "Invoice is ready",
        "Your invoice INV-",
    ),
    (
        "InvoiceDue",
        1140,
        "Invoice due soon",
        "Reminder for invoice INV-",
    ),
    (
        "PaymentDeclined",
        2110,
        "Payment declined",
        "We could not take your payment P-",
    ),
    (
        "PaymentProcessed",
        2120,
        "Payment received",
        "Thank you for payment P-",
    ),
    (
        "SubscriptionCreated",
        1210,
        "Welcome aboard",
        "Your subscription A-S",
    ),
];

/// Writes e-mails, callouts and receivers.
pub async fn fill(db: &mut SqliteConnection, story: &Story) -> Result<(), sqlx::Error> {
    let mut dice = Dice::new(story.seed, "zuora");
    let customers = customers::all(story.scale.emails() / 5, &mut dice);
    emails(&mut *db, story, &customers, &mut dice).await?;
    callouts::fill(&mut *db, story, &customers, &mut dice).await?;
    for (name, state) in customers::DOMAINS.into_iter().chain(callouts::HOSTS) {
        let receiver = Receiver {
            vendor: Vendor::Zuora,
            name: name.to_owned(),
            state,
        };
        receivers::set(&mut *db, &receiver).await?;
    }
    Ok(())
}

async fn emails(
    db: &mut SqliteConnection,
    story: &Story,
    customers: &[Customer],
    dice: &mut Dice,
) -> Result<(), sqlx::Error> {
    // At small scale most mail is from the bill run, so that 1,300 failed ids exist.
    let in_run = match story.scale {
        Scale::Small => 76,
        Scale::Medium | Scale::Large => 35,
    };
    let run = story.midnight(1) + 6 * HOUR;
    let mut batch = Batch::new(db, "zu_email", EMAIL_COLUMNS);
    for number in 0..story.scale.emails() {
        let index = usize::try_from(dice.below(customers.len() as u64)).unwrap_or_default();
        let Some(customer) = customers.get(index) else {
            continue;
        };
        let billed = dice.below(100) < in_run;
        let at = if billed {
            // Whole seconds, few of them: a bill run writes many rows at once.
            run + dice.span(3 * HOUR / (10 * SECOND)) * 10 * SECOND
        } else {
            story.anchor - MINUTE - dice.span(25 * DAY / 1000) * 1000
        };
        let mail = if billed {
            0
        } else {
            dice.below(MAILS.len() as u64)
        };
        let (event, category, notification, subject) = usize::try_from(mail)
            .ok()
            .and_then(|mail| MAILS.get(mail).copied())
            .unwrap_or_default();
        let (status, error) = outcome(billed, customer, dice);
        batch
            .row([
                dice.opaque("8ad0e1").into(),
                Field::from(format!("8ad0f100000000000000000000{category:06}")),
                dice.opaque("8ad0b1").into(),
                customer.account.as_str().into(),
                customer.contact.as_str().into(),
                event.into(),
                text_of_micros(at).into(),
                status.into(),
                format!("{subject}{:06}", 10_000 + number).into(),
                error.into(),
                customer.address.as_str().into(),
                "billing@harbour.example".into(),
                if dice.percent(10) {
                    format!("books@{}", customer.domain)
                } else {
                    String::new()
                }
                .into(),
                "archive@harbour.example".into(),
                "billing@harbour.example".into(),
                category.into(),
                notification.into(),
            ])
            .await?;
    }
    batch.finish().await
}

fn outcome(
    billed: bool,
    customer: &Customer,
    dice: &mut Dice,
) -> (&'static str, Option<&'static str>) {
    match customer.state {
        _ if billed && dice.percent(97) => ("Failed", Some("Connection to mail server timed out")),
        State::Refusing => ("Failed", Some("Mailbox unknown")),
        State::Down => ("Failed", Some("450 Greylisted, try again later")),
        _ if dice.percent(2) => ("Warning", Some("Attachment left out: file too large")),
        _ => ("OK", None),
    }
}
