//! A lock file of npm names no host: whoever installs takes the packages from where their own
//! npm does, and the digests say whether they are the right ones.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

pub fn breaches(file: &File) -> Vec<Breach> {
    if file.path.rsplit('/').next() != Some("package-lock.json") {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        line.trim_start()
            .starts_with("\"resolved\":")
            .then(|| "names where a package is fetched from".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_names_a_host_is_caught() {
        let bad = "      \"version\": \"1.0.0\",\n      \"resolved\": \"https://host/a.tgz\",\n";
        assert_eq!(
            breaches(&File::new("bench/package-lock.json", bad)).len(),
            1
        );
        let good = "      \"version\": \"1.0.0\",\n      \"integrity\": \"sha512-a\",\n";
        assert!(breaches(&File::new("bench/package-lock.json", good)).is_empty());
        assert!(breaches(&File::new("docs/a.md", bad)).is_empty());
    }
}
