//! Starting other programs: loudly, quietly, or with a time limit.
//!
//! Why: `cargo xtask` runs under cargo and rustup, which leave variables (the toolchain,
//! library paths, package names) that would change what a nested cargo does. They are
//! taken away in this one place. Must not know: what any program is for.

use std::{
    env,
    ffi::OsStr,
    fs::{self, File},
    path::Path,
    process::{Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    error::{Error, Result},
    place,
};

/// A program that will run in the repository's root, with a clean environment.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(place::root()).stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_cargos_own) {
            command.env_remove(name);
        }
    }
    command
}

fn is_cargos_own(name: &str) -> bool {
    matches!(
        name,
        "CARGO" | "OUT_DIR" | "RUSTUP_TOOLCHAIN" | "RUST_RECURSION_COUNT" | "LD_LIBRARY_PATH"
    ) || [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_CRATE_",
        "CARGO_BIN_",
    ]
    .iter()
    .any(|start| name.starts_with(start))
}

/// Runs it with its output shown.
pub fn run(command: &mut Command) -> Result<()> {
    eprintln!("$ {}", line(command));
    let status = command.status().map_err(start_error(command))?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::Failed {
            line: line(command),
            status: words(status),
        })
    }
}

/// Runs it with its output in a file; shows the end of it only when it fails.
pub fn run_quietly(command: &mut Command, log: &str) -> Result<()> {
    let path = place::cache().join("log").join(log);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::file(folder))?;
    }
    let file = File::create(&path).map_err(Error::file(&path))?;
    let twin = file.try_clone().map_err(Error::file(&path))?;
    let status = command
        .stdout(file)
        .stderr(twin)
        .status()
        .map_err(start_error(command))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::FailedQuietly {
        line: line(command),
        status: words(status),
        end: last_lines(&path, 20),
        log: path,
    })
}

/// What it prints, or nothing when it cannot be started or says no.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether it succeeds within a time; it is ended when it does not.
pub fn succeeds_within(command: &mut Command, limit: Duration) -> Result<bool> {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(start_error(command))?;
    let start = Instant::now();
    while start.elapsed() < limit {
        match child.try_wait().map_err(start_error(command))? {
            Some(status) => return Ok(status.success()),
            None => thread::sleep(Duration::from_millis(100)),
        }
    }
    child.kill().map_err(start_error(command))?;
    child.wait().map_err(start_error(command))?;
    Ok(false)
}

fn start_error(command: &Command) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let program = command.get_program().to_string_lossy().into_owned();
    move |source| Error::Start { program, source }
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn words(status: ExitStatus) -> String {
    status.to_string()
}

fn last_lines(path: &Path, count: usize) -> String {
    let text = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let skip = lines.len().saturating_sub(count);
    lines.into_iter().skip(skip).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_ended() {
        let start = Instant::now();
        let ended = succeeds_within(command("sleep").arg("20"), Duration::from_millis(200));
        assert!(!ended.expect("sleep starts"));
        assert!(start.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn a_nested_cargo_does_not_inherit_this_ones_package() {
        assert!(is_cargos_own("CARGO_PKG_NAME"));
        assert!(!is_cargos_own("CARGO_HOME"));
        assert!(!is_cargos_own("CARGO_TARGET_DIR"));
    }
}
