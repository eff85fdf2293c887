//! Builds the console into dist/ and the binary that carries it, and weighs the console.
//!
//! Why in this order: the gateway takes dist/ into the binary when it is compiled.
//! Must not know: how the gateway packs it.

use crate::{clock, error::Result, setup::Workshop, shell, weigh};

pub fn run(workshop: &Workshop) -> Result<()> {
    let ((), console) = clock::part("build: the console", || console(workshop))?;
    let ((), binary) = clock::part("build: the binary", binary)?;
    weigh::report(workshop)?;
    clock::table("Built", &[("the console", console), ("the binary", binary)]);
    Ok(())
}

fn console(workshop: &Workshop) -> Result<()> {
    // Trunk builds offline, so that it never downloads a tool; cargo must have the crates.
    shell::run(shell::command("cargo").args(["fetch", "--quiet", "--locked"]))?;
    let mut trunk = workshop.wasm_command("trunk");
    trunk.args(["build", "--release"]);
    // Trunk reads this as an option and refuses the value 1, which others write into it.
    trunk.env_remove("NO_COLOR");
    shell::run(&mut trunk)
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
