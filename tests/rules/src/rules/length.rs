//! No source file over 400 lines: one that grows longer does more than one thing.

use crate::{breach::Breach, repository::File};

pub const LIMIT: usize = 400;

const SOURCES: [&str; 10] = [
    "rs", "ts", "tsx", "js", "mjs", "css", "html", "sql", "sh", "py",
];

pub fn breaches(file: &File) -> Vec<Breach> {
    let lines = file.text.lines().count();
    if !file.is(&SOURCES) || file.path.contains("/vendored/") || lines <= LIMIT {
        return Vec::new();
    }
    vec![Breach {
        path: file.path.clone(),
        line: 0,
        what: format!("{lines} lines"),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_too_many_is_caught_and_data_is_not() {
        let text = "line\n".repeat(LIMIT + 1);
        assert_eq!(breaches(&File::new("src/a.rs", &text)).len(), 1);
        assert!(breaches(&File::new("src/a.rs", &"line\n".repeat(LIMIT))).is_empty());
        assert!(breaches(&File::new("package-lock.json", &text)).is_empty());
    }
}
