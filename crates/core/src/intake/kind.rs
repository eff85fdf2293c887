//! Which ids are read, and what they look like.

use crate::id::IdError;
use crate::kirim::contract::DeliveryId;
use crate::selfcommunity::contract::EventId;
use crate::zuora::contract::NotificationId;

/// What the ids name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdKind {
    /// A whole number.
    Event,
    /// `wbd_` and 26 characters.
    Delivery,
    /// Opaque.
    Notification,
}

/// Shorter texts are seldom ids of a notification, however the vendor allows them.
const SHORTEST: usize = 12;

impl IdKind {
    /// The id as the vendor writes it.
    ///
    /// # Errors
    /// When the text cannot be one.
    pub fn read(self, text: &str) -> Result<String, IdError> {
        match self {
            Self::Event => text.parse::<EventId>().map(|id| id.get().to_string()),
            Self::Delivery => text.parse::<DeliveryId>().map(String::from),
            // Opaque, yet a ticket names people by their addresses, and none of those is an id.
            Self::Notification if text.contains('@') => {
                Err(IdError::new("a notification id", "it is an e-mail address"))
            }
            Self::Notification => text.parse::<NotificationId>().map(String::from),
        }
    }

    /// Whether it looks like one, so that a column of such texts may be the one that is meant. An
    /// id of a notification is opaque: nearly any word could be one, but few look like one.
    pub fn resembles(self, text: &str) -> bool {
        self.read(text).is_ok()
            && (self != Self::Notification
                || text.len() >= SHORTEST
                    && text.bytes().any(|byte| byte.is_ascii_digit())
                    && text
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
    }

    /// What a column of them is called, the surest name first. Zuora's `notificationid` names the
    /// rule by which something was sent, not what was sent, so it is no name here.
    pub(super) const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Event => &["eventid", "id", "event"],
            Self::Delivery => &["deliveryid", "id", "delivery", "webhookdeliveryid"],
            Self::Notification => &["historyid", "id", "emailid", "calloutid"],
        }
    }

    /// Whether a text is the heading of such a column in anybody's file.
    pub(super) fn is_heading(text: &str) -> bool {
        // No heading holds a digit and nearly every id does, so that few are copied to be compared.
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let plain = plain(text);
        let known = [Self::Event, Self::Delivery, Self::Notification];
        plain == "ids"
            || known
                .iter()
                .any(|kind| kind.headings().contains(&plain.as_str()))
    }
}

/// A heading without case, spaces and strokes.
pub(super) fn plain(heading: &str) -> String {
    let letters = heading.chars().filter(|letter| letter.is_alphanumeric());
    letters.take(40).flat_map(char::to_lowercase).collect()
}
