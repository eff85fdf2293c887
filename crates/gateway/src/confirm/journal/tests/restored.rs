//! What a gateway remembers that is started again, held against what the one before it knew.

use super::super::*;
use super::{Folder, plan};
use crate::clock::{Clock, Hand};
use crate::confirm::lately::{Lately, Records, Sending, Word};
use crate::confirm::sent::End;
use crate::confirm::tests::signed_in;
use crate::confirm::{Confirmations, Inner};
use crate::error::ApiError;
use crate::lock::lock;
use crate::session::SignedIn;
use proptest::prelude::*;
use redrive_core::gateway::Places;
use redrive_core::http::Answer;
use redrive_core::plan::Plan;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// One call that somebody asks for, and what comes of it.
#[derive(Debug, Clone)]
struct Step {
    plan: usize,
    call: usize,
    round: u32,
    end: usize,
    minutes_later: u64,
}

fn step() -> impl Strategy<Value = Step> {
    (0..4_usize, 0..4_usize, 0..3_u32, 0..8_usize, 0..900_u64).prop_map(
        |(plan, call, round, end, minutes_later)| Step {
            plan,
            call,
            round,
            end,
            minutes_later,
        },
    )
}

/// How it ends; nothing is said of a call that is in nobody's hand any more.
fn end(number: usize) -> Option<Result<Answer, ApiError>> {
    let kept = || {
        let mut answer = Answer::bare(400, r#"{"code":"x","message":"m"}"#);
        answer.headers.push("idempotent-replayed", "true");
        answer
    };
    Some(match number {
        0 => Ok(Answer::bare(204, "")),
        1 => Ok(Answer::bare(401, "")),
        2 => Ok(Answer::bare(404, r#"{"detail":"Not found."}"#)),
        3 => Ok(kept()),
        4 => Err(ApiError::AnswerLate),
        5 => Err(ApiError::Unreachable("no route".to_owned())),
        6 => Ok(Answer::bare(202, r#"{"a":{"code":"1","message":"m"}}"#)),
        _ => return None,
    })
}

struct World {
    clock: Clock,
    hand: Hand,
    plans: Vec<Arc<Plan>>,
    who: SignedIn,
}

impl World {
    fn new(runtime: &Runtime) -> Self {
        let (clock, hand) = Clock::manual();
        let plans = (0..4).map(|number| Arc::new(plan(number, clock.today())));
        let who = runtime.block_on(signed_in(&clock));
        Self {
            plans: plans.collect(),
            who,
            clock,
            hand,
        }
    }

    /// Another one, to which the same may happen otherwise.
    fn twin(&self) -> Self {
        let (clock, hand) = self.hand.twin();
        Self {
            plans: self.plans.clone(),
            who: self.who(),
            clock,
            hand,
        }
    }

    fn who(&self) -> SignedIn {
        SignedIn {
            operator: self.who.operator.clone(),
            session: self.who.session,
        }
    }

    fn open(&self, folder: &Path) -> Arc<Confirmations> {
        Arc::new(Confirmations::new(self.clock.clone(), Some(folder)).unwrap())
    }

    async fn take(&self, confirmations: &Arc<Confirmations>, step: &Step) {
        let plan = &self.plans[step.plan];
        let confirm = async |knows| {
            confirmations
                .begin(self.who(), Arc::clone(plan), knows, None)
                .await
        };
        let id = match confirm(Vec::new()).await {
            Err(ApiError::SentLately(news)) => {
                let knows = serde_json::to_value(&news.sent).unwrap();
                confirm(serde_json::from_value(knows).unwrap()).await
            }
            other => other,
        };
        let Ok(claim) =
            confirmations.claim(self.who.session, id.unwrap().key(), step.call, step.round)
        else {
            return;
        };
        claim.written().await.unwrap();
        if let Some(end) = end(step.end) {
            claim.ended(&end);
        }
        self.hand.advance(Duration::from_mins(step.minutes_later));
    }

    /// What is known, without what ends with a gateway.
    fn known(&self, confirmations: &Confirmations) -> String {
        let mut inner = lock(&confirmations.inner);
        let Inner { sent, lately, .. } = &mut *inner;
        sent.forget(self.clock.today());
        lately.forget(self.clock.today());
        let mut known = String::new();
        for plan in &self.plans {
            for call in 0..plan.calls().len() {
                for round in 0..4 {
                    let now = self.clock.now();
                    let claimed = sent.clone().claim(plan, call, round, now);
                    let _ = writeln!(known, "{call} {round} {claimed:?}");
                }
            }
            let news = lately.news(&Records::of(plan), &[], &[]);
            let _ = writeln!(known, "{:?}\n{news:?}", sent.still_to_send(plan));
        }
        known
    }
}

/// A disk that is full for a while takes neither how a try ended nor that the next one leaves.
#[test]
fn a_try_whose_end_was_not_written_may_have_been_applied_whatever_the_next_one_ended_in() {
    let (clock, _) = Clock::manual();
    let emails = plan(1, clock.today());
    let mut turns = Lately::default();
    let mut left = || {
        let (operator, given) = ("admin".to_owned(), turns.turn());
        let sending = Sending {
            word: Word { operator, given },
            turn: turns.turn(),
            at: clock.today(),
        };
        Left::of(&emails, 0, 0, &sending)
    };
    let (first, second) = (left(), left());
    let left = |of: &Left| Entry::Left(of.clone());
    let ended = |of: &Left, end| {
        Entry::Ended(Ended {
            plan: emails.digest().clone(),
            call: 0,
            turn: of.turn,
            end,
            taken_back: Places::of(0..3),
        })
    };
    let sent = "Err(AlreadySent)";
    for (lines, again) in [
        (vec![left(&first), ended(&first, End::NotSent)], "Ok(())"),
        (vec![left(&first), ended(&first, End::TurnedAway)], "Ok(())"),
        (vec![left(&first)], sent),
        (vec![left(&first), ended(&second, End::NotSent)], sent),
        (
            vec![left(&first), left(&second), ended(&second, End::TurnedAway)],
            sent,
        ),
    ] {
        let mut restored = Restored::new(clock.now(), clock.today());
        for line in &lines {
            restored.take(line.clone());
        }
        let (mut calls, _) = restored.end();
        let a_day_later = clock.now() + Duration::from_hours(24);
        let claimed = calls.claim(&emails, 0, 0, a_day_later);
        assert_eq!(format!("{claimed:?}"), again, "{lines:?}");
    }
}

/// Leaves out the lines that say no more than is believed without them.
fn without_ends(folder: &Folder) {
    let needed = |line: &&str| {
        let entry = serde_json::from_str(line).unwrap();
        !matches!(entry, Entry::Ended(ended)
            if ended.end == End::MayBeApplied && ended.taken_back == Places::default())
    };
    for name in folder.names() {
        let path = folder.0.join(name);
        let text = fs::read_to_string(&path).unwrap();
        let kept: Vec<&str> = text.lines().filter(needed).chain([""]).collect();
        fs::write(&path, kept.join("\n")).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_gateway_that_is_started_again_knows_what_the_one_before_it_knew(
        steps in proptest::collection::vec(step(), 1..12),
        more in proptest::collection::vec(step(), 0..6),
    ) {
        let runtime = Runtime::new().unwrap();
        let (world, folder) = (World::new(&runtime), Folder::new());
        let twin = world.twin();
        let before = world.open(&folder.0);
        for step in &steps {
            runtime.block_on(world.take(&before, step));
        }
        let known = world.known(&before);
        drop(before);
        let again = world.open(&folder.0);
        prop_assert_eq!(world.known(&again), known);
        // And it goes on as that one would have.
        for step in &more {
            runtime.block_on(world.take(&again, step));
        }
        let known = world.known(&again);
        drop(again);
        let elsewhere = Folder::new();
        let never_ended = twin.open(&elsewhere.0);
        for step in steps.iter().chain(&more) {
            runtime.block_on(twin.take(&never_ended, step));
        }
        prop_assert_eq!(&twin.known(&never_ended), &known);
        // As if it had been killed while calls were under way.
        without_ends(&folder);
        prop_assert_eq!(world.known(&world.open(&folder.0)), known);
    }
}
