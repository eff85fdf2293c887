//! A run as screens see it, and what they may ask of it.

use super::channel::Says;
use super::inbox::Inbox;
use super::living::Living;
use super::record::{RunId, Stand};
use super::wish::{Wish, asks_only_for_a_word};
use super::{Host, follow, take};
use leptos::prelude::*;
use redrive_core::connection::Connection;
use redrive_core::labels::Labels;
use redrive_core::problem::Problem;
use redrive_core::run::{Manner, Run, State};
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32};

/// A handle: copies are the same run. Whatever is asked of it is carried out wherever the run is
/// held: in this tab, or in another one. What nobody holds is taken over here first.
#[derive(Clone)]
pub struct Watched {
    pub connection: Connection,
    /// What was known of its items when its plan was made.
    pub labels: Arc<Labels>,
    /// Changes with every journal entry.
    pub run: ArcRwSignal<Run>,
    pub hosting: ArcRwSignal<Hosting>,
    /// Whether whoever holds it may send: false wherever nobody holds it.
    pub(super) confirmed: ArcRwSignal<bool>,
    pub(super) asked: ArcRwSignal<Option<Wish>>,
    pub(super) inbox: Inbox,
    pub(super) marks: Arc<Marks>,
    host: Host,
}

/// Who carries a run out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hosting {
    /// This tab: calls leave from here.
    Here,
    /// Another tab of this browser.
    Elsewhere,
    /// No tab: it stands where its journal ends, and may be taken over.
    Nowhere,
    /// The journal could not be kept here, so nothing further is sent. It may be taken over
    /// again: what counts is what was written.
    JournalFailed(Unkept),
}

/// That a journal could not be written or read, and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unkept {
    pub problem: Problem,
    pub of: Unwritten,
}

/// What could not be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritten {
    /// That a call was about to leave. So it did not.
    Intent { call: usize },
    /// How a call ended that had left.
    End { call: usize },
    /// Something that says nothing of a call.
    Other,
}

impl From<Problem> for Unkept {
    fn from(problem: Problem) -> Self {
        let of = Unwritten::Other;
        Self { problem, of }
    }
}

/// What this tab knows of the journal.
#[derive(Default)]
pub(super) struct Marks {
    /// How many entries were written, as far as they are applied here.
    pub written: AtomicU32,
    /// Others wrote more.
    pub behind: AtomicBool,
    /// What others wrote is being read.
    pub reading: AtomicBool,
    /// It is being taken over.
    pub taking: AtomicBool,
}

impl Watched {
    pub(super) fn new(
        host: Host,
        (connection, labels): (Connection, Labels),
        run: Run,
        written: u32,
    ) -> Self {
        Self {
            connection,
            labels: Arc::new(labels),
            run: ArcRwSignal::new(run),
            hosting: ArcRwSignal::new(Hosting::Nowhere),
            confirmed: ArcRwSignal::new(false),
            asked: ArcRwSignal::new(None),
            inbox: Inbox::default(),
            marks: Arc::new(Marks {
                written: AtomicU32::new(written),
                ..Marks::default()
            }),
            host,
        }
    }

    /// The name of the run.
    pub fn id(&self) -> RunId {
        self.run.with_untracked(|run| run.plan().nonce().clone())
    }

    /// Pauses before the next call. The call under way ends first.
    pub fn pause(&self) {
        self.wish(Wish::Pause);
    }

    /// Goes on, whatever it waited for. Where it has calls to send and no confirmation, it asks
    /// for one.
    pub fn go_on(&self) {
        self.wish(Wish::GoOn);
    }

    /// Tries once more to learn what became of the call that the run waits for.
    pub fn try_again(&self) {
        self.wish(Wish::TryAgain);
    }

    /// Stops before the next call. The call under way ends first.
    pub fn stop(&self) {
        self.wish(Wish::Stop);
    }

    /// Goes on in another manner.
    pub fn set_manner(&self, manner: Manner) {
        self.wish(Wish::Manner(manner));
    }

    /// After the end: asks once more what became of the unknown items.
    pub fn recheck(&self) {
        self.wish(Wish::Recheck);
    }

    /// After the end: reads back once more.
    pub fn read_back_again(&self) {
        self.wish(Wish::ReadAgain);
    }

    /// What was asked of it last and is not done yet; followed.
    pub fn asked(&self) -> Option<Wish> {
        self.asked.get()
    }

    /// Whether the same plan has to be confirmed before it can go on, with
    /// [`Host::confirm_again`]; followed. Other questions come first: whoever answers them is
    /// asked for this afterwards.
    pub fn needs_confirmation(&self) -> bool {
        !self.confirmed.get()
            && self.run.with(|run| match run.state() {
                State::Ready { .. } => true,
                State::InFlight { .. } | State::Looking { .. } => self.is_held_by_nobody(),
                state => asks_only_for_a_word(state),
            })
    }

    fn is_held_by_nobody(&self) -> bool {
        matches!(
            self.hosting.get(),
            Hosting::Nowhere | Hosting::JournalFailed(_)
        )
    }

    pub(super) fn holds(&self) -> bool {
        self.hosting.get_untracked() == Hosting::Here
    }

    pub(super) fn wish(&self, wish: Wish) {
        self.asked.set(Some(wish.clone()));
        match self.hosting.get_untracked() {
            Hosting::Here => self.inbox.put(wish),
            Hosting::Elsewhere => self.tell(Says::Wish(wish)),
            Hosting::Nowhere | Hosting::JournalFailed(_) => {
                self.inbox.put(wish);
                take::over(self.host, self.clone());
            }
        }
    }

    pub(super) fn tell(&self, says: Says) {
        self.host.channel.tell(&self.id(), says);
    }
}

impl Living for Watched {
    fn is_here(&self) -> bool {
        self.holds()
    }

    fn sends(&self) -> bool {
        let confirmed = self.confirmed.get_untracked().into();
        let stand = self.run.with_untracked(|run| Stand::of(run, confirmed));
        self.holds() && matches!(stand, Stand::Checking | Stand::Sending)
    }

    fn is_of_use(&self) -> bool {
        self.holds() || Arc::strong_count(&self.marks) > 1
    }

    fn see(&self, held: bool) {
        let hosting = match (self.hosting.get_untracked(), held) {
            (Hosting::Nowhere | Hosting::JournalFailed(_), true) => {
                // Until its holder says otherwise.
                self.confirmed.set(true);
                Hosting::Elsewhere
            }
            (Hosting::Elsewhere, false) => {
                self.confirmed.set(false);
                self.asked.set(None);
                Hosting::Nowhere
            }
            _ => return,
        };
        self.hosting.set(hosting);
    }

    fn ring(&self) {
        self.inbox.ring();
    }

    fn hear(&self, says: Says) {
        match says {
            Says::Written => self.catch_up(),
            Says::Held { confirmed } => self.confirmed.set(confirmed),
            Says::Wish(wish) if self.holds() => self.inbox.put(wish),
            Says::Who if self.holds() => {
                let confirmed = self.confirmed.get_untracked();
                self.tell(Says::Held { confirmed });
            }
            Says::Wish(_) | Says::Who | Says::Removed => {}
        }
    }

    fn catch_up(&self) {
        follow::catch_up(self.clone());
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
