//! A list of a vendor's records, as every such screen has it: from the question in its address to
//! the plan of what is chosen. Knows no vendor.
//!
//! A page brings its [`Source`] (how a part is read, and how its records become rows) and a
//! [`ListSetup`], from which [`List::read`] makes the list. [`ListScreen`] draws it, with what the
//! page says in its own words.

mod aside;
mod opaque;
mod place;
mod planned;
mod reading;
mod screen;
mod source;

pub use aside::provide_aside;
pub use opaque::LastPart;
pub use place::InPlace;
pub use planned::planning;
pub use screen::{ListScreen, PaneOf};
pub use source::{Purpose, Source};

use super::filters::AddressFilters;
use super::grid::newer::LookForNewer;
use super::grid::{Grid, More, Narrowing};
use crate::routes::Listed;
use crate::ui::load::Load;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;

/// What stands before anything is read.
#[derive(Clone)]
pub struct ListSetup {
    pub connection: ConnectionId,
    /// What its records are.
    pub listed: Listed,
    pub grid: Grid,
    /// What the loaded rows can be narrowed by.
    pub narrowing: &'static Narrowing,
    /// What the vendor is asked to filter by; without fields where he filters by nothing.
    pub address: AddressFilters,
}

/// A list that is read along its way. Clones are the same list.
#[derive(Clone)]
pub struct List {
    pub setup: ListSetup,
    pub more: More,
    /// How the last part was read.
    pub ended: Memo<Load<()>>,
    /// Whether nothing but the first part was asked for.
    pub at_start: Memo<bool>,
    /// What stands where the rows would.
    pub in_place: Memo<InPlace>,
    /// Reads what could not be read once more.
    pub again: Callback<()>,
    /// Reads the list from its start.
    pub anew: Callback<()>,
    /// What the menu of a row has done, in words.
    pub said: RwSignal<String>,
    newer: LookForNewer,
}

impl ListSetup {
    /// Whether the vendor filters. Else the list has one question for ever, and only what is loaded
    /// can be narrowed.
    fn is_filtered_by_vendor(&self) -> bool {
        !self.address.fields().is_empty()
    }
}
