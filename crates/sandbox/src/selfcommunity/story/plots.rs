//! The five endpoints, and how each answered at which time.

use crate::dice::Dice;
use crate::story::{HOUR, Story};
use std::ops::Range;

/// One endpoint.
pub struct Plot {
    pub target: &'static str,
    pub description: &'static str,
    pub kinds: &'static [&'static str],
    pub active: bool,
    pub refuses: bool,
    /// Of a hundred events.
    pub share: u64,
}

/// Numbered from 1 in this order.
pub const PLOTS: [Plot; 5] = [
    Plot {
        target: "https://crm.harbour.example/hooks/community",
        description: "CRM feed",
        kinds: &["post.created", "comment.created", "user.score_updated"],
        active: true,
        refuses: false,
        share: 55,
    },
    Plot {
        target: "https://search.harbour.example/index/community",
        description: "Search index",
        kinds: &["post.created", "post.updated", "discussion.created"],
        active: true,
        refuses: false,
        share: 22,
    },
    Plot {
        target: "https://old-loyalty.example/in",
        description: "Old loyalty shop (gone since spring)",
        kinds: &["user.score_updated", "vote.created"],
        active: true,
        refuses: true,
        share: 10,
    },
    Plot {
        target: "https://news.harbour.example/collect",
        description: "Newsletter (switched off)",
        kinds: &["post.created", "category.created"],
        active: false,
        refuses: false,
        share: 6,
    },
    Plot {
        target: "https://figures.harbour.example/v2/events",
        description: "Figures for the board; slow on Mondays",
        kinds: &["comment.created", "vote.created", "poll_vote.created"],
        active: true,
        refuses: false,
        share: 7,
    },
];

/// The CRM feed's outage: yesterday, 14:00 to 16:00.
pub fn outage(story: &Story) -> Range<i64> {
    let start = story.midnight(1) + 14 * HOUR;
    start..start + 2 * HOUR
}

/// What the endpoint answered to this try.
pub fn answer(
    endpoint: i64,
    story: &Story,
    at: i64,
    number: i64,
    dice: &mut Dice,
) -> (Option<i64>, &'static str) {
    match endpoint {
        1 if outage(story).contains(&at) => (Some(503), "b'{\"error\": \"maintenance\"}'"),
        1 | 2 if number == 1 && dice.percent(3) => (Some(500), "b'Internal Server Error'"),
        3 => (Some(410), "b'gone'"),
        5 if number == 1 && dice.percent(25) => (None, ""),
        _ => (Some(200), "b'ok'"),
    }
}
