//! The system's Chromium with its driver, and Node.
//!
//! Why the system's: Playwright's own download of a browser is large and often not
//! reachable. `REDRIVE_CHROMIUM` and `CHROMEDRIVER` name others. Must not know: the tests.

use std::{env, path::PathBuf};

use super::debian;
use crate::{
    clock::Done,
    error::{Error, Result},
    place,
};

pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

pub fn ensure() -> Result<(Browser, Done)> {
    if let Some(browser) = found() {
        return Ok((browser, Done::There));
    }
    let mut packages = vec!["chromium", "chromium-driver", "fonts-dejavu-core"];
    if !has_node() {
        packages.extend(["nodejs", "npm"]);
    }
    debian::install(&packages, "Chromium, its driver and Node")?;
    found()
        .map(|browser| (browser, Done::Made))
        .ok_or_else(|| Error::Missing {
            what: "missing: Chromium, chromedriver or Node, after installing them".to_owned(),
            command: format!("apt-get install --reinstall {}", packages.join(" ")),
        })
}

fn found() -> Option<Browser> {
    let chromium = named("REDRIVE_CHROMIUM").or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .iter()
            .find_map(|name| place::on_path(name))
    })?;
    let driver = named("CHROMEDRIVER").or_else(|| place::on_path("chromedriver"))?;
    has_node().then_some(Browser { chromium, driver })
}

fn has_node() -> bool {
    place::on_path("node").is_some() && place::on_path("npm").is_some()
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|file| file.is_file())
}
