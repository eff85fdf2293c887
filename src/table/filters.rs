//! Filters that live in the address: the page reads them from there and writes them there, so
//! that a link shows what its sender saw.

use crate::clock;
use crate::filters::names::{LOADED, PAGE, is_filter, is_shown};
use crate::filters::{AFTER, BEFORE, Field, LAST, Reading, Span, private, read, value, version};
use crate::navigation::{History, Navigation, use_navigation};
use crate::routes::{Query, Route};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::time::iso;

/// The query of the screen, and how to change it. A handle.
#[derive(Clone, Copy)]
pub struct Filters {
    navigation: Navigation,
    query: Memo<Query>,
    newer: Memo<Option<String>>,
}

/// The filters of the screen where the reader is.
pub fn use_filters() -> Filters {
    let navigation = use_navigation();
    let route = navigation.route();
    let here = route.get_untracked();
    Filters {
        navigation,
        // Whoever has just left asks nothing of this screen, least of all by the filters of another.
        query: Memo::new(move |last: Option<&Query>| {
            route.with(|route| match last {
                Some(last) if !route.same_screen(&here) => last.clone(),
                _ => readable(route),
            })
        }),
        newer: Memo::new(move |_| {
            route.with(|route| version::unknown(route.query()?).map(ToOwned::to_owned))
        }),
    }
}

/// What the address says, and nothing of one whose version is not known.
fn readable(route: &Route) -> Query {
    match route.query() {
        Some(query) if version::unknown(query).is_none() => query.clone(),
        _ => Query::new(),
    }
}

impl Filters {
    /// All pairs; followed.
    pub fn query(self) -> Query {
        self.query.get()
    }

    /// One filter's text, empty when it is not set; followed.
    pub fn text(self, name: &str) -> String {
        self.query.with(|query| value(query, name).to_owned())
    }

    /// The version of the address where it is not known, so that nothing of it is read; followed.
    pub fn unknown_version(self) -> Option<String> {
        self.newer.get()
    }

    /// What the fields of a screen mean by the address. It is read anew only when a filter
    /// changes, so that a column chosen or a page turned asks nobody again, and a relative range
    /// stays as it was frozen.
    pub fn asked(self, fields: &'static [Field]) -> AddressFilters {
        let asking = Memo::new(move |_| {
            let mut query = self.query.get();
            query.retain(|(name, _)| is_filter(name));
            query
        });
        let turn = RwSignal::new(0_u32);
        let reading = Memo::new(move |_| {
            turn.track();
            asking.with(|query| read(fields, query, clock::now()))
        });
        AddressFilters {
            fields,
            reading,
            turn,
        }
    }

    /// Sets one filter, or takes it away when the text is empty. Whatever names a place in the
    /// old list (a page) goes with it. What must not stand in an address does not get there.
    pub fn set(self, name: &str, text: &str) {
        if private(text).is_some() {
            return;
        }
        // Never overwrite an unreadable address just to store a display preference.
        if is_shown(name) && self.newer.get_untracked().is_some() {
            return;
        }
        self.change(|query| {
            query.retain(|(known, _)| known != name && known != PAGE);
            if !text.is_empty() {
                query.push((name.to_owned(), text.to_owned()));
            }
        });
    }

    /// What narrows the loaded rows; followed.
    pub fn loaded(self) -> Query {
        let narrows = |(name, _): &&(String, String)| name.starts_with(LOADED);
        self.query
            .with(|query| query.iter().filter(narrows).cloned().collect())
    }

    /// Sets what narrows the loaded rows. It asks nobody anything, so the page of the list stays.
    pub fn set_loaded(self, pairs: Query) {
        // Never overwrite an unreadable address just to store a display preference.
        if self.newer.get_untracked().is_some() {
            return;
        }
        self.change(|query| {
            query.retain(|(name, _)| !name.starts_with(LOADED));
            query.extend(pairs);
        });
    }

