//! The calls of a replay of listed deliveries: a window of time each, or one delivery by its id.

use super::call::single;
use super::{Call, Draft, Nonce, Shape};
use crate::idempotency::IdempotencyKey;
use crate::kirim::contract::BulkReplay;
use crate::kirim::{self, Portion};

/// What each call carries, in order.
pub(super) fn portions(draft: &Draft, shape: Shape) -> Vec<Portion> {
    match draft {
        Draft::ReplayListed {
            rows,
            avoid,
            pinned_at,
            ..
        } => kirim::cut(rows, avoid, *pinned_at, shape.head(rows.len())),
        _ => Vec::new(),
    }
}

pub(super) fn calls(draft: &Draft, shape: Shape, nonce: &Nonce) -> Vec<Call> {
    let Draft::ReplayListed {
        subscription,
        event_type,
        rows,
        ..
    } = draft
    else {
        return Vec::new();
    };
    let places = portions(draft, shape).into_iter().scan(0, |end, portion| {
        let start = *end;
        *end += portion.count();
        Some((start..*end, portion))
    });
    places
        .enumerate()
        .filter_map(|(index, (items, portion))| {
            let key = IdempotencyKey::of_call(nonce, index);
            let request = match portion {
                Portion::Single => kirim::replay(&rows.get(items.start)?.id, &key),
                Portion::Window {
                    status,
                    after,
                    before,
                    ..
                } => {
                    let filter = BulkReplay {
                        subscription_id: subscription.clone(),
                        status,
                        event_type: event_type.clone(),
                        created_after: Some(after),
                        created_before: Some(before),
                    };
                    kirim::bulk_replay(&filter, &key)
                }
            };
            Some(Call {
                items,
                key: Some(key),
                ..single(request)
            })
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests;
