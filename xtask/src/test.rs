//! Every test, in the order of what is quickest to know; each part's time at the end.
//!
//! The tests' own output is left as it is. The browser journeys run against the binary
//! that is delivered, so it is built for them.

use std::time::Duration;

use crate::{
    build, check,
    cli::Part,
    clock,
    error::Result,
    npm::{self, Packages},
    place, setup,
    setup::Workshop,
    shell,
};

pub fn run(only: Option<Part>) -> Result<()> {
    let (workshop, took) = clock::part("setup", setup::run)?;
    let mut times = vec![("setup", took)];
    let wanted = |part| only.is_none_or(|one| one == part);
    if wanted(Part::Unit) {
        let name = "unit, property, contract";
        times.push((name, timed(name, unit)?));
    }
    if wanted(Part::Wasm) {
        let name = "wasm in Chromium";
        times.push((name, timed(name, || wasm(&workshop))?));
    }
    if wanted(Part::Browser) {
        times.push(("build", timed("build", || build::run(&workshop))?));
        let name = "browser journeys";
        times.push((name, timed(name, || journeys(&workshop))?));
    }
    clock::table("Tested", &times);
    Ok(())
}

fn timed(name: &str, work: impl FnOnce() -> Result<()>) -> Result<Duration> {
    clock::part(&format!("test: {name}"), work).map(|((), took)| took)
}

fn unit() -> Result<()> {
    let mut cargo = shell::command("cargo");
    cargo.args(["test", "--workspace"]).args(check::locked());
    shell::run(&mut cargo)
}

fn wasm(workshop: &Workshop) -> Result<()> {
    let target = "wasm32-unknown-unknown";
    let mut cargo = workshop.wasm_command("cargo");
    cargo
        .args(["test", "--package", "redrive-console", "--test", "wasm"])
        .args(["--target", target])
        .args(check::locked())
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            workshop.tool("wasm-bindgen-test-runner"),
        )
        .env("CHROMEDRIVER", &workshop.browser.driver)
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            place::root().join("tests/wasm/webdriver.json"),
        );
    shell::run(&mut cargo)
}

fn journeys(workshop: &Workshop) -> Result<()> {
    let mut playwright = npm::program(Packages::Journeys, "playwright");
    playwright
        .arg("test")
        .env("REDRIVE_CHROMIUM", &workshop.browser.chromium)
        .env("REDRIVE_BIN", place::binary());
    shell::run(&mut playwright)
}
