//! What every table of records shares: filters in the address, and the frame around
//! the rows. Knows no vendor.

pub mod aside;
pub mod export;
pub mod facets;
pub mod filter_bar;
pub mod filter_parts;
pub mod filters;
pub mod frame;
pub mod grid;
pub mod groups;
pub mod narrowed;
pub mod offers;
pub mod opened;
pub mod paging;
pub mod toolbar;
pub mod touched;
