//! The Redrive console: what runs in the browser.
//!
//! Thin by intent: what is true of vendors, plans and runs stands in `redrive-core`. Pages know
//! [`navigation`] and never the router that feeds it, and nothing is put on `window`, so that the
//! same pages can live inside somebody else's. `docs/architecture.md` says how one job goes through
//! all of it.
//!
//! | | what it is |
//! |---|---|
//! | [`app`] | the page in its own window: the only module that knows the router |
//! | [`shell`] | what stands around every page: sign-in, menu, the tray of runs, the plan dialog |
//! | [`pages`] | one module a page; each wires a table or a form to core |
//! | [`forms`] | what leads to a plan: ids that are pasted, a replay by filter, the plan dialog |
//! | [`host`] | what executes runs: journal, lock and channel of the tab |
//! | [`table`] | a table of records on the screen: the grid over `redrive-table`, its filters and menus |
//! | [`bars`] | failures over time, above a table |
//! | [`masked`] | personal data, hidden until somebody asks to see it |
//! | [`palette`] | one field that leads anywhere and does what the screen offers |
//! | [`shortcuts`] | keys that work anywhere on a page |
//! | [`views`] | saved views: filters and looks under a name |
//! | [`filters`] | what a list can be filtered by, and how an address says it |
//! | [`routes`] | every address as a value: one printer, one parser |
//! | [`navigation`] | where the reader is, and how to go elsewhere |
//! | [`notify`] | notifications of the browser, where they are switched on |
//! | [`of_connection`] | a screen of one connection, once the connection is known |
//! | [`parts`] | which code is fetched when |
//! | [`api`] | what is asked of the gateway |
//! | [`session`] | who is signed in |
//! | [`times`] | instants in the reader's zone, and what somebody means who types one |
//! | [`stopped`] | whether a fault of ours has ended the console: then nothing more is sent |
//! | [`words`] | the sentences about plans, runs and numbers; pure |
//! | [`ui`] | small parts of screens that know no vendor, page or address |
//! | [`clock`] | the browser's clock and dice, asked for nowhere else |

pub mod api;
pub mod app;
pub mod bars;
pub mod clock;
pub mod filters;
pub mod forms;
pub mod host;
pub mod masked;
pub mod navigation;
pub mod notify;
pub mod of_connection;
pub mod pages;
pub mod palette;
pub mod parts;
pub mod routes;
pub mod session;
pub mod shell;
pub mod shortcuts;
pub mod stopped;
pub mod table;
pub mod times;
pub mod ui;
pub mod views;
pub mod words;
