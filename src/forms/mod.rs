//! Forms that lead to a plan, and the one dialog in which a plan is confirmed.

mod approval;
mod exact_calls;
pub mod paste;
pub mod plan_dialog;
mod plan_facts;
pub mod planner;
pub mod replay;
mod replay_draft;
pub mod utc_field;
