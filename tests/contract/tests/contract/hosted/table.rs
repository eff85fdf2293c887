//! One action against every fault, carried out to the end, judged item by item.

use super::expected::{self, Expected};
use crate::kit::{Carrier, Gate, Host, Sends, Server, Way, claims, lies, plan};
use crate::matrix::actions::{self, Action};
use crate::matrix::expected::cannot_be_told;
use redrive_core::fate::Fate;
use redrive_core::outcome::{Accepted, Outcome, OutcomeKind};
use redrive_core::plan::{Item, Plan};
use redrive_core::promises::ReadBack;
use redrive_core::run::{Manner, Phase, Run};
use redrive_sandbox::FaultKind;
use std::fmt::Write as _;

/// Every fault, once, at the call that the action names.
pub async fn assert_true(action: Action, by_gateway: bool) {
    let gate = if by_gateway {
        Some(Gate::start().await)
    } else {
        None
    };
    let own;
    let server = if let Some(gate) = &gate {
        &gate.server
    } else {
        own = Server::start().await;
        &own
    };
    let carrier = server.carrier(action.vendor()).await;
    let mut stock = actions::stock(action, &carrier).await;
    let mut table = format!("{action:?}\n");
    let mut is_wrong = false;
    for (number, kind) in FaultKind::ALL.into_iter().enumerate() {
        let draft = actions::draft(action, server, &carrier, &mut stock, number).await;
        let before = actions::truth(server, &carrier, &draft).await;
        let plan = match &gate {
            Some(gate) => gate.plan(draft.clone()),
            None => plan(draft.clone()),
        };
        // A token may have expired while earlier runs waited.
        let carrier = server.carrier(action.vendor()).await;
        let (run, asked) = carried_out(action, kind, server, &carrier, gate.as_ref(), &plan).await;
        let mut sends = actions::truth(server, &carrier, &draft).await;
        sends.retain(|id, times| {
            *times -= before.get(id).copied().unwrap_or(0);
            *times > 0
        });
        let wrong = wrong(action, kind, &run, &asked, &sends);
        is_wrong |= !wrong.is_empty();
        let kind = format!("{kind:?}");
        let claimed = claims(&run);
        writeln!(table, "  {kind:<18} {claimed:<32} asked {asked:?}").unwrap();
        for wrong in wrong {
            writeln!(table, "    WRONG: {wrong}").unwrap();
        }
    }
    println!("{table}");
    assert!(!is_wrong, "\n{table}");
}

async fn carried_out(
    action: Action,
    kind: FaultKind,
    server: &Server,
    carrier: &Carrier,
    gate: Option<&Gate>,
    plan: &Plan,
) -> (Run, Vec<redrive_core::run::Pause>) {
    let way = match gate {
        Some(gate) => {
            // The session may have ended while the vendor's word was waited for.
            gate.sign_in().await;
            Way::ByGateway(gate, gate.confirm(plan).await)
        }
        None => Way::Straight(carrier),
    };
    let manner = Manner {
        brake_at: 100,
        ..Manner::default()
    };
    let mut host = Host::new(server, way, plan, manner);
    let armed = std::cell::Cell::new(false);
    host.carry_out(async |call| {
        if call == action.hit() && !armed.replace(true) {
            server.arm(kind, action.operation()).await;
        }
    })
    .await;
    assert!(armed.get());
    let asked = host.asked.clone();
    (host.driven().run, asked)
}

fn wrong(
    action: Action,
    kind: FaultKind,
    run: &Run,
    asked: &[redrive_core::run::Pause],
    sends: &Sends,
) -> Vec<String> {
    let Expected {
        outcome,
        asked: wanted,
    } = expected::of(action, kind);
    let mut wrong = Vec::new();
    if asked != wanted.as_slice() {
        wrong.push(format!("asked {asked:?}, wanted {wanted:?}"));
    }
    if run.phase() != Phase::Settled {
        wrong.push(format!("it ends {:?}", run.phase()));
    }
    let untellable = cannot_be_told(action, kind);
    let hit = &run.plan().calls()[action.hit()].items;
    for (place, item) in run.plan().items().iter().enumerate() {
        let got = run.ledger().outcome(place).unwrap();
        let nobody = matches!(item, Item::Notification(id) if id.as_str().ends_with("nobody"));
        let wanted = match (hit.contains(&place), nobody) {
            (true, true) if outcome == OutcomeKind::Accepted && !untellable => {
                OutcomeKind::Rejected
            }
            (true, _) => outcome,
            (false, _) => OutcomeKind::Accepted,
        };
        if got.kind() != wanted {
            wrong.push(format!("{item}: {got:?}, wanted {wanted:?}"));
        }
        wrong.extend(unread(run, place).map(|fate| format!("{item}: its fate is {fate:?}")));
    }
    let lies = lies(run, sends);
    if untellable {
        if lies.len() != 1 {
            wrong.push(format!("this cell used to have one lie: {lies:?}"));
        }
    } else {
        wrong.extend(lies);
    }
    wrong
}

/// What was accepted and leaves rows must have been found in them.
fn unread(run: &Run, place: usize) -> Option<Fate> {
    let read_back = run.plan().draft().read_back();
    let leaves_rows = matches!(read_back, ReadBack::Attempts | ReadBack::Replays);
    let fate = run.ledger().fate(place);
    let accepted = matches!(
        run.ledger().outcome(place),
        Some(Outcome::Accepted(outcome)) if *outcome != Accepted::Changed
    );
    (leaves_rows
        && accepted
        && !matches!(fate, Fate::Delivered | Fate::FailedAgain | Fate::Pending))
    .then_some(fate)
}
