//! Builds the console into dist/ and the binary that carries it, and weighs the console.
//!
//! Why in this order: the gateway takes dist/ into the binary when it is compiled.
//! Must not know: how the gateway packs it.

use crate::{clock, console, error::Result, setup::Workshop, shell, weigh};

pub fn run(workshop: &Workshop) -> Result<()> {
    let ((), bundled) = clock::part("build: the console", || console::build(workshop))?;
    let ((), binary) = clock::part("build: the binary", binary)?;
    weigh::report(workshop)?;
    clock::table("Built", &[("the console", bundled), ("the binary", binary)]);
    Ok(())
}

fn binary() -> Result<()> {
    let mut cargo = shell::command("cargo");
    cargo.args([
        "build",
        "--release",
        "--locked",
        "--package",
        "redrive-gateway",
    ]);
    shell::run(&mut cargo)
}
