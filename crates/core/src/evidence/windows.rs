//! Which time each call of a replay by filter covers, as it was sent. Whether a vendor's bounds hold
//! the instants themselves, it does not say.

use crate::kirim::Portion;
use crate::plan::{Draft, Plan};
use crate::time::iso;
use serde::Serialize;

/// The bounds of one call.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Window {
    status: &'static str,
    created_after: Option<String>,
    created_before: Option<String>,
}

/// One for each call in its order, with nothing for those that name a delivery; none at all where a
/// plan replays by no filter.
pub(super) fn of(plan: &Plan) -> Vec<Option<Window>> {
    if let Draft::ReplayMatching { filter, .. } = plan.draft() {
        return vec![Some(Window {
            status: filter.status.as_str(),
            created_after: filter.created_after.map(iso),
            created_before: filter.created_before.map(iso),
        })];
    }
    let portions = plan.windows().into_iter();
    let windows = portions.map(|portion| match portion {
        Portion::Single => None,
        Portion::Window {
            status,
            after,
            before,
            ..
        } => Some(Window {
            status: status.as_str(),
            created_after: Some(iso(after)),
            created_before: Some(iso(before)),
        }),
    });
    windows.collect()
}
