//! One table of the file while it is read: each key is taken once, and what is left over at the
//! end is refused.
//!
//! Why not by serde: it stops at the first fault and repeats the value that it did not expect,
//! which may be a token. This goes on, and names types instead of values.

use super::fault::Fault;
use toml::{Table, Value};

pub struct Section {
    /// What an operator calls it: `connection "billing"`.
    name: String,
    rest: Table,
    known: Vec<&'static str>,
    faults: Vec<Fault>,
}

impl Section {
    pub fn new(name: impl Into<String>, table: Table) -> Self {
        Self {
            name: name.into(),
            rest: table,
            known: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// A better name, once it is known.
    pub fn rename(&mut self, name: String) {
        self.name = name;
    }

    pub fn fault(&mut self, key: &str, what: impl Into<String>) {
        self.faults
            .push(Fault::new(format!("{}, {key}", self.name), what));
    }

    /// Puts down the fault of a value that did not do, and has none instead.
    pub fn accept<T, E: ToString>(&mut self, key: &str, read: Result<T, E>) -> Option<T> {
        read.map_err(|why| self.fault(key, why.to_string())).ok()
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &'static str, expected: &str) -> Option<String> {
        let there = self.rest.contains_key(key);
        let text = self.text_or_none(key, expected);
        if !there {
            self.fault(key, format!("it is missing; expected is {expected}"));
        }
        text
    }

    pub fn text_or_none(&mut self, key: &'static str, expected: &str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) if text.trim().is_empty() => {
                self.fault(key, format!("it is empty; expected is {expected}"));
                None
            }
            Value::String(text) => Some(text),
            other => self.another(key, &other, expected),
        }
    }

    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        match self.take(key)? {
            Value::Boolean(flag) => Some(flag),
            other => self.another(key, &other, "true or false"),
        }
    }

    pub fn number(&mut self, key: &'static str, least: u32, most: u32) -> Option<u32> {
        let expected = format!("a whole number from {least} to {most}");
        match self.take(key)? {
            Value::Integer(number) => {
                let number = u32::try_from(number).ok();
                let number = number.filter(|number| (least..=most).contains(number));
                if number.is_none() {
                    self.fault(key, format!("it is out of bounds; expected is {expected}"));
                }
                number
            }
            other => self.another(key, &other, &expected),
        }
    }

    /// The texts of a list; nothing when the key is absent.
    pub fn texts(&mut self, key: &'static str, expected: &str) -> Option<Vec<String>> {
        let list = match self.take(key)? {
            Value::Array(list) => list,
            other => return self.another(key, &other, expected),
        };
        let mut texts = Vec::with_capacity(list.len());
        for value in list {
            match value {
                Value::String(text) => texts.push(text),
                other => return self.another(key, &other, expected),
            }
        }
        Some(texts)
    }

    /// The table `[key]`; an empty one when it is absent, so that each key in it is missed.
    pub fn table(&mut self, key: &'static str) -> Table {
        match self.take(key) {
            None => Table::new(),
            Some(Value::Table(table)) => table,
            Some(other) => self
                .another(key, &other, &format!("one table [{key}]"))
                .unwrap_or_default(),
        }
    }

    /// The tables under `[[key]]`.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table> {
        let expected = format!("one table [[{key}]] for each");
        let list = match self.take(key) {
            None => return Vec::new(),
            Some(Value::Array(list)) => list,
            Some(other) => {
                self.another::<()>(key, &other, &expected);
                return Vec::new();
            }
        };
        let mut tables = Vec::with_capacity(list.len());
        for value in list {
            match value {
                Value::Table(table) => tables.push(table),
                other => {
                    self.another::<()>(key, &other, &expected);
                }
            }
        }
        tables
    }

    /// Whatever stands there.
    pub fn take(&mut self, key: &'static str) -> Option<Value> {
        self.known.push(key);
        self.rest.remove(key)
    }

    /// A key that somebody may expect here, with why there is none.
    pub fn refuse(&mut self, key: &str, why: &str) {
        if self.rest.remove(key).is_some() {
            self.fault(key, why);
        }
    }

    pub fn another<T>(&mut self, key: &str, found: &Value, expected: &str) -> Option<T> {
        let found = match found {
            Value::String(_) => "a text",
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Boolean(_) => "true or false",
            Value::Datetime(_) => "a date or a time",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
        };
        self.fault(key, format!("it is {found}; expected is {expected}"));
        None
    }

    /// Refuses what nobody took, and gives the faults.
    pub fn end(mut self) -> Vec<Fault> {
        let known = self.known.join(", ");
        let unknown: Vec<String> = self.rest.keys().map(|key| shown(key)).collect();
        for key in unknown {
            self.fault(
                &key,
                format!("there is no such key; here may stand {known}"),
            );
        }
        self.faults
    }
}

/// A key as it can be repeated. One that does not look like a key may be a secret that slipped.
fn shown(key: &str) -> String {
    let is_plain = key.len() <= 24
        && key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'));
    if is_plain {
        key.to_owned()
    } else {
        "a key that is not shown, because it looks like no key".to_owned()
    }
}
