//! Small parts of screens that know no vendor, no page and no address.

pub mod brand;
pub mod copy;
pub mod curl;
pub mod download;
pub mod field;
pub mod focus;
pub mod foreign;
pub mod instant_field;
pub mod json;
pub mod load;
pub mod modal;
pub mod page;
pub mod pane;
pub mod panel;
pub mod password;
pub mod pill;
pub mod popover;
pub mod problem;
pub mod size;
pub mod sleep;
pub mod stops;
pub mod tab;
pub mod time;
pub mod tries;
pub mod unfolded;
pub mod unload;
