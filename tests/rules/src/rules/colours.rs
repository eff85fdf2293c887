//! Colours are named in the design tokens and nowhere else, so that a theme, a host's own colours
//! and the test of contrast reach every one of them.

use crate::breach::{Breach, refuse_lines};
use crate::repository::File;

const FUNCTIONS: [&str; 5] = ["rgb(", "rgba(", "hsl(", "oklch(", "light-dark("];

pub fn breaches(file: &File) -> Vec<Breach> {
    if !file.is_under("style") || file.path == "style/tokens.css" {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        let hex = line
            .split(['#'])
            .skip(1)
            .filter(|_| line.contains(':'))
            .map(|rest| rest.chars().take_while(char::is_ascii_hexdigit).count())
            .any(|digits| matches!(digits, 3 | 4 | 6 | 8));
        let function = FUNCTIONS.into_iter().find(|name| line.contains(name));
        function
            .map(|name| format!("uses {name}…)"))
            .or_else(|| hex.then(|| "names a colour by its digits".to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_outside_the_tokens_is_caught() {
        let of = |path: &str, line: &str| breaches(&File::new(path, line)).len();
        assert_eq!(of("style/run.css", "  color: #fff;"), 1);
        assert_eq!(of("style/run.css", "  background: rgb(0 0 0 / 10%);"), 1);
        assert_eq!(of("style/run.css", "  color: var(--ink);"), 0);
        assert_eq!(of("style/run.css", "#wide { width: 1px; }"), 0);
        assert_eq!(of("style/tokens.css", "  --ink: #1c1d1f;"), 0);
        assert_eq!(of("src/ui/brand.rs", "fill: #fff"), 0);
    }
}
