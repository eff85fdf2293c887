//! Carrying a search out, as every host does: the real search against the model's rows.

use super::{Host, Lived};
use crate::flaws;
use crate::laws::{self, leave};
use crate::trouble;
use redrive_core::http::{Exchange, NotSent};
use redrive_core::journal::Event;
use redrive_core::read::Read;
use redrive_core::run::{Look, State};
use redrive_core::search::{Found, Search};

impl Host {
    pub(super) fn look(&mut self, look: Look) -> Lived {
        self.tally.count("looks", name(look));
        let at = self.clock.truth();
        let rows = self.service.rows(at);
        let seen_before = laws::receivers(self);
        let mut search = self.run.search();
        while let Some(search) = &mut search
            && let Some(read) = search.next()
        {
            let exchange = self.read(&read);
            search.read(&exchange);
            // What is born while the baseline is read would be on both sides of it.
            if look != Look::Baseline && self.chance.percent(20) {
                self.clock.pass(self.chance.milliseconds(0, 2000));
            }
            self.may_crash("between two reads")?;
        }
        let now = flaws::now(self.flaw, self.clock.host());
        let entry = if look == Look::Baseline {
            self.run
                .baseline_read(now, search.and_then(Search::into_baseline))
        } else {
            let found = search.map_or_else(Found::default, Search::into_findings);
            laws::of_fates(self, &found, &seen_before)?;
            self.run.looked(now, found)
        };
        let goes_on = matches!(self.run.state(), State::Ready { .. });
        if goes_on && matches!(look, Look::Canary { .. }) {
            leave::past_the_first(self)?;
        }
        let entry = entry.ok_or_else(|| format!("what {look:?} found was not taken"))?;
        laws::of_patience(self, now)?;
        let durable = self.written();
        let unread = entry.event == Event::Baseline(None);
        let kept = self.keep(entry);
        if look == Look::Baseline && self.written() > durable {
            self.rows = rows;
            self.leave.looked(self.clock.host(), unread);
        }
        kept
    }

    fn read(&mut self, read: &Read) -> Exchange {
        self.tally.count("work", "reads");
        let vendor = self.plan.vendor();
        let at = self.clock.truth();
        if !self.chance.percent(self.moods.reads) {
            return Exchange::Answered(self.service.read(read, at));
        }
        self.tally.count("trouble", "failed read");
        match self.chance.below(6) {
            0 => Exchange::Lost {
                why: "reset".into(),
            },
            1 => Exchange::NotSent {
                why: NotSent::SignedOut,
            },
            2 => Exchange::Answered(trouble::limited(&mut self.chance, vendor, at)),
            3 => Exchange::Answered(trouble::refusal(&mut self.chance, vendor, 401)),
            4 => Exchange::Answered(trouble::refusal(&mut self.chance, vendor, 503)),
            _ => {
                let mut answer = self.service.read(read, at);
                answer.body.truncate(answer.body.len() / 2);
                Exchange::Answered(answer)
            }
        }
    }
}

const fn name(look: Look) -> &'static str {
    match look {
        Look::Baseline => "baseline",
        Look::Applied { .. } => "whether applied",
        Look::Canary { .. } => "the first items",
        Look::Delivered => "whether delivered",
    }
}
