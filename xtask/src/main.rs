//! The project's own commands: `cargo xtask setup | build | demo | check | test | bench`.
//!
//! Why: two commands must be enough on a fresh machine, so everything that a README would
//! ask of a reader's hands is done here. What it must not know: anything of the program
//! itself beyond the names of its packages and the files that they leave.

mod bench;
mod build;
mod check;
mod cli;
mod clock;
mod console;
mod demo;
mod error;
mod lock;
mod npm;
mod place;
mod setup;
mod shell;
mod test;
mod weigh;

use std::process::ExitCode;

use cli::Task;
use error::Result;
use setup::Tests;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match cli::read(&arguments).and_then(|task| run(&task)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<()> {
    match task {
        Task::Help => {
            println!("{}", cli::HELP);
            Ok(())
        }
        Task::Setup => setup::to_test(Tests::Journeys).map(drop),
        Task::Build => setup::to_build().and_then(|tools| build::run(&tools)),
        Task::Demo(rest) => demo::run(rest),
        Task::Check => check::run(),
        Task::Test(part) => test::run(*part),
        Task::Bench(rest) => bench::run(rest),
    }
}
