//! Cutting a draft into requests, in a stable order, each within its cap.

use super::{Draft, Nonce};
use crate::connection::{Connection, Settings};
use crate::http::Request;
use crate::idempotency::IdempotencyKey;
use crate::kirim::contract::SubscriptionChange;
use crate::zuora::contract::RESEND_CAP;
use crate::zuora::headers::{Scope, TrackId};
use crate::{kirim, selfcommunity, zuora};
use std::ops::Range;

/// One request of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Which items of the plan it carries.
    pub items: Range<usize>,
    /// Set where the vendor promises that a repeat with it is safe.
    pub key: Option<IdempotencyKey>,
    pub request: Request,
}

/// The calls of a settled draft.
pub(super) fn calls(connection: &Connection, draft: &Draft, nonce: &Nonce) -> Vec<Call> {
    match draft {
        Draft::ResendEvents { endpoint, events } => {
            let cap = match connection.settings {
                Settings::Selfcommunity { cap, .. } => cap,
                Settings::Kirim | Settings::Zuora { .. } => 1,
            };
            let cap = usize::try_from(cap).unwrap_or(usize::MAX).max(1);
            chunks(events, cap)
                .map(|(items, chunk)| Call {
                    items,
                    key: None,
                    request: selfcommunity::bulk_resend(*endpoint, chunk.to_vec()),
                })
                .collect()
        }
        Draft::SetEndpointActive { endpoint, active } => {
            vec![single(selfcommunity::set_active(*endpoint, *active))]
        }
        Draft::ReplayMatching { filter, .. } => {
            let key = IdempotencyKey::of_call(nonce, 0);
            vec![Call {
                items: 0..1,
                request: kirim::bulk_replay(filter, &key),
                key: Some(key),
            }]
        }
        Draft::ReplayDeliveries { deliveries } => deliveries
            .iter()
            .enumerate()
            .map(|(index, id)| {
                let key = IdempotencyKey::of_call(nonce, index);
                let request = kirim::replay(id, &key);
                Call {
                    items: index..index + 1,
                    request,
                    key: Some(key),
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
            chunks(notifications, RESEND_CAP)
                .enumerate()
                .map(|(index, (items, chunk))| {
                    let key = IdempotencyKey::of_call(nonce, index);
                    let track = TrackId::of_call(nonce, index);
                    let request = zuora::resend(*channel, chunk, &key, &track, scope);
                    Call {
                        items,
                        request,
                        key: Some(key),
                    }
                })
                .collect()
        }
    }
}

fn single(request: Request) -> Call {
    Call {
        items: 0..1,
        key: None,
        request,
    }
}

fn chunks<T>(items: &[T], cap: usize) -> impl Iterator<Item = (Range<usize>, &[T])> {
    items.chunks(cap).scan(0, |start, chunk| {
        let range = *start..*start + chunk.len();
        *start = range.end;
        Some((range, chunk))
    })
}
