//! What all identifiers share: they parse, they show what was wrong, and they never mix.

use std::collections::HashSet;
use thiserror::Error;

/// A text that is not the identifier it should be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not {expected}: {reason}")]
pub struct IdError {
    /// What was expected, with its article: "a delivery id".
    pub expected: &'static str,
    /// Why the text is not one, in words an operator can act on.
    pub reason: &'static str,
}

impl IdError {
    pub(crate) const fn new(expected: &'static str, reason: &'static str) -> Self {
        Self { expected, reason }
    }
}

/// What identifiers of one kind are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Name<'a> {
    /// Of the vendor that counts.
    Number(u64),
    /// As the vendor writes it.
    Text(&'a str),
}

/// What every identifier has.
pub trait Id {
    /// What it is told apart by from others of its kind.
    fn name(&self) -> Name<'_>;
}

/// Keeps the first of each, in order. Ids are told apart by their name, so that one set serves
/// every kind.
pub(crate) fn unique<T: Id>(mut ids: Vec<T>) -> Vec<T> {
    let mut first = firsts(ids.len(), ids.iter().map(Id::name)).into_iter();
    ids.retain(|_| first.next() == Some(true));
    ids
}

fn firsts<'a>(count: usize, names: impl Iterator<Item = Name<'a>>) -> Vec<bool> {
    let mut seen = HashSet::with_capacity(count);
    names.map(|name| seen.insert(name)).collect()
}

/// A whole-number identifier: `SelfCommunity` names everything so.
macro_rules! integer_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(u64);

        impl $name {
            /// Wraps a number that is known to be one.
            pub const fn new(number: u64) -> Self {
                Self(number)
            }

            /// The number as the vendor writes it.
            pub const fn get(self) -> u64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }

        impl $crate::Id for $name {
            fn name(&self) -> $crate::id::Name<'_> {
                $crate::id::Name::Number(self.0)
            }
        }

        impl $crate::lenient::Lenient for $name {
            fn read(value: &$crate::lenient::Json<'_>) -> Option<Self> {
                value.as_u64().map(Self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let text = text.trim();
                if text.is_empty() {
                    return Err($crate::IdError::new($expected, "it is empty"));
                }
                if !text.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err($crate::IdError::new($expected, "it must be a whole number"));
                }
                text.parse()
                    .map(Self)
                    .map_err(|_| $crate::IdError::new($expected, "the number is too large"))
            }
        }
    };
}

/// A text identifier with a check of its shape; serialised as the text, checked when read.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text exactly as the vendor writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::Id for $name {
            fn name(&self) -> $crate::id::Name<'_> {
                $crate::id::Name::Text(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text.trim().to_owned())
            }
        }

        impl $crate::lenient::Lenient for $name {
            fn read(value: &$crate::lenient::Json<'_>) -> Option<Self> {
                Self::try_from(value.as_str()?.to_owned()).ok()
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::IdError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let check: fn(&str) -> Result<(), &'static str> = $check;
                match check(&text) {
                    Ok(()) => Ok(Self(text)),
                    Err(reason) => Err($crate::IdError::new($expected, reason)),
                }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

pub(crate) use {integer_id, text_id};

/// Opaque to us, but it must survive a line of text, a CSV cell and a JSON string unharmed.
pub(crate) fn opaque(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err("it is empty");
    }
    if text.len() > 128 {
        return Err("it is longer than 128 bytes");
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("it holds a space or a character that no id has");
    }
    let holds = |byte: u8| matches!(byte, b'"' | b'\'' | b',' | b';' | b'\\' | b'<' | b'>');
    if text.bytes().any(holds) {
        return Err("it holds a quote, a separator or a bracket");
    }
    Ok(())
}
