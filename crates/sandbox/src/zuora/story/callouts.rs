//! Callouts: posts to the customer's own systems, some of which fail.

use super::super::table::{CALLOUT_COLUMNS as COLUMNS, text_of_micros};
use super::Customer;
use crate::dice::Dice;
use crate::receivers::State;
use crate::store::Batch;
use crate::story::{DAY, MINUTE, Story};
use serde_json::json;
use sqlx::SqliteConnection;

/// Hosts that are called, and how each takes calls now.
pub const HOSTS: [(&str, State); 3] = [
    ("erp.harbour.example", State::Up),
    ("tax.harbour.example", State::Down),
    ("ledger.harbour.example", State::Up),
];

/// Writes the callouts.
pub async fn fill(
    db: &mut SqliteConnection,
    story: &Story,
    customers: &[Customer],
    dice: &mut Dice,
) -> Result<(), sqlx::Error> {
    let mut batch = Batch::new(db, "zu_callout", COLUMNS);
    for number in 0..story.scale.callouts() {
        let index = usize::try_from(dice.below(customers.len() as u64)).unwrap_or_default();
        let Some(customer) = customers.get(index) else {
            continue;
        };
        let (host, code, error) = match dice.below(10) {
            0..=2 => ("erp.harbour.example", Some(500), Some("HTTP 500")),
            3 => (
                "tax.harbour.example",
                None,
                Some("Read timed out after 30 s"),
            ),
            4 => ("tax.harbour.example", Some(503), Some("HTTP 503")),
            5..=7 => ("erp.harbour.example", Some(200), None),
            _ => ("ledger.harbour.example", Some(200), None),
        };
        let at = story.anchor - MINUTE - dice.span(6 * DAY / 1000) * 1000;
        let context = json!({"AccountId": customer.account, "InvoiceNumber": format!("INV-{:06}", 10_000 + number)});
        batch
            .row([
                dice.opaque("8ad0c0").into(),
                "8ad0f200000000000000000000001110".into(),
                dice.opaque("8ad0b1").into(),
                customer.account.as_str().into(),
                "InvoicePosted".into(),
                text_of_micros(at).into(),
                if error.is_some() { "Failed" } else { "OK" }.into(),
                error.into(),
                format!("https://{host}/in/invoices").into(),
                "POST".into(),
                code.into(),
                if error.is_some() { 1 + dice.span(3) } else { 1 }.into(),
                1110.into(),
                "Invoice to ERP".into(),
                context.to_string().into(),
                error.map(|_| "<html>error</html>").into(),
            ])
            .await?;
    }
    batch.finish().await
}
