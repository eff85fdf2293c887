//! Builds the console into dist/: Trunk bundles it, and `split.mjs` takes its module apart.
//!
//! Why here: the cut needs the linker's own tables, which neither a released module nor a
//! test wants. A plain `trunk build` makes the console in one piece, and it works as well.
//! Must not know: where the cuts are; that is written in `src/parts/catalogue.rs`.

use crate::{error::Result, setup::Workshop, shell};

pub fn build(workshop: &Workshop) -> Result<()> {
    // Trunk builds offline, so that it never downloads a tool; cargo must have the crates.
    shell::run(shell::command("cargo").args(["fetch", "--quiet", "--locked"]))?;
    let mut trunk = workshop.wasm_command("trunk");
    trunk
        .args(["build", "--release", "--features", "split"])
        // Added to the flags in .cargo/config.toml: who refers to whom, and by which names.
        // Nothing of either is left in what the splitter writes.
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-Clink-arg=--emit-relocs",
        )
        .env("CARGO_PROFILE_WASM_RELEASE_STRIP", "none")
        // Trunk reads this as an option and refuses the value 1, which others write into it.
        .env_remove("NO_COLOR");
    shell::run(&mut trunk)
}
