//! Says what is being done and how long each part took.
//!
//! Why: a person who waits minutes must see for what. Lines go to standard error, so that
//! a program's own output stays clean.

use std::time::{Duration, Instant};

use crate::error::Result;

/// How a part of the setup ended.
pub enum Done {
    /// Nothing had to be done.
    There,
    /// It was installed or built now.
    Made,
}

/// Announces a part, does it, and says how long it took.
pub fn part<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<(T, Duration)> {
    eprintln!("\n== {name}");
    let start = Instant::now();
    let value = work()?;
    let took = start.elapsed();
    eprintln!("== {name}: {}", seconds(took));
    Ok((value, took))
}

/// One line of the setup's report.
pub fn setup_line(name: &str, done: &Done, took: Duration) {
    let word = match done {
        Done::There => "there",
        Done::Made => "done",
    };
    eprintln!("setup: {name:<44} {word:<6} {:>8}", seconds(took));
}

/// The closing table of a command made of parts.
pub fn table(title: &str, parts: &[(&str, Duration)]) {
    eprintln!("\n{title}");
    for (name, took) in parts {
        eprintln!("  {name:<28} {:>9}", seconds(*took));
    }
    let all = parts.iter().map(|(_, took)| *took).sum();
    eprintln!("  {:<28} {:>9}", "in all", seconds(all));
}

pub fn seconds(took: Duration) -> String {
    if took < Duration::from_mins(1) {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{} min {:02} s", took.as_secs() / 60, took.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_times_are_told_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }
}
