//! Carrying one call to the vendor, and what befalls it on its way.

use super::{Host, Lived};
use crate::flaws::{self, Flaw};
use crate::laws::leave;
use crate::operator;
use crate::trouble::{self, Trouble};
use chrono::TimeDelta;
use redrive_core::connection::Vendor;
use redrive_core::http::{Answer, Exchange, NotSent};
use redrive_core::journal::Entry;
use redrive_core::outcome::{Outcome, OutcomeKind};
use redrive_core::plan::Plan;
use serde_json::Value;

impl Host {
    /// Write ahead, send, bring the answer, write down.
    pub(super) fn send(&mut self, call: usize, intent: Entry) -> Lived {
        leave::to_call(self, call)?;
        let sends_first = self.flaw == Some(Flaw::WritesAfterSending);
        if sends_first {
            self.leaves(call);
        } else {
            let durable = self.written();
            let kept = self.keep(intent.clone());
            if self.written() > durable {
                self.leaves(call);
            }
            kept?;
        }
        let trouble = self.moods.trouble(&mut self.chance);
        let exchange = self.carry(call, trouble);
        let exchange = flaws::answer(self.flaw, self.plan.vendor(), exchange);
        if sends_first {
            self.keep(intent)?;
        }
        self.tally.count("work", "calls");
        self.say(|| {
            let trouble = trouble.map_or("no trouble", Trouble::name);
            format!("call {call}, {trouble}: {}", short(&exchange))
        });
        self.clock.pass(self.chance.milliseconds(0, 3000));
        self.stale = Some(exchange.clone());
        self.may_crash("a call under way")?;
        if self.chance.percent(self.moods.operator) {
            operator::acts(self)?;
        }
        let rejected = leave::rejected(self, call);
        let entry = self.run.answer(self.clock.host(), &exchange);
        let entry = entry.ok_or_else(|| format!("the answer to call {call} was not taken"))?;
        leave::after_an_answer(self, call, &exchange, rejected)?;
        self.a_stale_answer_changes_nothing()?;
        let durable = self.written();
        let kept = self.keep(entry);
        if self.written() > durable {
            self.come_back(call);
            leave::was_refused(self, call, &exchange);
            if trouble == Some(Trouble::CountsMore) && took_more(&self.plan, call, &exchange) {
                self.leave.took_more(call);
            }
        }
        kept
    }

    /// Whether nothing of this call may have been applied yet.
    pub fn is_new(&self, call: usize) -> bool {
        let mut items = self.plan.calls()[call].items.clone();
        items.any(|place| !self.out[place])
    }

    /// From the intent on, as soon as that is durable, nobody can say that it was not applied.
    fn leaves(&mut self, call: usize) {
        for place in self.plan.calls()[call].items.clone() {
            if !self.out[place] {
                self.since[place] = self.rows;
            }
            self.out[place] = true;
        }
    }

    /// Items that were turned away can leave once more: that this is said rightly is a law.
    fn come_back(&mut self, call: usize) {
        for place in self.plan.calls()[call].items.clone() {
            let outcome = self.run.ledger().outcome(place).map(Outcome::kind);
            if let Some(OutcomeKind::Rejected | OutcomeKind::NotAttempted) = outcome {
                self.out[place] = false;
            }
        }
    }

    fn carry(&mut self, call: usize, trouble: Option<Trouble>) -> Exchange {
        let vendor = self.plan.vendor();
        let request = flaws::request(self.flaw, &self.run, call);
        let at = self.clock.truth();
        self.service.live_until(at);
        let Some(trouble) = trouble else {
            let mut answer = self.service.arrive(&request, at, TimeDelta::zero());
            trouble::quota(&mut self.chance, vendor, at, &mut answer);
            return Exchange::Answered(answer);
        };
        self.tally.count("trouble", trouble.name());
        self.excused[call] |= trouble.excuses_unknown();
        let lost = || Exchange::Lost {
            why: "reset".into(),
        };
        let not_sent = |why| Exchange::NotSent { why };
        match trouble {
            Trouble::RequestLost => lost(),
            Trouble::AnswerLost => {
                self.service.arrive(&request, at, TimeDelta::zero());
                lost()
            }
            Trouble::ArrivesLate => {
                let later = at + self.chance.milliseconds(1, 40_000);
                self.service.arrives_later(&request, later);
                lost()
            }
            Trouble::RunsLong => {
                let runs_for = self.chance.seconds(1, 90);
                self.service.arrive(&request, at, runs_for);
                lost()
            }
            Trouble::SentTwice => {
                // Without a key it would be applied twice, and nobody here could help it.
                if vendor != Vendor::Selfcommunity {
                    let runs_for = self.chance.seconds(0, 90);
                    self.service.arrive(&request, at, runs_for);
                }
                let answer = self.service.arrive(&request, at, TimeDelta::zero());
                self.excused[call] |= trouble::says_running(vendor, &answer);
                Exchange::Answered(answer)
            }
            Trouble::AnsweredFor(status) => {
                Exchange::Answered(trouble::answer_for(&mut self.chance, vendor, status))
            }
            Trouble::Limited => Exchange::Answered(trouble::limited(&mut self.chance, vendor, at)),
            Trouble::Refused(status) => {
                let answer = trouble::refusal(&mut self.chance, vendor, status);
                self.excused[call] |= trouble::says_running(vendor, &answer);
                Exchange::Answered(answer)
            }
            Trouble::FailedBefore(status) => failed(status),
            Trouble::FailedAfter(status) => {
                self.service.arrive(&request, at, TimeDelta::zero());
                failed(status)
            }
            Trouble::Garbled => {
                let mut answer = self.service.arrive(&request, at, TimeDelta::zero());
                trouble::garble(&mut self.chance, vendor, &mut answer);
                Exchange::Answered(answer)
            }
            Trouble::CountsMore => {
                let mut answer = self.service.arrive(&request, at, TimeDelta::zero());
                let listed = self.plan.calls()[call].items.len();
                self.excused[call] |= trouble::count_more(&mut answer, listed);
                Exchange::Answered(answer)
            }
            Trouble::NoToken => not_sent(NotSent::CredentialsRefused("401".into())),
            Trouble::SignedOut => not_sent(NotSent::SignedOut),
            Trouble::NotConfirmed => not_sent(NotSent::NotConfirmed("expired".into())),
            Trouble::Unreachable => not_sent(NotSent::Unreachable("refused".into())),
            Trouble::CarrierRefused => not_sent(NotSent::Refused("no".into())),
        }
    }
}

/// Whether the answer to a window counts more than it was to hold.
fn took_more(plan: &Plan, call: usize, exchange: &Exchange) -> bool {
    let Exchange::Answered(answer) = exchange else {
        return false;
    };
    let listed = plan.calls()[call].items.len();
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let enqueued = body["data"]["enqueued"].as_u64();
    enqueued.is_some_and(|enqueued| enqueued > u64::try_from(listed).unwrap())
}

fn failed(status: u16) -> Exchange {
    Exchange::Answered(Answer::bare(status, b"<html>Bad gateway</html>"))
}

fn short(exchange: &Exchange) -> String {
    match exchange {
        Exchange::Answered(answer) => {
            let body = String::from_utf8_lossy(&answer.body);
            let body: String = body.chars().take(160).collect();
            format!("{} {body}", answer.status)
        }
        Exchange::Lost { .. } => "lost".into(),
        Exchange::NotSent { why } => format!("not sent: {why:?}"),
    }
}
