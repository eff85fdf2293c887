//! What was typed, as a task.
//!
//! Why: reading arguments is pure and tested; a mistyped word never starts a long build.
//! Must not know: how any task is done.

use crate::error::{Error, Result};

pub const HELP: &str = "\
cargo xtask setup               install what demo, build and test need (each does so by itself)
cargo xtask demo [arguments]    build everything and start `redrive demo` with these arguments
cargo xtask build               leave the console in dist/ and the binary in target/release/redrive
cargo xtask check               format, lints (native and wasm), types, the repository's rules
cargo xtask test [part]         run everything, or one part: unit, wasm, browser
cargo xtask bench [arguments]   measure beside a React peer (--quick, --rounds N, --case NAME)";

/// What xtask is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Setup,
    Build,
    Demo(Vec<String>),
    Check,
    Test(Option<Part>),
    Bench(Vec<String>),
}

/// A part of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Unit,
    Wasm,
    Browser,
}

pub fn read(arguments: &[String]) -> Result<Task> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => Ok(Task::Help),
        ["setup"] => Ok(Task::Setup),
        ["build"] => Ok(Task::Build),
        ["check"] => Ok(Task::Check),
        ["demo", ..] => Ok(Task::Demo(rest(arguments))),
        ["bench", ..] => Ok(Task::Bench(rest(arguments))),
        ["test"] => Ok(Task::Test(None)),
        ["test", "unit"] => Ok(Task::Test(Some(Part::Unit))),
        ["test", "wasm"] => Ok(Task::Test(Some(Part::Wasm))),
        ["test", "browser"] => Ok(Task::Test(Some(Part::Browser))),
        _ => Err(Error::Usage(words.join(" "))),
    }
}

fn rest(arguments: &[String]) -> Vec<String> {
    arguments.iter().skip(1).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Result<Task> {
        read(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn the_rest_of_a_demo_line_goes_to_the_program() {
        let task = typed("demo --listen 127.0.0.1:9090").expect("a task");
        assert_eq!(
            task,
            Task::Demo(vec!["--listen".into(), "127.0.0.1:9090".into()])
        );
    }

    #[test]
    fn the_rest_of_a_bench_line_goes_to_the_harness() {
        let task = typed("bench --case sort --rounds 2").expect("a task");
        let words = ["--case", "sort", "--rounds", "2"].map(str::to_owned);
        assert_eq!(task, Task::Bench(words.to_vec()));
    }

    #[test]
    fn a_part_of_the_tests_can_be_named() {
        assert_eq!(
            typed("test wasm").expect("a task"),
            Task::Test(Some(Part::Wasm))
        );
        assert_eq!(typed("test").expect("a task"), Task::Test(None));
    }

    #[test]
    fn a_mistyped_word_is_refused_with_the_list_of_words() {
        let error = typed("tets").expect_err("not a task").to_string();
        assert!(error.contains("tets") && error.contains("cargo xtask test"));
    }
}
