//! Measures the console beside a React peer and a floor of plain script, and writes
//! `bench/RESULTS.md`.
//!
//! Why here: the figures are only worth something when all three were built just now, for
//! production, from what stands in the repository. Must not know: what is measured, and how;
//! that is `bench/harness`, which also reads the arguments.

use std::process::Command;

use crate::{
    build, clock,
    error::Result,
    npm::{self, Packages},
    place, setup, shell,
};

pub fn run(arguments: &[String]) -> Result<()> {
    let (workshop, browser) = setup::to_bench()?;
    shell::run(npm::program(Packages::Bench, "tsc").args(["--project", "harness"]))?;
    // Arguments that the harness refuses must not cost a build.
    shell::run(harness().arg("read").args(arguments))?;
    build::run(&workshop)?;
    clock::part("bench: building the peer and the floor", pages)?;
    let mut harness = harness();
    harness
        .args(arguments)
        .env("REDRIVE_CHROMIUM", &browser.chromium)
        .env("REDRIVE_BIN", place::binary())
        .env("REDRIVE_DIST", place::root().join("dist"));
    clock::part("bench: measuring", || shell::run(&mut harness)).map(drop)
}

fn harness() -> Command {
    let mut node = shell::command("node");
    node.arg("bench/built/harness/main.js");
    node
}

fn pages() -> Result<()> {
    for page in ["peer", "floor"] {
        shell::run(npm::program(Packages::Bench, "vite").args(["build", page]))?;
    }
    Ok(())
}
