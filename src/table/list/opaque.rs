//! What only the page of a list knows the type of. Signals and readers of each page's own types
//! would weigh more than the pages, so the list is read without them.

use crate::ui::load::{Load, Reader};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A part of a list.
pub type AnyPart = Arc<dyn Any + Send + Sync>;
/// What is noted of the rows of a list.
pub type AnyNotes = Box<dyn Any + Send + Sync>;

/// A question, or a place in the answer. Equal to another where both are of one type and equal in it.
#[derive(Clone)]
pub struct Opaque {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&Self, &Self) -> bool,
}

impl Opaque {
    pub fn of<T: PartialEq + Send + Sync + 'static>(value: T) -> Self {
        Self {
            value: Arc::new(value),
            same: |one, other| match (one.get::<T>(), other.get::<T>()) {
                (Some(one), Some(other)) => one == other,
                _ => false,
            },
        }
    }

    /// The value, where it is of this type.
    pub fn get<T: 'static>(&self) -> Option<&T> {
        self.value.downcast_ref()
    }
}

impl PartialEq for Opaque {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(self, other)
    }
}

/// The part of a list that was read last, as its source gave it. A handle.
pub struct LastPart<P> {
    parts: Reader<AnyPart>,
    kind: PhantomData<fn() -> P>,
}

impl<P> Clone for LastPart<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for LastPart<P> {}

impl<P: Send + Sync + 'static> LastPart<P> {
    pub(super) fn of(parts: Reader<AnyPart>) -> Self {
        Self {
            parts,
            kind: PhantomData,
        }
    }

    /// The part, also while the next one is awaited; followed.
    pub fn get(self) -> Load<Arc<P>> {
        match self.parts.last() {
            // Only a `P` is ever put there.
            Load::Ready(part) => part.downcast().map_or(Load::Loading, Load::Ready),
            Load::Loading => Load::Loading,
            Load::Failed(problem) => Load::Failed(problem),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_equal_in_their_type_and_in_no_other() {
        assert!(Opaque::of(1_u64) == Opaque::of(1_u64));
        assert!(Opaque::of(1_u64) != Opaque::of(2_u64));
        assert!(Opaque::of(1_u64) != Opaque::of(1_u32));
        assert_eq!(Opaque::of("a".to_owned()).get(), Some(&"a".to_owned()));
        assert_eq!(Opaque::of(1_u64).get::<u32>(), None);
    }
}
