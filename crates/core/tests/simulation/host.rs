//! A host as it should be: it makes every entry durable before it goes on, and it may die at any
//! moment. What is not durable dies with it.

use crate::chance::Chance;
use crate::clock::Clock;
use crate::flaws::{self, Flaw};
use crate::laws::leave::Leave;
use crate::moods::{Moods, manner};
use crate::tally::Tally;
use crate::trace::Trace;
use crate::vendor::Service;
use crate::world::{World, beginning};
use crate::{laws, operator};
use chrono::{DateTime, Utc};
use redrive_core::http::Exchange;
use redrive_core::journal::{Entry, Event};
use redrive_core::plan::Plan;
use redrive_core::run::{Pause, Run, State, Step};

mod calls;
mod reads;

/// Why a host does not go on.
#[derive(Debug)]
pub enum Halt {
    Crashed,
    /// A promise was broken.
    Broken(String),
}

impl From<String> for Halt {
    fn from(why: String) -> Self {
        Self::Broken(why)
    }
}

pub type Lived<T = ()> = Result<T, Halt>;

pub struct Host {
    pub chance: Chance,
    pub moods: Moods,
    pub tally: Tally,
    pub trace: Trace,
    pub clock: Clock,
    pub plan: Plan,
    pub run: Run,
    /// What is durable, as it was read again from its text.
    journal: Vec<Entry>,
    pub service: Service,
    /// Calls of which a truthful ledger may not know what became.
    pub excused: Vec<bool>,
    /// Calls during which the host died.
    pub cut_off: Vec<bool>,
    /// Items of which a search found, and rightly, that they failed again.
    pub failed_again: Vec<bool>,
    pub leave: Leave,
    /// How many rows there were when what was there was last read, as far as that is durable.
    rows: usize,
    /// The same of each item, before the first call with it that may have been applied.
    pub since: Vec<usize>,
    /// Items that left with a call that may have been applied.
    out: Vec<bool>,
    /// `None` in a host as it should be.
    flaw: Option<Flaw>,
    /// An answer that nobody waits for any more.
    stale: Option<Exchange>,
    pub steps: usize,
    /// What the operator may still do unasked.
    pub patience: usize,
}

impl Host {
    pub fn begin(mut chance: Chance, trace: Trace, flaw: Option<Flaw>) -> Self {
        let moods = Moods::of(&mut chance);
        let World {
            kind,
            plan,
            service,
        } = World::of(&mut chance);
        let mut tally = Tally::default();
        tally.count("schedules", kind);
        let clock = Clock::new(beginning());
        let (run, opening) = Run::open(
            plan.clone(),
            "admin".into(),
            "INC-1".into(),
            manner(&mut chance),
            clock.host(),
        );
        trace.say(clock.truth(), || {
            let calls: Vec<_> = plan.calls().iter().map(|call| call.items.clone()).collect();
            format!(
                "{kind}: calls of items {calls:?}; {moods:?}; {:?}",
                run.manner()
            )
        });
        Self {
            chance,
            moods,
            tally,
            trace,
            clock,
            run,
            journal: vec![opening],
            service,
            excused: vec![false; plan.calls().len()],
            cut_off: vec![false; plan.calls().len()],
            failed_again: vec![false; plan.items().len()],
            leave: Leave::default(),
            rows: 0,
            since: vec![0; plan.items().len()],
            out: vec![false; plan.items().len()],
            flaw,
            plan,
            stale: None,
            steps: 0,
            patience: 12,
        }
    }

    /// To the end of the run, through as many lives as it takes.
    pub fn live(&mut self) -> Result<(), String> {
        let calls = self.plan.calls().len();
        loop {
            self.steps += 1;
            if self.steps > 200 + 3 * calls {
                self.moods = Moods::calm();
            }
            if self.steps > 2000 + 40 * calls {
                return Err("it does not end".into());
            }
            let lived = self.step().and_then(|goes_on| {
                laws::at_any_time(self)?;
                Ok(goes_on)
            });
            match lived {
                Ok(true) => {}
                Ok(false) => break,
                Err(Halt::Broken(why)) => return Err(why),
                Err(Halt::Crashed) => self.restart()?,
            }
        }
        self.tally.add("work", "steps", self.steps as u64);
        if let Some(last) = self.service.last_arrival() {
            self.service.live_until(last);
        }
        laws::at_the_end(self)
    }

