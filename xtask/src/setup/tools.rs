//! trunk, the wasm-bindgen CLI and the splitter of modules, each of one exact version.
//!
//! They are built from source with the optimiser nearly off and without what a local
//! build never uses (trunk's update check and TLS, the CLI's TLS): that takes two and a
//! half minutes on two cores instead of nine, and bundling is no slower to notice.
//! A tool of the right version that is on PATH already is taken as it is.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use crate::{
    clock::{self, Done},
    error::Result,
    lock, place, shell,
};

/// Trunk 0.22 needs a newer compiler than this workspace asks for.
const TRUNK: &str = "0.21.14";
/// Leptos' own. It reads what `wasm_split_helpers` (see Cargo.lock) writes into the module.
const SPLITTER: &str = "0.2.4";

struct Tool {
    package: &'static str,
    /// Every program of it that is used.
    programs: &'static [&'static str],
    version: String,
    /// What its programs are hidden behind.
    features: &'static str,
    /// How far the optimiser goes: `0` builds fastest, `1` runs well enough on the large
    /// modules of a test build.
    optimisation: &'static str,
}

/// The folders in which the tools stand.
pub fn ensure() -> Result<Vec<PathBuf>> {
    let tools = [
        Tool {
            package: "wasm-bindgen-cli",
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            version: lock::version_of("wasm-bindgen")?,
            features: "",
            optimisation: "1",
        },
        Tool {
            package: "trunk",
            programs: &["trunk"],
            version: TRUNK.to_owned(),
            features: "",
            optimisation: "0",
        },
        Tool {
            package: "wasm_split_cli_support",
            programs: &["wasm-split-cli"],
            version: SPLITTER.to_owned(),
            features: "build-binary",
            optimisation: "1",
        },
    ];
    let mut folders = Vec::new();
    for tool in tools {
        let start = Instant::now();
        let (folder, done) = tool.ensure()?;
        let name = format!("{} {}", tool.package, tool.version);
        clock::setup_line(&name, &done, start.elapsed());
        folders.extend(folder);
    }
    Ok(folders)
}

impl Tool {
    /// The folder that has it, or none when PATH has it.
    fn ensure(&self) -> Result<(Option<PathBuf>, Done)> {
        let home = place::cache().join(format!("{}-{}", self.package, self.version));
        let folder = home.join("bin");
        if self.programs.iter().all(|name| folder.join(name).is_file()) {
            return Ok((Some(folder), Done::There));
        }
        if self.programs.iter().all(|name| self.is_on_path(name)) {
            return Ok((None, Done::There));
        }
        eprintln!(
            "setup: building {} {} from source",
            self.package, self.version
        );
        self.install(&home)?;
        Ok((Some(folder), Done::Made))
    }

    fn is_on_path(&self, program: &str) -> bool {
        place::on_path(program)
            .and_then(|file| shell::answer(shell::command(file).arg("--version")))
            .is_some_and(|line| line.split_whitespace().any(|word| word == self.version))
    }

    /// With the versions that its authors locked; and, where a crate source does not carry
    /// one of those (a mirror some days behind), with the newest that fit.
    fn install(&self, home: &Path) -> Result<()> {
        let locked = shell::run_quietly(self.cargo_install(home).arg("--locked"), self.package);
        if locked.is_ok() {
            return Ok(());
        }
        eprintln!(
            "setup: {} does not build with its locked versions here; taking those that fit",
            self.package
        );
        shell::run_quietly(&mut self.cargo_install(home), self.package)
    }

    fn cargo_install(&self, home: &Path) -> std::process::Command {
        let mut install = shell::command("cargo");
        install
            .args(["install", self.package, "--version", &self.version])
            .args(["--no-default-features", "--features", self.features])
            .arg("--root")
            .arg(home)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.optimisation)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env("CARGO_PROFILE_RELEASE_STRIP", "symbols")
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTFLAGS");
        install
    }
}
