//! The repository's own rules, as small pure functions over paths and texts.
//!
//! Why: a rule that only a document holds is soon broken. Each function names its breaches
//! and has a test that shows a bad example being caught; `tests/house.rs` runs them all
//! over the repository. Must not know: what any of the code is for.

pub mod breach;
pub mod repository;
pub mod rules {
    //! One file a rule.
    pub mod citations;
    pub mod colours;
    pub mod contract;
    pub mod contrast;
    pub mod dependencies;
    pub mod elements;
    pub mod heads;
    pub mod length;
    pub mod locks;
    pub mod markup;
    pub mod navigation;
    pub mod parts;
    pub mod purity;
    pub mod scripts;
    pub mod toolchain;
    pub mod vendors;
    pub mod window;
}
