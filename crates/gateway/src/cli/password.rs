//! `redrive password`: the hash of a password, for the configuration file.
//!
//! The password is not shown while it is typed, and is never an argument: arguments are in the
//! history of a shell and in the list of processes.

use super::say;
use crate::config::PasswordHash;
use crate::state::StartError;
use redrive_core::secret::Secret;
use std::io::{self, IsTerminal as _, Read as _};
use thiserror::Error;

/// Shorter ones are guessed from a hash in no time.
const LEAST: usize = 8;
/// No password is longer; an input may never end.
const MOST: u64 = 4096;

/// Why no hash was made.
#[derive(Debug, Error)]
pub enum NoPassword {
    #[error("the two passwords differ; no hash was made")]
    Different,
    #[error("the password is shorter than {LEAST} letters; no hash was made")]
    Short,
    #[error("the password is longer than {MOST} bytes; no hash was made")]
    Long,
    #[error("the input is more than one line; no hash was made")]
    Lines,
    #[error("no password could be read: {0}")]
    Unreadable(#[from] io::Error),
}

pub fn run() -> Result<(), StartError> {
    let password = if io::stdin().is_terminal() {
        typed()?
    } else {
        piped(io::stdin().lock())?
    };
    if password.expose().chars().count() < LEAST {
        return Err(NoPassword::Short.into());
    }
    say(&format!("{}\n", PasswordHash::of(&password)?.as_str()));
    Ok(())
}

fn typed() -> Result<Secret, NoPassword> {
    let ask = |what| rpassword::prompt_password(what).map(Secret::new);
    let (first, second) = (ask("Password: ")?, ask("The same again: ")?);
    if first == second {
        Ok(first)
    } else {
        Err(NoPassword::Different)
    }
}

/// One line, with or without its break.
fn piped(input: impl io::Read) -> Result<Secret, NoPassword> {
    let mut text = String::new();
    input.take(MOST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST {
        return Err(NoPassword::Long);
    }
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.contains(['\n', '\r']) {
        return Err(NoPassword::Lines);
    }
    Ok(Secret::new(line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_at_the_end_is_no_part_of_it() {
        for text in ["correct horse", "correct horse\n", "correct horse\r\n"] {
            assert_eq!(piped(text.as_bytes()).unwrap().expose(), "correct horse");
        }
        assert_eq!(piped(" x \n".as_bytes()).unwrap().expose(), " x ");
        for refused in ["one\ntwo\n", &"x".repeat(5000)] {
            assert!(piped(refused.as_bytes()).is_err());
        }
    }
}
