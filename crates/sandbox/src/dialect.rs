//! Every behaviour that the vendors do not publish, as a switch with its stated default.
//!
//! A switch never changes what is documented. `POST /_sandbox/dialect` takes a part of this and
//! leaves the rest as it is; an unknown name or word is refused.

pub use crate::kirim::dialect::Kirim;
pub use crate::selfcommunity::dialect::SelfCommunity;
pub use crate::zuora::dialect::Zuora;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// All switches.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Dialect {
    pub selfcommunity: SelfCommunity,
    pub kirim: Kirim,
    pub zuora: Zuora,
}

impl Dialect {
    /// This dialect with the given part changed.
    pub fn changed(&self, part: Value) -> Result<Self, serde_json::Error> {
        let mut whole = serde_json::to_value(self)?;
        merge(&mut whole, part);
        serde_json::from_value(whole)
    }
}

fn merge(into: &mut Value, part: Value) {
    match (into, part) {
        (Value::Object(into), Value::Object(part)) => {
            for (name, value) in part {
                match into.get_mut(&name) {
                    Some(known) => merge(known, value),
                    None => {
                        into.insert(name, value);
                    }
                }
            }
        }
        (into, part) => *into = part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_part_changes_only_what_it_names() {
        let changed = Dialect::default()
            .changed(json!({"kirim": {"success_status": 200}}))
            .unwrap();
        let mut expected = Dialect::default();
        expected.kirim.success_status = 200;
        assert_eq!(changed, expected);
    }

    #[test]
    fn unknown_names_and_words_are_refused() {
        let whole = Dialect::default();
        assert!(whole.changed(json!({"kirim": {"speed": 1}})).is_err());
        assert!(whole.changed(json!({"stripe": {}})).is_err());
        assert!(whole.changed(json!({"kirim": {"order": "best"}})).is_err());
    }
}
