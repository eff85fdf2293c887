//! Which time each call of a replay of listed deliveries covers, as it was sent. Whether a vendor's
//! bounds hold the instants themselves, it does not say.

use crate::kirim::Portion;
use crate::plan::Plan;
use crate::time::iso;
use serde::Serialize;

/// The bounds of one call.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Window {
    status: &'static str,
    created_after: String,
    created_before: String,
}

/// One for each call in its order, with nothing for those that name a delivery; none at all where a
/// plan replays nothing that was listed.
pub(super) fn of(plan: &Plan) -> Vec<Option<Window>> {
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
            created_after: iso(after),
            created_before: iso(before),
        }),
    });
    windows.collect()
}
