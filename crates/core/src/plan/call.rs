//! Cutting a draft into requests, in a stable order, each within its cap.

use super::shape::Piece;
use super::{Draft, Nonce, Shape, listed};
use crate::connection::{Connection, Settings};
use crate::http::Request;
use crate::idempotency::{IDEMPOTENCY_KEY, IdempotencyKey};
use crate::kirim::contract::SubscriptionChange;
use crate::zuora::contract::RESEND_CAP;
use crate::zuora::headers::{Scope, TrackId};
use crate::{kirim, selfcommunity, zuora};
use std::ops::Range;

/// One request of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Which items of the plan it carries. The calls that wait for no refusal carry every item
    /// once, in order; a half carries again what the refused call before it carried.
    pub items: Range<usize>,
    /// The call whose refusal as a whole it waits for: without that it is never sent.
    pub after_refusal_of: Option<usize>,
    /// Set where the vendor promises that a repeat with it is safe.
    pub key: Option<IdempotencyKey>,
    /// Whole but for host and credentials, and the same bytes whoever builds it.
    pub request: Request,
}

/// The calls of a settled draft in a settled shape.
pub(super) fn calls(
    connection: &Connection,
    draft: &Draft,
    shape: Shape,
    nonce: &Nonce,
) -> Vec<Call> {
    match draft {
        Draft::ResendEvents { endpoint, events } => {
            let cap = draft.promises(&connection.settings).cap;
            cut(shape, events, cap)
                .map(|(piece, events)| {
                    let request = selfcommunity::bulk_resend(*endpoint, events.to_vec());
                    Call::of(piece, None, request)
                })
                .collect()
        }
        Draft::SetEndpointActive { endpoint, active } => {
            vec![single(selfcommunity::set_active(*endpoint, *active))]
        }
        Draft::ReplayListed { .. } => listed::calls(draft, shape, nonce),
        Draft::ReplayDeliveries { deliveries } => deliveries
            .iter()
            .enumerate()
            .map(|(index, id)| {
                let key = IdempotencyKey::of_call(nonce, index);
                let request = kirim::replay(id, &key);
                Call {
                    items: index..index + 1,
                    key: Some(key),
                    ..single(request)
                }
            })
            .collect(),
        Draft::SetSubscriptionStatus {
            subscription,
            status,
        } => {
            let change = SubscriptionChange {
                status: Some(status.clone()),
                ..SubscriptionChange::default()
            };
            vec![single(kirim::change_subscription(subscription, &change))]
        }
        Draft::ResendNotifications {
            channel,
            notifications,
        } => {
            let everywhere = Scope::default();
            let scope = match &connection.settings {
                Settings::Zuora { scope } => scope,
                Settings::Selfcommunity { .. } | Settings::Kirim => &everywhere,
            };
            cut(shape, notifications, RESEND_CAP)
                .enumerate()
                .map(|(index, (piece, ids))| {
                    let key = IdempotencyKey::of_call(nonce, index);
                    let track = TrackId::of_call(nonce, index);
                    let request = zuora::resend(*channel, ids, &key, &track, scope);
                    Call::of(piece, Some(key), request)
                })
                .collect()
        }
    }
}

impl Call {
    /// What leaves in this round: always the sealed request, from the second round on with a key
    /// of its own where it has one.
    pub fn request_in(&self, round: u32) -> Request {
        let mut request = self.request.clone();
        if let Some(key) = self.key.as_ref().map(|key| key.in_round(round)) {
            let headers = request.headers.iter();
            request.headers = headers
                .map(|(name, value)| match name {
                    IDEMPOTENCY_KEY => (name, key.as_str()),
                    _ => (name, value),
                })
                .collect();
        }
        request
    }

    fn of(piece: Piece, key: Option<IdempotencyKey>, request: Request) -> Self {
        Self {
            items: piece.items,
            after_refusal_of: piece.after_refusal_of,
            key,
            request,
        }
    }
}

pub(super) fn single(request: Request) -> Call {
    Call {
        items: 0..1,
        after_refusal_of: None,
        key: None,
        request,
    }
}

fn cut<T>(shape: Shape, items: &[T], cap: usize) -> impl Iterator<Item = (Piece, &[T])> {
    shape.cut(items.len(), cap).into_iter().map(|piece| {
        let carried = items.get(piece.items.clone()).unwrap_or_default();
        (piece, carried)
    })
}
