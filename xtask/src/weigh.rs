//! Prints what an operator's browser must download, file by file: for the first screen, against
//! the budget, and later for each part of the console.
//!
//! Why: weight grows unseen. Over the budget it warns loudly and goes on: whether a
//! feature is worth its weight is for a person to say.

use std::fmt::Display;

use crate::{
    error::{Error, Result},
    place,
    setup::Workshop,
    shell,
};

/// The first load, compressed.
const BUDGET: u64 = 300_000;

struct Weight<'a> {
    name: &'a str,
    raw: u64,
    brotli: u64,
}

pub fn report(workshop: &Workshop) -> Result<()> {
    let dist = place::root().join("dist");
    let mut node = workshop.wasm_command("node");
    node.arg("xtask/weigh.mjs").arg(&dist);
    let lines = shell::answer(&mut node).ok_or_else(|| Error::Content {
        path: dist,
        what: "could not be weighed".to_owned(),
    })?;
    eprint!("\n{}", table(&read(&lines)));
    Ok(())
}

fn read(lines: &str) -> Vec<Weight<'_>> {
    let mut weights: Vec<Weight> = lines
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(Weight {
                name: cells.next()?,
                raw: cells.next()?.parse().ok()?,
                brotli: cells.next()?.parse().ok()?,
            })
        })
        .collect();
    weights.sort_by_key(|weight| std::cmp::Reverse(weight.brotli));
    weights
}

impl Weight<'_> {
    /// Whether it is fetched only when it is first wanted; `split.mjs` names such files so.
    fn is_part(&self) -> bool {
        self.name.starts_with("part-")
    }
}

fn table(weights: &[Weight]) -> String {
    let (parts, first): (Vec<&Weight>, Vec<&Weight>) =
        weights.iter().partition(|weight| weight.is_part());
    let mut text = line("dist/", "bytes", "brotli");
    let load = section(&mut text, "first load", &first);
    if !parts.is_empty() {
        section(&mut text, "parts, each when it is first wanted", &parts);
    }
    text + &verdict(load)
}

fn verdict(load: u64) -> String {
    let share = load * 100 / BUDGET;
    let over = load.saturating_sub(BUDGET);
    if over == 0 {
        format!("The first load is {share} % of its budget of {BUDGET} bytes brotli.\n")
    } else {
        format!(
            "!!! WARNING: the first load is {over} bytes OVER its budget of {BUDGET} bytes brotli !!!\n"
        )
    }
}

/// The files of one kind and their sum; gives the sum.
fn section(text: &mut String, name: &str, weights: &[&Weight]) -> u64 {
    for weight in weights {
        text.push_str(&line(weight.name, weight.raw, weight.brotli));
    }
    let brotli = weights.iter().map(|weight| weight.brotli).sum();
    let raw: u64 = weights.iter().map(|weight| weight.raw).sum();
    text.push_str(&line(name, raw, brotli));
    text.push('\n');
    brotli
}

fn line(name: &str, raw: impl Display, brotli: impl Display) -> String {
    format!("{name:<48} {raw:>10} {brotli:>10}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_file_stands_first_and_the_sum_last() {
        let text = table(&read("a.css\t10\t5\nb.wasm\t900\t300\n"));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].starts_with("b.wasm"));
        assert!(lines[3].contains("910") && lines[3].contains("305"));
        assert!(!text.contains("WARNING"));
    }

    #[test]
    fn a_part_does_not_count_as_first_load() {
        let text = table(&read("part-a-1.wasm\t900000\t300000\nb.wasm\t9\t2\n"));
        let sum = |name: &str| text.lines().find(|line| line.starts_with(name));
        assert!(sum("first load").is_some_and(|line| line.ends_with(" 2")));
        assert!(sum("parts").is_some_and(|line| line.ends_with(" 300000")));
        assert!(!text.contains("WARNING"));
    }

    #[test]
    fn more_than_the_budget_is_a_loud_warning() {
        assert!(table(&read("b.wasm\t900000\t300001\n")).contains("WARNING"));
    }
}
