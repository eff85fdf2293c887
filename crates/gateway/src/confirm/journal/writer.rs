//! The one thread that writes. What is asked of it meanwhile is written in one go, so that many
//! calls wait for one disk.

use super::days::Days;
use super::{Ended, Entry, JournalError, Left, Restored};
use crate::clock::Clock;
use crate::error::ApiError;
use std::iter::once;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use tokio::sync::oneshot;

struct Order {
    line: String,
    /// Who waits until it is on the disk.
    on_disk: Option<oneshot::Sender<bool>>,
}

/// A journal that is open. It is closed when it is dropped, with all that was to be written.
pub struct Journal {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Journal {
    /// Opens the journal in a folder, and tells what stands in it.
    ///
    /// # Errors
    /// When the folder cannot be used, another gateway uses it, or a line in it cannot be read.
    pub fn open(folder: &Path, clock: &Clock) -> Result<(Self, Restored), JournalError> {
        let today = clock.today();
        let mut restored = Restored::new(clock.now(), today);
        let days = Days::open(folder, today.date_naive(), &mut |entry| {
            restored.take(entry);
        })?;
        let (orders, to_do) = mpsc::channel();
        let clock = clock.clone();
        let journal = Self {
            orders: Some(orders),
            thread: Some(thread::spawn(move || write(&to_do, days, &clock))),
        };
        Ok((journal, restored))
    }

    /// Ends when it is on the disk that the call leaves.
    ///
    /// # Errors
    /// When it could not be written, so that the call must not leave.
    pub async fn ahead(&self, left: Left) -> Result<(), ApiError> {
        let (tell, is_on_disk) = oneshot::channel();
        self.order(&Entry::Left(left), Some(tell));
        match is_on_disk.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(ApiError::NotWritten),
        }
    }

    /// Has it written how a call ended. Nobody waits for that: without it the call counts as one
    /// that may have been applied.
    pub fn behind(&self, ended: Ended) {
        self.order(&Entry::Ended(ended), None);
    }

    fn order(&self, entry: &Entry, on_disk: Option<oneshot::Sender<bool>>) {
        // Whoever waits is told by the dropped channel.
        if let (Some(orders), Ok(mut line)) = (&self.orders, serde_json::to_string(entry)) {
            line.push('\n');
            let _ = orders.send(Order { line, on_disk });
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write(orders: &Receiver<Order>, mut days: Days, clock: &Clock) {
    while let Ok(first) = orders.recv() {
        let orders: Vec<Order> = once(first).chain(orders.try_iter()).collect();
        let lines: String = orders.iter().map(|order| order.line.as_str()).collect();
        let is_awaited = orders.iter().any(|order| order.on_disk.is_some());
        let written = days.append(&lines, is_awaited, clock.today().date_naive());
        if let Err(error) = &written {
            tracing::error!(%error, "the journal cannot be written");
        }
        for on_disk in orders.into_iter().filter_map(|order| order.on_disk) {
            let _ = on_disk.send(written.is_ok());
        }
    }
}