    /// Sets from when until when records were created, both at once: one change of the address, one
    /// question to the vendor. Nothing on a side means no bound there.
    pub fn set_range(self, after: Option<DateTime<Utc>>, before: Option<DateTime<Utc>>) {
        let text = |at: Option<DateTime<Utc>>| at.map(iso).unwrap_or_default();
        self.set_created([
            (AFTER, text(after).as_str()),
            (BEFORE, text(before).as_str()),
        ]);
    }

    /// Sets what has changed of what a form asks; instants stand instead of a relative range. What
    /// must not stand in an address does not get there.
    pub fn set_asked(self, pairs: &[(&str, String)]) {
        let names = |name: &str| pairs.iter().any(|(known, _)| *known == name);
        let dated = names(AFTER) || names(BEFORE);
        self.change(|query| {
            query.retain(|(known, _)| !(names(known) || dated && known == LAST));
            let pairs = pairs.iter().filter(|(_, text)| !text.is_empty());
            let pairs = pairs.filter(|(_, text)| private(text).is_none());
            query.extend(pairs.map(|(name, text)| ((*name).to_owned(), text.clone())));
        });
    }

    /// Sets the moment of creation as the address writes it, instead of what stood there.
    pub fn set_created<const N: usize>(self, pairs: [(&str, &str); N]) {
        self.change(|query| {
            query.retain(|(known, _)| ![AFTER, BEFORE, LAST, PAGE].contains(&known.as_str()));
            let pairs = pairs.into_iter().filter(|(_, text)| !text.is_empty());
            query.extend(pairs.map(|(name, text)| (name.to_owned(), text.to_owned())));
        });
    }

    /// Which page of the list, from 0; followed.
    pub fn page(self) -> u64 {
        self.text(PAGE)
            .parse::<u64>()
            .unwrap_or(1)
            .saturating_sub(1)
    }

    /// Turns to a page, from 0.
    pub fn set_page(self, page: u64) {
        self.change(|query| {
            query.retain(|(known, _)| known != PAGE);
            if page > 0 {
                query.push((PAGE.to_owned(), (page + 1).to_string()));
            }
        });
    }

    /// Takes every filter away; how the screen is shown stays.
    pub fn clear(self) {
        self.change(|query| query.retain(|(name, _)| is_shown(name)));
    }

    /// The same, also of what is filtered where the address says nothing.
    pub fn clear_all(self, fields: &[Field]) {
        self.change(|query| {
            query.retain(|(name, _)| is_shown(name));
            let without = fields.iter().filter(|field| !field.without.is_empty());
            query.extend(without.map(|field| (field.name.to_owned(), field.without.to_owned())));
        });
    }

    /// Reads an address of another version as if it were of this one.
    pub fn read_anyway(self) {
        let route = self.navigation.route().get_untracked();
        let mut query = route.query().cloned().unwrap_or_default();
        version::written(&mut query);
        self.navigation.go(&route.with_query(query));
    }

    fn change(self, change: impl FnOnce(&mut Query)) {
        let route = self.navigation.route().get_untracked();
        let mut query = readable(&route);
        change(&mut query);
        version::written(&mut query);
        // What could not be read at all must not be lost: one step back leads to it.
        let history = match self.newer.get_untracked() {
            Some(_) => History::Push,
            None => History::Replace,
        };
        self.navigation.to(&route.with_query(query), history);
    }
}

/// What a screen asks, read from its address. A handle.
#[derive(Clone, Copy)]
pub struct AddressFilters {
    fields: &'static [Field],
    reading: Memo<Reading>,
    turn: RwSignal<u32>,
}

impl AddressFilters {
    /// What can be filtered by.
    pub const fn fields(self) -> &'static [Field] {
        self.fields
    }

    /// What the address means; followed.
    pub const fn reading(self) -> Memo<Reading> {
        self.reading
    }

    /// The span of creation, in instants; followed.
    pub fn span(self) -> Span {
        self.reading.with(|reading| reading.span)
    }

    /// Lets a relative range end now. Gives whether there was one, and so another question.
    pub fn refreeze(self) -> bool {
        let before = self.reading.with_untracked(|reading| reading.span);
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        self.reading.with_untracked(|reading| reading.span) != before
    }
}
