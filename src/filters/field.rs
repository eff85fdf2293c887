//! One thing that a list can be filtered by.

use super::private::private;
use std::fmt::Display;
use std::str::FromStr;

/// Says what is wrong with a text, as the end of a sentence: `not a subscription id: it is empty`.
pub type Check = fn(&str) -> Result<(), String>;

/// A filter as a screen describes it.
#[derive(Debug)]
pub struct Field {
    /// Its name in the address.
    pub name: &'static str,
    /// Its name on the screen.
    pub label: &'static str,
    pub kind: Kind,
    /// What is meant when the address does not name it; empty for no filter.
    pub usual: &'static str,
    /// What the address says when there is to be no filter; empty where it then says nothing.
    pub without: &'static str,
}

/// What a filter's value can be, and so by which control it is set.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One of these words, each with its label.
    Choice(&'static [(&'static str, &'static str)]),
    /// One of those that the page offers; another that is right can stand in the address.
    Listed(Check),
    /// Several of those that the page offers, with commas between them.
    Several(Check),
    Text(Check),
    /// When it was created: `last`, or `after` and `before`.
    Created,
}

/// Something to choose, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub word: String,
    pub label: String,
}

impl Field {
    /// A filter that is off unless the address names it.
    pub const fn new(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self {
            name,
            label,
            kind,
            usual: "",
            without: "",
        }
    }

    /// The value as it is meant, or what is wrong with it.
    ///
    /// # Errors
    /// What stands in the address or was typed is none.
    pub fn meant(&self, text: &str) -> Result<String, String> {
        let text = text.trim();
        if let Some(why) = private(text) {
            return Err(why.to_owned());
        }
        match self.kind {
            Kind::Choice(choices) => choices
                .iter()
                .find(|(word, _)| word.eq_ignore_ascii_case(text))
                .map(|(word, _)| (*word).to_owned())
                .ok_or_else(|| format!("it can be {}", listed(choices))),
            Kind::Listed(check) | Kind::Text(check) => check(text).map(|()| text.to_owned()),
            Kind::Several(check) => {
                let mut parts: Vec<&str> = text.split(',').map(str::trim).collect();
                parts.dedup();
                for part in &parts {
                    check(part)?;
                }
                Ok(parts.join(","))
            }
            Kind::Created => Ok(text.to_owned()),
        }
    }

    /// A value in the words of the screen.
    pub fn words(&self, value: &str) -> String {
        match self.kind {
            Kind::Choice(choices) => choices
                .iter()
                .find(|(word, _)| *word == value)
                .map_or(value, |(_, label)| label)
                .to_owned(),
            _ => value.to_owned(),
        }
    }
}

fn listed(choices: &[(&str, &str)]) -> String {
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// A check by a type that knows how it is written.
///
/// # Errors
/// The type's own words.
pub fn parses<T: FromStr<Err: Display>>(text: &str) -> Result<(), String> {
    text.parse::<T>()
        .map(|_| ())
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: Field = Field::new(
        "status",
        "Status",
        Kind::Choice(&[("dead", "dead"), ("failed", "failed"), ("any", "Any")]),
    );

    #[test]
    fn a_choice_is_one_of_its_words_in_any_case() {
        assert_eq!(STATUS.meant(" Dead "), Ok("dead".to_owned()));
        assert_eq!(
            STATUS.meant("gone"),
            Err("it can be dead, failed or any".to_owned())
        );
        assert_eq!(STATUS.words("any"), "Any");
    }

    #[test]
    fn several_are_each_checked_and_named_once() {
        let numbers = Field::new("n", "Number", Kind::Several(parses::<u8>));
        assert_eq!(numbers.meant("1, 1,2"), Ok("1,2".to_owned()));
        assert!(numbers.meant("1,x").is_err());
    }

    #[test]
    fn what_is_private_is_no_value_of_any_text() {
        let text = Field::new("account", "Account", Kind::Text(|_| Ok(())));
        assert!(text.meant("pia@customer.example").is_err());
        assert_eq!(text.meant("2c92"), Ok("2c92".to_owned()));
    }
}
