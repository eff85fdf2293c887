//! The sections `[[operators]]`: who may sign in, and what their passwords are checked against.

use super::label::label;
use super::section::Section;
use crate::config::{Operator, PasswordHash};

const HASH: &str = "what `redrive password` prints";

/// The longest name by which delays are counted apart.
const NAME_MOST: usize = 64;

pub fn read(section: &mut Section) -> Option<Operator> {
    let name = section
        .text("name", "the name to sign in with")
        .and_then(|text| {
            let name = label(text, NAME_MOST);
            section.accept("name", name)
        });
    if let Some(name) = &name {
        section.rename(format!("operator {name:?}"));
    }
    section.refuse(
        "password",
        "a password does not stand in this file; put what `redrive password` makes of it under \
         password_hash",
    );
    let hash = section.text("password_hash", HASH).and_then(|text| {
        let hash = PasswordHash::parse(text.trim());
        section.accept("password_hash", hash)
    });
    Some(Operator {
        name: name?,
        hash: hash?,
    })
}
