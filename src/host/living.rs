//! A run that goes on in this tab or is looked at, as far as every page may know it. Behind it lies
//! the engine, which is not fetched before somebody wants a run.

use super::channel::Says;
use std::any::Any;

/// What the tabs tell each other of a run ends here.
pub trait Living: Send + Sync {
    /// Whether this tab carries it out.
    fn is_here(&self) -> bool;

    /// Whether its calls leave from this tab without anybody being asked.
    fn sends(&self) -> bool;

    /// Whether it goes on here, or a page looks at it.
    fn is_of_use(&self) -> bool;

    /// Takes in whether some tab holds it.
    fn see(&self, held: bool);

    /// Wakes it: something changed.
    fn ring(&self);

    /// Takes in what another tab says of it.
    fn hear(&self, says: Says);

    /// Reads what another tab wrote.
    fn catch_up(&self);

    /// The run itself, for whoever knows it.
    fn as_any(&self) -> &dyn Any;
}
