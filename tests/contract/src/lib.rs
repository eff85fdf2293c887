//! The contract tests stand in `tests/contract/`.
