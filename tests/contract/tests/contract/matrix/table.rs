//! One action's row of cells: driven, judged, and printed when a cell is not as it must be.

use super::actions::{self, Action};
use super::expected::{self, Expected};
use super::words;
use crate::kit::{Carrier, Gate, Sends, Server, claims, drive_from, lies, plan};
use redrive_core::outcome::OutcomeKind;
use redrive_core::plan::Item;
use redrive_core::run::Run;
use redrive_sandbox::FaultKind;
use std::fmt;

/// What became of one fault.
struct Cell {
    kind: FaultKind,
    claimed: String,
    sent: u64,
    wrong: Vec<String>,
}

/// All cells of one action.
pub struct Table {
    action: Action,
    cells: Vec<Cell>,
}

impl Table {
    /// Drives every cell, straight to the vendor.
    pub async fn of(action: Action) -> Self {
        let server = Server::start().await;
        let carrier = server.carrier(action.vendor()).await;
        Self::driven(action, &server, &carrier, None).await
    }

    /// The same through the gateway: each plan confirmed, each call sent by its number.
    pub async fn by_gateway(action: Action) -> Self {
        let gate = Gate::start().await;
        let carrier = gate.server.carrier(action.vendor()).await;
        Self::driven(action, &gate.server, &carrier, Some(&gate)).await
    }

    async fn driven(
        action: Action,
        server: &Server,
        carrier: &Carrier,
        gate: Option<&Gate>,
    ) -> Self {
        let mut stock = actions::stock(action, carrier).await;
        let mut cells = Vec::new();
        for (number, kind) in FaultKind::ALL.into_iter().enumerate() {
            let draft = actions::draft(action, server, carrier, &mut stock, number).await;
            let before = actions::truth(server, carrier, &draft).await;
            let arm = async |call| {
                if call == action.hit() {
                    server.arm(kind, action.operation()).await;
                }
            };
            let driven = match gate {
                None => drive_from(carrier, &plan(draft.clone()), arm).await,
                Some(gate) => gate.drive_from(&gate.plan(draft.clone()), arm).await,
            };
            let mut sends = actions::truth(server, carrier, &draft).await;
            sends.retain(|id, times| {
                *times -= before.get(id).copied().unwrap_or(0);
                *times > 0
            });
            cells.push(judged(action, kind, &driven.run, &sends));
        }
        Self { action, cells }
    }

    /// Fails with the whole table when a cell is wrong.
    pub fn assert_true(&self) {
        let wrong = self.cells.iter().any(|cell| !cell.wrong.is_empty());
        println!("{self}");
        assert!(!wrong, "\n{self}");
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}", self.action)?;
        for cell in &self.cells {
            let kind = format!("{:?}", cell.kind);
            writeln!(f, "  {kind:<18} {:<32} sent {}", cell.claimed, cell.sent)?;
            for wrong in &cell.wrong {
                writeln!(f, "    WRONG: {wrong}")?;
            }
        }
        Ok(())
    }
}

fn judged(action: Action, kind: FaultKind, run: &Run, sends: &Sends) -> Cell {
    let mut wrong = differences(action, kind, run, sends);
    wrong.extend(words::wrong(action, kind, run));
    let lies = lies(run, sends);
    if expected::cannot_be_told(action, kind) {
        if lies.len() != 1 {
            wrong.push(format!("this cell used to have one lie: {lies:?}"));
        }
    } else {
        wrong.extend(lies);
    }
    Cell {
        kind,
        claimed: claims(run),
        sent: sends.values().sum(),
        wrong,
    }
}

/// Where the ledger is not what it must be, item by item.
fn differences(action: Action, kind: FaultKind, run: &Run, sends: &Sends) -> Vec<String> {
    let Expected {
        outcome,
        applied,
        goes_on,
    } = expected::of(action, kind);
    let mut wrong = Vec::new();
    for (call, made) in run.plan().calls().iter().enumerate() {
        let (wanted, goes) = match call.cmp(&action.hit()) {
            std::cmp::Ordering::Less => (OutcomeKind::Accepted, true),
            std::cmp::Ordering::Equal => (outcome, applied),
            std::cmp::Ordering::Greater if goes_on => (OutcomeKind::Accepted, true),
            std::cmp::Ordering::Greater => (OutcomeKind::NotAttempted, false),
        };
        for place in made.items.clone() {
            let item = &run.plan().items()[place];
            let got = run.ledger().outcome(place).unwrap();
            let unknown_id =
                matches!(item, Item::Notification(id) if id.as_str().ends_with("nobody"));
            let wanted =
                if unknown_id && wanted == OutcomeKind::Accepted && kind != FaultKind::BlankBody {
                    OutcomeKind::Rejected
                } else {
                    wanted
                };
            if got.kind() != wanted {
                wrong.push(format!("{item}: {got:?}, wanted {wanted:?}"));
            }
            let sent = sends.contains_key(&item.to_string());
            if sent != (goes && !unknown_id) {
                wrong.push(format!("{item}: sent is {sent}, and {goes} was wanted"));
            }
        }
    }
    wrong
}