    fn step(&mut self) -> Lived<bool> {
        if self.chance.percent(40) {
            self.clock.is_right_again();
        }
        self.clock.pass(self.chance.milliseconds(0, 200));
        if self.chance.percent(self.moods.clock) {
            let last_entry = self.last_entry();
            let what = self.clock.jump(last_entry, &mut self.chance);
            self.tally.count("clocks", what);
            self.say(|| what.to_owned());
        }
        if self.chance.percent(self.moods.operator) {
            operator::acts(self)?;
        }
        self.may_crash("at rest")?;
        let now = flaws::now(self.flaw, self.clock.host());
        match self.run.next(now) {
            Step::Send { call, intent } => self.send(call, intent)?,
            Step::Write(entry) => self.keep(entry)?,
            Step::Look(look) => self.look(look)?,
            Step::Wait { until } => self.clock.wait_until(until),
            Step::Ask(Pause::Conflict) if self.flaw == Some(Flaw::RepeatsTheRefused) => {
                let entry = self.run.try_again(now).or_else(|| self.run.go_on(now));
                self.keep(entry.ok_or("it cannot go on".to_owned())?)?;
            }
            Step::Ask(_) if self.flaw == Some(Flaw::AsksNobody) => {
                let entry = self.run.go_on(now);
                self.keep(entry.ok_or("it cannot go on".to_owned())?)?;
            }
            Step::Ask(why) => operator::decides(self, &why)?,
            Step::Finished => return operator::is_not_done(self),
            Step::AwaitAnswer { call } => {
                return Err(Halt::Broken(format!("call {call} is awaited twice")));
            }
        }
        Ok(true)
    }

    /// Makes an entry durable, unless the host dies before.
    pub fn keep(&mut self, entry: Entry) -> Lived {
        self.may_crash("before an entry was durable")?;
        let text = serde_json::to_string(&entry).unwrap();
        self.say(|| format!("  wrote {text}"));
        let read: Entry = serde_json::from_str(&text).map_err(|why| why.to_string())?;
        if read != entry {
            return Err(format!("{text} is read as {read:?}").into());
        }
        self.journal.push(read);
        self.may_crash("after an entry was durable")?;
        laws::of_truth(self)?;
        if self.chance.percent(10) {
            self.is_all_durable()?;
        }
        Ok(())
    }

    /// How many entries are durable.
    const fn written(&self) -> usize {
        self.journal.len()
    }

    /// When the journal was written to last, on the host's own clock.
    pub fn last_entry(&self) -> DateTime<Utc> {
        let last = self.journal.last();
        last.map_or_else(|| self.clock.host(), |entry| entry.at)
    }

    /// The journal alone must lead to the very same run.
    pub fn is_all_durable(&self) -> Result<(), String> {
        match self.resumed()? {
            run if run == self.run => Ok(()),
            run => Err(format!(
                "the journal leads to {run:?} instead of {:?}",
                self.run
            )),
        }
    }

    fn resumed(&self) -> Result<Run, String> {
        Run::resume(self.plan.clone(), &self.journal).map_err(|why| why.to_string())
    }

    pub fn may_crash(&mut self, when: &'static str) -> Lived {
        if !self.chance.percent(self.moods.crashes) {
            return Ok(());
        }
        self.tally.count("crashes", when);
        self.say(|| format!("CRASH {when}"));
        Err(Halt::Crashed)
    }

    /// A new life: all that is left is the journal.
    fn restart(&mut self) -> Result<(), String> {
        if self.flaw == Some(Flaw::RepeatsWhenResumed) {
            let is_open = |last: &mut Entry| matches!(last.event, Event::Intent { .. });
            self.journal.pop_if(is_open);
        }
        self.run = self.resumed()?;
        self.clock.pass(self.chance.seconds(0, 120));
        if let State::InFlight { call } = *self.run.state() {
            self.excused[call] = true;
            self.cut_off[call] = true;
            let entry = self.run.interrupted(self.clock.host());
            let entry = entry.ok_or("a call in flight cannot be interrupted")?;
            match self.keep(entry) {
                Err(Halt::Crashed) => return self.restart(),
                Err(Halt::Broken(why)) => return Err(why),
                Ok(()) => {}
            }
        }
        self.a_stale_answer_changes_nothing()
    }

    /// Whoever brings an answer while no call is in flight is not listened to.
    fn a_stale_answer_changes_nothing(&mut self) -> Result<(), String> {
        let (Some(stale), false) = (
            self.stale.take(),
            matches!(self.run.state(), State::InFlight { .. }),
        ) else {
            return Ok(());
        };
        self.tally.count("answers", "stale");
        let before = self.run.clone();
        let entry = self.run.answer(self.clock.host(), &stale);
        if entry.is_some() || self.run != before {
            return Err("a stale answer was taken".into());
        }
        Ok(())
    }

    pub fn say(&self, what: impl FnOnce() -> String) {
        self.trace.say(self.clock.truth(), what);
    }
}
