//! How a draft is cut into calls: a few items ahead of the rest, and calls that a refusal halves.
//!
//! Only places are cut here. What a call says, and which vendor hears it, is for others to know.

use super::Draft;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What the operator chose beyond the vendor's cap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// How many items go ahead, so that a run can look at what became of them before the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<u32>,
    /// A call that is refused as a whole is followed by its two halves, down to single items. Only
    /// for events: no other vendor refuses all for the sake of one.
    #[serde(default)]
    pub halving: bool,
}

/// The items of one call, and whose refusal it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub items: Range<usize>,
    pub after_refusal_of: Option<usize>,
}

impl Shape {
    /// Whether it asks for nothing beyond the cap.
    pub const fn is_plain(&self) -> bool {
        self.first.is_none() && !self.halving
    }

    /// Forgets what means nothing for this draft, so that two shapes that cut alike are one.
    pub(super) fn settle(self, draft: &Draft) -> Self {
        let whole = match draft {
            Draft::ResendEvents { .. }
            | Draft::ReplayListed { .. }
            | Draft::ReplayDeliveries { .. }
            | Draft::ResendNotifications { .. } => false,
            Draft::SetEndpointActive { .. } | Draft::SetSubscriptionStatus { .. } => true,
        };
        Self {
            first: self.first.filter(|first| *first > 0 && !whole),
            halving: self.halving && matches!(draft, Draft::ResendEvents { .. }),
        }
    }

    /// Where the items that go ahead end.
    pub(super) fn head(self, items: usize) -> usize {
        self.first
            .and_then(|first| usize::try_from(first).ok())
            .map_or(0, |first| first.min(items))
    }

    /// Cuts so many items into pieces of at most `cap`, in order.
    pub(super) fn cut(self, items: usize, cap: usize) -> Vec<Piece> {
        let head = self.head(items);
        let mut pieces = Vec::new();
        for part in [0..head, head..items] {
            for start in part.clone().step_by(cap.max(1)) {
                let piece = start..(start + cap.max(1)).min(part.end);
                self.grow(piece, None, &mut pieces);
            }
        }
        pieces
    }

    fn grow(self, items: Range<usize>, parent: Option<usize>, pieces: &mut Vec<Piece>) {
        let place = pieces.len();
        pieces.push(Piece {
            items: items.clone(),
            after_refusal_of: parent,
        });
        if self.halving && items.len() > 1 {
            let middle = items.start + items.len().div_ceil(2);
            self.grow(items.start..middle, Some(place), pieces);
            self.grow(middle..items.end, Some(place), pieces);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selfcommunity::contract::EndpointId;
    use proptest::prelude::*;

    fn cut(first: Option<u32>, halving: bool, items: usize, cap: usize) -> Vec<Piece> {
        Shape { first, halving }.cut(items, cap)
    }

    #[test]
    fn the_first_items_have_calls_of_their_own() {
        let pieces = cut(Some(3), false, 8, 2);
        let items: Vec<Range<usize>> = pieces.into_iter().map(|piece| piece.items).collect();
        assert_eq!(items, [0..2, 2..3, 3..5, 5..7, 7..8]);
    }

    #[test]
    fn halves_follow_the_call_that_they_are_of() {
        let pieces = cut(None, true, 5, 3);
        let tree: Vec<_> = pieces
            .into_iter()
            .map(|piece| (piece.items, piece.after_refusal_of))
            .collect();
        let wanted = [
            (0..3, None),
            (0..2, Some(0)),
            (0..1, Some(1)),
            (1..2, Some(1)),
            (2..3, Some(0)),
            (3..5, None),
            (3..4, Some(5)),
            (4..5, Some(5)),
        ];
        assert_eq!(tree, wanted);
    }

    #[test]
    fn nothing_of_a_switch_goes_ahead() {
        let draft = Draft::SetEndpointActive {
            endpoint: EndpointId::new(4),
            active: true,
        };
        let shape = Shape {
            first: Some(1),
            halving: true,
        };
        assert!(shape.settle(&draft).is_plain());
    }

    proptest! {
        #[test]
        fn roots_carry_everything_once_and_nothing_crosses_the_first(
            first in prop::option::of(0u32..60), halving: bool, items in 0usize..200, cap in 0usize..40,
        ) {
            let pieces = cut(first, halving, items, cap);
            let head = first.map_or(0, |first| (first as usize).min(items));
            let mut end = 0;
            for piece in &pieces {
                prop_assert!(!piece.items.is_empty() && piece.items.len() <= cap.max(1));
                prop_assert!(piece.items.end <= head || piece.items.start >= head);
                if piece.after_refusal_of.is_none() {
                    prop_assert_eq!(piece.items.start, end);
                    end = piece.items.end;
                }
            }
            prop_assert_eq!(end, items);
        }

        #[test]
        fn every_call_of_many_has_two_halves_and_every_item_a_call_of_its_own(items in 1usize..120, cap in 1usize..40) {
            let pieces = cut(None, true, items, cap);
            for (place, piece) in pieces.iter().enumerate() {
                let halves: Vec<_> = pieces.iter().filter(|other| other.after_refusal_of == Some(place)).collect();
                match halves.as_slice() {
                    [] => prop_assert_eq!(piece.items.len(), 1),
                    [left, right] => {
                        prop_assert_eq!(left.items.start, piece.items.start);
                        prop_assert_eq!(left.items.end, right.items.start);
                        prop_assert_eq!(right.items.end, piece.items.end);
                        prop_assert!(left.items.len() - right.items.len() <= 1);
                    }
                    _ => prop_assert!(false, "more than two halves"),
                }
            }
        }
    }
}
