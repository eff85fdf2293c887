//! The key `journal`: the folder in which each call is written down before it leaves. Without it, a
//! restart forgets what was sent.

use super::section::Section;
use std::path::PathBuf;

const KEY: &str = "journal";
const FOLDER: &str = r#"a folder that is there, from the root on, as "/var/lib/redrive""#;

pub fn read(section: &mut Section) -> Option<PathBuf> {
    let folder = PathBuf::from(section.text_or_none(KEY, FOLDER)?);
    let is_one = folder.is_absolute() && folder.is_dir();
    let folder = is_one.then_some(folder);
    section.accept(
        KEY,
        folder.ok_or_else(|| format!("it is no folder; expected is {FOLDER}")),
    )
}
