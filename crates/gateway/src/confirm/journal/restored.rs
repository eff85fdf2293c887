//! What is remembered, rebuilt from the lines of a journal.

use super::{Ended, Entry, Left};
use crate::confirm::lately::Lately;
use crate::confirm::sent::{End, SentCalls};
use chrono::{DateTime, Utc};
use redrive_core::plan::PlanDigest;
use std::collections::HashMap;
use std::collections::hash_map::Entry::Occupied;
use std::time::Instant;

/// Takes lines in their order.
pub struct Restored {
    now: Instant,
    today: DateTime<Utc>,
    sent: SentCalls,
    lately: Lately,
    /// Left, as far as the lines tell, and did not end.
    under_way: HashMap<(PlanDigest, usize), Left>,
}

impl Restored {
    pub fn new(now: Instant, today: DateTime<Utc>) -> Self {
        Self {
            now,
            today,
            sent: SentCalls::default(),
            lately: Lately::default(),
            under_way: HashMap::new(),
        }
    }

    pub fn take(&mut self, entry: Entry) {
        match entry {
            Entry::Left(left) => self.left(left),
            Entry::Ended(ended) => self.ended(&ended),
        }
    }

    fn left(&mut self, left: Left) {
        let call = (left.plan.clone(), left.call);
        if self.under_way.remove(&call).is_some() {
            // It left in a gateway that did not live to tell how it ended.
            self.sent.ended(&left.plan, left.call, End::MayBeApplied);
        }
        // Where the date was set back since, nobody can say for how long a key still holds.
        let ago = (self.today - left.at).to_std().ok();
        let at = ago.and_then(|ago| self.now.checked_sub(ago));
        self.sent
            .mark((&left.plan, left.made_at), left.call, left.round, at);
        self.lately.remember(&left, self.today);
        self.under_way.insert(call, left);
    }

    /// Where the line that says that it left is gone with its day, nothing is remembered of the call.
    /// Where that line could not be written, it never left, and says nothing of a try before it whose
    /// own end could not be written either.
    fn ended(&mut self, ended: &Ended) {
        let call = (ended.plan.clone(), ended.call);
        let under_way = match self.under_way.entry(call) {
            Occupied(under_way) if under_way.get().turn == ended.turn => under_way,
            _ => return,
        };
        let left = under_way.remove();
        self.sent.ended(&ended.plan, ended.call, ended.end);
        let taken_back = left.placed();
        let taken_back = taken_back.filter(|(place, _)| ended.taken_back.hold(*place));
        let taken_back = taken_back.map(|(_, item)| item);
        self.lately
            .take_back_items(&left.connection, &left.plan, taken_back);
    }

    /// Nobody knows what became of those that did not end.
    pub fn end(mut self) -> (SentCalls, Lately) {
        for (plan, call) in self.under_way.keys() {
            self.sent.ended(plan, *call, End::MayBeApplied);
        }
        self.sent.forget(self.today);
        self.lately.forget(self.today);
        (self.sent, self.lately)
    }
}
