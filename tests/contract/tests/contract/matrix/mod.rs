//! The truth matrix: every action that writes, against everything that can go wrong with it.
//!
//! Each cell drives a plan of fresh items with one fault armed, and compares the ledger with the
//! oracle. A failure prints the whole table.

pub mod actions;
pub mod expected;
mod repeating;
mod table;
mod words;

use actions::Action;
use table::Table;

#[tokio::test]
async fn resent_events_end_as_the_oracle_says() {
    Table::of(Action::ResendEvents).await.assert_true();
}

#[tokio::test]
async fn a_replayed_window_ends_as_the_oracle_says() {
    Table::of(Action::ReplayListed).await.assert_true();
}

#[tokio::test]
async fn replayed_deliveries_end_as_the_oracle_says() {
    Table::of(Action::ReplayDeliveries).await.assert_true();
}

#[tokio::test]
async fn resent_emails_end_as_the_oracle_says() {
    Table::of(Action::ResendEmails).await.assert_true();
}

#[tokio::test]
async fn resent_emails_with_an_unknown_id_end_as_the_oracle_says() {
    Table::of(Action::ResendEmailsOneUnknown)
        .await
        .assert_true();
}

#[tokio::test]
async fn resent_callouts_end_as_the_oracle_says() {
    Table::of(Action::ResendCallouts).await.assert_true();
}

#[tokio::test]
async fn a_switched_endpoint_stands_where_the_ledger_says() {
    Table::of(Action::SetEndpointActive).await.assert_true();
}

#[tokio::test]
async fn a_switched_subscription_stands_where_the_ledger_says() {
    Table::of(Action::SetSubscriptionStatus).await.assert_true();
}

#[tokio::test]
async fn through_the_gateway_events_end_as_the_oracle_says() {
    Table::by_gateway(Action::ResendEvents).await.assert_true();
}

#[tokio::test]
async fn through_the_gateway_deliveries_end_as_the_oracle_says() {
    Table::by_gateway(Action::ReplayDeliveries)
        .await
        .assert_true();
}

#[tokio::test]
async fn through_the_gateway_emails_end_as_the_oracle_says() {
    Table::by_gateway(Action::ResendEmailsOneUnknown)
        .await
        .assert_true();
}
