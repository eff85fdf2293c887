//! Forms that lead to a plan, and the one dialog in which a plan is confirmed.

mod approval;
mod exact_calls;
pub mod known;
mod lately;
mod learnt;
mod looking_up;
mod noted;
pub mod password;
pub mod paste;
pub mod plan_dialog;
mod plan_facts;
pub mod plan_file;
mod plan_manner;
mod plan_unknown;
mod plan_warnings;
pub mod planner;
mod reach;
mod receiver;
pub mod replay;
mod replay_address;
mod replay_draft;
pub mod subscriptions;
mod surveying;
pub mod switch;
