//! The version of what an address says. A later console may mean something else by the same
//! words, so an address of a version that is not known is not read at all rather than half.

/// The version's name in an address.
pub const NAME: &str = "v";
/// The version that is written, and the only one that is read.
const CURRENT: &str = "1";

/// The version of an address, when it is not known here. One without any was written by hand, and
/// is read as the current one.
pub fn unknown(query: &[(String, String)]) -> Option<&str> {
    let mut named = query.iter().filter(|(name, _)| name == NAME);
    named
        .find(|(_, version)| version != CURRENT)
        .map(|(_, version)| version.as_str())
}

/// Puts the version in front of what an address says; an address that says nothing needs none.
pub fn written(query: &mut Vec<(String, String)>) {
    query.retain(|(name, _)| name != NAME);
    if !query.is_empty() {
        query.insert(0, (NAME.to_owned(), CURRENT.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn only_a_version_that_is_not_known_is_one() {
        assert_eq!(unknown(&query(&[("status", "dead")])), None);
        assert_eq!(unknown(&query(&[("v", "1"), ("status", "dead")])), None);
        assert_eq!(unknown(&query(&[("v", "2")])), Some("2"));
        assert_eq!(unknown(&query(&[("v", "1"), ("v", "x")])), Some("x"));
    }

    #[test]
    fn the_version_stands_in_front_once_and_never_alone() {
        let mut said = query(&[("status", "dead"), ("v", "7")]);
        written(&mut said);
        assert_eq!(said, query(&[("v", "1"), ("status", "dead")]));
        let mut nothing = query(&[("v", "1")]);
        written(&mut nothing);
        assert!(nothing.is_empty());
    }
}
