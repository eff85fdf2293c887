//! Node with npm: takes the console's module apart and weighs it, and runs the journeys.
//!
//! Must not know: which packages of npm anybody wants.

use super::debian;
use crate::{
    clock::Done,
    error::{Error, Result},
    place,
};

const PACKAGES: [&str; 2] = ["nodejs", "npm"];

pub fn ensure() -> Result<Done> {
    if found() {
        return Ok(Done::There);
    }
    debian::install(&PACKAGES, "Node and npm")?;
    if found() {
        return Ok(Done::Made);
    }
    Err(Error::Missing {
        what: "missing: Node or npm, after installing them".to_owned(),
        command: format!("apt-get install --reinstall {}", PACKAGES.join(" ")),
    })
}

fn found() -> bool {
    place::on_path("node").is_some() && place::on_path("npm").is_some()
}
