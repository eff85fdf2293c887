//! What must hold before anything is tested: format, lints, types, the house rules.
//!
//! All of them run even when an early one fails, so that one look shows everything.
//! The console is linted twice, natively in one piece and for wasm with its cuts: some of it
//! exists only there.

use std::{env, process::Command};

use crate::{
    clock,
    error::{Error, Result},
    npm::{self, Packages},
    setup,
    setup::{Workshop, target::TARGET},
    shell,
};

pub fn run() -> Result<()> {
    let workshop = setup::to_check()?;
    let checks = [
        ("format", cargo(&["fmt", "--all", "--check"])),
        ("lints, native", lints(&["--workspace", "--all-targets"])),
        ("lints, wasm", wasm_lints(&workshop)),
        (
            "types of the journeys",
            npm::program(Packages::Journeys, "tsc"),
        ),
        (
            "types and tests of the bench",
            npm::script(Packages::Bench, "check"),
        ),
        ("the repository's rules", rules()),
    ];
    let mut times = Vec::new();
    let mut failed = Vec::new();
    for (name, mut command) in checks {
        let outcome = clock::part(&format!("check: {name}"), || {
            Ok(shell::run(&mut command).map_err(|error| eprintln!("{error}")))
        })?;
        if outcome.0.is_err() {
            failed.push(name.to_owned());
        }
        times.push((name, outcome.1));
    }
    clock::table("Checked", &times);
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Error::Several(failed))
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = shell::command("cargo");
    command.args(arguments);
    command
}

fn lints(what: &[&str]) -> Command {
    let mut command = cargo(&["clippy"]);
    command
        .args(what)
        .args(locked())
        .args(["--", "-D", "warnings"]);
    command
}

fn wasm_lints(workshop: &Workshop) -> Command {
    let mut command = workshop.wasm_command("cargo");
    command
        .args(["clippy", "--package", "redrive-console", "--all-targets"])
        .args(["--features", "split"])
        .args(["--target", TARGET])
        .args(locked())
        .args(["--", "-D", "warnings"]);
    command
}

fn rules() -> Command {
    let mut command = cargo(&["test", "--package", "redrive-rules-tests"]);
    command.args(locked());
    command
}

/// In CI the lock file must already be right; at a desk cargo may still write it.
pub fn locked() -> &'static [&'static str] {
    if env::var_os("CI").is_some() {
        &["--locked"]
    } else {
        &[]
    }
}
