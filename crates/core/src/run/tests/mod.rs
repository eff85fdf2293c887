//! A run ends every item in exactly one true state, and its journal alone can say which.

mod anything;
mod brake;
mod canary;
mod conflict;
mod halving;
mod looking;
mod order;
mod pauses;
mod rechecks;
mod renewed;
mod repeats;
mod searches;
mod simple;
mod speed;
mod told;
mod tried;
mod waits;
mod windows;

use super::*;
use crate::fate::{Fate, Findings};
use crate::http::{Answer, NotSent};
use crate::ledger::Counts;
use crate::outcome::{Outcome, OutcomeKind};
use crate::plan::tests::{billing, community, events, nonce, notifications, now};
use crate::search::Found;
use chrono::TimeDelta;

/// A run with its journal and a clock that goes where the run wants to wait.
struct Trip {
    run: Run,
    journal: Vec<Entry>,
    now: DateTime<Utc>,
}

impl Trip {
    fn of(plan: Plan) -> Self {
        Self::with(plan, Manner::default())
    }

    fn with(plan: Plan, manner: Manner) -> Self {
        let (run, opening) = Run::open(plan, "admin".into(), "INC-1".into(), manner, now());
        Self {
            run,
            journal: vec![opening],
            now: now(),
        }
    }

    fn resend(count: usize) -> Self {
        Self::of(Plan::build(&billing(), notifications(count), nonce(), now()).unwrap())
    }

    fn events(cap: u32, count: u64) -> Self {
        let ids: Vec<u64> = (1..=count).collect();
        Self::of(Plan::build(&community(cap), events(&ids), nonce(), now()).unwrap())
    }

    fn note(&mut self, entry: Option<Entry>) {
        self.journal.push(entry.unwrap());
    }

    /// The next step, waiting as long as the run wants.
    fn step(&mut self) -> Step {
        loop {
            match self.run.next(self.now) {
                Step::Wait { until } => {
                    assert!(until > self.now);
                    self.now = until;
                }
                Step::Write(entry) => self.journal.push(entry),
                Step::Look(Look::Baseline) => {
                    let entry = self.run.baseline_read(self.now, Some(Baseline::default()));
                    self.note(entry);
                }
                Step::Send { call, intent } => {
                    self.journal.push(intent.clone());
                    return Step::Send { call, intent };
                }
                step => return step,
            }
        }
    }

    /// Expects that what is there is read, which fails.
    fn reads_nothing(&mut self) -> &mut Self {
        assert_eq!(self.run.next(self.now), Step::Look(Look::Baseline));
        let entry = self.run.baseline_read(self.now, None);
        self.note(entry);
        self
    }

    /// The same, and whoever is asked whether it goes on all the same says so.
    fn goes_on_without(&mut self) -> &mut Self {
        self.reads_nothing()
            .asks(&Pause::BaselineUnread)
            .goes_on()
            .reads_nothing()
    }

    /// Expects this call to be sent, and ends it so.
    fn sends(&mut self, call: usize, end: &Exchange) -> &mut Self {
        match self.step() {
            Step::Send { call: sent, .. } => assert_eq!(sent, call),
            step => panic!("{step:?} instead of call {call}"),
        }
        let entry = self.run.answer(self.now, end);
        self.note(entry);
        self
    }

    fn asks(&mut self, why: &Pause) -> &mut Self {
        assert_eq!(self.step(), Step::Ask(why.clone()));
        self
    }

    fn goes_on(&mut self) -> &mut Self {
        let entry = self.run.go_on(self.now);
        self.note(entry);
        self
    }

    fn tries_again(&mut self) -> &mut Self {
        let entry = self.run.try_again(self.now);
        self.note(entry);
        self
    }

    fn looks(&mut self, look: Look, found: &[(usize, Fate)], proven: &[usize]) -> &mut Self {
        assert_eq!(self.step(), Step::Look(look));
        let found = Found {
            findings: Findings::of(found.to_vec(), true),
            proven: proven.to_vec(),
            ..Found::default()
        };
        let entry = self.run.looked(self.now, found);
        self.note(entry);
        self
    }

    fn look_in_vain(&mut self, look: Look) -> &mut Self {
        self.looks(look, &[], &[])
    }

    fn counts(&self) -> [usize; 5] {
        let Counts {
            accepted,
            rejected,
            unknown,
            skipped,
            not_attempted,
        } = self.run.ledger().counts();
        [accepted, rejected, unknown, skipped, not_attempted]
    }

    /// What was written, through JSON and back, is the same run.
    fn survives(&self) {
        let text = serde_json::to_string(&self.journal).unwrap();
        let read: Vec<Entry> = serde_json::from_str(&text).unwrap();
        assert_eq!(
            Run::resume(self.run.plan().clone(), &read).as_ref(),
            Ok(&self.run)
        );
    }
}

fn answered(status: u16, body: &str) -> Exchange {
    answered_with(status, &[], body)
}

fn answered_with(status: u16, headers: &[(&str, &str)], body: &str) -> Exchange {
    Exchange::Answered(Answer {
        status,
        headers: headers.iter().copied().collect(),
        body: body.into(),
    })
}

fn lost() -> Exchange {
    Exchange::Lost {
        why: "reset".into(),
    }
}

fn not_sent(why: NotSent) -> Exchange {
    Exchange::NotSent { why }
}
