//! The names in an address that are no filters: how a screen is shown, and where in its list one
//! is. Whoever keeps something new in the address names it here, or the screen says that it does
//! not know it.

/// The place in a list. It belongs to one set of filters and goes with them.
pub const PAGE: &str = "page";

/// The row whose details are open, by what it is. It stays when filters change, and is in no saved
/// view.
pub const DELIVERY: &str = "delivery";
pub const EVENT: &str = "event";
pub const NOTIFICATION: &str = "notification";

/// The item that the ledger of a run is searched for.
pub const ITEM: &str = "id";

/// By which column a list is sorted.
pub const SORT: &str = "sort";

/// How a screen is shown: stays when filters change.
const SHOWN: [&str; 3] = ["size", "look", SORT];

/// How names begin that narrow what is loaded. The vendor is asked nothing because of them.
pub const LOADED: &str = "loaded.";

/// Whether a name says which row is open.
pub fn is_open(name: &str) -> bool {
    [DELIVERY, EVENT, NOTIFICATION].contains(&name)
}

/// Whether a name says how a screen is shown.
pub fn is_shown(name: &str) -> bool {
    SHOWN.contains(&name) || is_open(name) || name.starts_with(LOADED)
}

/// Whether a name may filter.
pub fn is_filter(name: &str) -> bool {
    name != PAGE && name != super::version::NAME && !is_shown(name)
}
