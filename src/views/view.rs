//! One view, and what it may hold: it may come from a file of anybody's.

use crate::filters::names::{PAGE, is_open};
use crate::filters::{private, version};
use crate::routes::{Query, Screen};
use serde::{Deserialize, Serialize};

const NAME_LONGEST: usize = 80;
const PAIRS_MOST: usize = 40;
const TEXT_LONGEST: usize = 500;

/// A view of one kind of screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    pub name: String,
    /// The kind of screen, whatever the connection.
    pub screen: Screen,
    /// What stands in the address, without a place in the list and without the row that is open.
    pub query: Query,
}

impl View {
    /// A view of what stands in an address.
    ///
    /// # Errors
    /// Why it cannot be one, as a sentence.
    pub fn new(name: &str, screen: Screen, mut query: Query) -> Result<Self, String> {
        query.retain(|(name, _)| ![PAGE, version::NAME].contains(&name.as_str()) && !is_open(name));
        let view = Self {
            name: name.trim().to_owned(),
            screen,
            query,
        };
        view.check()?;
        Ok(view)
    }

    /// Whether it is one that this console could have saved.
    ///
    /// # Errors
    /// Why not, as a sentence.
    pub fn check(&self) -> Result<(), String> {
        let name = self.name.trim();
        if name.is_empty() {
            return Err("A view needs a name.".to_owned());
        }
        if name.chars().count() > NAME_LONGEST {
            return Err(format!("A name has at most {NAME_LONGEST} characters."));
        }
        if has_controls(name) {
            return Err("A name holds no control characters.".to_owned());
        }
        if version::unknown(&self.query).is_some() {
            return Err("It is of a version that this console does not know.".to_owned());
        }
        if self.query.len() > PAIRS_MOST {
            return Err(format!("It says more than {PAIRS_MOST} things."));
        }
        for text in self.query.iter().flat_map(|(name, value)| [name, value]) {
            if text.chars().count() > TEXT_LONGEST || has_controls(text) {
                return Err("It holds a text that no filter could have.".to_owned());
            }
            if let Some(why) = private(text) {
                return Err(why.to_owned());
            }
        }
        Ok(())
    }

    /// Whether both stand for the same place in a list of views.
    pub fn is_named_as(&self, other: &Self) -> bool {
        self.screen == other.screen && self.name == other.name
    }
}

/// Also marks that would turn the direction of what stands beside them.
fn has_controls(text: &str) -> bool {
    crate::ui::foreign::visible(text) != text
}
