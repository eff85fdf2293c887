//! What every table of records shares: filters in the address, the frame around the rows, and the
//! whole screen of a list that is read part by part. Knows no vendor.

pub mod export;
pub mod facets;
pub mod filter_bar;
pub mod filter_parts;
pub mod filters;
pub mod frame;
pub mod grid;
pub mod groups;
pub mod list;
pub mod narrowed;
pub mod no_rows;
pub mod offers;
pub mod opened;
pub mod paging;
pub mod toolbar;
pub mod touched;
