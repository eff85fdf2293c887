//! What is wanted of a run that this tab carries out, and the bell that wakes it.

use super::wish::Wish;
use crate::clock::now;
use crate::ui::sleep::sleep;
use chrono::{DateTime, Utc};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

/// A clock may be late by as much as a machine slept, so no wait is longer than this.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);

/// A handle: copies are the same inbox.
#[derive(Clone, Default)]
pub struct Inbox(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    wishes: VecDeque<Wish>,
    rung: bool,
    waker: Option<Waker>,
}

impl Inbox {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a wish in, and rings.
    pub fn put(&self, wish: Wish) {
        self.kept().wishes.push_back(wish);
        self.ring();
    }

    /// The oldest wish.
    pub fn take(&self) -> Option<Wish> {
        self.kept().wishes.pop_front()
    }

    /// Whether nobody wants anything.
    pub fn is_empty(&self) -> bool {
        self.kept().wishes.is_empty()
    }

    /// Wakes whoever waits: something changed.
    pub fn ring(&self) {
        let mut kept = self.kept();
        kept.rung = true;
        if let Some(waker) = kept.waker.take() {
            waker.wake();
        }
    }

    /// Waits for the bell.
    pub async fn rung(&self) {
        poll_fn(|context| self.poll(context.waker())).await;
    }

    /// Waits for the bell, but not past this instant. It may return before either: whoever waits
    /// looks at the clock again.
    pub async fn rung_or(&self, until: DateTime<Utc>) {
        let left = (until - now()).to_std().unwrap_or_default();
        let mut sleeping = pin!(sleep(left.min(LONGEST_SLEEP)));
        poll_fn(|context| match self.poll(context.waker()) {
            Poll::Ready(()) => Poll::Ready(()),
            Poll::Pending => sleeping.as_mut().poll(context),
        })
        .await;
    }

    fn poll(&self, waker: &Waker) -> Poll<()> {
        let mut kept = self.kept();
        if std::mem::take(&mut kept.rung) {
            return Poll::Ready(());
        }
        kept.waker = Some(waker.clone());
        Poll::Pending
    }
}
