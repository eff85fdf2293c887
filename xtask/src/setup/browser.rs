//! The system's Chromium with its driver.
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

const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-dejavu-core"];

pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

pub fn ensure() -> Result<(Browser, Done)> {
    if let Some(browser) = found() {
        return Ok((browser, Done::There));
    }
    debian::install(&PACKAGES, "Chromium and its driver")?;
    found()
        .map(|browser| (browser, Done::Made))
        .ok_or_else(|| Error::Missing {
            what: "missing: Chromium or chromedriver, after installing them".to_owned(),
            command: format!("apt-get install --reinstall {}", PACKAGES.join(" ")),
        })
}

fn found() -> Option<Browser> {
    let chromium = named("REDRIVE_CHROMIUM").or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .iter()
            .find_map(|name| place::on_path(name))
    })?;
    let driver = named("CHROMEDRIVER").or_else(|| place::on_path("chromedriver"))?;
    Some(Browser { chromium, driver })
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|file| file.is_file())
}
