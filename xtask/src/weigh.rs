//! Prints what an operator's browser must download, file by file, against the budget.
//!
//! Why: weight grows unseen. Over the budget it warns loudly and goes on: whether a
//! feature is worth its weight is for a person to say.

use crate::{
    error::{Error, Result},
    place,
    setup::Workshop,
    shell,
};

/// The whole console, compressed.
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

fn table(weights: &[Weight]) -> String {
    use std::fmt::Write as _;
    let mut text = format!("{:<48} {:>10} {:>10}\n", "dist/", "bytes", "brotli");
    for Weight { name, raw, brotli } in weights {
        let _ = writeln!(text, "{name:<48} {raw:>10} {brotli:>10}");
    }
    let raw: u64 = weights.iter().map(|weight| weight.raw).sum();
    let brotli: u64 = weights.iter().map(|weight| weight.brotli).sum();
    let share = brotli * 100 / BUDGET;
    let _ = writeln!(
        text,
        "{:<48} {raw:>10} {brotli:>10}  ({share} % of the budget of {BUDGET})",
        "in all"
    );
    if brotli > BUDGET {
        let over = brotli - BUDGET;
        let _ = writeln!(
            text,
            "\n!!! WARNING: the console is {over} bytes OVER its budget of {BUDGET} bytes brotli !!!\n"
        );
    }
    text
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
    fn more_than_the_budget_is_a_loud_warning() {
        assert!(table(&read("b.wasm\t900000\t300001\n")).contains("WARNING"));
    }
}
