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
    setup::{Browser, Tests, Workshop, target::TARGET},
    shell,
};

const UNIT: &str = "unit, property, contract";

pub fn run(only: Option<Part>) -> Result<()> {
    let times = match only {
        // Cargo does these alone: a first change needs neither a browser nor a tool of wasm.
        Some(Part::Unit) => vec![(UNIT, timed(UNIT, unit)?)],
        other => with_browser(other)?,
    };
    clock::table("Tested", &times);
    Ok(())
}

fn with_browser(only: Option<Part>) -> Result<Vec<(&'static str, Duration)>> {
    let tests = match only {
        Some(Part::Wasm) => Tests::Wasm,
        _ => Tests::Journeys,
    };
    let ((workshop, browser), took) = clock::part("setup", || setup::to_test(tests))?;
    let mut times = vec![("setup", took)];
    let wanted = |part| only.is_none_or(|one| one == part);
    if wanted(Part::Unit) {
        times.push((UNIT, timed(UNIT, unit)?));
    }
    if wanted(Part::Wasm) {
        let name = "wasm in Chromium";
        times.push((name, timed(name, || wasm(&workshop, &browser))?));
    }
    if wanted(Part::Browser) {
        times.push(("build", timed("build", || build::run(&workshop))?));
        let name = "browser journeys";
        times.push((name, timed(name, || journeys(&browser))?));
    }
    Ok(times)
}

fn timed(name: &str, work: impl FnOnce() -> Result<()>) -> Result<Duration> {
    clock::part(&format!("test: {name}"), work).map(|((), took)| took)
}

fn unit() -> Result<()> {
    let mut cargo = shell::command("cargo");
    cargo.args(["test", "--workspace"]).args(check::locked());
    shell::run(&mut cargo)
}

fn wasm(workshop: &Workshop, browser: &Browser) -> Result<()> {
    let mut cargo = workshop.wasm_command("cargo");
    cargo
        .args(["test", "--package", "redrive-console", "--test", "wasm"])
        .args(["--target", TARGET])
        .args(check::locked())
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            workshop.tool("wasm-bindgen-test-runner"),
        )
        .env("CHROMEDRIVER", &browser.driver)
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            place::root().join("tests/wasm/webdriver.json"),
        );
    shell::run(&mut cargo)
}

fn journeys(browser: &Browser) -> Result<()> {
    let mut playwright = npm::program(Packages::Journeys, "playwright");
    playwright
        .arg("test")
        .env("REDRIVE_CHROMIUM", &browser.chromium)
        .env("REDRIVE_BIN", place::binary());
    shell::run(&mut playwright)
}
