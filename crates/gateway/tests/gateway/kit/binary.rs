//! The binary in a process of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};

pub struct Redrive(Child);

/// The binary with these arguments and of ours only these variables.
pub fn command(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redrive"));
    command
        .args(arguments)
        .env_remove("REDRIVE_DEMO_PASSWORD")
        .env_remove("REDRIVE_LOG")
        .envs(variables.iter().copied());
    command
}

impl Redrive {
    pub fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self(
            command(arguments, variables)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap(),
        )
    }

    /// The first lines, each cut into its word, which is this wide with its spaces, and its value.
    pub fn lines(&mut self, width: usize, count: usize) -> Vec<(String, String)> {
        let lines = BufReader::new(self.0.stdout.as_mut().unwrap()).lines();
        lines
            .take(count)
            .map(|line| {
                let line = line.unwrap();
                let (word, value) = line.split_at(width);
                (word.trim_end().to_owned(), value.to_owned())
            })
            .collect()
    }

    /// Asks it to stop; its exit code and its log.
    pub fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let kill = Command::new("kill")
            .args([signal, &self.0.id().to_string()])
            .status();
        assert!(kill.unwrap().success());
        let mut log = String::new();
        self.0
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        (self.0.wait().unwrap().code(), log)
    }
}

impl Drop for Redrive {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn words(lines: &[(String, String)]) -> Vec<&str> {
    lines.iter().map(|(word, _)| word.as_str()).collect()
}
