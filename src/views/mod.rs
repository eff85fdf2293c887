//! Saved views: what a list was filtered by and how it was shown, under a name of the reader's.
//!
//! A preference of this browser; carried elsewhere as a file. A view holds no rows, no result and
//! no secret: only what an address holds, and relative ranges stay relative in it.

mod file;
mod menu;
mod rows;
mod saved;
mod store;
mod view;

pub use menu::ViewsMenu;
