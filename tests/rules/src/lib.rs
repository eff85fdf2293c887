//! The rules tests stand in `tests/`.
