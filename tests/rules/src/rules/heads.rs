//! Every module begins by saying what it is for: its first line is a `//!`.

use crate::{breach::Breach, repository::File};

pub fn breaches(file: &File) -> Vec<Breach> {
    if !file.is(&["rs"]) || file.text.starts_with("//!") {
        return Vec::new();
    }
    vec![Breach {
        path: file.path.clone(),
        line: 1,
        what: "does not begin with //!".to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_that_says_nothing_of_itself_is_caught() {
        assert_eq!(breaches(&File::new("src/a.rs", "use b::C;\n")).len(), 1);
        assert_eq!(breaches(&File::new("src/a.rs", "/// Of C.\n")).len(), 1);
        assert!(breaches(&File::new("src/a.rs", "//! What it is for.\n")).is_empty());
        assert!(breaches(&File::new("xtask/a.mjs", "import b;\n")).is_empty());
    }
}
