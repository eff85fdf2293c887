//! The element behind a reference, as long as it stands. Knows no element of its own.

use leptos::prelude::*;
use leptos::tachys::html::element::ElementType;
use wasm_bindgen::JsCast;

/// Nothing once its page has gone: frames, timers, answers and the browser's own events come later
/// than that, and asking a reference that has gone would end the console.
pub fn element_of<E>(node: NodeRef<E>) -> Option<E::Output>
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    node.try_get_untracked().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::html::Div;

    #[test]
    fn a_reference_that_has_gone_gives_nothing() {
        let owner = Owner::new();
        let node: NodeRef<Div> = owner.with(NodeRef::new);
        owner.cleanup();
        assert!(element_of(node).is_none());
    }
}
