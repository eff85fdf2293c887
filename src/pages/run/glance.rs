//! A run as its page sees it: a few times a second at most, however quickly its journal grows, and
//! with a clock beside it. Everything on the page follows this and not the run itself.

use crate::clock;
use crate::host::{Hosting, Watched};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::run::{Phase, Run};
use std::time::Duration;

/// Between two looks.
const REST: Duration = Duration::from_millis(250);
const SECOND: Duration = Duration::from_secs(1);

/// A handle: copies are the same glance.
#[derive(Clone, Copy)]
pub struct Glance {
    watched: StoredValue<Watched>,
    turn: RwSignal<u32>,
    clock: RwSignal<DateTime<Utc>>,
    /// As it was at the last look, so that the page never shows one thing before the other.
    hosting: RwSignal<Hosting>,
    needs_confirmation: RwSignal<bool>,
}

/// Whether the next change is told at once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Over,
    Quiet,
    /// Something changed meanwhile.
    Missed,
}

impl Glance {
    /// Looks at this run as long as its page stands.
    pub fn at(watched: Watched) -> Self {
        let (run, hosting) = (watched.run.clone(), watched.hosting.clone());
        let confirmed = watched.clone();
        let glance = Self {
            turn: RwSignal::new(0),
            clock: RwSignal::new(clock::now()),
            hosting: RwSignal::new(hosting.get_untracked()),
            needs_confirmation: RwSignal::new(untrack(|| watched.needs_confirmation())),
            watched: StoredValue::new(watched),
        };
        let rest = StoredValue::new(Rest::Over);
        Effect::new(move |_| {
            run.track();
            hosting.track();
            confirmed.needs_confirmation();
            if rest.get_value() == Rest::Over {
                glance.look(rest);
            } else {
                rest.set_value(Rest::Missed);
            }
        });
        if let Ok(ticks) = set_interval_with_handle(move || glance.tick(), SECOND) {
            on_cleanup(move || ticks.clear());
        }
        glance
    }

    fn look(self, rest: StoredValue<Rest>) {
        rest.set_value(Rest::Quiet);
        self.clock.set(clock::now());
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        let watched = self.watched();
        let (hosting, needs) = untrack(|| (watched.hosting.get(), watched.needs_confirmation()));
        self.hosting.set(hosting);
        self.needs_confirmation.set(needs);
        set_timeout(
            move || match rest.try_get_value() {
                Some(Rest::Missed) => self.look(rest),
                Some(_) => rest.set_value(Rest::Over),
                // The page has gone.
                None => {}
            },
            REST,
        );
    }

    /// What has settled waits for nothing any more.
    fn tick(self) {
        if self.read_once(Run::phase) != Phase::Settled {
            self.clock.set(clock::now());
        }
    }

    /// The run as it stands; followed.
    pub fn read<T>(self, look: impl FnOnce(&Run) -> T) -> T {
        self.turn.track();
        self.read_once(look)
    }

    /// The run as it stands, for what is done when something is pressed.
    pub fn read_once<T>(self, look: impl FnOnce(&Run) -> T) -> T {
        self.watched
            .with_value(|watched| watched.run.with_untracked(look))
    }

    /// What it is a glance at.
    pub fn watched(self) -> Watched {
        self.watched.get_value()
    }

    /// Who carries it out; followed.
    pub fn hosting(self) -> Hosting {
        self.hosting.get()
    }

    /// Whether it is carried out by some tab; followed.
    pub fn is_held(self) -> bool {
        matches!(self.hosting(), Hosting::Here | Hosting::Elsewhere)
    }

    /// Whether the plan has to be confirmed once more before it can go on; followed.
    pub fn needs_confirmation(self) -> bool {
        self.needs_confirmation.get()
    }

    /// Now, to the second; followed.
    pub fn now(self) -> DateTime<Utc> {
        self.clock.get()
    }
}
