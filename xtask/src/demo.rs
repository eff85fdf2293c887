//! From nothing to a running demo.
//!
//! Why: it is the first command a reader tries. The program replaces this one, so that
//! Ctrl-C and its exit code reach it directly.

use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::{
    build,
    error::{Error, Result},
    place, setup, shell,
};

pub fn run(arguments: &[String]) -> Result<()> {
    let workshop = setup::to_build()?;
    build::run(&workshop)?;
    let program = place::binary();
    eprintln!("\n$ {} demo {}", program.display(), arguments.join(" "));
    let mut demo: Command = shell::command(&program);
    demo.arg("demo").args(arguments).stdin(Stdio::inherit());
    Err(Error::Start {
        program: program.display().to_string(),
        source: demo.exec(),
    })
}
