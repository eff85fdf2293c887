//! Whole runs, as the tab carries them out: every action that writes, against everything that can
//! go wrong with it, straight to the vendor and through the gateway. Nothing is lost, nothing is
//! sent twice, and the ledger says what the oracle says.

mod backfill;
mod expected;
mod put_right;
mod stories;
mod table;
mod tried;

use crate::matrix::actions::Action;
use table::assert_true;

#[tokio::test]
async fn events_are_read_where_they_cannot_be_repeated() {
    assert_true(Action::ResendEvents, false).await;
}

#[tokio::test]
async fn a_window_is_repeated_with_its_key() {
    assert_true(Action::ReplayListed, false).await;
}

#[tokio::test]
async fn deliveries_are_repeated_with_their_keys() {
    assert_true(Action::ReplayDeliveries, false).await;
}

#[tokio::test]
async fn emails_are_repeated_with_their_keys() {
    assert_true(Action::ResendEmails, false).await;
    assert_true(Action::ResendEmailsOneUnknown, false).await;
}

#[tokio::test]
async fn callouts_are_repeated_with_their_keys() {
    assert_true(Action::ResendCallouts, false).await;
}

#[tokio::test]
async fn switches_are_repeated_without_harm() {
    assert_true(Action::SetEndpointActive, false).await;
    assert_true(Action::SetSubscriptionStatus, false).await;
}

#[tokio::test]
async fn through_the_gateway_nothing_is_different() {
    for action in [
        Action::ResendEvents,
        Action::ReplayDeliveries,
        Action::ResendEmailsOneUnknown,
        Action::SetEndpointActive,
    ] {
        assert_true(action, true).await;
    }
}
