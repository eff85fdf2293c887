//! Plans of a kind that is made no more: they named a filter, and which deliveries it matched only
//! the vendor decided, when the call arrived. What was confirmed was then not what was sent.
//!
//! Files of it may still lie somewhere, so it is known by its name, and by nothing else: nothing
//! here reads, builds or sends one.

use crate::lenient::Json;

/// Its draft's name in plan files.
const NAME: &str = "replay_matching";

/// Whether this is the plan file of such a one.
pub fn is_withdrawn(file: &Json<'_>) -> bool {
    let draft = file.as_object().and_then(|file| file.get("draft"));
    let draft = draft.and_then(Json::as_object);
    draft.is_some_and(|draft| draft.get(NAME).is_some())
}
