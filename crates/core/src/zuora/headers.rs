//! Zuora's own request headers, each checked as the vendor states it before anything is sent.

use crate::id::text_id;
use crate::plan::Nonce;
use serde::{Deserialize, Serialize};

/// Echoed back; for support.
pub const TRACK_ID: &str = "Zuora-Track-Id";
/// One entity; only when the token is valid for several.
pub const ENTITY_IDS: &str = "Zuora-Entity-Ids";
/// Comma-separated organisations; unset means all the user's.
pub const ORG_IDS: &str = "Zuora-Org-Ids";
/// On every answer, 36 characters.
pub const REQUEST_ID: &str = "Zuora-Request-Id";
/// **Seconds left**, not an epoch.
pub const RATE_RESET: &str = "RateLimit-Reset";
/// Response: the quota, a list whose first number is the one that binds.
pub const RATE_LIMIT: &str = "RateLimit-Limit";
/// Response: how many calls of it are left.
pub const RATE_REMAINING: &str = "RateLimit-Remaining";

text_id!(
    /// At most 64 US-ASCII characters, none of `:` `;` `"` `'`.
    TrackId,
    "a track id",
    |text| {
        if text.is_empty() {
            Err("it is empty")
        } else if text.len() > 64 {
            Err("it is longer than 64 characters")
        } else if !text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
            Err("only printable US-ASCII characters may stand in it")
        } else if text.contains([':', ';', '"', '\'']) {
            Err("none of : ; \" ' may stand in it")
        } else {
            Ok(())
        }
    }
);

impl TrackId {
    /// Names one call of the plan with this nonce; within the bound by its make.
    pub fn of_call(nonce: &Nonce, call: usize) -> Self {
        Self(format!("redrive-{nonce}-{call}"))
    }
}

text_id!(
    /// One entity.
    EntityId,
    "an entity id",
    header_id
);
text_id!(
    /// One organisation.
    OrgId,
    "an organisation id",
    header_id
);

fn header_id(text: &str) -> Result<(), &'static str> {
    crate::id::opaque(text)
}

/// Which part of a tenant a connection acts for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Set only when the token is valid for several entities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    /// Empty means all the user's organisations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<OrgId>,
}

impl Scope {
    /// The header lines that this scope needs, none when it is the default.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        if let Some(entity) = &self.entity {
            lines.push((ENTITY_IDS, entity.to_string()));
        }
        if !self.organisations.is_empty() {
            let ids: Vec<&str> = self.organisations.iter().map(OrgId::as_str).collect();
            lines.push((ORG_IDS, ids.join(",")));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_id_is_what_the_vendor_allows() {
        assert!("redrive-7f3a91c0-2".parse::<TrackId>().is_ok());
        assert!("x".repeat(64).parse::<TrackId>().is_ok());
        for bad in ["", "a:b", "a;b", "a\"b", "a'b", "ä", "a\nb"] {
            assert!(TrackId::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
        assert!("x".repeat(65).parse::<TrackId>().is_err());
    }

    #[test]
    fn a_scope_sends_no_header_unless_set() {
        assert!(Scope::default().lines().is_empty());
        let scope = Scope {
            entity: Some("e1".parse().unwrap()),
            organisations: vec!["o1".parse().unwrap(), "o2".parse().unwrap()],
        };
        assert_eq!(
            scope.lines(),
            [(ENTITY_IDS, "e1".to_owned()), (ORG_IDS, "o1,o2".to_owned())]
        );
        assert!("o1,o2".parse::<OrgId>().is_err());
    }
}
